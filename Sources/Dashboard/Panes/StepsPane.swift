import HeapModel
import TerminalFrame

/// The timeline on the whole screen: a row for each step.
extension Dashboard {
  /// Draws the steps around the current one, which is marked: how many objects live after each, what
  /// happened in it, its statement and its note. O(rows).
  func paintSteps(_ plan: ScreenPlan, _ brush: inout Brush) {
    guard let area = plan.steps, let rule = plan.stepsRule else { return }
    let separator = " \(brush.glyphs.separator) "
    brush.put(
      [
        Span(brush.glyphs.pick("▸", ">"), .focusedTitle),
        Span(
          "timeline\(separator)\(counted(timeline.stepCount, "step"))\(separator)z back ",
          .focusedTitle),
      ], column: 1, row: 0, in: rule)
    let first = firstStepShown(rows: area.height)
    for row in 0..<area.height where first + row <= timeline.stepCount {
      paintStep(first + row, in: area, row: row, &brush)
    }
  }

  /// The step in a row of the list, nil below the last one.
  func step(inRow row: Int, of area: Rectangle) -> Int? {
    let step = firstStepShown(rows: area.height) + row
    return row >= 0 && step <= timeline.stepCount ? step : nil
  }

  private func firstStepShown(rows: Int) -> Int {
    max(0, min(timeline.stepCount + 1 - rows, position.step - rows / 2))
  }

  private func paintStep(_ step: Int, in area: Rectangle, row: Int, _ brush: inout Brush) {
    let isHere = step == position.step
    let isPast = step < position.step
    let glyphs = brush.glyphs
    if isHere { brush.put([Span(glyphs.next, .now)], column: 1, row: row, in: area) }
    brush.put(
      [Span(Self.right(number(ofStep: step), 6), isHere ? .next : .faint)], column: 2, row: row,
      in: area)
    let isHidden = firstHiddenStep.map { step >= $0 } ?? false
    if index.live.indices.contains(step), !isHidden {
      let live = Int(index.live[step])
      let highest = max(1, Int(index.live.max() ?? 1))
      let width = 12
      let filled = live == 0 ? 0 : max(1, live * width / highest)
      let bar = String(repeating: glyphs.pick("█", "#"), count: filled)
      brush.put(
        [
          Span(bar.padded(toColumns: width, glyphs.repertoire), isPast || isHere ? .spark : .faint),
          Span(Self.right("\(live)", 8), isHere ? .next : .faint),
        ],
        column: 10, row: row, in: area)
      if step > 0, step <= index.marks.count, let sign = index.marks[step - 1] {
        brush.put([Span(glyphs.sign(sign), sign.role)], column: 32, row: row, in: area)
      }
    }
    guard step > 0 else {
      brush.put([Span("the beginning", .faint)], column: 35, row: row, in: area)
      return
    }
    let description = timeline.narration.step(step)
    let room = area.splitColumns(at: area.width >= 110 ? area.width / 2 + 12 : area.width)
    let statement = hiddenStatement(step) ?? description.firstLine
    brush.put(
      [Span(statement, isHere ? .next : isPast ? .text : .faint)], column: 35, row: row,
      in: room.left)
    let chapter = isHidden ? nil : index.chapters.first { $0.step == step }?.heading
    var words = chapter.map { [Span($0 + "  ", .chapter)] } ?? []
    if !isHidden { words.append(Span(description.note, isHere ? .note : .faint)) }
    brush.put(words, column: 1, row: row, in: room.right)
  }
}
