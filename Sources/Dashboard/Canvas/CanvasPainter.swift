import HeapModel
import TerminalFrame

/// Draws a picture at one moment.
struct CanvasPainter {
  let picture: CanvasPicture
  let moment: CanvasMoment
  /// The selected node.
  var selection: Int?
  /// Nodes and edges of the path that keeps the selection alive.
  var pathNodes: Set<Int> = []
  var pathEdges: Set<Int> = []
  /// Whether only the lines of the selection are coloured.
  var isTracing = false
  /// What stands out for a moment, while a change is shown in stages: borders of nodes, their
  /// names, edges.
  var brightNodes: Set<Int> = []
  var brightNames: Set<Int> = []
  var brightEdges: Set<Int> = []
  /// What a quiz writes on the borders of nodes.
  var marks: [Int: Span] = [:]

  /// The upper left cell that the user has panned to.
  var panned: CanvasPoint?

  private var origin: CanvasPoint {
    panned.map(picture.origin(panned:)) ?? picture.origin(showing: selection)
  }

  /// Draws into an area of a frame.
  func paint(_ brush: inout Brush, in area: Rectangle) {
    let content = picture.content(of: area)
    let painter = Placed(owner: self, origin: origin, area: content)
    painter.paintLines(&brush)
    let rows = origin.row..<origin.row + area.height
    for index in picture.plan.nodes.indices
    where picture.plan.nodes[index].frame.rows.overlaps(rows) {
      painter.paintNode(index, &brush)
    }
    for (index, mark) in marks { painter.paintMark(mark, index, &brush) }
    if content != area {
      MiniMap(picture, moment, selection: selection, origin: origin, rows: area.height)
        .paint(&brush, column: content.endColumn, in: area)
    }
  }

  /// The cell of the selected node's title, where it is in the view.
  func cursor(in area: Rectangle) -> Point? {
    guard let selection, moment.nodes[selection].appearance != .absent else { return nil }
    let origin = origin
    let title = picture.plan.nodes[selection].title
    let point = Point(
      column: area.column + title.column - origin.column, row: area.row + title.row - origin.row)
    return picture.content(of: area).contains(point) ? point : nil
  }
}

/// A painter that knows where the picture lies on the frame.
private struct Placed {
  let owner: CanvasPainter
  let origin: CanvasPoint
  let area: Rectangle

  private var plan: CanvasPlan { owner.picture.plan }
  private func column(_ column: Int) -> Int { area.column + column - origin.column }
  private func row(_ row: Int) -> Int { area.row + row - origin.row }

  func paintLines(_ brush: inout Brush) {
    var pathNets: Set<Int> = []
    for edge in owner.pathEdges { pathNets.insert(plan.routes[edge].net) }
    var tracedNets: Set<Int> = []
    var tracedEdges: Set<Int> = []
    if owner.isTracing, let selection = owner.selection {
      for (index, edge) in owner.picture.union.edges.enumerated()
      where edge.source == selection || edge.target == selection {
        tracedNets.insert(plan.routes[index].net)
        tracedEdges.insert(index)
      }
    }
    let rows = max(0, origin.row)..<max(1, max(0, origin.row) + area.height + 1)
    // One more at each side: whether a dash is a stub depends on its neighbours.
    let columns = origin.column - 1..<max(origin.column, origin.column + area.width + 1)
    func draw(_ brush: inout Brush, only edges: (Int) -> Bool, _ forced: Role?) {
      let cells = plan.cells(rows: rows, columns: columns) {
        edges($0) ? owner.moment.edges[$0] : .absent
      }
      let stubs = brush.glyphs == .ascii ? Self.stubs(cells) : []
      let cleared = forced == nil ? clearedCells(cells, rows: rows, columns: columns) : []
      for cell in cells {
        let character = stubs.contains(cell.point) ? "-" : brush.glyphs.lines.character(for: cell)
        guard let scalar = character.unicodeScalars.first else { continue }
        var role: Role = cell.kind == .strong ? .strong : .weak
        if cleared.contains(cell.point) { role = .cleared }
        if let head = cell.head { role = headRole(head) }
        if let forced { role = forced }
        if owner.isTracing && !tracedNets.contains(cell.net) && forced == nil { role = .faint }
        brush.frame.put(
          Glyph(scalar), column: column(cell.point.column), row: row(cell.point.row),
          style: brush.theme[role], clip: area)
      }
    }
    draw(&brush, only: { _ in true }, nil)
    if !owner.pathEdges.isEmpty {
      draw(&brush, only: { owner.pathEdges.contains($0) }, .path)
    }
    if !owner.brightEdges.isEmpty {
      draw(&brush, only: { owner.brightEdges.contains($0) }, .changed)
    }
  }

