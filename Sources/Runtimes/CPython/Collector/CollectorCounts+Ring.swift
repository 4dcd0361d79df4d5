import HeapModel

extension CollectorCounts {
  /// What the collector's first two passes find over the objects of a ring, without changing
  /// anything: for whoever wants to see them. The same order of work as `Candidates`, whose marks
  /// are gone when a collection is over.
  ///
  /// Source: Modules/gcmodule.c, update_refs, subtract_refs, move_unreachable.
  ///
  /// - Parameter modules: what is no object of the program and holds from outside.
  init(
    ring sentinel: ObjectID, in heap: MutableHeap, traits: [CollectorTraits],
    modules: [ObjectID]
  ) {
    var outside: [ObjectID: Int] = [:]
    var unreached: Set<ObjectID> = []
    heap.withRecords { records in
      func visit(_ object: ObjectID, _ body: (ObjectID) -> Void) {
        records.traverse(object, traits[records.type(object)]) { body(ObjectID(UInt32($0))) }
      }
      var order: [ObjectID] = []
      var object = records.ringSuccessor(sentinel)
      while object != sentinel && object != .none {
        defer { object = records.ringSuccessor(object) }
        if modules.contains(object) { continue }
        order.append(object)
        outside[object] = Int(records.referenceCount(object))
      }
      for object in order {
        visit(object) { referent in
          if let count = outside[referent] { outside[referent] = count - 1 }
        }
      }
      unreached = Set(order)
      var reached = order.filter { outside[$0] != 0 }
      unreached.subtract(reached)
      while let object = reached.popLast() {
        visit(object) { if unreached.remove($0) != nil { reached.append($0) } }
      }
    }
    self.init(outside: outside, unreached: unreached)
  }
}
