extension MutableHeap {
  @inlinable mutating func allocate(type: UInt32, state: UInt32, detail: UInt32) {
    objectTotal += 1
    typeCounts[Int(type)] += 1
    let index = Int(objectTotal)
    if index == objectType.count {
      objectType.append(type)
      objectState.append(state)
      objectSerial.append(typeCounts[Int(type)])
      objectDetail.append(detail)
      objectSize.append(0)
      referenceCounts.append(0)
      firstOut.append(0)
      firstStrongIn.append(0)
      firstWeakIn.append(0)
      ringNext.append(0)
      ringPrevious.append(0)
    } else {
      objectType[index] = type
      objectState[index] = state
      objectSerial[index] = typeCounts[Int(type)]
      objectDetail[index] = detail
    }
  }

  @inlinable mutating func withdrawAllocation(type: UInt32) {
    let index = Int(objectTotal)
    objectType[index] = 0
    objectState[index] = 0
    objectSerial[index] = 0
    objectDetail[index] = 0
    objectTotal -= 1
    typeCounts[Int(type)] -= 1
  }

  /// One more slot than there ever was.
  @inlinable mutating func growSlots() {
    slotTotal += 1
    guard Int(slotTotal) == slotSource.count else { return }
    slotSource.append(0)
    slotValue.append(0)
    slotLabel.append(0)
    nextOut.append(0)
    previousOut.append(0)
    nextIn.append(0)
    previousIn.append(0)
  }

  /// Forgets the highest slot, which must be the one that was removed last.
  @inlinable mutating func shrinkSlots() {
    firstRemovedSlot = slotSource[Int(slotTotal)]
    slotSource[Int(slotTotal)] = 0
    slotTotal -= 1
  }

  /// Puts a slot among those of an object, at the end or before another one.
  @inlinable mutating func addSlot(
    _ slot: UInt32, source: UInt32, label: UInt32, before successor: UInt32
  ) {
    let index = Int(slot)
    slotSource[index] = source
    slotLabel[index] = label
    let first = firstOut[Int(source)]
    if first == 0 {
      nextOut[index] = slot
      previousOut[index] = slot
      firstOut[Int(source)] = slot
    } else {
      let next = successor == 0 ? first : successor
      let previous = previousOut[Int(next)]
      nextOut[index] = next
      previousOut[index] = previous
      nextOut[Int(previous)] = slot
      previousOut[Int(next)] = slot
      if successor == first { firstOut[Int(source)] = slot }
    }
  }

  @inlinable mutating func removeSlot(_ slot: UInt32) {
    let index = Int(slot)
    let source = Int(slotSource[index])
    let next = nextOut[index]
    if next == slot {
      firstOut[source] = 0
    } else {
      let previous = previousOut[index]
      nextOut[Int(previous)] = next
      previousOut[Int(next)] = previous
      if firstOut[source] == slot { firstOut[source] = next }
    }
    nextOut[index] = 0
    previousOut[index] = 0
    slotLabel[index] = 0
    slotSource[index] = firstRemovedSlot
    firstRemovedSlot = slot
  }

  /// Puts a slot into the referrers of an object, at the end or before another one.
  @inlinable mutating func linkReferrer(
    _ slot: UInt32, to object: UInt32, before successor: UInt32
  ) {
    let index = Int(slot)
    let isStrong = slotLabel[index] & 0x60 == 0
    let first: UInt32
    if isStrong {
      referenceCounts[Int(object)] += 1
      first = firstStrongIn[Int(object)]
    } else {
      first = firstWeakIn[Int(object)]
    }
    var head = first
    if first == 0 {
      nextIn[index] = slot
      previousIn[index] = slot
      head = slot
    } else {
      let next = successor == 0 ? first : successor
      let previous = previousIn[Int(next)]
      nextIn[index] = next
      previousIn[index] = previous
      nextIn[Int(previous)] = slot
      previousIn[Int(next)] = slot
      if successor == first { head = slot }
    }
    if head != first {
      if isStrong { firstStrongIn[Int(object)] = head } else { firstWeakIn[Int(object)] = head }
    }
  }

  /// Takes a slot out of the referrers of an object.
  @inlinable mutating func unlinkReferrer(_ slot: UInt32, from object: UInt32) {
    let index = Int(slot)
    let isStrong = slotLabel[index] & 0x60 == 0
    if isStrong { referenceCounts[Int(object)] -= 1 }
    let next = nextIn[index]
    let head: UInt32
    if next == slot {
      head = 0
    } else {
      let previous = previousIn[index]
      nextIn[Int(previous)] = next
      previousIn[Int(next)] = previous
      head = next
    }
    nextIn[index] = 0
    previousIn[index] = 0
    if isStrong {
      if firstStrongIn[Int(object)] == slot { firstStrongIn[Int(object)] = head }
    } else if firstWeakIn[Int(object)] == slot {
      firstWeakIn[Int(object)] = head
    }
  }

  /// The slot before which a slot would be put back among the referrers of its object: the next
  /// one, 0 where it is the last.
  @inlinable func referrerSuccessor(_ slot: UInt32, of object: UInt32) -> UInt32 {
    let next = nextIn[Int(slot)]
    let isStrong = slotLabel[Int(slot)] & 0x60 == 0
    let first = isStrong ? firstStrongIn[Int(object)] : firstWeakIn[Int(object)]
    return next == first ? 0 : next
  }

  @inlinable mutating func linkRing(_ object: UInt32, before successor: UInt32) {
    let previous = ringPrevious[Int(successor)]
    ringNext[Int(object)] = successor
    ringPrevious[Int(object)] = previous
    ringNext[Int(previous)] = object
    ringPrevious[Int(successor)] = object
  }

  @inlinable mutating func unlinkRing(_ object: UInt32) {
    let next = ringNext[Int(object)]
    let previous = ringPrevious[Int(object)]
    ringNext[Int(previous)] = next
    ringPrevious[Int(next)] = previous
    ringNext[Int(object)] = 0
    ringPrevious[Int(object)] = 0
  }

  /// Moves all of a ring to the end of another one; both keep their sentinels.
  @inlinable mutating func spliceRing(_ from: UInt32, to: UInt32) {
    let first = ringNext[Int(from)]
    guard first != from else { return }
    let last = ringPrevious[Int(from)]
    let tail = ringPrevious[Int(to)]
    ringNext[Int(tail)] = first
    ringPrevious[Int(first)] = tail
    ringNext[Int(last)] = to
    ringPrevious[Int(to)] = last
    ringNext[Int(from)] = from
    ringPrevious[Int(from)] = from
  }

  /// Moves the end of a ring, from an object on, back to the empty ring that it came from.
  @inlinable mutating func unspliceRing(_ from: UInt32, from to: UInt32, first: UInt32) {
    guard first != from else { return }
    let last = ringPrevious[Int(to)]
    let tail = ringPrevious[Int(first)]
    ringNext[Int(tail)] = to
    ringPrevious[Int(to)] = tail
    ringNext[Int(from)] = first
    ringPrevious[Int(first)] = from
    ringNext[Int(last)] = from
    ringPrevious[Int(from)] = last
  }

  @inlinable mutating func setWord(_ column: Int, _ index: Int, _ value: UInt32) {
    while runtimeColumns[column].count <= index { runtimeColumns[column].append(0) }
    runtimeColumns[column][index] = value
  }
}
