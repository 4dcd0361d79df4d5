/// A heap at its beginning, and a journal of reversible changes and events, grouped into steps.
///
/// This is the waist of the house: whatever is shown, a scenario, a recording or an edit, is a
/// timeline. A position says how far the journal is applied; `heap` is the heap at that position.
/// Moving applies changes or their inverses, never a runtime.
public struct Timeline: Sendable {
  /// The heap at the current position.
  public internal(set) var heap: MutableHeap
  /// What the steps are.
  public var narration: any StepNarrating
  /// What only the runtime can tell about the heap.
  public var inspector: any RuntimeInspecting

  /// The changes as `PackedChange` says, heads and tails.
  var journal: ContiguousArray<UInt64> = []
  var events: ContiguousArray<EventRecord> = []
  var details: ContiguousArray<UInt32> = []
  /// Where each step begins, and a last entry where the next one would.
  var stepStarts: ContiguousArray<StepStart>
  /// The number of words of the journal that `heap` has.
  var appliedCount = 0
  var readAhead = ReadAhead()
  /// The number of changes that the journal holds.
  public internal(set) var changeCount = 0
  /// The current position.
  public internal(set) var position = Position.start
  var counted: CountedMoments?
  /// The events that are the reason of what happens now, as indices within the step.
  var causes: ContiguousArray<UInt32> = []

  struct StepStart: Hashable, Sendable {
    var event: UInt32
    var change: UInt32
    var object: UInt32
  }

  /// A timeline that begins with a heap and has no steps yet.
  public init(
    heap: MutableHeap, narration: any StepNarrating = StoredNarration(),
    inspector: any RuntimeInspecting = PlainInspector()
  ) {
    self.heap = heap
    self.narration = narration
    self.inspector = inspector
    stepStarts = [StepStart(event: 0, change: 0, object: UInt32(heap.objectCount + 1))]
  }

  /// The heap at the current position as the beginning of a timeline. O(1), and a copy of the heap as
  /// soon as one of both moves.
  public func withoutSteps() -> Timeline {
    Timeline(heap: heap, narration: narration, inspector: inspector)
  }

  /// Makes room for steps to come. Room that is never used is never touched and costs no memory;
  /// growing would copy the journal.
  public mutating func reserveSteps(_ count: Int) {
    let count = min(count, 1 << 20)
    stepStarts.reserveCapacity(stepStarts.count + count)
    journal.reserveCapacity(journal.count + 16 * count)
    events.reserveCapacity(events.count + 4 * count)
    details.reserveCapacity(details.count + 8 * count)
  }

  /// The number of steps that the journal holds. O(1).
  public var stepCount: Int { stepStarts.count - 1 }
  /// The number of events that the journal holds. O(1).
  public var eventCount: Int { events.count }
  /// The bytes that the journal takes: changes, events, their details, the starts of steps. O(1).
  public var journalBytes: Int {
    journal.count * MemoryLayout<UInt64>.stride + events.count * MemoryLayout<EventRecord>.stride
      + details.count * MemoryLayout<UInt32>.stride
      + stepStarts.count * MemoryLayout<StepStart>.stride
  }
}

/// A place in a timeline: a step, and how many of its micro-steps have happened.
public struct Position: Hashable, Comparable, Sendable {
  /// The step, counted from 1; 0 before the first.
  public var step: Int
  /// The number of micro-steps of the step that have happened, at least 1 in a step; `.max` is
  /// the end of the step.
  public var moment: Int
  /// A place in a timeline, by default the end of a step.
  public init(step: Int, moment: Int = .max) {
    self.step = step
    self.moment = step == 0 ? .max : moment
  }
  /// Before the first step.
  public static let start = Position(step: 0)
  /// Whether the whole step has happened.
  public var isEndOfStep: Bool { moment == .max }
  /// Whether `a` comes first.
  public static func < (a: Position, b: Position) -> Bool {
    (a.step, a.moment) < (b.step, b.moment)
  }
}
