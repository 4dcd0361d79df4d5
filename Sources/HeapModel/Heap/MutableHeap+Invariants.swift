// What must hold for every heap at every moment, for tests.
extension MutableHeap {
  /// What is wrong with the heap, one sentence a fault; empty for a heap as it should be.
  /// O(objects + slots).
  func checkInvariants() -> [String] {
    var faults: [String] = []
    if objectRecords.count <= objectCount { faults.append("There are too few object records.") }
    if slotRecords.count <= slotCount { faults.append("There are too few slot records.") }
    guard faults.isEmpty else { return faults }
    let removed = checkRemovedSlots(&faults)
    checkOutLists(removed, &faults)
    checkInLists(removed, &faults)
    checkRings(&faults)
    checkUnused(&faults)
    checkTypes(&faults)
    return faults
  }

  /// Walks the slots that wait for reuse, and returns them.
  private func checkRemovedSlots(_ faults: inout [String]) -> Set<UInt32> {
    var removed: Set<UInt32> = []
    var slot = firstRemovedSlot
    while slot != 0 {
      guard slot <= slotTotal, removed.insert(slot).inserted else {
        faults.append("The list of removed slots leads astray at slot \(slot).")
        break
      }
      let record = slotRecords[Int(slot)]
      if record.words.dropFirst().contains(where: { $0 != 0 }) {
        faults.append("Slot \(slot) is removed and not empty.")
      }
      slot = record.source
    }
    return removed
  }

  /// The slots of all objects together are all slots but the removed ones.
  private func checkOutLists(_ removed: Set<UInt32>, _ faults: inout [String]) {
    var seen = removed
    for object in allObjects {
      walk(objectRecords[Int(object.index)].firstOut, \.nextOut, \.previousOut) { slot in
        if slotRecords[Int(slot)].source != object.index {
          faults.append("Slot \(slot) is among those of object \(object.index) and not its own.")
        }
        if !seen.insert(slot).inserted { faults.append("Slot \(slot) is in two lists.") }
      } fault: {
        faults.append("The slots of object \(object.index) are badly linked at slot \($0).")
      }
    }
    if seen.count != slotCount {
      faults.append("\(slotCount - seen.count) slots belong to no object and are not removed.")
    }
  }

  /// The referrers of all objects together are all slots that hold an object.
  private func checkInLists(_ removed: Set<UInt32>, _ faults: inout [String]) {
    var seen: Set<UInt32> = []
    for object in allObjects {
      let record = objectRecords[Int(object.index)]
      var strongCount = 0
      for (first, isStrong) in [(record.firstStrongIn, true), (record.firstWeakIn, false)] {
        walk(first, \.nextIn, \.previousIn) { slot in
          let referrer = slotRecords[Int(slot)]
          if isStrong { strongCount += 1 }
          if removed.contains(slot) || referrer.value != Value(object).word {
            faults.append(
              "Slot \(slot) is among the referrers of object \(object.index) and holds another.")
          }
          if referrer.isStrong != isStrong {
            faults.append("Slot \(slot) is among the referrers of another strength.")
          }
          if !seen.insert(slot).inserted { faults.append("Slot \(slot) refers twice.") }
        } fault: {
          faults.append("The referrers of object \(object.index) are badly linked at slot \($0).")
        }
      }
      if strongCount != Int(record.referenceCount) {
        faults.append(
          "Object \(object.index) counts \(record.referenceCount) references and has "
            + "\(strongCount).")
      }
    }
    for slot in 1..<UInt32(slotCount + 1) where !seen.contains(slot) {
      let record = slotRecords[Int(slot)]
      if record.value & 1 == 1 {
        faults.append("Slot \(slot) holds object \(record.value >> 1), which does not know it.")
      } else if record.nextIn != 0 || record.previousIn != 0 {
        faults.append("Slot \(slot) holds no object and is linked as a referrer.")
      }
    }
  }

  private func checkRings(_ faults: inout [String]) {
    for object in allObjects {
      let record = objectRecords[Int(object.index)]
      guard record.ringNext != 0 || record.ringPrevious != 0 else { continue }
      let isLinked =
        (1...objectTotal).contains(record.ringNext)
        && (1...objectTotal).contains(record.ringPrevious)
        && objectRecords[Int(record.ringNext)].ringPrevious == object.index
        && objectRecords[Int(record.ringPrevious)].ringNext == object.index
      if !isLinked { faults.append("The ring is badly linked at object \(object.index).") }
    }
  }

  /// Records that are not in use are zero.
  private func checkUnused(_ faults: inout [String]) {
    if objectRecords[0].words != ObjectRecord.none.words {
      faults.append("The record of no object was written to.")
    }
    for index in (objectCount + 1)..<objectRecords.count
    where objectRecords[index].words.contains(where: { $0 != 0 }) {
      faults.append("Object record \(index) is not in use and not zero.")
    }
    for index in [0] + Array((slotCount + 1)..<slotRecords.count)
    where slotRecords[index].words.contains(where: { $0 != 0 }) {
      faults.append("Slot record \(index) is not in use and not zero.")
    }
  }

  /// Serial numbers count the objects of a type in order.
  private func checkTypes(_ faults: inout [String]) {
    var made = [UInt32](repeating: 0, count: types.count)
    for object in allObjects {
      let record = objectRecords[Int(object.index)]
      guard made.indices.contains(Int(record.type)) else {
        faults.append("Object \(object.index) has no type.")
        continue
      }
      made[Int(record.type)] += 1
      if record.serial != made[Int(record.type)] {
        faults.append("Object \(object.index) has the serial number \(record.serial).")
      }
    }
    if made != Array(typeCounts) { faults.append("The types count their objects wrongly.") }
  }

  /// Walks a circular list; stops at the first slot whose links do not match.
  private func walk(
    _ first: UInt32, _ next: (SlotRecord) -> UInt32, _ previous: (SlotRecord) -> UInt32,
    _ visit: (UInt32) -> Void, fault: (UInt32) -> Void
  ) {
    guard first != 0 else { return }
    var slot = first
    for _ in 0...slotCount {
      let following = slot <= slotTotal ? next(slotRecords[Int(slot)]) : 0
      guard (1...max(1, slotTotal)).contains(following),
        previous(slotRecords[Int(following)]) == slot
      else { return fault(slot) }
      visit(slot)
      slot = following
      if slot == first { return }
    }
    fault(first)
  }
}
