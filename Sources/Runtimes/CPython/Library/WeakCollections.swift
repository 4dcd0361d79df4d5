import HeapModel

// What the three weak collections share: their parts, their callbacks, pending removals.
// Rules WD1-WD7. Source: Lib/weakref.py, Lib/_weakrefset.py.
//
// The parts of a collection are its first four slots: the remover, the list of pending removals,
// the set of open iterations, and the data: a dict or a set of weak references.
extension Library {
  enum Part {
    static let remover = "_remove"
    static let pending = "_pending_removals"
    static let iterating = "_iterating"
    static let data = "data"
  }

  mutating func installWeakCollections(_ builder: inout LibraryBuilder) {
    func collection(_ name: String) -> TypeDescription {
      var type = TypeDescription(
        name: name, errorName: name, kind: .weakCollection, layout: .instance)
      type.takesWeakReferences = true
      type.attributes = .shared
      type.operations.represent = { "<\($0.heap.name($1))>" }
      return type
    }
    var reference = TypeDescription(
      name: "KeyedRef", errorName: "weakref.KeyedRef", kind: .weakReference,
      layout: .weakReference)
    reference.bytes = 80
    keyedReference = builder.add(reference)
    reference.name = "element reference"
    reference.errorName = "weakref.ReferenceType"
    reference.bytes = 72
    reference.usesTrashcan = false
    elementReference = builder.add(reference)
    var guardType = TypeDescription(
      name: "_IterationGuard", errorName: "_IterationGuard", kind: .table, layout: .instance)
    guardType.takesWeakReferences = true
    iterationGuard = builder.add(guardType)
    var generator = TypeDescription(
      name: "generator", errorName: "generator", kind: .container, layout: .iterator)
    generator.isClearable = false
    generator.takesWeakReferences = true
    generator.unmodelled = .libraryGenerator
    generator.operations.next = { machine, object, _ throws(PythonError) in
      try machine.library.pushNext(&machine, object)
    }
    generator.operations.close = { machine, object in machine.library.close(&machine, object) }
    generator.operations.iterate = { machine, object, _ throws(PythonError) in
      machine.push(object)
    }
    describeIterator(&generator)
    iterator = builder.add(generator)

    removeValue = builder.add("remove") { machine, function, base throws(PythonError) in
      machine.library.removeValue(&machine, function, base)
    }
    removeKey = builder.add("remove") { machine, function, base throws(PythonError) in
      machine.library.removeElement(&machine, function, base)
    }
    removeMember = removeKey

    var values = collection("WeakValueDictionary")
    values.unmodelled = .weakValueDictionary
    describeWeakValueDictionary(&values)
    Self.keepFrames(&values)
    weakValueDictionary = builder.add(values)
    var keys = collection("WeakKeyDictionary")
    keys.unmodelled = .weakKeyDictionary
    describeWeakKeyDictionary(&keys)
    Self.keepFrames(&keys)
    weakKeyDictionary = builder.add(keys)
    var members = collection("WeakSet")
    members.unmodelled = .weakSet
    describeWeakSet(&members)
    Self.keepFrames(&members)
    weakSet = builder.add(members)
  }

  func makeWeakValueDictionary(_ machine: inout Machine) {
    make(&machine, weakValueDictionary, remover: removeValue, data: machine.core.hiddenDict)
  }
  func makeWeakKeyDictionary(_ machine: inout Machine) {
    make(&machine, weakKeyDictionary, remover: removeKey, data: machine.core.hiddenDict)
  }
  func makeWeakSet(_ machine: inout Machine) {
    make(&machine, weakSet, remover: removeMember, data: machine.core.hiddenSet)
  }

