import HeapModel
import TerminalFrame

extension Dashboard {
  /// Draws what lies over the panes.
  func paintOverlay(_ plan: ScreenPlan, _ brush: inout Brush) {
    switch overlay {
    case .help(let view):
      let filter = view.filter.text
      paintBox(
        title: filter.isEmpty ? "help" : "help with \(filter)",
        rows: helpLines(filter), scroll: view.scroll,
        in: brush.frame.bounds.inset(left: 2, top: 1, right: 2, bottom: 1), moreKey: "Space",
        &brush)
    case .chapters(let selected):
      let chapters = index.chapters
      let rows = chapters.enumerated().map { index, chapter in
        [
          Span(index == selected ? "\(brush.glyphs.next) " : "  ", .now),
          Span(Self.right(number(ofStep: chapter.step), 4) + "  ", .faint),
          Span(chapter.heading, index == selected ? .next : .text),
        ]
      }
      paintBox(
        title: "chapters", rows: rows, scroll: max(0, selected - 5),
        in: centred(width: 60, height: rows.count + 2, plan), &brush)
    case .output(let scroll):
      let rows = outputRows
      paintBox(
        title: "printed so far", rows: rows, scroll: scroll,
        in: centred(width: 90, height: rows.count + 2, plan), moreKey: "Space", &brush)
    case .warnings(let scroll):
      let rows = warningRows
      paintBox(
        title: counted(options.warnings.count, "warning"), rows: rows, scroll: scroll,
        in: centred(width: 90, height: rows.count + 2, plan), moreKey: "Space", &brush)
    case .breakpoints(let selected):
      let rows = breakpoints.all.enumerated().map { index, breakpoint in
        [
          Span(index == selected ? "\(brush.glyphs.next) " : "  ", .now),
          Span(text(breakpoint), index == selected ? .next : .text),
        ]
      }
      paintBox(
        title: "breakpoints: d removes, Enter goes there", rows: rows,
        scroll: max(0, selected - 5), in: centred(width: 60, height: rows.count + 2, plan), &brush)
    case .answer: paintAnswer(plan, &brush)
    case .retained(let view): paintRetained(view, &brush)
    case .editing(let view): paintEdit(view, plan, &brush)
    case .difference(let scroll):
      let width = min(90, plan.size.width - 4)
      let rows = differenceRows(width - 4)
      paintBox(
        title: "what the branch does differently", rows: rows, scroll: scroll,
        in: centred(width: width, height: rows.count + 2, plan), moreKey: "Space", &brush)
    case .leaving:
      let rows = leavingRows
      paintBox(
        title: "before you go", rows: rows, scroll: 0,
        in: centred(width: 60, height: rows.count + 2, plan), &brush)
    case .offering(let history):
      let rows = offerRows(history.branch)
      paintBox(
        title: "edits that were not saved", rows: rows, scroll: 0,
        in: centred(width: 76, height: rows.count + 2, plan), &brush)
    case .moving, .command, .find, .answering, nil: break
    }
  }

  /// The warnings, each in as many rows as it takes.
  var warningRows: [[Span]] {
    let columns = min(90, options.size.width - 4) - 6
    return options.warnings.flatMap { warning in
      wrapped(withShortName(warning), columns: max(8, columns)).enumerated().map {
        [Span($0 == 0 ? "! " : "  ", .error), Span($1, .notice)]
      }
    }
  }

  private func centred(width: Int, height: Int, _ plan: ScreenPlan) -> Rectangle {
    let width = min(width, plan.size.width - 4)
    let height = min(height, plan.size.height - 4)
    return Rectangle(
      column: (plan.size.width - width) / 2, row: max(1, (plan.size.height - height) / 3),
      width: width, height: height)
  }

  /// A box with a title over everything else.
  func paintBox(
    title: String, rows: [[Span]], scroll: Int, in area: Rectangle, moreKey: String = "",
    _ brush: inout Brush
  ) {
    guard area.width >= 4, area.height >= 3 else { return }
    brush.clear(area)
    let border = BorderGlyphs(.live, brush.glyphs)
    let across = String(repeating: border.horizontal, count: area.width - 2)
    let right = area.endColumn - 1
    brush.put(
      border.topLeft + across + border.topRight, column: area.column, row: area.row, .focusedTitle,
      clip: area)
    brush.put(
      border.bottomLeft + across + border.bottomRight, column: area.column, row: area.endRow - 1,
      .focusedTitle, clip: area)
    for row in area.row + 1..<area.endRow - 1 {
      brush.put(border.vertical, column: area.column, row: row, .focusedTitle, clip: area)
      brush.put(border.vertical, column: right, row: row, .focusedTitle, clip: area)
    }
    brush.put([Span(" \(title) ", .focusedTitle)], column: 2, row: 0, in: area.inset(right: 1))
    let inner = area.inset(left: 2, top: 1, right: 2, bottom: 1)
    let first = max(0, min(scroll, rows.count - inner.height))
    for (line, row) in rows.dropFirst(first).prefix(inner.height).enumerated() {
      brush.put(row, row: line, in: inner)
    }
    let hidden = rows.count - first - inner.height
    if hidden > 0 {
      let key = moreKey.isEmpty ? "" : ": \(moreKey)"
      let text = " \(brush.glyphs.open) \(hidden) more\(key) "
      brush.put(
        [Span(text, .notice)], column: max(0, area.width - TextWidth.columns(of: text) - 2),
        row: area.height - 1, in: area)
    }
    if !isTyping { brush.frame.cursor = nil }
  }
}
