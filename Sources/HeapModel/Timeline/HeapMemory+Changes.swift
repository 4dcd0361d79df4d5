// Forward and backward application of each form of change. The primitive mutations that both share
// are in HeapMemory+Lists.swift.
extension HeapMemory {
  /// Does what a change says. O(1).
  @inline(__always) mutating func apply(_ change: PackedChange) {
    switch change.form {
    case .flags: objects[Int(change.object)].state ^= change.bits
    case .state: objects[Int(change.object)].state = change.c
    case .make:
      let made = change.made
      allocate(type: made.type, state: made.state, detail: 0, bytes: made.bytes)
    case .allocate:
      allocate(type: change.object, state: change.b, detail: change.c, bytes: change.id)
    case .insert:
      firstRemovedSlot = slots[Int(change.slot)].source
      addSlot(change.slot, source: change.a, label: change.b, before: change.word)
    case .insertFresh:
      slotTotal += 1
      addSlot(change.slot, source: change.a, label: change.b, before: change.word)
    case .plant:
      firstRemovedSlot = slots[Int(change.slot)].source
      addSlot(change.slot, source: change.word, label: change.b, before: 0)
      fill(change.slot, change.a, before: 0)
    case .plantFresh:
      slotTotal += 1
      addSlot(change.slot, source: change.word, label: change.b, before: 0)
      fill(change.slot, change.a, before: 0)
    case .pluck: pluck(change.slot)
    case .fill: fill(change.slot, change.word, before: 0)
    case .drain, .drainLast: drain(change.slot)
    case .store:
      drain(change.slot)
      fill(change.slot, change.b, before: change.a & 1 == 1 ? 0 : change.word)
    case .link: linkRing(change.object, before: change.bits)
    case .unlink: unlinkRing(change.object)
    case .relink:
      if change.b != 0 { unlinkRing(change.object) }
      if change.c != 0 { linkRing(change.object, before: change.c) }
    case .splice: spliceRing(change.object, to: change.b)
    case .count: addToWord(Int(change.column), Int(change.object), change.step)
    case .word: setWord(Int(change.id), Int(change.object), change.c)
    case .grow: objects[Int(change.object)].bytes &+= change.difference
    case .size: objects[Int(change.object)].bytes = change.c
    }
  }

  /// Undoes what a change did; the heap must be as the change left it. O(1).
  @inline(__always) mutating func revert(_ change: PackedChange) {
    switch change.form {
    case .flags: objects[Int(change.object)].state ^= change.bits
    case .state: objects[Int(change.object)].state = change.b
    case .make: withdrawAllocation(type: change.made.type)
    case .allocate: withdrawAllocation(type: change.object)
    case .insert: removeSlot(change.slot)
    case .insertFresh:
      removeSlot(change.slot)
      withdrawFreshSlot()
    case .plant:
      drain(change.slot)
      removeSlot(change.slot)
    case .plantFresh:
      drain(change.slot)
      removeSlot(change.slot)
      withdrawFreshSlot()
    case .pluck:
      let removal = change.removal
      let source = removal.successor == 0 ? removal.source : slots[Int(removal.successor)].source
      firstRemovedSlot = slots[Int(change.slot)].source
      addSlot(change.slot, source: source, label: change.b, before: removal.successor)
      let value = removal.neighbour == 0 ? removal.value : slots[Int(removal.neighbour)].value
      fill(change.slot, value, before: removal.neighbour)
    case .fill: drain(change.slot)
    case .drain: fill(change.slot, slots[Int(change.word)].value, before: change.word)
    case .drainLast: fill(change.slot, change.word, before: 0)
    case .store:
      drain(change.slot)
      fill(change.slot, change.a, before: change.word)
    case .link: unlinkRing(change.object)
    case .unlink: linkRing(change.object, before: change.bits)
    case .relink:
      if change.c != 0 { unlinkRing(change.object) }
      if change.b != 0 { linkRing(change.object, before: change.b) }
    case .splice: unspliceRing(change.object, from: change.b, first: change.c)
    case .count: addToWord(Int(change.column), Int(change.object), 0 &- change.step)
    case .word: setWord(Int(change.id), Int(change.object), change.b)
    case .grow: objects[Int(change.object)].bytes &-= change.difference
    case .size: objects[Int(change.object)].bytes = change.b
    }
  }

  /// Removes a slot with what it holds.
  @inline(__always)
  mutating func pluck(_ slot: UInt32) {
    drain(slot)
    removeSlot(slot)
  }

  /// Puts a value into an empty slot; a reference before another one among the referrers.
  @inline(__always)
  private mutating func fill(_ slot: UInt32, _ value: UInt32, before successor: UInt32) {
    slots[Int(slot)].value = value
    if value & 1 == 1 { linkReferrer(slot, to: value >> 1, before: successor) }
  }

  /// Empties a slot.
  @inline(__always)
  private mutating func drain(_ slot: UInt32) {
    let value = slots[Int(slot)].value
    if value & 1 == 1 { unlinkReferrer(slot, from: value >> 1) }
    slots[Int(slot)].value = 0
  }

  /// The slot that was made last was removed; it is forgotten.
  @inline(__always)
  private mutating func withdrawFreshSlot() {
    firstRemovedSlot = slots[Int(slotTotal)].source
    slots[Int(slotTotal)].source = 0
    slotTotal -= 1
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

  @inline(__always)
  private mutating func addToWord(_ column: Int, _ index: Int, _ difference: UInt32) {
    while runtimeColumns[column].count <= index { runtimeColumns[column].append(0) }
    runtimeColumns[column][index] &+= difference
  }
}
