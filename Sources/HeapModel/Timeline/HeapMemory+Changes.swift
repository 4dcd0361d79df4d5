// Forward and backward application of each kind of change. The primitive mutations that both share
// are in HeapMemory+Lists.swift.
extension HeapMemory {
  /// Does what a change says. O(1).
  @inline(__always) mutating func apply(_ change: Change) {
    switch change.kind {
    case .state: objects[Int(change.a)].state = change.c
    case .allocate:
      allocate(type: change.a, state: change.b, detail: change.c, bytes: change.id)
    case .addSlot:
      firstRemovedSlot = slots[Int(change.id)].source
      addSlot(change.id, source: change.a, label: change.b, before: change.c)
    case .addFreshSlot:
      slotTotal += 1
      addSlot(change.id, source: change.a, label: change.b, before: change.c)
    case .removeSlot: removeSlot(change.id)
    case .store:
      let slot = change.id
      if change.a & 1 == 1 { unlinkReferrer(slot, from: change.a >> 1) }
      slots[Int(slot)].value = change.b
      if change.b & 1 == 1 {
        linkReferrer(slot, to: change.b >> 1, before: change.a & 1 == 1 ? 0 : change.c)
      }
    case .relink:
      if change.b != 0 { unlinkRing(change.a) }
      if change.c != 0 { linkRing(change.a, before: change.c) }
    case .splice: spliceRing(change.a, to: change.b)
    case .word: setWord(Int(change.id), Int(change.a), change.c)
    case .size: objects[Int(change.a)].bytes = change.c
    }
  }

  /// Undoes what a change did; the heap must be as the change left it. O(1).
  @inline(__always) mutating func revert(_ change: Change) {
    switch change.kind {
    case .state: objects[Int(change.a)].state = change.b
    case .allocate: withdrawAllocation(type: change.a)
    case .addSlot: removeSlot(change.id)
    case .addFreshSlot:
      removeSlot(change.id)
      firstRemovedSlot = slots[Int(slotTotal)].source
      slots[Int(slotTotal)].source = 0
      slotTotal -= 1
    case .removeSlot:
      firstRemovedSlot = slots[Int(change.id)].source
      addSlot(change.id, source: change.a, label: change.b, before: change.c)
    case .store:
      let slot = change.id
      if change.b & 1 == 1 { unlinkReferrer(slot, from: change.b >> 1) }
      slots[Int(slot)].value = change.a
      if change.a & 1 == 1 { linkReferrer(slot, to: change.a >> 1, before: change.c) }
    case .relink:
      if change.c != 0 { unlinkRing(change.a) }
      if change.b != 0 { linkRing(change.a, before: change.b) }
    case .splice: unspliceRing(change.a, from: change.b, first: change.c)
    case .word: setWord(Int(change.id), Int(change.a), change.b)
    case .size: objects[Int(change.a)].bytes = change.b
    }
  }

  @inline(__always)
  private mutating func allocate(type: UInt32, state: UInt32, detail: UInt32, bytes: UInt32) {
    objectTotal += 1
    typeCounts[Int(type)] += 1
    let index = Int(objectTotal)
    objects[index].type = type
    objects[index].state = state
    objects[index].serial = typeCounts[Int(type)]
    objects[index].detail = detail
    objects[index].bytes = bytes
  }

  @inline(__always)
  private mutating func withdrawAllocation(type: UInt32) {
    let index = Int(objectTotal)
    objects[index].type = 0
    objects[index].state = 0
    objects[index].serial = 0
    objects[index].detail = 0
    objects[index].bytes = 0
    objectTotal -= 1
    typeCounts[Int(type)] -= 1
  }

  /// Columns grow as they are written to; zeros at the end mean nothing.
  @inline(__always)
  private mutating func setWord(_ column: Int, _ index: Int, _ value: UInt32) {
    while runtimeColumns[column].count <= index { runtimeColumns[column].append(0) }
    runtimeColumns[column][index] = value
  }
}