  /// Cells of lines that lead to what is dead, and to nothing else.
  private func clearedCells(
    _ cells: [LineCell], rows: Range<Int>, columns: Range<Int>
  ) -> Set<CanvasPoint> {
    guard owner.moment.edges.contains(.cleared) else { return [] }
    let living = plan.cells(rows: rows, columns: columns) {
      owner.moment.edges[$0] == .living ? .living : .absent
    }
    return Set(cells.lazy.map(\.point)).subtracting(living.lazy.map(\.point))
  }

  /// The weak lines of one cell: every other cell of a longer one is blank in plain ASCII.
  private static func stubs(_ cells: [LineCell]) -> Set<CanvasPoint> {
    let dashes = Set(
      cells.lazy.filter {
        $0.kind == .weak && $0.head == nil && $0.crossed == nil && !$0.directions.isEmpty
          && $0.directions.isSubset(of: .horizontal)
      }.map(\.point))
    return dashes.filter {
      !dashes.contains(CanvasPoint(column: $0.column - 1, row: $0.row))
        && !dashes.contains(CanvasPoint(column: $0.column + 1, row: $0.row))
    }
  }

  private func headRole(_ head: LineCell.Head) -> Role {
    head.isCleared ? .cleared : head.kind == .strong ? .strong : .weak
  }

  func paintNode(_ index: Int, _ brush: inout Brush) {
    let moment = owner.moment.nodes[index]
    guard moment.appearance != .absent else { return }
    let node = plan.nodes[index]
    paintFlags(node, index, moment, &brush)
    switch plan.detail {
    case .boxes: paintBox(node, index, moment, &brush)
    case .chips, .outline: paintChip(node, index, moment, &brush)
    }
  }

  /// A mark in the upper right corner of a box; left of a chip.
  func paintMark(_ mark: Span, _ index: Int, _ brush: inout Brush) {
    let node = plan.nodes[index]
    let width = TextWidth.columns(of: mark.text)
    let isBox = plan.detail == .boxes
    let place =
      isBox
      ? column(node.frame.column + node.frame.width) - width - 1
      : max(area.column, column(node.title.column) - width)
    brush.put(
      mark.text, column: place, row: row(isBox ? node.frame.row : node.title.row), mark.role,
      clip: area)
  }

  private func role(_ index: Int, _ moment: CanvasMoment.Node) -> Role {
    owner.brightNodes.contains(index)
      ? .changed : owner.pathNodes.contains(index) ? .path : moment.appearance.role
  }

  private func titleText(_ index: Int, _ brush: Brush) -> String {
    let title =
      plan.detail == .chips
      ? owner.picture.graph.nodes[index].chipTitle?.text : nil
    return (title ?? owner.moment.nodes[index].title).sanitized(brush.glyphs.repertoire)
      .truncated(toColumns: plan.nodes[index].titleWidth, brush.glyphs.repertoire)
  }

