/// What the kernels see of a heap: rows of references over plain memory, valid during one query.
///
/// Objects and slots are plain numbers here. Rows contain references only, no plain values.
protocol GraphRows {
  associatedtype Row: GraphRow
  associatedtype ReferrerRow: GraphRow

  var objectCount: Int { get }
  var hasWeakReferences: Bool { get }
  /// The bits of the `ObjectState`.
  func state(_ object: Int) -> UInt32
  /// The strong references of an object, in the runtime's order.
  func strongRow(_ object: UInt32) -> Row
  /// Reads what the walk over an object's references will need, so that the memory is there when it
  /// comes; what it gives means nothing.
  func readAhead(_ object: UInt32) -> UInt32
  /// The other references of an object, in the runtime's order.
  func weakRow(_ object: UInt32) -> Row
  /// The strong references to an object, in the runtime's order.
  func strongReferrers(_ object: UInt32) -> ReferrerRow
  /// The object that a slot belongs to, 0 where there is no such slot that holds a reference.
  func source(ofSlot slot: UInt32) -> UInt32
  /// The number of strong references to an object.
  func strongCount(_ object: UInt32) -> UInt32
  /// The shallow size of an object in bytes.
  func bytes(_ object: UInt32) -> UInt32
  /// Where a walk over the strong references of an object begins: one word, so that a search that
  /// is interrupted for each object can keep one.
  func strongCursor(_ object: UInt32) -> UInt32
  /// The object at the other end of the next strong reference, and its slot; 0 at the end.
  func nextStrong(_ object: UInt32, _ cursor: inout UInt32) -> (target: UInt32, slot: UInt32)
}

/// A walk over references.
protocol GraphRow {
  /// The object at the other end of the next reference; 0 at the end.
  mutating func next() -> UInt32
  /// The slot of the reference that `next` returned last. Not for referrers.
  var slot: UInt32 { get }
}

extension GraphRows {
  /// Rows that lie in order are read ahead by the processor.
  @inline(__always) func readAhead(_ object: UInt32) -> UInt32 { 0 }
  @inline(__always) func isAlive(_ state: UInt32) -> Bool {
    state & ObjectState.freed.rawValue == 0
  }
  @inline(__always) func isRoot(_ state: UInt32) -> Bool {
    state & (ObjectState.root.rawValue | ObjectState.freed.rawValue) == ObjectState.root.rawValue
  }
}

// MARK: - Compressed rows

/// The rows of a `FrozenHeap`.
struct FrozenRows: GraphRows {
  let states: UnsafeBufferPointer<ObjectState>
  let sizes: UnsafeBufferPointer<UInt32>
  let strong: Direction
  let weak: Direction
  let referrers: Direction

  /// One direction of references of one strength.
  struct Direction {
    let starts: UnsafeBufferPointer<UInt32>
    let ends: UnsafeBufferPointer<UInt32>
    /// Empty where the number of a slot is its place plus `firstSlot`.
    let slots: UnsafeBufferPointer<UInt32>
    let firstSlot: UInt32
  }

  struct Row: GraphRow {
    let direction: Direction
    var place: Int
    let end: Int

    @inline(__always) init(_ direction: Direction, _ object: UInt32) {
      self.direction = direction
      place = Int(direction.starts[Int(object)])
      end = Int(direction.starts[Int(object) &+ 1])
    }

    @inline(__always) mutating func next() -> UInt32 {
      guard place < end else { return 0 }
      place &+= 1
      return direction.ends[place &- 1]
    }

    var slot: UInt32 {
      direction.slots.isEmpty
        ? direction.firstSlot + UInt32(place - 1) : direction.slots[place - 1]
    }
  }

  var objectCount: Int { states.count - 1 }
  var hasWeakReferences: Bool { !weak.ends.isEmpty }
  @inline(__always) func state(_ object: Int) -> UInt32 { states[object].rawValue }
  @inline(__always) func strongRow(_ object: UInt32) -> Row { Row(strong, object) }
  @inline(__always) func weakRow(_ object: UInt32) -> Row { Row(weak, object) }
  @inline(__always) func strongReferrers(_ object: UInt32) -> Row { Row(referrers, object) }
  @inline(__always) func strongCount(_ object: UInt32) -> UInt32 {
    referrers.starts[Int(object) &+ 1] &- referrers.starts[Int(object)]
  }
  @inline(__always) func bytes(_ object: UInt32) -> UInt32 { sizes[Int(object)] }
  @inline(__always) func strongCursor(_ object: UInt32) -> UInt32 { strong.starts[Int(object)] }
  @inline(__always) func nextStrong(
    _ object: UInt32, _ cursor: inout UInt32
  ) -> (target: UInt32, slot: UInt32) {
    let place = Int(cursor)
    guard cursor < strong.starts[Int(object) &+ 1] else { return (0, 0) }
    cursor &+= 1
    return (
      strong.ends[place],
      strong.slots.isEmpty ? strong.firstSlot &+ UInt32(place) : strong.slots[place]
    )
  }

