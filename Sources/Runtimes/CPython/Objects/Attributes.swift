import HeapModel

// Attributes: where they are kept, and in which order (rules D3, D4).
// Source: Objects/dictobject.c (_PyObject_StoreInstanceAttribute, insert_into_dictkeys),
// Objects/typeobject.c (add_methods, member descriptors of __slots__).
extension Machine {
  // MARK: Reading

  /// Pushes an attribute of the value at a place of the stack.
  mutating func getAttribute(of place: Int, _ name: TextID) throws(PythonError) {
    let owner = stack[place]
    let text = timeline.heap.texts[name]
    guard let object = owner.object else {
      try requireModelled(text, of: owner)
      throw keeping(owner, missing(owner, text))
    }
    let type = types[self.type(object)]
    if type.layout == .proxy {
      let referent = try liveReferent(ofProxy: object)
      push(referent)
      let depth = stack.count - 1
      try getAttribute(of: depth, name)
      return keepTop(above: depth)
    }
    let slot = attributeSlot(object, name)
    if slot != .none, !timeline.heap.value(slot).isEmpty {
      return push(timeline.heap.value(slot))
    }
    if let method = type.methods[name] {
      return pushBoundMethod(method, of: object)
    }
    if let get = type.operations.getAttribute, try get(&self, object, text) { return }
    if type.operations.methods[text] != nil {
      return pushBuiltInMethod(text, of: object)
    }
    if type.layout == .method {
      // A bound method asks its function (Objects/classobject.c, method_getattro).
      var error = PythonError("AttributeError", "'function' object has no attribute '\(text)'")
      error.isMadeAtOnce = true
      throw error
    }
    try requireModelled(text, of: owner)
    throw keeping(owner, missing(owner, text))
  }

  /// An error about an attribute of a value, which it keeps.
  /// Source: Objects/object.c (set_attribute_error_context).
  private mutating func keeping(_ owner: Value, _ error: PythonError) -> PythonError {
    var error = error
    error.isMadeAtOnce = true
    error.objectHolder = owner.object.map { hold($0, by: "obj") }
    return error
  }

  /// The error about an attribute that a value has not; it keeps the value.
  mutating func missingAttribute(_ name: String, of owner: Value) -> PythonError {
    keeping(owner, missing(owner, name))
  }

  private func missing(_ owner: Value, _ name: String) -> PythonError {
    let kind: String
    if !owner.isObject, case .type(let id) = plain(owner) {
      kind = "type object '\(program.name(program.types[Int(id.index)].name))'"
    } else {
      kind = "'\(typeName(owner))' object"
    }
    return PythonError("AttributeError", "\(kind) has no attribute '\(name)'")
  }

  /// The method of the object at a place of the stack that a call needs no bound method for; the
  /// object itself takes the place of a proxy.
  mutating func findMethod(of place: Int, _ name: TextID) throws(PythonError) -> Callee? {
    guard let object = stack[place].object else { return nil }
    let type = types[self.type(object)]
    if type.layout == .proxy {
      replace(place, with: value(of: try liveReferent(ofProxy: object)))
      return try findMethod(of: place, name)
    }
    if attributeSlot(object, name) != .none { return nil }
    if let method = type.methods[name] { return .declaredMethod(method) }
    let text = timeline.heap.texts[name]
    return type.operations.methods[text] != nil ? .builtInMethod(text) : nil
  }

  /// The slot of an attribute, `none` where the object has none of that name.
  func attributeSlot(_ object: ObjectID, _ name: TextID) -> SlotID {
    let type = types[self.type(object)]
    if type.attributes == .none && type.slotNames.isEmpty { return .none }
    let found = slot(object, Label(.attribute, name.index))
    if found != .none { return found }
    guard let dict = attributeDict(object) else { return .none }
    return attributeSlot(name, inDict: dict)
  }

  /// The dict of an object whose attributes are in one.
  func attributeDict(_ object: ObjectID) -> ObjectID? {
    guard types[type(object)].attributes != .none else { return nil }
    var slot = timeline.heap.firstSlot(object)
    while slot != .none {
      if timeline.heap.label(slot).kind == .special,
        let dict = timeline.heap.value(slot).object, type(dict) == core.attributeDict
      {
        return dict
      }
      slot = timeline.heap.slot(after: slot)
    }
    return nil
  }

  // MARK: Writing

