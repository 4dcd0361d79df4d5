// The lists of slots and the rings of objects, all circular. Both directions of the changes are
// made of these few mutations.
extension HeapMemory {
  /// Puts a slot among those of an object, at the end or before another one.
  @inline(__always) mutating func addSlot(
    _ slot: UInt32, source: UInt32, label: UInt32, before successor: UInt32
  ) {
    let index = Int(slot)
    slots[index].source = source
    slots[index].label = label
    let first = objects[Int(source)].firstOut
    if first == 0 {
      slots[index].nextOut = slot
      slots[index].previousOut = slot
      objects[Int(source)].firstOut = slot
    } else {
      let next = successor == 0 ? first : successor
      let previous = slots[Int(next)].previousOut
      slots[index].nextOut = next
      slots[index].previousOut = previous
      slots[Int(previous)].nextOut = slot
      slots[Int(next)].previousOut = slot
      if successor == first { objects[Int(source)].firstOut = slot }
    }
  }

  @inline(__always) mutating func removeSlot(_ slot: UInt32) {
    let index = Int(slot)
    let source = Int(slots[index].source)
    let next = slots[index].nextOut
    if next == slot {
      objects[source].firstOut = 0
    } else {
      let previous = slots[index].previousOut
      slots[Int(previous)].nextOut = next
      slots[Int(next)].previousOut = previous
      if objects[source].firstOut == slot { objects[source].firstOut = next }
    }
    slots[index].nextOut = 0
    slots[index].previousOut = 0
    slots[index].label = 0
    slots[index].source = firstRemovedSlot
    firstRemovedSlot = slot
  }

  /// Puts a slot into the referrers of an object, at the end or before another one.
  @inline(__always) mutating func linkReferrer(
    _ slot: UInt32, to object: UInt32, before successor: UInt32
  ) {
    let index = Int(slot)
    let isStrong = slots[index].isStrong
    let first: UInt32
    if isStrong {
      objects[Int(object)].referenceCount += 1
      first = objects[Int(object)].firstStrongIn
    } else {
      first = objects[Int(object)].firstWeakIn
    }
    var head = first
    if first == 0 {
      slots[index].nextIn = slot
      slots[index].previousIn = slot
      head = slot
    } else {
      let next = successor == 0 ? first : successor
      let previous = slots[Int(next)].previousIn
      slots[index].nextIn = next
      slots[index].previousIn = previous
      slots[Int(previous)].nextIn = slot
      slots[Int(next)].previousIn = slot
      if successor == first { head = slot }
    }
    if head != first {
      if isStrong {
        objects[Int(object)].firstStrongIn = head
      } else {
        objects[Int(object)].firstWeakIn = head
      }
    }
  }

  /// Takes a slot out of the referrers of an object.
  @inline(__always) mutating func unlinkReferrer(_ slot: UInt32, from object: UInt32) {
    let index = Int(slot)
    let isStrong = slots[index].isStrong
    if isStrong { objects[Int(object)].referenceCount -= 1 }
    let next = slots[index].nextIn
    let head: UInt32
    if next == slot {
      head = 0
    } else {
      let previous = slots[index].previousIn
      slots[Int(previous)].nextIn = next
      slots[Int(next)].previousIn = previous
      head = next
    }
    slots[index].nextIn = 0
    slots[index].previousIn = 0
    if isStrong {
      if objects[Int(object)].firstStrongIn == slot { objects[Int(object)].firstStrongIn = head }
    } else if objects[Int(object)].firstWeakIn == slot {
      objects[Int(object)].firstWeakIn = head
    }
  }

  @inline(__always) mutating func linkRing(_ object: UInt32, before successor: UInt32) {
    let previous = objects[Int(successor)].ringPrevious
    objects[Int(object)].ringNext = successor
    objects[Int(object)].ringPrevious = previous
    objects[Int(previous)].ringNext = object
    objects[Int(successor)].ringPrevious = object
  }

  @inline(__always) mutating func unlinkRing(_ object: UInt32) {
    let next = objects[Int(object)].ringNext
    let previous = objects[Int(object)].ringPrevious
    objects[Int(previous)].ringNext = next
    objects[Int(next)].ringPrevious = previous
    objects[Int(object)].ringNext = 0
    objects[Int(object)].ringPrevious = 0
  }

  /// Moves all of a ring to the end of another one; both keep their sentinels.
  @inline(__always) mutating func spliceRing(_ from: UInt32, to: UInt32) {
    let first = objects[Int(from)].ringNext
    guard first != from else { return }
    let last = objects[Int(from)].ringPrevious
    let tail = objects[Int(to)].ringPrevious
    objects[Int(tail)].ringNext = first
    objects[Int(first)].ringPrevious = tail
    objects[Int(last)].ringNext = to
    objects[Int(to)].ringPrevious = last
    objects[Int(from)].ringNext = from
    objects[Int(from)].ringPrevious = from
  }

  /// Moves the end of a ring, from an object on, back to the empty ring that it came from.
  @inline(__always) mutating func unspliceRing(_ from: UInt32, from to: UInt32, first: UInt32) {
    guard first != from else { return }
    let last = objects[Int(to)].ringPrevious
    let tail = objects[Int(first)].ringPrevious
    objects[Int(tail)].ringNext = to
    objects[Int(to)].ringPrevious = tail
    objects[Int(from)].ringNext = first
    objects[Int(first)].ringPrevious = from
    objects[Int(last)].ringNext = from
    objects[Int(from)].ringPrevious = last
  }
}
