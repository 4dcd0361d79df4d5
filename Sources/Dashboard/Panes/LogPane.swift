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
  /// The story of the current step is shown from its beginning where it fits. Where it does not, it
  /// does without its minor events, and the first row says how much is missing. What somebody must
  /// read to its end goes on in a second row.
  func paintLog(_ area: Rectangle, _ brush: inout Brush) {
    guard area.height > 0 else { return }
    let skipped = scroll[.log] ?? 0
    let inner = area.inset(left: 1)
    let happened = timeline.happenedCount(at: position)
    // Minor events are looked for in the steps that people read, not in a million of events.
    let isCondensed = skipped == 0 && position.isEndOfStep && happened <= 2_000
    let settled = skipped == 0 ? settledRows(area.height) : area.height
    var rows = timeline.logRows(
      atMost: max(settled, isCondensed ? happened : 0), skippingLast: skipped,
      glyphs: brush.glyphs, counts: union?.countChanges)
    let width = max(
      2, rows.suffix(area.height).map { $0.number.count }.max() ?? 2, stepGutter.count)
    var lines = rows.map { logLines($0, width, inner, brush.glyphs) }
    var next = skipped == 0 && !hidesNext ? nextLines(width, inner, brush.glyphs) : []
    if next.count > 1,
      happened > rows.count || lines.suffix(happened).joined().count + 2 > area.height
    {
      // What has happened comes before the end of what will.
      next = nextLines(width, nil, brush.glyphs)
    }
    let height = area.height - max(next.count, skipped == 0 ? 1 : 0)
    var room = height
    var shown = lines.reversed().prefix {
      room -= $0.count; return room >= 0
    }.count
    var top = 0
    if position.step > 0 && height > 1 && happened - skipped > shown {
      top = 1
      if isCondensed {
        // As many minor rows as necessary, the oldest first.
        var excess = lines.suffix(happened).reduce(1 - height) { $0 + $1.count }
        rows = rows.suffix(happened).filter { row in
          guard row.isMinor && excess > 0 else { return true }
          excess -= 1
          return false
        }
        // The first row says the line of the statement.
        if let first = rows.indices.first { rows[first].number = "" }
        lines = rows.map { logLines($0, width, inner, brush.glyphs) }
      }
      room = height - 1
      shown =
        lines.reversed().prefix {
          room -= $0.count; return room >= 0
        }.count
      let hidden = happened - skipped - shown
      brush.put(
        [
          Span(Self.right(stepGutter, width) + " ", .faint),
          Span(
            "\(brush.glyphs.pick("↑", "^")) \(grouped(hidden)) more\(isCondensed ? "" : " above")",
            .notice),
        ], row: 0, in: inner)
    }
    for line in lines.suffix(shown).joined() + next {
      brush.put(line.spans, row: top, in: inner.splitColumns(at: inner.width - line.room).left)
      if !line.figure.text.isEmpty {
        brush.put([line.figure], column: inner.width - line.room + 1, row: top, in: inner)
      }
      top += 1
    }
  }

  /// The rows up to here in a tall pane whose rows keep their places over some steps: it moves on
  /// by a third of itself, so that what is new is what changes. The same for a position whichever way
  /// it was reached.
  private func settledRows(_ height: Int) -> Int {
    let jump = height / 3
    guard jump >= 4 else { return height }
    let (step, end) = (position.step, timeline.eventCount(throughStep: position.step))
    let room = height - 2
    let first = end > room ? (end - room + jump - 1) / jump * jump : 0
    let start = end - timeline.eventCount(ofStep: step)
    return start + timeline.happenedCount(at: position) - min(first, start)
  }

  /// A line of the log: what it says, and a figure at its end.
  private struct LogLine {
    var spans: [Span]
    var figure = Span("")
    var room: Int { figure.text.isEmpty ? 0 : TextWidth.columns(of: figure.text) + 1 }
  }

  /// What is next, in two lines where one is too short for it; without an area always in one.
  private func nextLines(_ width: Int, _ area: Rectangle?, _ glyphs: GlyphSet) -> [LogLine] {
    let margin = Span(String(repeating: " ", count: width + 1))
    guard let order = timeline.nextOrder else {
      return [LogLine(spans: [margin, Span("\(glyphs.nextEvent) end of the scenario", .now)])]
    }
    let lead = Span("\(glyphs.nextEvent) next: ", .now)
    guard let area else { return [LogLine(spans: [margin, lead, Span(order, .next)])] }
    let columns = area.width - width - 1 - TextWidth.columns(of: lead.text)
    let parts = Self.inTwo(order, columns: columns)
    var lines = [LogLine(spans: [margin, lead, Span(parts.first, .next)])]
    if !parts.rest.isEmpty {
      lines.append(LogLine(spans: [margin, Span("    "), Span(parts.rest, .next)]))
    }
    return lines
  }

  /// What stands before the first row of the current step.
  private var stepGutter: String {
    position.step > 0 ? timeline.narration.step(position.step).gutter : ""
  }

  private func logLines(
    _ row: LogRow, _ width: Int, _ area: Rectangle, _ glyphs: GlyphSet
  ) -> [LogLine] {
    let sign = row.words.sign
    let gutter = String(repeating: " ", count: max(0, width - row.number.count)) + row.number + " "
    let indent = String(repeating: area.width < 50 ? " " : "  ", count: row.depth)
    let mark = glyphs.sign(sign) + " "
    // What was made and is dead by now is struck.
    let figure = row.isOver ? glyphs.sign(.freed) : row.words.figure
    let textRole: Role =
      row.isOver
      ? .dead
      : !row.isCurrent
        ? .faint : sign == .created || sign == .removed ? .text : sign.role
    let lead = [
      Span(gutter, .faint), Span(indent),
      Span(mark, row.isOver ? .dead : row.isCurrent ? sign.role : .faint),
    ]
    var line = LogLine(
      spans: lead + [Span(row.words.text, textRole)],
      figure: Span(figure, row.isOver ? .dead : .faint))
    guard row.isCurrent, sign.isReadToTheEnd else { return [line] }
    let margin = lead.map(\.text).joined().blanks
    let parts = Self.inTwo(row.words.text, columns: area.width - TextWidth.columns(of: margin))
    guard !parts.rest.isEmpty else { return [line] }
    line.spans = lead + [Span(parts.first, textRole)]
    return [line, LogLine(spans: [Span(margin), Span(parts.rest, textRole)])]
  }

  /// The words that fit in so many columns, and the others.
  private static func inTwo(_ text: String, columns: Int) -> (first: String, rest: String) {
    guard TextWidth.columns(of: text) > columns, columns > 8 else { return (text, "") }
    var used = 0
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    let first = words.prefix { word in
      used += TextWidth.columns(of: word) + 1
      return used - 1 <= columns
    }
    guard !first.isEmpty else { return (text, "") }
    return (
      first.joined(separator: " "), words.dropFirst(first.count).joined(separator: " ")
    )
  }
}

extension String {
  /// As many blanks as the text has columns.
  fileprivate var blanks: String { String(repeating: " ", count: TextWidth.columns(of: self)) }
}