  mutating func setAttribute(
    of place: Int, _ name: TextID, valueAt valuePlace: Int
  ) throws(PythonError) {
    let owner = stack[place]
    let text = timeline.heap.texts[name]
    guard let object = owner.object else {
      try requireModelledChange(of: text, of: owner, isDeletion: false)
      throw unsettable(owner, text)
    }
    let type = types[self.type(object)]
    if type.layout == .proxy {
      push(try liveReferent(ofProxy: object))
      try setAttribute(of: stack.count - 1, name, valueAt: valuePlace)
      return pop()
    }
    if let set = type.operations.setAttribute, try set(&self, object, text, valuePlace) { return }
    try requireModelledChange(of: text, of: owner, isDeletion: false)
    let slot = attributeSlot(object, name)
    if slot != .none {
      let holder = timeline.heap.source(slot)
      if self.type(holder) == core.attributeDict { keepTracked(holder, with: stack[valuePlace]) }
      return assign(stack[valuePlace], to: slot)
    }
    if type.slotNames.contains(name) {
      return insertDeclaredSlot(object, type, name, stack[valuePlace])
    }
    switch type.attributes {
    case .shared: insertShared(object, name, stack[valuePlace])
    case .sharedDict: insertInSharedDict(object, name, stack[valuePlace])
    case .dict: insertInDict(object, name, stack[valuePlace])
    case .none: throw missingOrReadOnly(owner, type, name)
    }
  }

  private mutating func missingOrReadOnly(
    _ owner: Value, _ type: TypeBehavior, _ name: TextID
  ) -> PythonError {
    let text = timeline.heap.texts[name]
    if type.methods[name] != nil || type.operations.methods[text] != nil
      || type.unmodelled.methods.contains(text)
    {
      return PythonError(
        "AttributeError", "'\(type.errorName)' object attribute '\(text)' is read-only")
    }
    return unsettable(owner, text)
  }

  /// The error about an attribute of something that has no dict for it.
  private mutating func unsettable(_ owner: Value, _ name: String) -> PythonError {
    var error = missing(owner, name)
    // A declared function and a class have one.
    let hasDict = !owner.isObject && constant(owner) == nil
    guard profile.namesMissingDict && !hasDict else { return error }
    error.message += " and no __dict__ for setting new attributes"
    return keeping(owner, error)
  }

  /// The values of `__slots__` lie before all others, in alphabetical order.
  private mutating func insertDeclaredSlot(
    _ object: ObjectID, _ type: TypeBehavior, _ name: TextID, _ value: Value
  ) {
    let later = type.slotNames.drop { $0 != name }.dropFirst()
    var successor = timeline.heap.firstSlot(object)
    while successor != .none {
      let label = timeline.heap.label(successor)
      if label.kind != .attribute || later.contains(label.text)
        || !type.slotNames.contains(label.text)
      {
        break
      }
      successor = timeline.heap.slot(after: successor)
    }
    add(value, to: object, Label(.attribute, name.index), before: successor)
  }

  /// Values beside the object lie in the order of the keys that its class shares.
  private mutating func insertShared(_ object: ObjectID, _ name: TextID, _ value: Value) {
    if let dict = attributeDict(object) {
      return insert(name, value, inDict: dict)
    }
    let type = self.type(object)
    guard let key = sharedKey(name, ofType: type) else {
      insert(name, value, inDict: makeDictReal(object))
      return
    }
    let successor = successorOfSharedKey(key, in: object, type)
    noteInsertion(of: name, into: object, before: successor)
    add(value, to: object, Label(.attribute, name.index), before: successor)
  }

  /// Instances of subclasses of list, dict, set and str have a dict from the first attribute on,
  /// which shares its keys with the class as long as there is a place for each of them.
  /// Source: Objects/dictobject.c (_PyObjectDict_SetItem, insertdict).
  private mutating func insertInSharedDict(_ object: ObjectID, _ name: TextID, _ value: Value) {
    let known = attributeDict(object)
    let dict = known ?? pushNewAttributeDict(of: object)
    let type = self.type(object)
    if !has(Self.unsharedFlag, dict), let key = sharedKey(name, ofType: type) {
      keepTracked(dict, with: value)
      let successor = successorOfSharedKey(key, in: dict, type)
      noteInsertion(of: name, into: dict, before: successor)
      add(value, to: dict, Label(.attribute, name.index), before: successor)
    } else {
      unshare(dict)
      insert(name, value, inDict: dict)
    }
    if known == nil { pop() }
  }

  /// A dict gets keys of its own: from now on it is in the order in which they came.
  private mutating func unshare(_ dict: ObjectID) {
    guard !has(Self.unsharedFlag, dict) else { return }
    timeline.insert(Self.unsharedFlag, into: dict)
    attributeIndexes[dict] = nil
    for slot in attributesByInsertion(of: dict) {
      _ = timeline.addSlot(
        to: dict, timeline.heap.label(slot), holding: timeline.heap.value(slot))
      timeline.removeSlot(slot)
    }
    forgetInsertions(into: dict)
  }

  private func successorOfSharedKey(_ key: Int, in object: ObjectID, _ type: Int) -> SlotID {
    var slot = timeline.heap.firstSlot(object)
    while slot != .none {
      let label = timeline.heap.label(slot)
      guard label.kind == .attribute || label.kind == .special else { break }
      if label.kind == .attribute, let other = sharedKeys[type][label.text], other > key { break }
      slot = timeline.heap.slot(after: slot)
    }
    return slot
  }

