import HeapModel

/// What a timeline holds, collected in one walk over its events: the counts after each step, the
/// most important thing of each step, and the events of each object.
struct StoryIndex: Sendable {
  /// An event by its place.
  struct Place: Hashable, Sendable {
    var step: Int32
    var index: Int32
  }

  /// The number of objects that live after each step; entry 0 is the beginning. Empty for
  /// timelines that are too long.
  private(set) var live: [Int32] = []
  /// The most important event of each step, by step - 1.
  private(set) var marks: [EventSign?] = []
  /// The events of each object.
  private(set) var histories: [ObjectID: [Place]] = [:]
  /// Whether any step has a note or starts a chapter.
  private(set) var hasCaption = false

  private static let mostEvents = 2_000_000
  private static let mostHistories = 200_000

  /// O(events).
  init(_ timeline: Timeline) {
    hasCaption = Self.hasCaption(timeline)
    guard timeline.eventCount <= Self.mostEvents else { return }
    let keepsHistories = timeline.eventCount <= Self.mostHistories
    var count: Int32 = 0
    for object in timeline.heap.allObjects
    where timeline.heap.isVisible(object) && timeline.stepOfCreation(object) == 0 { count += 1 }
    live.reserveCapacity(timeline.stepCount + 1)
    live.append(count)
    for step in stride(from: 1, through: timeline.stepCount, by: 1) {
      var best: (rank: Int, sign: EventSign)?
      for index in 0..<timeline.eventCount(ofStep: step) {
        let event = timeline.event(index, ofStep: step).event
        if case .allocate = event { count += 1 }
        if case .free = event { count -= 1 }
        if let (rank, sign) = event.mark, rank > best?.rank ?? 0 { best = (rank, sign) }
        if keepsHistories {
          let place = Place(step: Int32(step), index: Int32(index))
          for object in Set(event.subjects) { histories[object, default: []].append(place) }
        }
      }
      live.append(count)
      marks.append(best?.sign)
    }
  }

  private static func hasCaption(_ timeline: Timeline) -> Bool {
    if !timeline.narration.chapters.isEmpty { return true }
    guard timeline.stepCount > 0 else { return false }
    return (1...min(timeline.stepCount, 500)).contains {
      !timeline.narration.step($0).note.isEmpty
    }
  }
}

extension Event {
  /// What the timeline shows for a step, by importance.
  fileprivate var mark: (Int, EventSign)? {
    switch kind {
    case .error, .unraisable: (9, .error)
    case .expect:
      if case .expect(_, _, _, false) = self { (8, .failed) } else { nil }
    case .resurrect: (7, .resurrected)
    case .callback, .finalize: (6, .callback)
    case .clear, .remove: (5, .cleared)
    case .collectStart: (4, .collection)
    case .free: (3, .freed)
    case .deallocate: (2, .dying)
    default: nil
    }
  }
}