  /// Pushes a new collection. The parts are made in the order of `__init__`.
  private func make(_ machine: inout Machine, _ type: Int, remover: Int, data: Int) {
    machine.useSharedKeyPlace(type)
    let collection = machine.pushNew(type)
    let base = machine.stack.count
    let isDataFirst = type != weakValueDictionary
    if isDataFirst { _ = machine.pushNew(data, partOf: collection) }
    // The remover knows the collection only weakly, through the default of a parameter.
    guard
      (try? machine.pushWeakReference(machine.core.selfref, to: collection, partOf: collection))
        != nil
    else { return }
    let selfReference = machine.stack.count - 1
    let defaults = machine.make(machine.core.hiddenTuple, partOf: collection)
    machine.push(defaults)
    machine.addElement(machine.stack[selfReference], to: defaults)
    machine.track(defaults)
    let function = machine.pushNativeFunction(remover, partOf: collection)
    machine.add(Value(defaults), to: function, machine.special("__defaults__"))
    let functionPlace = machine.stack.count - 1
    _ = machine.pushNew(machine.core.hiddenList, partOf: collection)
    _ = machine.pushNew(machine.core.hiddenSet, partOf: collection)
    if !isDataFirst { _ = machine.pushNew(data, partOf: collection) }
    let dataPlace = isDataFirst ? base : functionPlace + 3
    machine.add(machine.stack[functionPlace], to: collection, machine.special(Part.remover))
    machine.add(machine.stack[functionPlace + 1], to: collection, machine.special(Part.pending))
    machine.add(machine.stack[functionPlace + 2], to: collection, machine.special(Part.iterating))
    let first = isDataFirst ? machine.timeline.heap.firstSlot(collection) : .none
    // Attributes lie in the order in which `__init__` sets them.
    let dataSlot = machine.timeline.addSlot(
      to: collection, machine.special(Part.data), before: first)
    machine.timeline.store(machine.stack[dataPlace], in: dataSlot)
    machine.popAll(above: base)
  }

  // MARK: Parts

  func part(_ machine: Machine, _ collection: ObjectID, _ name: String) -> ObjectID {
    var slot = machine.timeline.heap.firstSlot(collection)
    while slot != .none {
      let label = machine.timeline.heap.label(slot)
      if label.kind == .special, machine.timeline.heap.texts[label.text] == name {
        return machine.timeline.heap.value(slot).object ?? .none
      }
      slot = machine.timeline.heap.slot(after: slot)
    }
    return .none
  }

  func data(_ machine: Machine, _ collection: ObjectID) -> ObjectID {
    part(machine, collection, Part.data)
  }

  func pendingCount(_ machine: Machine, _ collection: ObjectID) -> Int {
    machine.length(part(machine, collection, Part.pending))
  }

  func isIterated(_ machine: Machine, _ collection: ObjectID) -> Bool {
    machine.length(part(machine, collection, Part.iterating)) > 0
  }

  func remover(_ machine: Machine, _ collection: ObjectID) -> Value {
    Value(part(machine, collection, Part.remover))
  }

  /// The collection that a remover knows, and its own weak reference to it, both of which it holds while it runs;
  /// nil when the collection is dead.
  private func holdCollection(
    _ machine: inout Machine, of function: ObjectID
  ) -> (collection: ObjectID, holders: [SlotID])? {
    let defaults = machine.inner(function, 0)
    guard let reference = machine.elements(defaults).first?.object,
      let collection = machine.referent(reference)
    else { return nil }
    return (collection, [reference, collection].map { machine.hold($0, by: "remove") })
  }

  private func release(_ machine: inout Machine, _ holders: [SlotID]) {
    for holder in holders.reversed() { machine.release(holder) }
  }

  // MARK: Removal

  /// The callback of a WeakValueDictionary's entries.
  private func removeValue(_ machine: inout Machine, _ function: ObjectID, _ base: Int) {
    guard let reference = machine.stack[base].object,
      let (dictionary, holders) = holdCollection(&machine, of: function)
    else { return }
    let key = keyOfReference(machine, reference)
    if isIterated(machine, dictionary) {
      machine.addElement(key, to: part(machine, dictionary, Part.pending))
    } else {
      removeDeadEntry(&machine, dictionary, key)
    }
    release(&machine, holders)
  }

  func keyOfReference(_ machine: Machine, _ reference: ObjectID) -> Value {
    machine.timeline.heap.value(machine.firstSlot(reference, .attribute))
  }

  /// Deletes the entry of a key if its weak reference is dead. Source: _remove_dead_weakref.
  func removeDeadEntry(_ machine: inout Machine, _ dictionary: ObjectID, _ key: Value) {
    let data = data(machine, dictionary)
    guard let slot = try? machine.findEntry(data, key), slot != .none,
      let reference = machine.timeline.heap.value(slot).object,
      machine.referent(reference) == nil
    else { return }
    let text = machine.representation(key)
    takeOutEntry(&machine, dictionary, slot, removed: text)
  }

  /// Deletes an entry of the data: it has left, the log says so, then key and value end.
  func takeOutEntry(
    _ machine: inout Machine, _ collection: ObjectID, _ slot: SlotID, removed: String?,
    asLast: Bool = false
  ) {
    let data = data(machine, collection)
    if asLast {
      machine.loseLastPlace(at: slot, of: data)
    } else {
      machine.leaveHole(at: slot, of: data)
    }
    machine.setLength(data, machine.length(data) - 1)
    var keyHolder: SlotID?
    if machine.timeline.heap.label(slot).payload == 0 {
      keyHolder = machine.takeOut(machine.timeline.heap.slot(before: slot))
    }
    let valueHolder = machine.takeOut(slot)
    if let removed { machine.noteRemoval(from: collection, key: removed) }
    if let keyHolder { machine.letGo(keyHolder) }
    machine.letGo(valueHolder)
  }

