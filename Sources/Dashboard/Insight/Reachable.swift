import HeapModel

extension MutableHeap {
  /// Which objects a root keeps alive over strong references, by object index. O(objects + slots).
  func reachableFlags() -> [Bool] {
    var flags = [Bool](repeating: false, count: objectCount + 1)
    var stack: [ObjectID] = []
    for object in allObjects where isRoot(object) {
      flags[Int(object.index)] = true
      stack.append(object)
    }
    while let object = stack.popLast() {
      var slot = firstSlot(object)
      while slot != .none {
        if label(slot).isStrong, let target = value(slot).object, !flags[Int(target.index)] {
          flags[Int(target.index)] = true
          stack.append(target)
        }
        slot = self.slot(after: slot)
      }
    }
    return flags
  }

  /// Whether an object keeps what it refers to alive, whatever its own count.
  func isRoot(_ object: ObjectID) -> Bool {
    guard isAlive(object) else { return false }
    let state = state(object)
    return state.contains(.root) || state.kind == .frame || state.kind == .table
  }

  /// The slots of a shortest way from a root to an object, in the order from the root; nil where
  /// nothing reaches it, empty for a root. Gives up after `limit` objects.
  func retainingSlots(to object: ObjectID, limit: Int = 20_000) -> [SlotID]? {
    guard isAlive(object) else { return nil }
    var cameBy: [ObjectID: SlotID] = [:]
    var queue = [object]
    var head = 0
    while head < queue.count && queue.count < limit {
      let current = queue[head]
      head += 1
      if isRoot(current) {
        var path: [SlotID] = []
        var place = current
        while place != object, let slot = cameBy[place], let next = value(slot).object {
          path.append(slot)
          place = next
        }
        return path
      }
      for slot in strongReferrers(current) {
        let source = source(slot)
        guard source != object, cameBy[source] == nil, isAlive(source) else { continue }
        cameBy[source] = slot
        queue.append(source)
      }
    }
    return nil
  }
}
