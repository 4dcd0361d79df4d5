import HeapModel
import TerminalFrame

// The dominator tree and the table of types, over the whole screen.
extension Dashboard {
  /// Opens a view, or closes it where it is open.
  mutating func showRetained(_ mode: RetainedView.Mode) {
    if case .retained(let view) = overlay, view.mode == mode {
      overlay = nil
      return
    }
    overlay = .retained(RetainedView(mode: mode))
  }

  /// Takes a key while one of the views is open; nil where the key means what it always does.
  mutating func pressInRetained(_ key: Key, _ view: RetainedView) -> [Effect]? {
    var view = view
    guard let report = answers.report, !answers.isWaiting else {
      if ["Esc", "q"].contains(key.description) { overlay = nil }
      return []
    }
    let tree = view.mode == .tree ? view.rows(report) : []
    let count = view.mode == .tree ? tree.count : report.types.count
    let page = max(1, options.size.height - 8)
    let row = tree.indices.contains(view.selected) ? tree[view.selected] : nil
    switch key.description {
    case "Esc", "q":
      overlay = nil
      return []
    case "j", "Down": view.selected += 1
    case "k", "Up": view.selected -= 1
    case "PageDown", "Ctrl-f", "Ctrl-d": view.selected += page
    case "PageUp", "Ctrl-b", "Ctrl-u": view.selected -= page
    case "g", "Home": view.selected = 0
    case "G", "End": view.selected = count - 1
    case "l", "Right": if let row { view.open.insert(row.node.object) }
    case "h", "Left": if let row { fold(row, tree, &view) }
    case "Enter":
      guard let row else { return [] }
      if row.depth > 0, row.node.hasChildren {
        if row.isOpen {
          view.open.remove(row.node.object)
        } else {
          view.open.insert(row.node.object)
        }
      } else {
        return selectNode(row)
      }
    case "Space": return row.map { selectNode($0) } ?? []
    default: return nil
    }
    view.selected = max(0, min(count - 1, view.selected))
    overlay = .retained(view)
    return []
  }

  private func fold(_ row: RetainedView.Row, _ rows: [RetainedView.Row], _ view: inout RetainedView)
  {
    if row.isOpen && row.depth > 0 {
      view.open.remove(row.node.object)
    } else if let parent = rows[..<view.selected].lastIndex(where: { $0.depth < row.depth }) {
      view.selected = parent
    }
  }

  private mutating func selectNode(_ row: RetainedView.Row) -> [Effect] {
    guard timeline.heap.isVisible(row.node.object) else { return [] }
    overlay = nil
    choose(row.node.object)
    return []
  }

  /// Draws the view.
  func paintRetained(_ view: RetainedView, _ brush: inout Brush) {
    let area = brush.frame.bounds.inset(left: 2, top: 1, right: 2, bottom: 1)
    let title =
      view.mode == .tree
      ? "who alone keeps how much alive: Enter unfolds, Space selects, T types"
      : "types by what they retain: D the tree"
    let rows = retainedRows(view, width: area.width - 4)
    let visible = max(1, area.height - 2)
    paintBox(
      title: title, rows: rows,
      scroll: max(0, min(view.selected - visible / 2, rows.count - visible)), in: area, &brush)
  }

  /// The rows of the view. O(what is unfolded).
  func retainedRows(_ view: RetainedView, width: Int) -> [[Span]] {
    guard let report = answers.report, !answers.isWaiting else {
      return [[Span("looking \(options.glyphs.dots)", .faint)]]
    }
    var rows =
      view.mode == .tree ? treeRows(view, report, width) : typeTableRows(view, report, width)
    let heap = timeline.heap
    let apart: [(title: String, objects: [ObjectID], role: Role)] = [
      ("reached only through weak references", report.weaklyHeld, .weak),
      ("reached by nothing", report.unreachable, .unreachable),
    ]
    for (title, objects, role) in apart where !objects.isEmpty {
      rows.append([])
      rows.append([Span("  \(title), and so nowhere in the tree", .chapter)])
      let names = objects.prefix(100).map(heap.name).joined(separator: ", ")
      rows += wrapped(names, columns: max(8, width - 4)).map { [Span("    "), Span($0, role)] }
    }
    return rows
  }

  private func treeRows(
    _ view: RetainedView, _ report: RetainedReport, _ width: Int
  ) -> [[Span]] {
    let glyphs = options.glyphs
    let rows = view.rows(report)
    func countText(_ row: RetainedView.Row) -> String {
      row.node.retainedCount > 1 ? " in \(grouped(row.node.retainedCount))" : ""
    }
    let countWidth = max(8, rows.map { countText($0).count }.max() ?? 0)
    return rows.enumerated().map { index, row in
      let isSelected = index == view.selected
      let mark = isSelected ? glyphs.next + " " : "  "
      let fold =
        row.omitted > 0
        ? "  "
        : row.node.hasChildren
          ? (row.isOpen ? glyphs.open : glyphs.pick("▸", ">")) + " " : "  "
      let indent = String(repeating: "  ", count: min(row.depth, 30))
      if row.omitted > 0 {
        return [Span(mark, .now), Span("\(indent)  and \(row.omitted) more", .faint)]
      }
      let label = row.node.label.isEmpty ? "" : row.node.label + " "
      let used =
        TextWidth.columns(of: mark + indent + fold + label + row.node.name)
      let size = sizeText(row.node.retainedBytes)
      let count = countText(row)
      let gap = max(2, width - used - TextWidth.columns(of: size) - countWidth)
      return [
        Span(mark, .now), Span(indent + fold, .faint), Span(label, .name),
        Span(row.node.name, isSelected ? .next : .text),
        Span(String(repeating: " ", count: gap)), Span(size, isSelected ? .next : .count),
        Span(count, .faint),
      ]
    }
  }

  private func typeTableRows(
    _ view: RetainedView, _ report: RetainedReport, _ width: Int
  ) -> [[Span]] {
    let glyphs = options.glyphs
    let nameWidth = max(8, min(32, width - 50))
    let barWidth = max(0, min(20, width - nameWidth - 42))
    var rows: [[Span]] = [
      [
        Span(
          "  " + "type".padded(toColumns: nameWidth) + Self.right("count", 8)
            + Self.right("own size", 13) + Self.right("retained", 13), .faint)
      ]
    ]
    let total = max(1, report.totalBytes)
    for (index, row) in report.types.enumerated() {
      let isSelected = index == view.selected
      let filled = min(barWidth, row.retainedBytes * barWidth / total)
      let share = row.retainedBytes * 100 / total
      rows.append([
        Span(isSelected ? glyphs.next + " " : "  ", .now),
        Span(
          row.name.truncated(toColumns: nameWidth, glyphs.repertoire)
            .padded(toColumns: nameWidth, glyphs.repertoire), isSelected ? .next : .text),
        Span(Self.right(grouped(row.count), 8)),
        Span(Self.right(sizeText(row.shallowBytes), 13), .faint),
        Span(Self.right(sizeText(row.retainedBytes), 13), .count),
        Span(Self.right("\(share)%", 5), .faint), Span(" "),
        Span(String(repeating: glyphs.pick("█", "#"), count: max(0, filled)), .spark),
      ])
    }
    return rows
  }
}
