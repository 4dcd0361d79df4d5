/// What reference counting frees at once when references go: a cascade.
///
/// That is less than what becomes unreachable, where objects refer to each other in a circle; and
/// it is a forecast from counts alone: finalizers and callbacks may change it.
enum FreedObjects {
  /// The objects whose counts fall to 0 when references go, in the order in which they do. A slot
  /// that holds no strong reference makes no difference. O(what is freed and its references).
  static func find(cutting slots: [UInt32], over rows: LinkedRows) -> [UInt32] {
    var lost: [UInt32: UInt32] = [:]
    var freed: [UInt32] = []
    var waiting: [(slot: UInt32, target: UInt32)] = []
    var cut: Set<UInt32> = []
    for slot in slots {
      guard slot > 0, slot <= rows.slotTotal, cut.insert(slot).inserted else { continue }
      let record = rows.slots[Int(slot)]
      if record.value & 1 == 1 && record.isStrong { waiting.append((slot, record.value >> 1)) }
    }
    waiting.reverse()
    while let (_, target) = waiting.popLast() {
      let count = lost[target, default: 0] + 1
      lost[target] = count
      let state = rows.state(Int(target))
      guard count == rows.strongCount(target), rows.isAlive(state), !rows.isRoot(state) else {
        continue
      }
      freed.append(target)
      let known = waiting.count
      var cursor = rows.strongCursor(target)
      while true {
        let (next, slot) = rows.nextStrong(target, &cursor)
        if next == 0 { break }
        if cut.insert(slot).inserted { waiting.append((slot, next)) }
      }
      waiting[known...].reverse()
    }
    return freed
  }
}

extension MutableHeap {
  /// The objects that reference counting frees at once when references go, each before what it
  /// holds; hidden ones too. A forecast from counts alone: finalizers and callbacks may change it.
  /// O(what is freed and its references).
  public func freedObjects(cutting slots: [SlotID]) -> [ObjectID] {
    withRows { FreedObjects.find(cutting: slots.map(\.index), over: $0) }.map { ObjectID($0) }
  }
}
