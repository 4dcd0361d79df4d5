import HeapModel
import TerminalFrame

extension Dashboard {
  /// The statements around the current one: `✓` the one just done, `▶` the one that is next, and what went
  /// otherwise than it was meant. Above the first one stands what is declared; under a statement the
  /// finalizer or callback that it has set going, while that runs.
  func paintSource(_ area: Rectangle, _ brush: inout Brush) {
    let isInside = !position.isEndOfStep
    let current = isInside ? position.step : position.step + 1
    let centre = min(timeline.stepCount, current + (scroll[.source] ?? 0))
    guard timeline.stepCount > 0 else {
      brush.put([Span(" no statements", .faint)], row: 0, in: area)
      return
    }
    let rows = sourceRows(around: centre, height: area.height, current: current)
    let inner = area.inset(left: 1)
    let width = max(2, rows.map { $0.gutter.count }.max() ?? 2)
    for (line, row) in rows.enumerated() {
      if row.isFirst, row.step > 0, breakpoints.contains(step: row.step) {
        brush.put(
          brush.glyphs.breakpoint, column: area.column, row: area.row + line, .error, clip: area)
      }
      if let sign = row.code {
        let lead = String(repeating: " ", count: width)
        let mark =
          row.isRunning ? brush.glyphs.next : row.isFirst ? brush.glyphs.sign(sign) : " "
        brush.put(
          [
            Span(lead + mark + " ", row.isRunning ? .now : sign.role),
            Span(row.text, row.isRunning ? .next : sign.role),
          ], row: line, in: inner)
        continue
      }
      let sign = row.step < current ? timeline.outcome(ofStep: row.step).sign : nil
      let mark =
        !row.isFirst
        ? " "
        : row.step == current
          ? brush.glyphs.next
          : sign.map(brush.glyphs.sign)
            ?? (row.step == current - 1 ? brush.glyphs.done : " ")
      let role: Role =
        row.step == 0
        ? .faint
        : row.step == current
          ? .next
          : sign != nil
            ? .error : row.step == current - 1 ? .done : row.step < current ? .text : .faint
      let padding = String(repeating: " ", count: max(0, width - row.gutter.count))
      brush.put(
        [
          Span(padding + row.gutter, row.step == current ? .next : .faint),
          Span("\(mark) ", row.step == current ? .now : sign == nil ? .done : .error),
          Span(row.text, role),
        ], row: line, in: inner)
    }
  }

  private struct SourceRow {
    var step: Int
    var isFirst: Bool
    var gutter = ""
    var text: String
    /// What lets the row's code run now; nil for statements of steps.
    var code: EventSign?
    /// Whether the statement of that code runs now.
    var isRunning = false
  }

  /// What is declared before the first step.
  private func declarationRows() -> [SourceRow] {
    timeline.narration.declarations.map { SourceRow(step: 0, isFirst: false, text: $0) }
  }

  /// The finalizer or callback that runs now.
  private func codeRows(_ step: Int) -> [SourceRow] {
    guard step == position.step, let (sign, lines, running) = timeline.runningCode else {
      return []
    }
    return lines.enumerated().map {
      SourceRow(
        step: step, isFirst: $0 == 0, text: $1, code: sign,
        isRunning: running?.contains($0) ?? false)
    }
  }

  /// Rows around a step, with more of what was than of what comes. O(rows).
  private func sourceRows(around centre: Int, height: Int, current: Int) -> [SourceRow] {
    func rows(of step: Int) -> [SourceRow] {
      let description = timeline.narration.step(step)
      if let hidden = hiddenStatement(step) {
        return hidden.isEmpty
          ? [] : [SourceRow(step: step, isFirst: true, gutter: description.gutter, text: hidden)]
      }
      let lines = description.statement.split(separator: "\n", omittingEmptySubsequences: false)
      guard !lines.isEmpty else {
        return [SourceRow(step: step, isFirst: true, gutter: description.gutter, text: "")]
      }
      return lines.enumerated().map { index, line in
        SourceRow(
          step: step, isFirst: index == 0, gutter: index == 0 ? description.gutter : "",
          text: String(line))
      }
    }
    if centre < 1 {
      let all = declarationRows()
      var result = Array(all.dropFirst(max(0, all.count + centre - 1 - height * 2 / 3)))
      var step = 0
      while result.count < height && step < timeline.stepCount {
        step += 1
        result += rows(of: step)
      }
      return Array(result.prefix(height))
    }
    var result = rows(of: centre) + codeRows(centre)
    var first = centre
    var last = centre
    let wantedAfter = max(1, height / 3)
    var after = 0
    while last < timeline.stepCount && after < wantedAfter {
      last += 1
      let more = rows(of: last)
      after += more.count
      result += more
    }
    while first > 1 && result.count < height {
      first -= 1
      result.insert(contentsOf: rows(of: first), at: 0)
    }
    if first == 1, result.count < height {
      result.insert(contentsOf: declarationRows().suffix(height - result.count), at: 0)
    }
    while last < timeline.stepCount && result.count < height {
      last += 1
      result += rows(of: last)
    }
    // The centre must stay inside, and what runs: cut from the far end.
    let surplus = result.count - height
    guard surplus > 0 else { return result }
    let place = result.firstIndex { $0.step == centre } ?? 0
    let running = result.lastIndex { $0.isRunning } ?? place
    return Array(result.dropFirst(min(surplus, max(place, running + 1 - height))).prefix(height))
  }
}

extension Timeline {
  /// The code of the finalizer or callback in which the last event happened, the sign of it, and the
  /// lines of the statement that runs, where that is known; nil between steps, and where no such code
  /// runs or is known.
  var runningCode: (sign: EventSign, lines: [String], running: Range<Int>?)? {
    guard !position.isEndOfStep else { return nil }
    var index: Int? = happenedCount(at: position) - 1
    while let place = index, place >= 0 {
      let logged = event(place, ofStep: position.step)
      let function: (EventSign, String)? =
        switch logged.event {
        case .finalizer(let object): (.finalizer, "\(heap.typeName(object)).__del__")
        case .callback(_, let name), .finalize(_, let name): (.callback, heap.texts[name])
        default: nil
        }
      if let (sign, name) = function {
        let lines = narration.code(of: name)
        return lines.isEmpty ? nil : (sign, lines, runningLines(of: name))
      }
      index = logged.cause
    }
    return nil
  }

  /// The lines of a function's statement that its innermost running call executes. O(the last objects
  /// that the step has made).
  private func runningLines(of function: String) -> Range<Int>? {
    let made = objectsMade(inStep: position.step)
    guard let first = made.first else { return nil }
    let known = made.prefix(max(0, heap.objectCount - Int(first.index) + 1))
    let frame = known.suffix(1_000).last {
      heap.kind($0) == .frame && heap.isAlive($0) && heap.frameName($0) == function
    }
    return frame.flatMap { inspector.statement(of: $0, in: heap) }
      .flatMap { narration.lines(ofStatement: $0, in: function) }
  }
}