  private func paintBox(
    _ node: CanvasPlan.Node, _ index: Int, _ moment: CanvasMoment.Node, _ brush: inout Brush
  ) {
    let border = BorderGlyphs(moment.appearance, brush.glyphs)
    let role = role(index, moment)
    let frame = node.frame
    let (left, top) = (column(frame.column), row(frame.row))
    let (right, bottom) = (left + frame.width - 1, top + frame.height - 1)
    guard bottom >= area.row, top < area.endRow else { return }
    let across = border.across(frame.width - 2)
    brush.put(border.topLeft + across + border.topRight, column: left, row: top, role, clip: area)
    brush.put(
      border.bottomLeft + across + border.bottomRight, column: left, row: bottom, role, clip: area)
    for line in top + 1..<max(top + 1, bottom) {
      brush.put(border.vertical, column: left, row: line, role, clip: area)
      brush.put(border.vertical, column: right, row: line, role, clip: area)
    }
    if let letter = moment.appearance.letter(brush.glyphs) {
      brush.put(letter, column: left + 1, row: top, role, clip: area)
    }
    if moment.isFinalized && moment.appearance != .dead {
      brush.put(
        brush.glyphs.sign(.finalizer), column: left + 2, row: top, .changed, clip: area)
    }
    paintTitle(node, index, moment, &brush)
    guard moment.appearance != .dead else { return }
    paintInlineNames(node, index, moment, &brush)
    paintRows(node, index, moment, &brush)
    let counts =
      moment.outsideCount.map(Counts.outsideText) ?? moment.counts.text(brush.glyphs)
    brush.put(
      counts, column: left + 2, row: bottom,
      moment.isChanged || moment.outsideCount == 0 ? .changed : role == .live ? .count : role,
      clip: area)
  }

  private func paintTitle(
    _ node: CanvasPlan.Node, _ index: Int, _ moment: CanvasMoment.Node, _ brush: inout Brush
  ) {
    let start = column(node.title.column)
    let line = row(node.title.row)
    var role = role(index, moment)
    if moment.isChanged && moment.appearance == .live { role = .changed }
    // Reversed, the faint colour of tombstones is hard to read.
    if index == owner.selection && role == .dead { role = .count }
    let end = brush.put(titleText(index, brush), column: start, row: line, role, clip: area)
    if index == owner.selection {
      brush.mark(
        Rectangle(column: start, row: line, width: end - start, height: 1).intersection(area),
        .selection)
      brush.put(brush.glyphs.selected, column: start - 1, row: line, .next, clip: area)
    }
    if moment.isChanged && plan.detail == .boxes {
      brush.put("*", column: end, row: line, .changed, clip: area)
    }
  }

  private func paintRows(
    _ node: CanvasPlan.Node, _ index: Int, _ moment: CanvasMoment.Node, _ brush: inout Brush
  ) {
    for (row, place) in node.rows.enumerated() {
      let state = moment.rows[row]
      guard state != .absent else { continue }
      let text = owner.picture.graph.nodes[index].rows[row].text
        .truncated(toColumns: node.rowWidth, brush.glyphs.repertoire)
      let role: Role = state == .over ? .cleared : .text
      let end = brush.put(
        text, column: column(place.column), row: self.row(place.row), role, clip: area)
      guard state == .over else { continue }
      if brush.glyphs == .ascii {
        // Behind a word an `x` would be a letter of it.
        brush.put(
          brush.glyphs.sign(.cleared), column: column(place.column) - 1, row: self.row(place.row),
          role, clip: area)
      } else if end < column(node.frame.column + node.frame.width - 1) {
        brush.put(
          brush.glyphs.sign(.cleared), column: end, row: self.row(place.row), role, clip: area)
      }
    }
  }

