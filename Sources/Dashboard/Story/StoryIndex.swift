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
  /// What had been called and cleared after each step; entry 0 is the beginning.
  private(set) var tallies: [EventTally] = []
  /// The most important event of each step, by step - 1.
  private(set) var marks: [EventSign?] = []
  /// The events of each object, in order; nothing where there are too many of them.
  private(set) var histories: [ObjectID: [Place]] = [:]
  /// Whether the events of each object were collected.
  private(set) var hasHistories = false
  /// Whether any step has a note or starts a chapter.
  private(set) var hasCaption = false
  /// The chapters, and the steps with which they begin.
  let chapters: [(step: Int, heading: String)]

  /// The highest numbers of living objects, and the last signs, of blocks of steps: a long run has
  /// thousands of steps for each column of the screen.
  private var blockPeaks: [Int32] = []
  private var blockMarks: [EventSign?] = []
  private static let blockSize = 256

  private static let mostEvents = 2_000_000
  private static let mostHistories = 200_000

  /// O(events).
  init(_ timeline: Timeline) {
    chapters = timeline.narration.chapters
    hasCaption = Self.hasCaption(timeline, chapters)
    guard timeline.eventCount <= Self.mostEvents else { return }
    hasHistories = timeline.eventCount <= Self.mostHistories
    var count: Int32 = 0
    for object in timeline.heap.allObjects
    where timeline.heap.isVisible(object) && timeline.stepOfCreation(object) == 0 { count += 1 }
    live.reserveCapacity(timeline.stepCount + 1)
    live.append(count)
    var tally = EventTally()
    tallies.reserveCapacity(timeline.stepCount + 1)
    tallies.append(tally)
    for step in stride(from: 1, through: timeline.stepCount, by: 1) {
      var best: (rank: Int, sign: EventSign)?
      for index in 0..<timeline.eventCount(ofStep: step) {
        let event = timeline.event(index, ofStep: step).event
        if case .allocate = event { count += 1 }
        if case .free = event { count -= 1 }
        tally.add(event)
        if let (rank, sign) = event.mark, rank > best?.rank ?? 0 { best = (rank, sign) }
        if hasHistories {
          let place = Place(step: Int32(step), index: Int32(index))
          for object in Set(event.subjects) { histories[object, default: []].append(place) }
        }
      }
      live.append(count)
      tallies.append(tally)
      marks.append(best?.sign)
    }
    for start in stride(from: 0, to: live.count, by: Self.blockSize) {
      blockPeaks.append(live[start..<min(start + Self.blockSize, live.count)].max() ?? 0)
    }
    for start in stride(from: 0, to: marks.count, by: Self.blockSize) {
      let block = marks[start..<min(start + Self.blockSize, marks.count)]
      blockMarks.append(block.last { $0 != nil } ?? nil)
    }
  }

  /// The highest number of living objects after any step. O(steps ÷ 256).
  var peak: Int { Int(blockPeaks.max() ?? 0) }

  /// The highest number of living objects after some steps; beyond the last one it stays as it is.
  /// O(steps ÷ 256).
  func peak(ofSteps steps: Range<Int>) -> Int {
    guard let last = live.last, !steps.isEmpty else { return 0 }
    guard steps.lowerBound < live.count else { return Int(last) }
    var peak: Int32 = 0
    var step = steps.lowerBound
    let end = min(steps.upperBound, live.count)
    while step < end {
      if step % Self.blockSize == 0, step + Self.blockSize <= end {
        peak = max(peak, blockPeaks[step / Self.blockSize])
        step += Self.blockSize
      } else {
        peak = max(peak, live[step])
        step += 1
      }
    }
    return Int(peak)
  }

  /// What the last of some steps with a sign is marked with. O(steps ÷ 256).
  func lastMark(ofSteps steps: Range<Int>) -> EventSign? {
    let first = max(0, steps.lowerBound - 1)
    var end = min(steps.upperBound - 1, marks.count)
    while end > first {
      if end % Self.blockSize == 0, end - Self.blockSize >= first {
        if let mark = blockMarks[end / Self.blockSize - 1] { return mark }
        end -= Self.blockSize
      } else {
        end -= 1
        if let mark = marks[end] { return mark }
      }
    }
    return nil
  }

  private static func hasCaption(
    _ timeline: Timeline, _ chapters: [(step: Int, heading: String)]
  ) -> Bool {
    if !chapters.isEmpty { return true }
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
