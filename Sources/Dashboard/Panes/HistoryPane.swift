import HeapModel
import TerminalFrame

/// What has happened to the selected object so far, the latest at the bottom.
extension Dashboard {
  private static let mostEvents = 2_000

  /// All events of the selected object up to here, the last 2,000 of them at most. O(rows).
  func historyRows(_ width: Int) -> [[Span]] {
    guard let facts = insight.facts else { return [] }
    guard index.hasHistories else {
      let all = grouped(timeline.eventCount)
      return wrapped(
        "\(all) events are too many to be listed by object", columns: max(8, width - 2)
      )
      .map { [Span($0, .faint)] }
    }
    guard let places = index.histories[facts.object] else {
      return [[Span("no events", .faint)]]
    }
    let glyphs = options.glyphs
    let past = places[..<pastCount(of: places)].suffix(Self.mostEvents)
    return past.map { place in
      let step = Int(place.step)
      let words = EventText(
        timeline.event(Int(place.index), ofStep: step).event, heap: timeline.heap, glyphs: glyphs)
      return [
        Span(Self.right(number(ofStep: step), 3) + " ", .faint),
        Span(glyphs.sign(words.sign) + " ", words.sign.role),
        Span(words.text, step == position.step ? .text : .faint),
      ]
    }
  }

  /// How many of the events have happened up to here. O(log events), and the search for the
  /// micro-step.
  private func pastCount(of places: [StoryIndex.Place]) -> Int {
    let happened = timeline.happenedCount(at: position)
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      let (step, index) = (Int(places[middle].step), Int(places[middle].index))
      if step < position.step || step == position.step && index < happened {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low
  }

  /// The rows of the pane, with the one that says how many are below where not all have room.
  func historyLength(_ width: Int, _ height: Int) -> Int {
    let count = historyRows(width).count
    return count > height ? count + 1 : count
  }

  /// Draws the latest events, or those before them where somebody has scrolled back.
  func paintHistory(_ area: Rectangle, _ brush: inout Brush) {
    let rows = historyRows(area.width)
    let isLong = rows.count > area.height
    let below = isLong ? min(scroll[.history] ?? 0, rows.count + 1 - area.height) : 0
    let end = rows.count - below
    let room = area.height - (below > 0 ? 1 : 0)
    var first = max(0, end - room)
    // What is new is what changes: the others keep their places over some events.
    let jump = max(1, area.height / 3)
    if below == 0, first > 0 { first = (first + 1 + jump - 1) / jump * jump }
    if below > 0, first > 0 { first += 1 }
    let inner = area.inset(left: 1)
    var line = 0
    if first > 0 {
      let text = "\(brush.glyphs.pick("↑", "^")) \(grouped(first)) more"
      brush.put([Span(text, .notice)], row: 0, in: inner)
      line = 1
    }
    for row in rows[first..<end] {
      brush.put(row, row: line, in: inner)
      line += 1
    }
    guard below > 0 else { return }
    brush.put(
      [Span("\(brush.glyphs.open) \(grouped(below)) more", .notice)], row: area.height - 1,
      in: inner)
  }
}
