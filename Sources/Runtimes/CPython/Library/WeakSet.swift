import HeapModel

// weakref.WeakSet: a set of weak references. Source: Lib/_weakrefset.py.
extension Library {
  func describeWeakSet(_ type: inout TypeDescription) {
    type.operations.length = { machine, object, _ throws(PythonError) in
      let count =
        machine.length(machine.library.data(machine, object))
        - machine.library.pendingCount(machine, object)
      machine.push(machine.integer(count))
    }
    type.operations.contains = { machine, object, base throws(PythonError) in
      let value = machine.stack[base]
      guard (try? machine.library.requireReferent(machine, value)) != nil else {
        return machine.push(machine.boolean(false))
      }
      let found = try machine.library.findLive(&machine, object, value) != .none
      machine.push(machine.boolean(found))
    }
    type.operations.iterate = { machine, object, _ throws(PythonError) in
      machine.library.pushIterator(&machine, object, .keys)
    }
    type.operations.methods = [
      "add": { machine, object, base throws(PythonError) in
        machine.library.commitIfPending(&machine, object)
        try machine.library.addMember(&machine, object, machine.stack[base])
      },
      "discard": { machine, object, base throws(PythonError) in
        machine.library.commitIfPending(&machine, object)
        let slot = try machine.library.memberOfReferent(&machine, object, machine.stack[base])
        if slot != .none {
          machine.removeMember(slot, of: machine.library.data(machine, object))
        }
      },
      "remove": { machine, object, base throws(PythonError) in
        machine.library.commitIfPending(&machine, object)
        let slot = try machine.library.memberOfReferent(&machine, object, machine.stack[base])
        guard slot != .none else {
          throw machine.library.keyError(machine, machine.stack[base])
        }
        machine.removeMember(slot, of: machine.library.data(machine, object))
      },
      "pop": { machine, object, base throws(PythonError) in
        machine.library.commitIfPending(&machine, object)
        try machine.library.popMember(&machine, object)
      },
      "clear": { machine, object, base throws(PythonError) in
        machine.library.commitIfPending(&machine, object)
        machine.removeAllEntries(of: machine.library.data(machine, object))
      },
      "update": { machine, object, base throws(PythonError) in
        machine.library.commitIfPending(&machine, object)
        try machine.library.addMembers(&machine, object, of: base)
      },
      "copy": { machine, object, base throws(PythonError) in
        let depth = machine.stack.count
        machine.push(object)
        machine.library.makeWeakSet(&machine)
        if let copy = machine.top.object {
          try machine.library.addMembers(&machine, copy, of: depth)
        }
        machine.keepTop(above: depth)
      },
    ]
  }

  private func addMember(
    _ machine: inout Machine, _ set: ObjectID, _ value: Value
  ) throws(PythonError) {
    let base = machine.stack.count
    try pushReference(&machine, to: value, of: set)
    try machine.requireHashable(machine.stack[base])
    if try findLive(&machine, set, value) == .none {
      let data = data(machine, set)
      machine.addNewMember(machine.stack[base], to: data)
      machine.setLength(data, machine.length(data) + 1)
    }
    machine.popAll(above: base)
  }

  private func addMembers(
    _ machine: inout Machine, _ set: ObjectID, of place: Int
  ) throws(PythonError) {
    let base = machine.stack.count
    machine.push(machine.stack[place])
    try machine.pushIterator()
    while true {
      let depth = machine.stack.count
      guard try machine.pushNext(depth - 1) else { break }
      commitIfPending(&machine, set)
      try addMember(&machine, set, machine.top)
      machine.popAll(above: depth)
    }
    machine.popAll(above: base)
  }

  private func memberOfReferent(
    _ machine: inout Machine, _ set: ObjectID, _ value: Value
  ) throws(PythonError) -> SlotID {
    _ = try requireReferent(machine, value)
    return try findLive(&machine, set, value)
  }

  private func popMember(_ machine: inout Machine, _ set: ObjectID) throws(PythonError) {
    let data = data(machine, set)
    while true {
      let slot = machine.timeline.heap.firstSlot(data)
      guard slot != .none else {
        throw PythonError("KeyError", "'pop from empty WeakSet'")
      }
      let reference = machine.timeline.heap.value(slot).object
      if let referent = reference.flatMap({ machine.referent($0) }) {
        machine.push(referent)
        return machine.removeMember(slot, of: data)
      }
      machine.removeMember(slot, of: data)
    }
  }
}