  /// The place of a name among the keys that the instances of a type share; a new name takes the
  /// next place while there is one. Source: insert_into_dictkeys.
  private mutating func sharedKey(_ name: TextID, ofType type: Int) -> Int? {
    if let known = sharedKeys[type][name] { return known }
    let used = Int(timeline.heap.runtimeWord(well.sharedKeyBudget, type))
    guard used < profile.sharedKeyLimit else { return nil }
    timeline.setWord(well.sharedKeyBudget, type, UInt32(used + 1))
    let place = sharedKeys[type].count
    // The class's table of keys is an object of the heap: it outlives steps and goes back with them.
    _ = timeline.addSlot(to: keyTables[type], Label(.special, name.index))
    sharedKeys[type][name] = place
    return place
  }

  /// Each instance that is made uses up one place for a key, down to the last.
  /// Source: Objects/dictobject.c, init_inline_values.
  mutating func useSharedKeyPlace(_ type: Int) {
    let used = Int(timeline.heap.runtimeWord(well.sharedKeyBudget, type))
    if profile.sharedKeyLimit - used > 1 {
      timeline.setWord(well.sharedKeyBudget, type, UInt32(used + 1))
    }
  }

  /// The attributes of an instance move into a dict of its own, in the order in which they came.
  private mutating func makeDictReal(_ object: ObjectID) -> ObjectID {
    let dict = pushNewAttributeDict(of: object)
    for slot in attributesByInsertion(of: object) {
      let label = timeline.heap.label(slot)
      let value = timeline.heap.value(slot)
      _ = timeline.addSlot(to: dict, label, holding: value)
      timeline.removeSlot(slot)
      keepTracked(dict, with: value)
    }
    forgetInsertions(into: object)
    pop()
    return dict
  }

  /// The first slot of an object that is none of its declared ones.
  func firstUndeclaredSlot(_ object: ObjectID) -> SlotID {
    let declared = types[type(object)].slotNames
    var slot = timeline.heap.firstSlot(object)
    while slot != .none, timeline.heap.label(slot).kind == .attribute,
      declared.contains(timeline.heap.label(slot).text)
    {
      slot = timeline.heap.slot(after: slot)
    }
    return slot
  }

  /// Makes the dict for the attributes of an object and leaves it on the stack.
  private mutating func pushNewAttributeDict(of object: ObjectID) -> ObjectID {
    let dict = make(core.attributeDict, partOf: object)
    push(dict)
    let slot = timeline.addSlot(
      to: object, special("__dict__"), before: firstUndeclaredSlot(object))
    timeline.store(Value(dict), in: slot)
    return dict
  }

  private mutating func insertInDict(_ object: ObjectID, _ name: TextID, _ value: Value) {
    if let dict = attributeDict(object) { return insert(name, value, inDict: dict) }
    let dict = pushNewAttributeDict(of: object)
    insert(name, value, inDict: dict)
    pop()
  }

  /// A dict is tracked from the first value on that the collector follows, one that takes the place
  /// of another included. Source: Objects/dictobject.c, MAINTAIN_TRACKING.
  private mutating func keepTracked(_ dict: ObjectID, with value: Value) {
    if mayBeTracked(value) && !isTracked(dict) { track(dict) }
  }

  private mutating func insert(_ name: TextID, _ value: Value, inDict dict: ObjectID) {
    keepTracked(dict, with: value)
    note(name, in: add(value, to: dict, Label(.attribute, name.index)), of: dict)
  }

  mutating func deleteAttribute(of place: Int, _ name: TextID) throws(PythonError) {
    let owner = stack[place]
    let text = timeline.heap.texts[name]
    guard let object = owner.object else {
      try requireModelledChange(of: text, of: owner, isDeletion: true)
      throw unsettable(owner, text)
    }
    let type = types[self.type(object)]
    if type.layout == .proxy {
      push(try liveReferent(ofProxy: object))
      try deleteAttribute(of: stack.count - 1, name)
      return pop()
    }
    try requireModelledChange(of: text, of: owner, isDeletion: true)
    let slot = attributeSlot(object, name)
    if slot != .none {
      forgetInsertion(of: name, into: timeline.heap.source(slot))
      return remove(slot)
    }
    if type.slotNames.contains(name) { throw PythonError("AttributeError", text) }
    if type.attributes == .none { throw missingOrReadOnly(owner, type, name) }
    // The name takes its place in the class's order all the same.
    // Source: Objects/dictobject.c (_PyObject_StoreInstanceAttribute).
    if type.attributes == .shared && attributeDict(object) == nil,
      sharedKey(name, ofType: self.type(object)) != nil
    {
      throw missing(owner, text)
    }
    // It is looked for in a dict, which is there from then on.
    // Source: Objects/object.c (_PyObject_GenericSetAttrWithDict), _PyObjectDict_SetItem.
    if attributeDict(object) == nil {
      if type.attributes == .shared {
        _ = makeDictReal(object)
      } else {
        _ = pushNewAttributeDict(of: object)
        pop()
      }
    }
    let error = missing(owner, text)
    throw profile.namesMissingDict ? keeping(owner, error) : error
  }
}
