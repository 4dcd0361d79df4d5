import HeapModel

extension Dashboard {
  private static let mostLines = 10_000

  /// All that the program has printed up to here, with the line of the statement that did it.
  /// O(events up to here), a nanosecond each.
  var outputRows: [[Span]] {
    func before(_ place: Timeline.EventPlace) -> Timeline.EventPlace? {
      timeline.nearestEvent(of: [.output], from: place, forward: false)
    }
    var rows: [[Span]] = []
    var next = before(eventPlace(of: position, forward: true))
    while let place = next, rows.count < Self.mostLines {
      next = before(place)
      guard case .output(let text, _) = timeline.event(place.index, ofStep: place.step).event
      else { continue }
      // The first line of a step says which step it is.
      let gutter =
        next?.step == place.step ? "" : timeline.narration.step(place.step).gutter
      rows.append([
        Span(Self.right(gutter, 5) + "  ", .faint),
        Span(timeline.heap.texts[text], place.step == position.step ? .output : .text),
      ])
    }
    guard !rows.isEmpty else { return [[Span("nothing was printed yet", .faint)]] }
    return rows.reversed()
  }
}
