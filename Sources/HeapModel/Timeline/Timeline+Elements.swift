/// How far the elements of an object were let go.
public struct ElementRemoval: Hashable, Sendable {
  /// The number of elements that are left.
  public var remaining: Int
  /// The referent of the last element removed, if nobody holds it any more; else `none`.
  public var unreferenced: ObjectID
}

// A container lets its elements go: the same changes and events as one `removeSlot` and one `emit`
// an element, with the memory of the heap borrowed once for all of them.
extension Timeline {
  /// Removes elements of a visible object, the last one first; each referent that is not hidden gets
  /// its event. Ends after an element that was the last strong reference to its referent, or before
  /// it with `sparingLastReferences`, and where the last slot is no element. `count` is the number
  /// of elements. O(elements removed).
  public mutating func removeElements(
    of object: ObjectID, count: Int, sparingLastReferences: Bool = false
  ) -> ElementRemoval {
    let before = journal.count
    let cause = currentCause
    let removal = Self.removeElements(
      of: object.index, count, sparingLastReferences, cause, &heap, &journal, &events, &details)
    appliedCount = journal.count
    // Each change has a head and a tail.
    changeCount &+= (journal.count - before) / 2
    return removal
  }

  private static func removeElements(
    of object: UInt32, _ count: Int, _ sparesLastReferences: Bool, _ cause: Int?,
    _ heap: inout MutableHeap, _ journal: inout ContiguousArray<UInt64>,
    _ events: inout ContiguousArray<EventRecord>, _ details: inout ContiguousArray<UInt32>
  ) -> ElementRemoval {
    var removal = ElementRemoval(remaining: count, unreferenced: .none)
    heap.withRecordMemory { memory in
      while true {
        let slot = memory.slots[Int(memory.objects[Int(object)].firstOut)].previousOut
        let record = memory.slots[Int(slot)]
        // Slot 0 is no slot, and its record is all zero.
        guard slot != 0, Label(word: record.label).kind == .element else { return }
        let referent = record.value & 1 == 1 ? Int(record.value >> 1) : 0
        if sparesLastReferences && referent != 0 && memory.objects[referent].referenceCount <= 1 {
          return
        }
        let first =
          record.isStrong
          ? memory.objects[referent].firstStrongIn : memory.objects[referent].firstWeakIn
        let change = PackedChange(
          removing: slot, label: record.label,
          PackedChange.Removal(
            successor: 0, source: object,
            neighbour: referent == 0 || record.nextIn == first ? 0 : record.nextIn,
            value: record.value))
        memory.pluck(slot)
        journal.append(change.head)
        journal.append(change.tail)
        removal.remaining -= 1
        if referent == 0 { continue }
        if memory.objects[referent].state & ObjectState.hidden.rawValue == 0 {
          events.append(
            EventRecord(
              .unreference, flag: true, cause: cause, UInt32(truncatingIfNeeded: details.count), 0,
              changeIndex: journal.count))
          details.append(object)
          details.append(Label(.element, UInt32(truncatingIfNeeded: removal.remaining)).word)
          details.append(UInt32(truncatingIfNeeded: referent))
        }
        if memory.objects[referent].referenceCount == 0 {
          removal.unreferenced = ObjectID(UInt32(truncatingIfNeeded: referent))
          return
        }
      }
    }
    return removal
  }
}
