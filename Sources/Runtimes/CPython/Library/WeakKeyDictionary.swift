import HeapModel

// weakref.WeakKeyDictionary: a dict from weak references to values (rules WD3-WD6).
// Source: Lib/weakref.py, class WeakKeyDictionary.
extension Library {
  func describeWeakKeyDictionary(_ type: inout TypeDescription) {
    type.operations.length = { machine, object, _ throws(PythonError) in
      machine.push(machine.integer(machine.library.liveCount(&machine, object)))
    }
    type.operations.getItem = { machine, object, base throws(PythonError) in
      let slot = try machine.library.entryOfReferent(&machine, object, machine.stack[base])
      machine.push(machine.timeline.heap.value(slot))
    }
    type.operations.setItem = { machine, object, base throws(PythonError) in
      try machine.library.setItem(&machine, object, base, valueAt: base + 1)
    }
    type.operations.deleteItem = { machine, object, base throws(PythonError) in
      machine.library.markDirty(&machine, object)
      let slot = try machine.library.entryOfReferent(&machine, object, machine.stack[base])
      machine.library.takeOutEntry(&machine, object, slot, removed: nil)
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
      "keys": { machine, object, base throws(PythonError) in
        machine.library.pushIterator(&machine, object, .keys, isShown: true)
      },
      "values": { machine, object, base throws(PythonError) in
        machine.library.pushIterator(&machine, object, .values, isShown: true)
      },
      "items": { machine, object, base throws(PythonError) in
        machine.library.pushIterator(&machine, object, .items, isShown: true)
      },
      "get": { machine, object, base throws(PythonError) in
        let key = machine.stack[base]
        _ = try machine.library.requireReferent(machine, key)
        let slot = try machine.library.findLive(&machine, object, key)
        machine.push(
          slot == .none ? machine.argument(1, from: base) : machine.timeline.heap.value(slot))
      },
      "pop": { machine, object, base throws(PythonError) in
        machine.library.markDirty(&machine, object)
        let key = machine.stack[base]
        _ = try machine.library.requireReferent(machine, key)
        let isEmpty = machine.length(machine.library.data(machine, object)) == 0
        let slot = isEmpty ? .none : try machine.library.findLive(&machine, object, key)
        if slot == .none {
          guard machine.stack.count > base + 1 else {
            throw try machine.library.keyError(&machine, key)
          }
          return machine.push(machine.stack[base + 1])
        }
        machine.push(machine.timeline.heap.value(slot))
        machine.library.takeOutEntry(&machine, object, slot, removed: nil)
      },
      "popitem": { machine, object, base throws(PythonError) in
        machine.library.markDirty(&machine, object)
        try machine.library.popAnyItem(&machine, object)
      },
      "setdefault": { machine, object, base throws(PythonError) in
        let key = machine.stack[base]
        _ = try machine.library.requireReferent(machine, key)
        let slot = try machine.library.findLive(&machine, object, key)
        if slot != .none { return machine.push(machine.timeline.heap.value(slot)) }
        let depth = machine.stack.count
        machine.push(machine.argument(1, from: base, count: depth - base))
        try machine.library.setItem(&machine, object, base, valueAt: depth)
      },
      "update": { machine, object, base throws(PythonError) in
        try machine.library.update(&machine, object, base)
      },
      "clear": { machine, object, base throws(PythonError) in
        machine.library.markDirty(&machine, object)
        try machine.library.popAllItems(&machine, object)
      },
      "copy": { machine, object, base throws(PythonError) in
        machine.library.makeWeakKeyDictionary(&machine)
        try machine.library.copyItems(&machine, from: object)
      },
    ]
  }

  /// `self.data[ref(key, self._remove)] = value`: an equal key that is there stays (rule WD3).
  func setItem(
    _ machine: inout Machine, _ dictionary: ObjectID, _ keyPlace: Int, valueAt valuePlace: Int
  ) throws(PythonError) {
    let base = machine.stack.count
    try pushReference(&machine, to: machine.stack[keyPlace], of: dictionary)
    let reference = machine.stack[base]
    try machine.requireHashable(reference)
    let found = try findLive(&machine, dictionary, machine.stack[keyPlace])
    let value = machine.stack[valuePlace]
    let data = data(machine, dictionary)
    if found != .none {
      machine.assign(value, to: found)
    } else {
      if !machine.isTracked(data) { machine.track(data) }
      machine.addEntry(reference, value, to: data)
      machine.setLength(data, machine.length(data) + 1)
    }
    machine.popAll(above: base)
  }

  private func entryOfReferent(
    _ machine: inout Machine, _ dictionary: ObjectID, _ key: Value
  ) throws(PythonError) -> SlotID {
    _ = try requireReferent(machine, key)
    let slot = try findLive(&machine, dictionary, key)
    guard slot != .none else { throw try keyError(&machine, key) }
    return slot
  }

  /// The key that was not found is the temporary weak reference.
  func keyError(_ machine: inout Machine, _ key: Value) throws(PythonError) -> PythonError {
    let referent = try requireReferent(machine, key)
    try machine.pushWeakReference(machine.core.weakref, to: referent)
    let error = machine.keyError(machine.top)
    machine.pop()
    return error
  }

  /// `_dirty_len = True`
  func markDirty(_ machine: inout Machine, _ dictionary: ObjectID) {
    machine.timeline.setWord(machine.well.code, Int(dictionary.index), 1)
  }

  /// `len(self.data) - len(self._pending_removals)`, after scrubbing what was deleted by hand.
  private func liveCount(_ machine: inout Machine, _ dictionary: ObjectID) -> Int {
    let pending = part(machine, dictionary, Part.pending)
    let data = data(machine, dictionary)
    let isDirty =
      machine.timeline.heap.runtimeWord(machine.well.code, Int(dictionary.index)) == 1
    if isDirty && machine.length(pending) > 0 {
      let base = machine.stack.count
      let scrubbed = machine.pushNew(machine.core.hiddenList, partOf: dictionary)
      for reference in machine.elements(pending)
      where (try? machine.findEntry(data, reference)) ?? .none != .none {
        machine.addElement(reference, to: scrubbed)
      }
      let slot = machine.slot(dictionary, machine.special(Part.pending))
      machine.assign(machine.stack[base], to: slot)
      machine.popAll(above: base)
      machine.timeline.setWord(machine.well.code, Int(dictionary.index), 0)
      return machine.length(data) - machine.length(scrubbed)
    }
    return machine.length(data) - machine.length(pending)
  }
}
