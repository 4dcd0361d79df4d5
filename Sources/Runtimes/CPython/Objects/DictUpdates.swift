import HeapModel

// What `dict(x)` and `update(x)` take: a dict, another mapping, an iterable of pairs.
// Source: Objects/dictobject.c (dict_update_arg, dict_merge, PyDict_MergeFromSeq2).
extension Machine {
  /// Pushes `dict(x)`.
  mutating func pushDictCopy(of place: Int) throws(PythonError) {
    let dict = pushNew(core.dict)
    let base = stack.count
    if let source = stack[place].object, types[type(source)].layout == .dict {
      return try merge(source, into: dict)
    }
    try addEntries(of: stack[place], to: dict)
    popAll(above: base)
  }

  /// `dict.update(x)`, with the argument at a place of the stack.
  mutating func update(_ dict: ObjectID, from place: Int) throws(PythonError) {
    let depth = stack.count
    if let source = stack[place].object, types[type(source)].layout == .dict {
      try merge(source, into: dict)
    } else {
      try addEntries(of: stack[place], to: dict)
    }
    popAll(above: depth)
  }

  /// Puts the entries of a dict into another. Source: dict_merge.
  mutating func merge(_ other: ObjectID, into dict: ObjectID) throws(PythonError) {
    prepareTable(of: dict, forEntriesOf: other)
    // What is put in place may end a value, whose finalizer may change the other dict.
    let base = stack.count
    for entry in entries(other) {
      push(entry.key)
      push(entry.value)
    }
    for place in stride(from: base, to: stack.count, by: 2) {
      try setEntry(dict, stack[place], stack[place + 1])
    }
    popAll(above: base)
  }

  /// Adds the entries of what is no dict.
  private mutating func addEntries(of source: Value, to dict: ObjectID) throws(PythonError) {
    if let object = source.object {
      if types[type(object)].layout == .proxy {
        let referent = value(of: try liveReferent(ofProxy: object))
        push(referent)
        return try update(dict, from: stack.count - 1)
      }
      if hasKeys(object) { return try addEntries(ofMapping: object, to: dict) }
    }
    try addPairs(of: source, to: dict)
  }

  /// Whether an object has an attribute `keys`: its own, its type's, or a declared method.
  private mutating func hasKeys(_ object: ObjectID) -> Bool {
    let type = types[type(object)]
    let name = timeline.intern("keys")
    let slot = attributeSlot(object, name)
    if slot != .none && !timeline.heap.value(slot).isEmpty { return true }
    return type.methods[name] != nil || type.operations.methods["keys"] != nil
  }

  /// Adds the entries of a mapping: first the list of its keys, then the value of each.
  private mutating func addEntries(
    ofMapping object: ObjectID, to dict: ObjectID
  ) throws(PythonError) {
    let base = stack.count
    let name = timeline.intern("keys")
    push(object)
    var callee = Callee.value
    if let method = try findMethod(of: base, name) {
      callee = method
    } else {
      try getAttribute(of: base, name)
      keepTop(above: base)
    }
    try finishCall(callee, base)
    push(stack[base])
    do throws(PythonError) {
      try pushIterator()
    } catch {
      guard error.type == "TypeError" else { throw error }
      throw PythonError(
        "TypeError",
        "\(typeName(Value(object))).keys() returned a non-iterable (type \(typeName(stack[base])))")
    }
    keepTop(above: base)
    let list = pushNew(core.list)
    while try pushNext(base) {
      addElement(top, to: list)
      pop()
    }
    keepTop(above: base)
    for key in top.object.map({ elements($0) }) ?? [] {
      let place = stack.count
      push(object)
      push(key)
      try getItem(of: place, keyAt: place + 1)
      try requireHashable(key)
      try setEntry(dict, key, stack[place + 2])
      popAll(above: place)
    }
    popAll(above: base)
  }

  /// Adds what an iterable gives, which must be pairs.
  private mutating func addPairs(of source: Value, to dict: ObjectID) throws(PythonError) {
    let base = stack.count
    push(source)
    try pushIterator()
    keepTop(above: base)
    var index = 0
    while try pushNext(base) {
      let place = base + 1
      if let pair = stack[place].object, [.list, .tuple].contains(types[type(pair)].layout) {
        push(pair)
      } else {
        do throws(PythonError) {
          try pushElements(of: place)
        } catch {
          guard error.type == "TypeError" else { throw error }
          throw PythonError(
            "TypeError",
            "cannot convert dictionary update sequence element #\(index) to a sequence")
        }
      }
      let parts = top.object.map { elements($0) } ?? []
      guard parts.count == 2 else {
        throw PythonError(
          "ValueError",
          "dictionary update sequence element #\(index) has length \(parts.count); 2 is required")
      }
      try requireHashable(parts[0])
      try setEntry(dict, parts[0], parts[1])
      popAll(above: place)
      index += 1
    }
    popAll(above: base)
  }
}
