import HeapModel

// In which order the collector visits what an object refers to (rule G5).
// Source: the tp_traverse of each type.
extension Machine {
  /// Visits the tracked referents of an object.
  @inline(__always)
  func traverse(_ object: ObjectID, _ visit: (ObjectID) -> Void) {
    switch types[type(object)].layout {
    case .list, .tuple:
      traverse(object, visit, elementsBackwards: true)
    case .dict:
      traverseDict(object, visit)
    default:
      var slot = timeline.heap.firstSlot(object)
      while slot != .none {
        if timeline.heap.label(slot).isStrong, let referent = timeline.heap.value(slot).object {
          visit(referent)
        }
        slot = timeline.heap.slot(after: slot)
      }
    }
  }

  /// Attributes first, then the elements from the last to the first.
  private func traverse(
    _ object: ObjectID, _ visit: (ObjectID) -> Void, elementsBackwards: Bool
  ) {
    var slot = timeline.heap.firstSlot(object)
    while slot != .none, timeline.heap.label(slot).kind != .element {
      if let referent = timeline.heap.value(slot).object { visit(referent) }
      slot = timeline.heap.slot(after: slot)
    }
    slot = timeline.heap.lastSlot(object)
    while slot != .none, timeline.heap.label(slot).kind == .element {
      if let referent = timeline.heap.value(slot).object { visit(referent) }
      slot = timeline.heap.slot(before: slot)
    }
  }

  /// Entries from the first to the last, the value before the key. Source: dict_traverse.
  private func traverseDict(_ object: ObjectID, _ visit: (ObjectID) -> Void) {
    var slot = timeline.heap.firstSlot(object)
    var key: ObjectID?
    while slot != .none {
      let referent = timeline.heap.value(slot).object
      switch timeline.heap.label(slot).kind {
      case .key: key = referent
      case .entry:
        if let referent { visit(referent) }
        if let key { visit(key) }
        key = nil
      default:
        if let referent { visit(referent) }
      }
      slot = timeline.heap.slot(after: slot)
    }
  }
}
