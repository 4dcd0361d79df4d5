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
  mutating func withRecordMemory(_ body: (inout HeapMemory) -> Void) {
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
  mutating func apply(_ change: PackedChange) {
    switch change.form {
    case .make, .allocate:
      if Int(objectTotal) + 1 == objectRecords.count {
        precondition(objectTotal < PackedChange.objectLimit - 1, "a heap of too many objects")
        objectRecords.append(ObjectRecord())
      }
      withMemory { $0.apply(change) }
    case .insertFresh, .plantFresh:
      if Int(slotTotal) + 1 == slotRecords.count {
        precondition(slotTotal < PackedChange.slotLimit - 1, "a heap of too many slots")
        slotRecords.append(SlotRecord())
      }
      withRecordMemory { $0.apply(change) }
    case .flags: objectRecords[Int(change.object)].state ^= change.bits
    case .state: objectRecords[Int(change.object)].state = change.c
    case .grow: objectRecords[Int(change.object)].bytes &+= change.difference
    case .size: objectRecords[Int(change.object)].bytes = change.c
    case .count:
      let (column, index) = (Int(change.column), Int(change.object))
      setWord(column, index, runtimeWord(column, index) &+ change.step)
    case .word: setWord(Int(change.id), Int(change.object), change.c)
    default: withRecordMemory { $0.apply(change) }
    }
  }

  /// Columns grow as they are written to; zeros at the end mean nothing.
  @inline(__always)
  private mutating func setWord(_ column: Int, _ index: Int, _ value: UInt32) {
    while runtimeColumns[column].count <= index { runtimeColumns[column].append(0) }
    runtimeColumns[column][index] = value
  }

  /// Applies the changes of a part of a journal in order. O(changes).
  mutating func apply(
    _ journal: UnsafeBufferPointer<UInt64>, _ range: Range<Int>, _ readAhead: inout ReadAhead
  ) {
    withMemory { memory in
      var index = range.lowerBound
      while index < range.upperBound {
        let end = min(range.upperBound, readAhead.end(forwardFrom: index, journal, memory))
        while index < end {
          var change = PackedChange(head: journal[index], tail: 0)
          index &+= 1
          if change.form.isLong {
            change.tail = journal[index]
            index &+= 1
          }
          memory.apply(change)
        }
      }
    }
  }

  /// Undoes the changes of a part of a journal, the last one first. O(changes).
  mutating func revert(
    _ journal: UnsafeBufferPointer<UInt64>, _ range: Range<Int>, _ readAhead: inout ReadAhead
  ) {
    withMemory { memory in
      var index = range.upperBound
      while index > range.lowerBound {
        let end = max(range.lowerBound, readAhead.end(backwardFrom: index, journal, memory))
        while index > end {
          index &-= 1
          var change = PackedChange(head: journal[index], tail: 0)
          if change.head & 1 == 1 {
            index &-= 1
            change = PackedChange(head: journal[index], tail: change.head)
          }
          memory.revert(change)
        }
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