  /// The callback of the references in a WeakKeyDictionary or WeakSet.
  private func removeElement(_ machine: inout Machine, _ function: ObjectID, _ base: Int) {
    guard let reference = machine.stack[base].object,
      let (collection, holders) = holdCollection(&machine, of: function)
    else { return }
    if isIterated(machine, collection) {
      machine.addElement(Value(reference), to: part(machine, collection, Part.pending))
    } else {
      discard(&machine, collection, reference)
    }
    release(&machine, holders)
  }

  /// Deletes the entry or member of a dead weak reference, found by identity.
  func discard(_ machine: inout Machine, _ collection: ObjectID, _ reference: ObjectID) {
    let data = data(machine, collection)
    let text = "<\(deadReferentName(machine, reference))>"
    if machine.type(collection) == weakSet {
      guard let slot = try? machine.findMember(data, Value(reference)), slot != .none else {
        return
      }
      machine.moveIterators(over: data, before: slot)
      machine.setLength(data, machine.length(data) - 1)
      let memberHolder = machine.takeOut(slot)
      machine.noteRemoval(from: collection, key: text)
      machine.letGo(memberHolder)
    } else {
      guard let slot = try? machine.findEntry(data, Value(reference)), slot != .none else {
        return
      }
      takeOutEntry(&machine, collection, slot, removed: text)
    }
  }

  /// The name of what a reference of a collection referred to.
  func deadReferentName(_ machine: Machine, _ reference: ObjectID) -> String {
    machine.timeline.heap.name(
      ObjectID(machine.timeline.heap.runtimeWord(machine.well.code, Int(reference.index))))
  }

  /// Carries out the removals that waited for the end of an iteration, the last first.
  func commitRemovals(_ machine: inout Machine, _ collection: ObjectID) {
    let pending = part(machine, collection, Part.pending)
    while machine.length(pending) > 0, let slot = machine.elementSlot(pending, -1) {
      let base = machine.stack.count
      machine.push(machine.timeline.heap.value(slot))
      machine.removeElement(slot, of: pending, at: machine.length(pending) - 1)
      let value = machine.stack[base]
      if machine.type(collection) == weakValueDictionary {
        removeDeadEntry(&machine, collection, value)
      } else if let reference = value.object {
        discard(&machine, collection, reference)
      }
      machine.popAll(above: base)
    }
  }

  func commitIfPending(_ machine: inout Machine, _ collection: ObjectID) {
    if pendingCount(machine, collection) > 0 { commitRemovals(&machine, collection) }
  }

  // MARK: References to elements

  /// Pushes `ref(element, self._remove)`, hidden.
  func pushReference(
    _ machine: inout Machine, to element: Value, of collection: ObjectID
  ) throws(PythonError) {
    let object = try requireReferent(machine, element)
    try machine.pushWeakReference(
      elementReference, to: object, callback: remover(machine, collection), partOf: collection)
    if let reference = machine.top.object {
      machine.timeline.setWord(machine.well.code, Int(reference.index), object.index)
    }
  }

  func requireReferent(_ machine: Machine, _ value: Value) throws(PythonError) -> ObjectID {
    guard let object = machine.weakReferent(value) else {
      throw PythonError(
        "TypeError",
        "cannot create weak reference to '\(machine.typeName(value))' object")
    }
    return object
  }

  /// The slot of the entry or member whose live referent equals a value; `none` where none does.
  /// Source: a look-up with a temporary `ref(key)`, which compares referents (rule W6).
  func findLive(
    _ machine: inout Machine, _ collection: ObjectID, _ value: Value
  ) throws(PythonError) -> SlotID {
    try machine.requireHashable(value)
    let data = data(machine, collection)
    if let found = try machine.indexedSlot(data, ofReferentEqualTo: value) { return found }
    let isSet = machine.type(collection) == weakSet
    var slot = machine.timeline.heap.firstSlot(data)
    while slot != .none {
      let kind = machine.timeline.heap.label(slot).kind
      if kind == .key || kind == .member,
        let reference = machine.timeline.heap.value(slot).object,
        let referent = machine.referent(reference),
        try machine.isEqual(machine.value(of: referent), value)
      {
        return isSet ? slot : machine.timeline.heap.slot(after: slot)
      }
      slot = machine.timeline.heap.slot(after: slot)
    }
    return .none
  }
}
