import HeapModel

/// How often something was cleared or called by itself, from the beginning.
struct EventTally: Hashable, Sendable {
  /// Weak references that were cleared.
  var cleared: Int32 = 0
  /// Callbacks that were called.
  var callbacks: Int32 = 0
  /// Finalizers that were run.
  var finalizers: Int32 = 0

  /// Counts an event.
  mutating func add(_ event: Event) {
    switch event {
    case .clear: cleared += 1
    case .callback, .finalize: callbacks += 1
    case .finalizer: finalizers += 1
    default: break
    }
  }

  /// `✗1 ƒ1`, without what never happened.
  func text(_ glyphs: GlyphSet) -> String {
    [(EventSign.cleared, cleared), (.finalizer, finalizers), (.callback, callbacks)]
      .filter { $1 > 0 }.map { "\(glyphs.sign($0))\($1)" }.joined(separator: " ")
  }
}

extension StoryIndex {
  private static let mostCounted = 5_000

  /// What was called and cleared up to a position; nil where that is too much to count. O(events of
  /// the step).
  func tally(_ timeline: Timeline, at position: Position) -> EventTally? {
    guard tallies.indices.contains(position.step) else { return nil }
    guard !position.isEndOfStep else { return tallies[position.step] }
    let happened = timeline.happenedCount(at: position)
    guard position.step > 0, happened <= Self.mostCounted else { return nil }
    var tally = tallies[position.step - 1]
    for index in 0..<happened { tally.add(timeline.event(index, ofStep: position.step).event) }
    return tally
  }
}
