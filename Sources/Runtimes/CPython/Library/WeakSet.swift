import HeapModel

// weakref.WeakSet: a set of weak references. Source: Lib/_weakrefset.py.
extension Library {
  func describeWeakSet(_ type: inout TypeDescription) {
    type.operations.represent = { reader, object in
      let data = reader.heap.slots(object).first {
        let label = reader.heap.label($0)
        return label.kind == .special && reader.heap.texts[label.text] == Part.data
      }
      guard reader.writesWeakSetsOut, let data else { return "<\(reader.heap.name(object))>" }
      return reader.part(reader.heap.value(data))
    }
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
          throw try machine.library.keyError(&machine, machine.stack[base])
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

  // MARK: Order

  /// `set < other` (`__lt__`).
  func isProperSubset(
    _ machine: Machine, _ set: ObjectID, _ other: Value
  ) throws(PythonError) -> Bool {
    let others = try referents(machine, of: other)
    return members(machine, set).isStrictSubset(of: others)
  }

  /// `other < set`, which the set answers where the other side cannot (`__gt__`).
  func isProperSuperset(
    _ machine: Machine, _ set: ObjectID, _ other: Value
  ) throws(PythonError) -> Bool {
    let others = try referents(machine, of: other)
    return members(machine, set).isStrictSuperset(of: others)
  }

  /// What the references of a set refer to, the dead left out.
  private func members(_ machine: Machine, _ set: ObjectID) -> Set<ObjectID> {
    Set(
      machine.elements(data(machine, set)).compactMap { $0.object.flatMap { machine.referent($0) } }
    )
  }

  /// What `set(map(ref, other))` refers to: an error where the other side cannot be iterated over,
  /// or one of its elements takes no weak references.
  private func referents(_ machine: Machine, of other: Value) throws(PythonError) -> Set<ObjectID> {
    var elements: [Value] = []
    if let object = other.object {
      switch machine.types[machine.type(object)].layout {
      case .list, .tuple, .set: elements = machine.elements(object)
      case .dict: elements = machine.entries(object).map(\.key)
      default:
        guard machine.type(object) == weakSet else {
          throw PythonError("TypeError", "'\(machine.typeName(other))' object is not iterable")
        }
        return members(machine, object)
      }
    } else if case .text(let text)? = machine.constant(other) {
      elements = text.value.isEmpty ? [] : [other]
    } else if machine.constant(other) != .emptyTuple {
      throw PythonError("TypeError", "'\(machine.typeName(other))' object is not iterable")
    }
    var found: Set<ObjectID> = []
    for element in elements {
      let referent = try requireReferent(machine, element)
      if let name = machine.unhashableName(referent) {
        throw PythonError("TypeError", "unhashable type: '\(name)'")
      }
      found.insert(referent)
    }
    return found
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
      let item = machine.top
      do throws(PythonError) {
        try addMember(&machine, set, item)
      } catch {
        throw machine.unwound(machine.unwound(error, [Value(set), item]), [item])
      }
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
        throw machine.keyError(saying: "pop from empty WeakSet")
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
