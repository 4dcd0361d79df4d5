/// The records of a mutable heap, lent for a kernel that reads all of them.
///
/// Borrowing once for millions of reads saves the checks of bounds and the counting of references
/// in each of them; the accessors are compiled into the kernel. Valid only within
/// ``MutableHeap/withRecords(_:)``; every object and slot must be one of that heap.
public struct HeapRecords {
  @usableFromInline let objects: UnsafePointer<ObjectRecord>
  @usableFromInline let slots: UnsafePointer<SlotRecord>

  @inlinable init(objects: UnsafePointer<ObjectRecord>, slots: UnsafePointer<SlotRecord>) {
    self.objects = objects
    self.slots = slots
  }

  /// The flags of an object. O(1).
  @inlinable public func state(_ object: ObjectID) -> ObjectState {
    ObjectState(rawValue: objects[Int(object.index)].state)
  }
  /// The index of an object's type. O(1).
  @inlinable public func type(_ object: ObjectID) -> Int { Int(objects[Int(object.index)].type) }
  /// The number of strong references to an object. O(1).
  @inlinable public func referenceCount(_ object: ObjectID) -> Int32 {
    Int32(bitPattern: objects[Int(object.index)].referenceCount)
  }
  /// The object after this one in its ring. O(1).
  @inlinable public func ringSuccessor(_ object: ObjectID) -> ObjectID {
    ObjectID(objects[Int(object.index)].ringNext)
  }
  /// Whether a slot refers to an object without holding it. O(1).
  @inlinable public func hasWeakReferrers(_ object: ObjectID) -> Bool {
    objects[Int(object.index)].firstWeakIn != 0
  }
  /// The first slot of an object, `none` where it has none. O(1).
  @inlinable public func firstSlot(_ object: ObjectID) -> SlotID {
    SlotID(objects[Int(object.index)].firstOut)
  }
  /// The slot after this one in the same object, the first one after the last. O(1).
  @inlinable public func circularSlot(after slot: SlotID) -> SlotID {
    SlotID(slots[Int(slot.index)].nextOut)
  }
  /// The slot before this one in the same object, the last one before the first. O(1).
  @inlinable public func circularSlot(before slot: SlotID) -> SlotID {
    SlotID(slots[Int(slot.index)].previousOut)
  }
  /// What a slot holds. O(1).
  @inlinable public func value(_ slot: SlotID) -> Value {
    Value(word: slots[Int(slot.index)].value)
  }
  /// Which place of its source a slot is. O(1).
  @inlinable public func label(_ slot: SlotID) -> Label {
    Label(word: slots[Int(slot.index)].label)
  }
}

extension HeapRecords {
  /// See ``MutableHeap/touchReferents(of:)``.
  @inline(__always)
  fileprivate func touchReferents(of object: UInt32) -> UInt32 {
    let first = objects[Int(object)].firstOut
    if first == 0 { return 0 }
    var sum: UInt32 = 0
    var slot = first
    for _ in 0..<64 {
      slot = slots[Int(slot)].previousOut
      let record = slots[Int(slot)]
      if record.value & 1 == 1 {
        sum &+= objects[Int(record.value >> 1)].referenceCount
        sum &+= slots[Int(record.nextIn)].previousIn
        sum &+= slots[Int(record.previousIn)].nextIn
      }
      if slot == first { break }
    }
    return sum
  }
}

extension MutableHeap {
  /// Lends the records to a kernel, which must not keep them.
  @inlinable public func withRecords<Result>(_ body: (HeapRecords) -> Result) -> Result {
    objectRecords.withUnsafeBufferPointer { objects in
      slotRecords.withUnsafeBufferPointer { slots in
        // Both arrays have a record 0, so there is an address.
        guard let objects = objects.baseAddress, let slots = slots.baseAddress else {
          preconditionFailure("a heap has records for no object and for no slot")
        }
        return body(HeapRecords(objects: objects, slots: slots))
      }
    }
  }

  /// Reads what taking away the last slots of an object will touch: the referents, and the
  /// neighbours among their referrers. Read in one row, the accesses to memory overlap; in a heap
  /// that does not fit into the cache that halves the time. The result means nothing; whoever drops
  /// it lets the compiler drop the reads. O(slots), O(1) for many.
  public func touchReferents(of object: ObjectID) -> UInt32 {
    withRecords { $0.touchReferents(of: object.index) }
  }

  /// Reads the same of several objects of a ring, from one on: the longer the row, the more of the
  /// accesses overlap. O(slots), O(objects) for many.
  public func touchReferents(inRingFrom object: ObjectID, count: Int) -> UInt32 {
    withRecords { records in
      var sum: UInt32 = 0
      var object = object.index
      for _ in 0..<count {
        sum &+= records.touchReferents(of: object)
        object = records.objects[Int(object)].ringNext
      }
      return sum
    }
  }

  /// The bytes that objects, slots and the words of the runtime take. O(columns).
  public var storageBytes: Int {
    objectRecords.count * MemoryLayout<ObjectRecord>.stride
      + slotRecords.count * MemoryLayout<SlotRecord>.stride
      + runtimeColumns.reduce(0) { $0 + $1.count } * MemoryLayout<UInt32>.stride
  }
}
