/// The records of a mutable heap, borrowed as memory while changes are applied to them.
///
/// Borrowing once for a million changes saves the checks of uniqueness and of bounds in each of
/// them. The journal guarantees the bounds: a change is only ever applied to the heap that it was
/// recorded for, and records are never given back.
struct HeapMemory {
  let objects: UnsafeMutableBufferPointer<ObjectRecord>
  let slots: UnsafeMutableBufferPointer<SlotRecord>
  let typeCounts: UnsafeMutableBufferPointer<UInt32>
  let runtimeColumns: UnsafeMutableBufferPointer<ContiguousArray<UInt32>>
  var firstRemovedSlot: UInt32
  var objectTotal: UInt32
  var slotTotal: UInt32
}

extension MutableHeap {
  /// Lends the records to `body`.
  @inline(__always)
  mutating func withMemory(_ body: (inout HeapMemory) -> Void) {
    objectRecords.withUnsafeMutableBufferPointer { objects in
      slotRecords.withUnsafeMutableBufferPointer { slots in
        typeCounts.withUnsafeMutableBufferPointer { typeCounts in
          runtimeColumns.withUnsafeMutableBufferPointer { runtimeColumns in
            var memory = HeapMemory(
              objects: objects, slots: slots, typeCounts: typeCounts,
              runtimeColumns: runtimeColumns, firstRemovedSlot: firstRemovedSlot,
              objectTotal: objectTotal, slotTotal: slotTotal)
            body(&memory)
            (firstRemovedSlot, objectTotal, slotTotal) = (
              memory.firstRemovedSlot, memory.objectTotal, memory.slotTotal
            )
          }
        }
      }
    }
  }

  /// Lends the records that most kinds of changes are about, without the columns.
  @inline(__always)
  private mutating func withRecordMemory(_ body: (inout HeapMemory) -> Void) {
    objectRecords.withUnsafeMutableBufferPointer { objects in
      slotRecords.withUnsafeMutableBufferPointer { slots in
        var memory = HeapMemory(
          objects: objects, slots: slots,
          typeCounts: UnsafeMutableBufferPointer(start: nil, count: 0),
          runtimeColumns: UnsafeMutableBufferPointer(start: nil, count: 0),
          firstRemovedSlot: firstRemovedSlot, objectTotal: objectTotal, slotTotal: slotTotal)
        body(&memory)
        (firstRemovedSlot, slotTotal) = (memory.firstRemovedSlot, memory.slotTotal)
      }
    }
  }

  /// Does what a new change says, with memory for what it makes. O(1) amortized.
  @inline(__always)
  mutating func apply(_ change: Change) {
    switch change.kind {
    case .allocate:
      if Int(objectTotal) + 1 == objectRecords.count { objectRecords.append(ObjectRecord()) }
      withMemory { $0.apply(change) }
    case .addFreshSlot:
      if Int(slotTotal) + 1 == slotRecords.count { slotRecords.append(SlotRecord()) }
      withRecordMemory { $0.apply(change) }
    case .state: objectRecords[Int(change.a)].state = change.c
    case .size: objectRecords[Int(change.a)].bytes = change.c
    case .word: setWord(Int(change.id), Int(change.a), change.c)
    default: withRecordMemory { $0.apply(change) }
    }
  }

  /// Columns grow as they are written to; zeros at the end mean nothing.
  @inline(__always)
  private mutating func setWord(_ column: Int, _ index: Int, _ value: UInt32) {
    while runtimeColumns[column].count <= index { runtimeColumns[column].append(0) }
    runtimeColumns[column][index] = value
  }

  /// Applies recorded changes in order. O(changes).
  mutating func apply(_ changes: UnsafeBufferPointer<Change>) {
    withMemory { memory in
      var index = 0
      while index < changes.count {
        memory.apply(changes[index])
        index &+= 1
      }
    }
  }

  /// Undoes changes, the last one first. O(changes).
  mutating func revert(_ changes: UnsafeBufferPointer<Change>) {
    withMemory { memory in
      var index = changes.count
      while index > 0 {
        index &-= 1
        memory.revert(changes[index])
      }
    }
  }

  /// The slot before which a slot would be put back among the referrers of its object: the next
  /// one, 0 where it is the last.
  func referrerSuccessor(_ slot: UInt32, of object: UInt32) -> UInt32 {
    let slot = slotRecords[Int(slot)]
    let object = objectRecords[Int(object)]
    return slot.nextIn == (slot.isStrong ? object.firstStrongIn : object.firstWeakIn)
      ? 0 : slot.nextIn
  }
}
