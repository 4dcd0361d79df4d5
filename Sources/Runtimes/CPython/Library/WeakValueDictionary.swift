import HeapModel

// weakref.WeakValueDictionary: a dict from keys to KeyedRefs (rules WD1, WD2).
// Source: Lib/weakref.py, class WeakValueDictionary.
extension Library {
  func describeWeakValueDictionary(_ type: inout TypeDescription) {
    type.operations.length = { machine, object, _ throws(PythonError) in
      machine.library.commitIfPending(&machine, object)
      let count = machine.length(machine.library.data(machine, object))
      machine.push(machine.integer(count))
    }
    type.operations.getItem = { machine, object, base throws(PythonError) in
      machine.library.commitIfPending(&machine, object)
      let key = machine.stack[base]
      guard let value = try machine.library.liveValue(&machine, object, key) else {
        throw machine.keyError(key)
      }
      machine.push(value)
    }
    type.operations.setItem = { machine, object, base throws(PythonError) in
      machine.library.commitIfPending(&machine, object)
      try machine.library.setValue(&machine, object, base, valueAt: base + 1)
    }
    type.operations.deleteItem = { machine, object, base throws(PythonError) in
      machine.library.commitIfPending(&machine, object)
      let slot = try machine.library.entry(&machine, object, machine.stack[base])
      guard slot != .none else { throw machine.keyError(machine.stack[base]) }
      machine.library.takeOutEntry(&machine, object, slot, removed: nil)
    }
    type.operations.contains = { machine, object, base throws(PythonError) in
      machine.library.commitIfPending(&machine, object)
      let found = try machine.library.liveValue(&machine, object, machine.stack[base]) != nil
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
        machine.library.commitIfPending(&machine, object)
        let found = try machine.library.liveValue(&machine, object, machine.stack[base])
        machine.push(found ?? machine.argument(1, from: base))
      },
      "pop": { machine, object, base throws(PythonError) in
        machine.library.commitIfPending(&machine, object)
        let key = machine.stack[base]
        let slot = try machine.library.entry(&machine, object, key)
        if slot != .none, let reference = machine.timeline.heap.value(slot).object,
          let referent = machine.referent(reference)
        {
          machine.push(referent)
          return machine.library.takeOutEntry(&machine, object, slot, removed: nil)
        }
        if slot != .none { machine.library.takeOutEntry(&machine, object, slot, removed: nil) }
        guard machine.stack.count > base + 1 else { throw machine.keyError(key) }
        machine.push(machine.stack[base + 1])
      },
      "popitem": { machine, object, base throws(PythonError) in
        machine.library.commitIfPending(&machine, object)
        try machine.library.popItem(&machine, object)
      },
      "setdefault": { machine, object, base throws(PythonError) in
        if let value = try machine.library.liveValue(&machine, object, machine.stack[base]) {
          return machine.push(value)
        }
        machine.library.commitIfPending(&machine, object)
        let depth = machine.stack.count
        machine.push(machine.argument(1, from: base, count: depth - base))
        try machine.library.setValue(&machine, object, base, valueAt: depth)
      },
      "update": { machine, object, base throws(PythonError) in
        machine.library.commitIfPending(&machine, object)
        try machine.library.update(&machine, object, base)
      },
      "clear": { machine, object, base throws(PythonError) in
        try machine.library.popAllItems(&machine, object)
      },
      "copy": { machine, object, base throws(PythonError) in
        machine.library.commitIfPending(&machine, object)
        machine.library.makeWeakValueDictionary(&machine)
        try machine.library.copyItems(&machine, from: object)
      },
    ]
  }

  /// The slot of an entry of the data, by key.
  func entry(
    _ machine: inout Machine, _ dictionary: ObjectID, _ key: Value
  ) throws(PythonError) -> SlotID {
    try machine.requireHashable(key)
    return try machine.findEntry(data(machine, dictionary), key)
  }

  /// The live value of a key.
  private func liveValue(
    _ machine: inout Machine, _ dictionary: ObjectID, _ key: Value
  ) throws(PythonError) -> Value? {
    let slot = try entry(&machine, dictionary, key)
    guard slot != .none, let reference = machine.timeline.heap.value(slot).object else {
      return nil
    }
    return machine.referent(reference).map { machine.value(of: $0) }
  }

  /// `self.data[key] = KeyedRef(value, self._remove, key)`
  private func setValue(
    _ machine: inout Machine, _ dictionary: ObjectID, _ keyPlace: Int, valueAt valuePlace: Int
  ) throws(PythonError) {
    let key = machine.stack[keyPlace]
    let object: ObjectID
    do throws(PythonError) {
      object = try requireReferent(machine, machine.stack[valuePlace])
    } catch {
      // KeyedRef.__new__
      throw machine.unwound(error, [machine.stack[valuePlace], key])
    }
    try machine.pushWeakReference(
      keyedReference, to: object, callback: remover(machine, dictionary), partOf: dictionary)
    let place = machine.stack.count - 1
    if let reference = machine.top.object {
      let first = machine.timeline.heap.firstSlot(reference)
      let name = machine.timeline.intern("key")
      machine.add(key, to: reference, Label(.attribute, name.index), before: first)
      machine.timeline.setWord(machine.well.code, Int(reference.index), object.index)
    }
    try machine.requireHashable(key)
    try machine.setEntry(data(machine, dictionary), key, machine.stack[place])
    machine.popAll(above: place)
  }

  /// Pushes a tuple of the key and value of the last live entry, which is deleted.
  private func popItem(
    _ machine: inout Machine, _ dictionary: ObjectID
  ) throws(PythonError) {
    let data = data(machine, dictionary)
    while true {
      let slot = machine.timeline.heap.lastSlot(data)
      guard slot != .none else {
        throw machine.keyError(saying: "popitem(): dictionary is empty")
      }
      let base = machine.stack.count
      machine.push(machine.key(ofEntry: slot))
      let value = machine.timeline.heap.value(slot)
      let isByValue = machine.type(dictionary) == weakValueDictionary
      let reference = isByValue ? value.object : machine.stack[base].object
      let referent = reference.flatMap { machine.referent($0) }
      machine.push(referent.map { machine.value(of: $0) } ?? machine.none)
      machine.push(value)
      takeOutEntry(&machine, dictionary, slot, removed: nil, asLast: true)
      if referent != nil {
        if isByValue {
          machine.popAll(above: base + 2)
        } else {
          machine.replace(base, with: machine.stack[base + 1])
          machine.replace(base + 1, with: machine.stack[base + 2])
          machine.popAll(above: base + 2)
        }
        machine.pushTuple(movingFrom: base)
        return
      }
      machine.popAll(above: base)
    }
  }

  func popAnyItem(_ machine: inout Machine, _ dictionary: ObjectID) throws(PythonError) {
    try popItem(&machine, dictionary)
  }

  /// `clear` of a MutableMapping: `popitem` until there is none.
  func popAllItems(_ machine: inout Machine, _ dictionary: ObjectID) throws(PythonError) {
    while machine.timeline.heap.firstSlot(data(machine, dictionary)) != .none {
      let base = machine.stack.count
      do throws(PythonError) {
        try popItem(&machine, dictionary)
      } catch {
        machine.popAll(above: base)
        return
      }
      machine.popAll(above: base)
    }
  }

  /// `update(other)`: the entries of a dict or another mapping.
  func update(
    _ machine: inout Machine, _ dictionary: ObjectID, _ base: Int
  ) throws(PythonError) {
    guard machine.stack.count > base, machine.stack[base] != machine.none else { return }
    let depth = machine.stack.count
    let isByValue = machine.type(dictionary) == weakValueDictionary
    try machine.pushDictCopy(of: base)
    for entry in machine.topEntries {
      let place = machine.stack.count
      machine.push(entry.key)
      machine.push(entry.value)
      do throws(PythonError) {
        try isByValue
          ? setValue(&machine, dictionary, place, valueAt: place + 1)
          : setItem(&machine, dictionary, place, valueAt: place + 1)
      } catch {
        throw machine.unwound(error, [entry.key, entry.value])
      }
      machine.popAll(above: place)
    }
    machine.popAll(above: depth)
  }

  /// Adds the live items of a collection to the collection at the top of the stack.
  func copyItems(_ machine: inout Machine, from source: ObjectID) throws(PythonError) {
    guard let copy = machine.top.object else { return }
    let set = machine.types[machine.type(copy)].operations.setItem
    let base = machine.stack.count
    pushIterator(&machine, source, .items)
    while true {
      let depth = machine.stack.count
      guard try machine.pushNext(base) else { break }
      if let pair = machine.top.object.map({ machine.elements($0) }), pair.count == 2 {
        let place = machine.stack.count
        machine.push(pair[0])
        machine.push(pair[1])
        try set?(&machine, copy, place)
      }
      machine.popAll(above: depth)
    }
    machine.popAll(above: base)
  }
}

extension Machine {
  /// The entries of the dict at the top of the stack.
  var topEntries: [(key: Value, value: Value)] { top.object.map { entries($0) } ?? [] }

  /// An argument of a method, `None` where it was not given.
  func argument(_ index: Int, from base: Int, count: Int? = nil) -> Value {
    let given = count ?? (stack.count - base)
    return index < given ? stack[base + index] : none
  }
}
