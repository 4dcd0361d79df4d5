import HeapModel

/// What an event did to the counts of the object that it is about.
struct CountChange: Hashable, Sendable {
  var old: Int
  var new: Int
  var isStrong: Bool

  /// `●1→0`.
  func text(_ glyphs: GlyphSet) -> String {
    let sign = isStrong ? glyphs.strongCount : glyphs.weakCount
    return old == 0 && new == 1 ? "\(sign)1" : "\(sign)\(old)\(glyphs.became)\(new)"
  }
}

extension Event {
  /// The object whose counts an event changes, and which of them; nil for other events.
  var countedObject: (object: ObjectID, isStrong: Bool)? {
    switch self {
    case .bind(_, let value, _), .unbind(_, let value, _): value.object.map { ($0, true) }
    case .reference(_, let label, let to): (to, label.isStrong)
    case .unreference(_, let label, let to): (to, label.isStrong)
    case .clear(_, let referent): (referent, false)
    default: nil
    }
  }
}

extension MutableHeap {
  /// A count of an object; 0 before it is made.
  fileprivate func count(_ object: ObjectID, isStrong: Bool) -> Int {
    guard Int(object.index) <= objectCount else { return 0 }
    return isStrong ? referenceCount(object) : weakReferenceCount(object)
  }
}

/// The changes of counts, event by event, of a whole timeline.
struct CountChanges: Sendable {
  private var changes: [StoryIndex.Place: CountChange] = [:]

  subscript(step: Int, index: Int) -> CountChange? {
    changes[StoryIndex.Place(step: Int32(step), index: Int32(index))]
  }

  /// Moves on and notes what the events in between did. O(events of the step).
  mutating func move(_ timeline: inout Timeline, to next: Position) {
    let step = next.step
    let first =
      timeline.position.step == step && !timeline.position.isEndOfStep
      ? timeline.happenedCount(at: timeline.position) : 0
    let last = timeline.happenedCount(at: next)
    var before: [(index: Int, object: ObjectID, isStrong: Bool, old: Int)] = []
    // What joins an event has no counts of its own.
    for index in first..<min(first + 1, last) {
      if let (object, isStrong) = timeline.event(index, ofStep: step).event.countedObject {
        let old = timeline.heap.count(object, isStrong: isStrong)
        before.append((index, object, isStrong, old))
      }
    }
    timeline.move(to: next)
    for entry in before {
      let new = timeline.heap.count(entry.object, isStrong: entry.isStrong)
      guard new != entry.old else { continue }
      changes[StoryIndex.Place(step: Int32(step), index: Int32(entry.index))] = CountChange(
        old: entry.old, new: new, isStrong: entry.isStrong)
    }
  }
}
