import HeapModel
import TerminalFrame

extension Dashboard {
  /// The number of rows that the log has up to here, as far as scrolling needs it.
  var logLength: Int {
    var count = timeline.happenedCount(at: position)
    var step = position.step - 1
    while step > 0 && count < 100_000 {
      count += timeline.eventCount(ofStep: step)
      step -= 1
    }
    return count
  }

  /// What happened up to here, indented by cause, and what is next.
  ///
  /// The story of the current step is shown from its beginning where it fits. Where it does not, the
  /// first row says how much of it is above.
  func paintLog(_ area: Rectangle, _ brush: inout Brush) {
    guard area.height > 0 else { return }
    let skipped = scroll[.log] ?? 0
    let height = skipped > 0 ? area.height : area.height - 1
    var rows = timeline.logRows(
      atMost: height, skippingLast: skipped, glyphs: brush.glyphs, counts: union?.countChanges)
    let happened = timeline.happenedCount(at: position)
    let hidden = happened - skipped - height
    let inner = area.inset(left: 1)
    let width = max(2, rows.map { $0.number.count }.max() ?? 2, stepGutter.count)
    var top = 0
    if hidden > 0 && height > 1 && position.step > 0 {
      rows.removeFirst()
      top = 1
      brush.put(
        [
          Span(Self.right(stepGutter, width) + " ", .faint),
          Span("\(brush.glyphs.pick("↑", "^")) \(hidden + 1) more above", .notice),
        ], row: 0, in: inner)
    }
    for (line, row) in rows.enumerated() { paintLogRow(row, line + top, width, inner, &brush) }
    guard skipped == 0, !hidesNext else { return }
    let text: [Span]
    if let order = timeline.nextOrder {
      text = [Span("\(brush.glyphs.nextEvent) next: ", .now), Span(order, .next)]
    } else {
      text = [Span("\(brush.glyphs.nextEvent) end of the scenario", .now)]
    }
    brush.put(text, column: width + 1, row: rows.count + top, in: inner)
  }

  /// What stands before the first row of the current step.
  private var stepGutter: String {
    position.step > 0 ? timeline.narration.step(position.step).gutter : ""
  }

  private func paintLogRow(
    _ row: LogRow, _ line: Int, _ width: Int, _ area: Rectangle, _ brush: inout Brush
  ) {
    let padding = String(repeating: " ", count: max(0, width - row.number.count))
    let sign = row.words.sign
    let indent = String(repeating: area.width < 50 ? " " : "  ", count: row.depth)
    // What was made and is dead by now is struck.
    let figure = row.isOver ? brush.glyphs.sign(.freed) : row.words.figure
    let room = figure.isEmpty ? 0 : TextWidth.columns(of: figure) + 1
    let textRole: Role =
      row.isOver
      ? .dead
      : !row.isCurrent
        ? .faint : sign == .created || sign == .removed ? .text : sign.role
    let content = area.splitColumns(at: max(0, area.width - room)).left
    brush.put(
      [
        Span(padding + row.number + " ", .faint), Span(indent),
        Span(
          brush.glyphs.sign(sign) + " ", row.isOver ? .dead : row.isCurrent ? sign.role : .faint),
        Span(row.words.text, textRole),
      ], row: line, in: content)
    if !figure.isEmpty {
      brush.put(
        [Span(figure, row.isOver ? .dead : .faint)], column: area.width - room + 1, row: line,
        in: area)
    }
  }
}
