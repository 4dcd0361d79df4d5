/// Reads what the next changes of a journal will touch, before they are applied.
///
/// In a heap that does not fit into the cache a change waits for memory at each of the places that
/// it touches: the slot, its old and its new referent, the neighbours among their referrers. Read
/// for many changes in one row, the waits overlap.
struct ReadAhead {
  /// The part of the journal that was read ahead.
  private var range = 0..<0
  /// What was read; it means nothing, but keeps the reads from being optimised away.
  private var sum: UInt32 = 0

  /// How many words of the journal are read at a time.
  private static let window = 64
  /// In smaller heaps, a few megabytes, nothing is read ahead.
  private static let smallestSlotTotal: UInt32 = 1 << 16

  init() {}

  /// Where to read on, when changes are applied from an index on.
  @inline(__always)
  mutating func end(
    forwardFrom index: Int, _ journal: UnsafeBufferPointer<UInt64>, _ memory: HeapMemory
  ) -> Int {
    if memory.slotTotal < Self.smallestSlotTotal { return journal.count }
    if !range.contains(index) {
      range = index..<min(journal.count, index &+ Self.window)
      sum &+= memory.touch(journal, range, isForward: true)
    }
    return range.upperBound
  }

  /// Where to read on, when changes are undone from an index back.
  @inline(__always)
  mutating func end(
    backwardFrom index: Int, _ journal: UnsafeBufferPointer<UInt64>, _ memory: HeapMemory
  ) -> Int {
    if memory.slotTotal < Self.smallestSlotTotal { return 0 }
    if !range.contains(index &- 1) {
      range = max(0, index &- Self.window)..<index
      sum &+= memory.touch(journal, range, isForward: false)
    }
    return range.lowerBound
  }
}

/// What the next changes will touch, by how it is reached.
private struct Touched {
  /// Slots that lose what they hold: they, their neighbours among the referrers, their referents.
  var leaving: UnsafeMutablePointer<UInt32>
  var leavingCount = 0
  /// Slots before which another one comes among the referrers.
  var successors: UnsafeMutablePointer<UInt32>
  var successorCount = 0
  /// Objects whose referrers get another one at the end.
  var referents: UnsafeMutablePointer<UInt32>
  var referentCount = 0

  init(_ memory: UnsafeMutableBufferPointer<UInt32>, capacity: Int) {
    // The memory is there: its size is a constant.
    guard let base = memory.baseAddress else { preconditionFailure("no memory to read ahead") }
    leaving = base
    successors = base + capacity
    referents = base + 2 * capacity
  }

  @inline(__always) mutating func leave(_ slot: UInt32) {
    leaving[leavingCount] = slot
    leavingCount &+= 1
  }

  @inline(__always) mutating func enter(_ value: UInt32, before successor: UInt32 = 0) {
    if successor != 0 {
      successors[successorCount] = successor
      successorCount &+= 1
    } else if value & 1 == 1 {
      referents[referentCount] = value >> 1
      referentCount &+= 1
    }
  }

  @inline(__always) mutating func noteForward(_ change: PackedChange) {
    switch change.form {
    case .fill: enter(change.word)
    case .plant, .plantFresh: enter(change.a)
    case .drain, .drainLast, .pluck: leave(change.slot)
    case .store:
      leave(change.slot)
      enter(change.b, before: change.a & 1 == 1 ? 0 : change.word)
    default: break
    }
  }

  @inline(__always) mutating func noteBackward(_ change: PackedChange) {
    switch change.form {
    case .fill, .plant, .plantFresh: leave(change.slot)
    case .drain: enter(0, before: change.word)
    case .drainLast: enter(change.word)
    case .pluck:
      let removal = change.removal
      enter(removal.value, before: removal.neighbour)
    case .store:
      leave(change.slot)
      enter(change.a, before: change.word)
    default: break
    }
  }

  /// Reads first what the journal names, then what that names, in rows without branches.
  @inline(__always) func read(_ memory: HeapMemory) -> UInt32 {
    let (objects, slots) = (memory.objects, memory.slots)
    var sum: UInt32 = 0
    for index in 0..<leavingCount { sum &+= slots[Int(leaving[index])].value }
    for index in 0..<successorCount { sum &+= slots[Int(successors[index])].value }
    for index in 0..<referentCount { sum &+= objects[Int(referents[index])].firstStrongIn }
    for index in 0..<leavingCount {
      let slot = slots[Int(leaving[index])]
      // What is no object reads a record that is there nevertheless.
      let object = slot.value & 1 == 1 ? Int(slot.value >> 1) : 0
      sum &+= slots[Int(slot.nextIn)].previousIn &+ slots[Int(slot.previousIn)].nextIn
      sum &+= objects[object].referenceCount
    }
    for index in 0..<successorCount {
      let slot = slots[Int(successors[index])]
      sum &+= slots[Int(slot.previousIn)].nextIn &+ objects[Int(slot.value >> 1)].referenceCount
    }
    for index in 0..<referentCount {
      sum &+= slots[Int(objects[Int(referents[index])].firstStrongIn)].previousIn
    }
    for index in 0..<referentCount {
      let first = slots[Int(objects[Int(referents[index])].firstStrongIn)]
      sum &+= slots[Int(first.previousIn)].nextIn
    }
    return sum
  }
}

extension HeapMemory {
  /// Reads what changes will touch when they are applied, or undone.
  @inline(never)
  fileprivate func touch(
    _ journal: UnsafeBufferPointer<UInt64>, _ range: Range<Int>, isForward: Bool
  ) -> UInt32 {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 3 * range.count) { memory in
      var touched = Touched(memory, capacity: range.count)
      var index = range.lowerBound
      while index < range.upperBound {
        let change = PackedChange(
          head: journal[index], tail: index &+ 1 < journal.count ? journal[index &+ 1] : 0)
        index &+= 1
        if change.head & 1 == 1 { continue }
        if isForward { touched.noteForward(change) } else { touched.noteBackward(change) }
      }
      return touched.read(self)
    }
  }
}
