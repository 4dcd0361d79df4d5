import HeapModel

extension Dashboard {
  private static let mostLines = 10_000

  /// All that the program has printed up to here, with the line of the statement that did it.
  var outputRows: [[Span]] {
    var rows: [[Span]] = []
    var step = position.step
    while step > 0 && rows.count < Self.mostLines {
      let happened =
        step == position.step
        ? timeline.happenedCount(at: position) : timeline.eventCount(ofStep: step)
      var lines: [[Span]] = []
      for index in 0..<happened {
        guard case .output(let text, _) = timeline.event(index, ofStep: step).event else {
          continue
        }
        let gutter = lines.isEmpty ? timeline.narration.step(step).gutter : ""
        lines.append([
          Span(Self.right(gutter, 5) + "  ", .faint),
          Span(timeline.heap.texts[text], step == position.step ? .output : .text),
        ])
      }
      rows += lines.reversed()
      step -= 1
    }
    guard !rows.isEmpty else { return [[Span("nothing was printed yet", .faint)]] }
    return rows.reversed()
  }
}
