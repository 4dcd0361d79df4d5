import HeapModel

// Dicts and sets. Source: Objects/dictobject.c, Objects/setobject.c. A dict is in insertion order;
// a set of objects has no order in CPython: here it has that of insertion.
extension Machine {
  // MARK: Entries

  /// The keys and values of a dict, in order.
  func entries(_ dict: ObjectID) -> [(key: Value, value: Value)] {
    var result: [(key: Value, value: Value)] = []
    var slot = timeline.heap.firstSlot(dict)
    var key = Value.empty
    while slot != .none {
      let label = timeline.heap.label(slot)
      if label.kind == .key {
        key = timeline.heap.value(slot)
      } else if label.kind == .entry {
        let plain = label.payload == 0 ? key : Value(plain: Int(label.payload))
        result.append((plain, timeline.heap.value(slot)))
      }
      slot = timeline.heap.slot(after: slot)
    }
    return result
  }

  /// The key of an entry.
  func key(ofEntry slot: SlotID) -> Value {
    let label = timeline.heap.label(slot)
    return label.payload == 0
      ? timeline.heap.value(timeline.heap.slot(before: slot)) : Value(plain: Int(label.payload))
  }

  /// The slot of the value of an entry; `none` where the key is not there. O(1), or O(entries) in
  /// short dicts.
  func findEntry(_ dict: ObjectID, _ key: Value) throws(PythonError) -> SlotID {
    var allowance = statementLimit - statementCount
    return try findEntry(dict, key, &allowance)
  }

  /// The same as a part of a comparison, with so many further ones as are allowed.
  func findEntry(
    _ dict: ObjectID, _ key: Value, _ allowance: inout Int
  ) throws(PythonError) -> SlotID {
    if let found = try indexedSlot(dict, key, &allowance) { return found }
    var slot = timeline.heap.firstSlot(dict)
    var object = Value.empty
    while slot != .none {
      let label = timeline.heap.label(slot)
      if label.kind == .key {
        object = timeline.heap.value(slot)
      } else if label.kind == .entry {
        let other = label.payload == 0 ? object : Value(plain: Int(label.payload))
        if other == key { return slot }
        if try mayBeEqual(other, key), try isEqual(other, key, depth: 0, &allowance) {
          return slot
        }
      }
      slot = timeline.heap.slot(after: slot)
    }
    return .none
  }

  /// Whether two keys need a comparison: what differs in kind never has the same hash.
  func mayBeEqual(_ a: Value, _ b: Value) throws(PythonError) -> Bool {
    guard let x = a.object, let y = b.object else { return true }
    return types[type(x)].layout == types[type(y)].layout
  }

  mutating func setEntry(_ dict: ObjectID, _ key: Value, _ value: Value) throws(PythonError) {
    let found = try findEntry(dict, key)
    if mayBeTracked(value) || mayBeTracked(key), !isTracked(dict) { track(dict) }
    if found != .none { return assign(value, to: found) }
    addEntry(key, value, to: dict)
    setLength(dict, length(dict) + 1)
  }

  /// Takes an entry out of a dict: first it is gone, then the key ends, then the value.
  /// Source: delitem_common.
  mutating func removeEntry(_ slot: SlotID, of dict: ObjectID) {
    leaveHole(at: slot, of: dict)
    takeOutEntry(slot, of: dict)
  }

  /// Takes out the last entry as `popitem` does, which leaves no hole.
  mutating func removeLastEntry(_ slot: SlotID, of dict: ObjectID) {
    loseLastPlace(at: slot, of: dict)
    takeOutEntry(slot, of: dict)
  }

  private mutating func takeOutEntry(_ slot: SlotID, of dict: ObjectID) {
    setLength(dict, length(dict) - 1)
    if timeline.heap.label(slot).payload == 0 {
      let keySlot = timeline.heap.slot(before: slot)
      let valueHolder = takeOut(slot)
      remove(keySlot)
      letGo(valueHolder)
    } else {
      remove(slot)
    }
  }

  /// Takes the value from a slot that is removed, keeping it until `letGo`.
  mutating func takeOut(_ slot: SlotID) -> SlotID {
    let value = timeline.heap.value(slot)
    let holder = timeline.addSlot(to: well.interpreter, well.takenOut, holding: value)
    remove(slot)
    return holder
  }

  mutating func letGo(_ holder: SlotID) {
    let value = timeline.heap.value(holder)
    timeline.removeSlot(holder)
    if let object = value.object { releaseIfUnreferenced(object) }
  }

  /// Empties a dict or set: it is empty before the first entry dies (rule R3).
  mutating func removeAllEntries(of object: ObjectID) {
    setLength(object, 0)
    dropTable(of: object)
    var holders: [SlotID] = []
    var slot = timeline.heap.firstSlot(object)
    while slot != .none {
      let next = timeline.heap.slot(after: slot)
      let kind = timeline.heap.label(slot).kind
      if kind == .key || kind == .entry || kind == .member { holders.append(takeOut(slot)) }
      slot = next
    }
    for holder in holders { letGo(holder) }
  }

