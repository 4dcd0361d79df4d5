// Forward and backward application of each kind of change. The primitive mutations that both share
// are in MutableHeap+Lists.swift.
extension MutableHeap {
  /// Does what a change says. O(1).
  @inlinable mutating func apply(_ change: Change) {
    switch change.kind {
    case .state: objectState[Int(change.a)] = change.c
    case .allocate: allocate(type: change.a, state: change.b, detail: change.c)
    case .addSlot:
      firstRemovedSlot = slotSource[Int(change.id)]
      addSlot(change.id, source: change.a, label: change.b, before: change.c)
    case .addFreshSlot:
      growSlots()
      addSlot(change.id, source: change.a, label: change.b, before: change.c)
    case .removeSlot: removeSlot(change.id)
    case .store:
      let slot = change.id
      if change.a & 1 == 1 { unlinkReferrer(slot, from: change.a >> 1) }
      slotValue[Int(slot)] = change.b
      if change.b & 1 == 1 {
        linkReferrer(slot, to: change.b >> 1, before: change.a & 1 == 1 ? 0 : change.c)
      }
    case .relink:
      if change.b != 0 { unlinkRing(change.a) }
      if change.c != 0 { linkRing(change.a, before: change.c) }
    case .splice: spliceRing(change.a, to: change.b)
    case .word: setWord(Int(change.id), Int(change.a), change.c)
    case .size: objectSize[Int(change.a)] = change.c
    }
  }

  /// Undoes what a change did; the heap must be as the change left it. O(1).
  @inlinable mutating func revert(_ change: Change) {
    switch change.kind {
    case .state: objectState[Int(change.a)] = change.b
    case .allocate: withdrawAllocation(type: change.a)
    case .addSlot: removeSlot(change.id)
    case .addFreshSlot:
      removeSlot(change.id)
      shrinkSlots()
    case .removeSlot:
      firstRemovedSlot = slotSource[Int(change.id)]
      addSlot(change.id, source: change.a, label: change.b, before: change.c)
    case .store:
      let slot = change.id
      if change.b & 1 == 1 { unlinkReferrer(slot, from: change.b >> 1) }
      slotValue[Int(slot)] = change.a
      if change.a & 1 == 1 { linkReferrer(slot, to: change.a >> 1, before: change.c) }
    case .relink:
      if change.c != 0 { unlinkRing(change.a) }
      if change.b != 0 { linkRing(change.a, before: change.b) }
    case .splice: unspliceRing(change.a, from: change.b, first: change.c)
    case .word: setWord(Int(change.id), Int(change.a), change.b)
    case .size: objectSize[Int(change.a)] = change.b
    }
  }
}