  func source(ofSlot slot: UInt32) -> UInt32 {
    for direction in [strong, weak] {
      let place: Int
      if direction.slots.isEmpty {
        place = Int(slot) - Int(direction.firstSlot)
      } else {
        place = direction.slots.firstIndex(of: slot) ?? -1
      }
      guard place >= 0, place < direction.ends.count else { continue }
      // The last row that starts at the place or before it.
      var low = 0
      var high = direction.starts.count
      while low < high {
        let middle = (low + high) / 2
        if direction.starts[middle] <= place { low = middle + 1 } else { high = middle }
      }
      return UInt32(low - 1)
    }
    return 0
  }
}

// MARK: - Linked rows

/// The rows of a `MutableHeap`.
struct LinkedRows: GraphRows {
  let objects: UnsafeBufferPointer<ObjectRecord>
  let slots: UnsafeBufferPointer<SlotRecord>
  let objectCount: Int
  let slotTotal: UInt32

  struct Row: GraphRow {
    let slots: UnsafeBufferPointer<SlotRecord>
    let first: UInt32
    let isStrong: Bool
    var slot: UInt32 = 0
    var following: UInt32

    @inline(__always) init(_ rows: LinkedRows, _ object: UInt32, isStrong: Bool) {
      slots = rows.slots
      first = rows.objects[Int(object)].firstOut
      following = first
      self.isStrong = isStrong
    }

    @inline(__always) mutating func next() -> UInt32 {
      while following != 0 {
        slot = following
        let record = slots[Int(slot)]
        following = record.nextOut == first ? 0 : record.nextOut
        if record.value & 1 == 1 && record.isStrong == isStrong { return record.value >> 1 }
      }
      return 0
    }
  }

  struct ReferrerRow: GraphRow {
    let slots: UnsafeBufferPointer<SlotRecord>
    let first: UInt32
    var slot: UInt32 = 0
    var following: UInt32

    @inline(__always) mutating func next() -> UInt32 {
      guard following != 0 else { return 0 }
      slot = following
      let record = slots[Int(slot)]
      following = record.nextIn == first ? 0 : record.nextIn
      return record.source
    }
  }

  /// O(objects before the first that is referred to weakly).
  var hasWeakReferences: Bool {
    var object = 1
    while object <= objectCount {
      if objects[object].firstWeakIn != 0 { return true }
      object &+= 1
    }
    return false
  }
  @inline(__always) func state(_ object: Int) -> UInt32 { objects[object].state }
  @inline(__always) func strongRow(_ object: UInt32) -> Row { Row(self, object, isStrong: true) }
  @inline(__always) func readAhead(_ object: UInt32) -> UInt32 {
    let first = slots[Int(objects[Int(object)].firstOut)]
    return first.value &+ slots[Int(first.previousOut)].value
  }
  @inline(__always) func weakRow(_ object: UInt32) -> Row { Row(self, object, isStrong: false) }
  @inline(__always) func strongReferrers(_ object: UInt32) -> ReferrerRow {
    let first = objects[Int(object)].firstStrongIn
    return ReferrerRow(slots: slots, first: first, following: first)
  }
  func weakReferrers(_ object: UInt32) -> ReferrerRow {
    let first = objects[Int(object)].firstWeakIn
    return ReferrerRow(slots: slots, first: first, following: first)
  }
  @inline(__always) func strongCount(_ object: UInt32) -> UInt32 {
    objects[Int(object)].referenceCount
  }
  @inline(__always) func bytes(_ object: UInt32) -> UInt32 { objects[Int(object)].bytes }
  @inline(__always) func strongCursor(_ object: UInt32) -> UInt32 {
    objects[Int(object)].firstOut
  }
  @inline(__always) func nextStrong(
    _ object: UInt32, _ cursor: inout UInt32
  ) -> (target: UInt32, slot: UInt32) {
    let first = objects[Int(object)].firstOut
    while cursor != 0 {
      let slot = cursor
      let record = slots[Int(slot)]
      cursor = record.nextOut == first ? 0 : record.nextOut
      if record.value & 1 == 1 && record.isStrong { return (record.value >> 1, slot) }
    }
    return (0, 0)
  }
  func source(ofSlot slot: UInt32) -> UInt32 {
    // A removed slot is empty, and its source means something else.
    slot <= slotTotal && slots[Int(slot)].value & 1 == 1 ? slots[Int(slot)].source : 0
  }
}

extension MutableHeap {
  func withRows<Result>(_ body: (LinkedRows) -> Result) -> Result {
    objectRecords.withUnsafeBufferPointer { objects in
      slotRecords.withUnsafeBufferPointer { slots in
        body(
          LinkedRows(
            objects: objects, slots: slots, objectCount: objectCount, slotTotal: slotTotal))
      }
    }
  }
}