  /// A KeyError keeps the key. Source: _PyErr_SetKeyError.
  mutating func keyError(_ key: Value) -> PythonError {
    var error = PythonError("KeyError", representation(key))
    error.argument = key
    error.argumentHolder = key.object.map { hold($0, by: "argument") }
    return error
  }

  /// A KeyError whose argument is a text: `str` of it has quotes.
  mutating func keyError(saying words: String) -> PythonError {
    var error = PythonError("KeyError", PythonRepr.of(words))
    error.argument = text(words)
    return error
  }

  // MARK: Hashes

  /// Whether a value can be a key. Source: PyObject_Hash and the tp_hash of each type; rule W6.
  mutating func requireHashable(_ value: Value) throws(PythonError) {
    guard let object = value.object else { return }
    if let name = unhashableName(object) {
      throw PythonError("TypeError", "unhashable type: '\(name)'")
    }
    switch types[type(object)].layout {
    case .tuple:
      try requireHashableElements(object)
    case .weakReference:
      if has(Self.hashedFlag, object) { return }
      guard let referent = referent(object) else {
        throw PythonError("TypeError", "weak object has gone away")
      }
      try requireHashable(Value(referent))
      timeline.insert(Self.hashedFlag, into: object)
    default: return
    }
  }

  /// The name of the type of an object whose type has no hash, nil for all others.
  func unhashableName(_ object: ObjectID) -> String? {
    let type = types[self.type(object)]
    switch type.layout {
    case .iterator where viewMode(object).map { $0 != .values } ?? false,
      .list, .dict, .set, .proxy:
      return type.errorName
    // These compare by content, and so have no hash.
    case .instance where type.kind == .weakCollection: return type.errorName
    default: return nil
    }
  }

  /// Whether all that a tuple holds can be part of a key.
  private mutating func requireHashableElements(_ tuple: ObjectID) throws(PythonError) {
    // A stack of its own: tuples may be nested deeper than the machine's stack. What was looked at
    // once is not looked at again, because shared tuples unfold exponentially.
    var pending = [tuple]
    var seen: Set<ObjectID> = []
    while let object = pending.popLast() {
      guard types[type(object)].layout == .tuple else {
        try requireHashable(Value(object))
        continue
      }
      guard seen.insert(object).inserted else { continue }
      pending += elements(object).reversed().compactMap(\.object)
    }
  }

  // MARK: Members of sets

  static let memberLabel = Label(.member)

  /// The slot of a member; `none` where it is not there. O(1), or O(members) in short sets.
  func findMember(_ set: ObjectID, _ value: Value) throws(PythonError) -> SlotID {
    var allowance = statementLimit - statementCount
    return try findMember(set, value, &allowance)
  }

  /// The same as a part of a comparison, with so many further ones as are allowed.
  func findMember(
    _ set: ObjectID, _ value: Value, _ allowance: inout Int
  ) throws(PythonError) -> SlotID {
    if let found = try indexedSlot(set, value, &allowance) { return found }
    var slot = timeline.heap.firstSlot(set)
    while slot != .none {
      if timeline.heap.label(slot).kind == .member {
        let other = timeline.heap.value(slot)
        if other == value { return slot }
        if try mayBeEqual(other, value), try isEqual(other, value, depth: 0, &allowance) {
          return slot
        }
      }
      slot = timeline.heap.slot(after: slot)
    }
    return .none
  }

  /// The slot of a member that is asked for with a value; a set is looked for as a frozen one, of
  /// which there is none. Source: Objects/setobject.c, set_remove and set_contains.
  mutating func findMemberToRemove(
    _ set: ObjectID, _ value: Value
  ) throws(PythonError) -> SlotID {
    if let wanted = value.object, types[type(wanted)].layout == .set { return .none }
    try requireHashable(value)
    return try findMember(set, value)
  }

  mutating func addMember(_ value: Value, to set: ObjectID) throws(PythonError) {
    try requireHashable(value)
    guard try findMember(set, value) == .none else { return }
    addNewMember(value, to: set)
    setLength(set, length(set) + 1)
  }

  mutating func removeMember(_ slot: SlotID, of set: ObjectID) {
    moveIterators(over: set, before: slot)
    setLength(set, length(set) - 1)
    remove(slot)
  }

  // MARK: New dicts and sets

  /// Pushes a new set of the values from `base` on.
  mutating func pushSet(from base: Int, type: Int? = nil) throws(PythonError) {
    let end = stack.count
    let set = pushNew(type ?? core.set)
    for place in base..<end { try addMember(stack[place], to: set) }
  }

  /// Pushes a new dict of the keys and values from `base` on.
  mutating func pushDict(from base: Int, type: Int? = nil) throws(PythonError) {
    let end = stack.count
    let dict = pushNew(type ?? core.dict)
    let keys = stride(from: base, to: end - 1, by: 2).lazy.map { [stack] in stack[$0] }
    presizeTable(of: dict, keys: keys, count: (end - base) / 2)
    for place in stride(from: base, to: end - 1, by: 2) {
      try requireHashable(stack[place])
      try setEntry(dict, stack[place], stack[place + 1])
    }
  }
}