  private func paintChip(
    _ node: CanvasPlan.Node, _ index: Int, _ moment: CanvasMoment.Node, _ brush: inout Brush
  ) {
    let role = role(index, moment)
    let line = row(node.title.row)
    guard line >= area.row, line < area.endRow else { return }
    let start = column(node.title.column)
    let right = column(node.frame.column + node.frame.width - 1)
    // The mark of the selection takes the place of the letter, which goes to the other side then.
    let isSelected = index == owner.selection
    let letter = moment.appearance.letter(brush.glyphs)
    if plan.detail == .chips {
      brush.put(letter ?? brush.glyphs.chipLeft, column: start - 1, row: line, role, clip: area)
      // A tombstone has no sides: only its letter and its title are left.
      if moment.appearance != .dead {
        for row in line..<max(line + 1, self.row(node.frame.row) + node.frame.height) {
          if row > line {
            brush.put(
              brush.glyphs.chipLeft, column: column(node.frame.column), row: row, role, clip: area)
          }
          brush.put(brush.glyphs.chipRight, column: right, row: row, role, clip: area)
        }
      }
      if let letter, isSelected {
        // A tombstone has no names behind its title.
        let behind = moment.appearance == .dead ? start + node.titleWidth : right
        brush.put(letter, column: behind, row: line, role, clip: area)
      }
    } else {
      if let letter {
        let behind = moment.appearance == .dead ? start + node.titleWidth + 1 : right + 1
        brush.put(letter, column: isSelected ? behind : start - 1, row: line, role, clip: area)
      }
      if node.isContinuation {
        brush.put(
          brush.glyphs.ellipsis, column: column(node.frame.column), row: line, .faint, clip: area)
      }
    }
    paintTitle(node, index, moment, &brush)
    paintInlineNames(node, index, moment, &brush)
  }

  private func paintInlineNames(
    _ node: CanvasPlan.Node, _ index: Int, _ moment: CanvasMoment.Node, _ brush: inout Brush
  ) {
    var names = node.inlineNames.filter { moment.names[$0] }
    let all = node.hiddenNames == 0 ? [] : owner.picture.graph.nodes[index].lastingNames
    let hidden = all.suffix(node.hiddenNames).count { moment.names[$0] }
    if names.isEmpty, hidden == 0, !node.inlineNames.isEmpty,
      let call = owner.picture.graph.nodes[index].callName, moment.names[call]
    {
      names = [call]
    }
    guard !names.isEmpty || hidden > 0 else { return }
    let texts =
      names.map {
        owner.picture.graph.nodes[index].names[$0].text
          .truncated(toColumns: BoxMetrics.widestName, brush.glyphs.repertoire)
      } + (hidden > 0 ? ["+\(hidden)"] : [])
    let (open, close) = brush.glyphs == .unicode ? ("‹", "›") : ("<", ">")
    brush.put(
      " \(open)\(texts.joined(separator: " "))\(close)",
      column: column(node.title.column) + node.titleWidth, row: row(node.title.row), .name,
      clip: area)
  }

  /// How many names share a flag, as far as it has room for that.
  private static func countText(_ count: Int, columns: Int) -> String {
    let text = "+\(count) names"
    return text.count <= columns ? text : String("+\(count)".prefix(columns))
  }

  private func paintFlags(
    _ node: CanvasPlan.Node, _ index: Int, _ moment: CanvasMoment.Node, _ brush: inout Brush
  ) {
    guard moment.appearance != .dead else { return }
    for flag in node.flags {
      var present = flag.names.filter { moment.names[$0] }
      if present.count > 1, let call = owner.picture.graph.nodes[index].callName {
        present.removeAll { $0 == call }
      }
      guard !present.isEmpty else { continue }
      let isPath = owner.pathNodes.contains(index)
      let isBright = owner.brightNames.contains(index)
      let text =
        present.count == 1
        ? owner.picture.graph.nodes[index].names[present[0]].text
          .truncated(toColumns: flag.textWidth, brush.glyphs.repertoire)
        : Self.countText(present.count, columns: flag.textWidth)
      let line = row(flag.text.row)
      brush.put(
        text, column: column(flag.text.column), row: line, isBright ? .changed : .name, clip: area)
      let role: Role =
        isBright
        ? .changed
        : isPath ? .path : owner.isTracing && index != owner.selection ? .faint : .strong
      for cell in flag.lineStart + 1..<max(flag.lineStart + 1, flag.head) {
        brush.put(
          brush.glyphs.pick("─", "-"), column: column(cell), row: line, role, clip: area)
      }
      brush.put(brush.glyphs.pick("▶", ">"), column: column(flag.head), row: line, role, clip: area)
    }
  }
}
