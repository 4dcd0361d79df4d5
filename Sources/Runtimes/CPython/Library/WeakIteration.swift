import HeapModel

// Iteration over weak collections: while an iterator is open, removals wait (rule WD6).
// Source: Lib/weakref.py (keys, items, values), Lib/_weakrefset.py (_IterationGuard).
//
// The generator is a hidden object. It holds what its frame holds: the collection, then the other
// local names, then, while the `with` block runs, the guard and the iterator over the data. That
// iterator keeps the last tuple that it gave, and with it the entry in hand.
extension Library {
  enum Mode: Int, CaseIterable {
    case keys, values, items
  }

  private enum Local {
    static let collection = "self"
    static let guardian = "with"
    static let iterator = "for"
  }

  /// What a generator loops over, and the names that it binds in each turn.
  private struct Loop {
    var entries: Machine.EntryMode
    var names: [String]
    /// The place of the name of the weak reference among them.
    var reference: Int
    /// The place of the name of the referent, nil where it is asked for without a name.
    var referent: Int?
    /// The places of the names that it gives.
    var given: [Int]
  }

  /// How such a generator is printed: it has the name of the method that made it.
  func describeIterator(_ type: inout TypeDescription) {
    type.operations.represent = { reader, object in
      let word = reader.word(object)
      return
        "<generator \(reader.types[word / Mode.allCases.count].name).\(Mode.allCases[word % Mode.allCases.count])>"
    }
  }

  private func loop(_ type: Int, _ mode: Mode) -> Loop {
    switch (type, mode) {
    case (weakValueDictionary, .items):
      Loop(entries: .items, names: ["k", "wr", "v"], reference: 1, referent: 2, given: [0, 2])
    case (weakValueDictionary, .keys):
      Loop(entries: .items, names: ["k", "wr"], reference: 1, referent: nil, given: [0])
    case (weakKeyDictionary, .items):
      Loop(
        entries: .items, names: ["wr", "value", "key"], reference: 0, referent: 2, given: [2, 1])
    case (weakKeyDictionary, .values):
      Loop(entries: .items, names: ["wr", "value"], reference: 0, referent: nil, given: [1])
    case (weakSet, _):
      Loop(entries: .keys, names: ["itemref", "item"], reference: 0, referent: 1, given: [1])
    default:
      Loop(
        entries: type == weakKeyDictionary ? .keys : .values, names: ["wr", "obj"], reference: 0,
        referent: 1, given: [1])
    }
  }

  /// Pushes an iterator over a collection that has not started; one that the program asked for by a
  /// method is shown.
  func pushIterator(
    _ machine: inout Machine, _ collection: ObjectID, _ mode: Mode, isShown: Bool = false
  ) {
    let generator = machine.pushNew(iterator, partOf: isShown ? nil : collection)
    machine.add(Value(collection), to: generator, machine.special(Local.collection))
    let word = machine.type(collection) * Mode.allCases.count + mode.rawValue
    machine.timeline.setWord(machine.well.code, Int(generator.index), UInt32(word))
  }

  func pushNext(_ machine: inout Machine, _ generator: ObjectID) throws(PythonError) {
    guard let collection = machine.part(generator, Local.collection).object else { return }
    let type = machine.type(collection)
    let word = machine.timeline.heap.runtimeWord(machine.well.code, Int(generator.index))
    let loop = loop(type, Mode.allCases[Int(word) % Mode.allCases.count])
    let data = data(machine, collection)
    if machine.slot(generator, machine.special(Local.guardian)) == .none {
      if type == weakValueDictionary { commitIfPending(&machine, collection) }
      start(&machine, generator, collection, loop)
    }
    while let entries = machine.part(generator, Local.iterator).object {
      do throws(PythonError) {
        guard try machine.pushNextEntry(entries, data, isSet: type == weakSet) else { break }
      } catch {
        throw unwound(&machine, generator, error)
      }
      if bind(&machine, generator, loop) { return }
    }
    close(&machine, generator)
  }

  private func start(
    _ machine: inout Machine, _ generator: ObjectID, _ collection: ObjectID, _ loop: Loop
  ) {
    let guardian = machine.pushNew(iterationGuard, partOf: collection)
    let base = machine.stack.count
    if (try? machine.pushWeakReference(
      machine.core.selfref, to: collection, partOf: collection)) != nil
    {
      machine.addPartFromStack(guardian, "weakcontainer")
    }
    let iterating = part(machine, collection, Part.iterating)
    machine.addNewMember(Value(guardian), to: iterating)
    machine.setLength(iterating, machine.length(iterating) + 1)
    machine.add(Value(guardian), to: generator, machine.special(Local.guardian))
    machine.pushIterator(over: data(machine, collection), mode: loop.entries)
    machine.add(machine.top, to: generator, machine.special(Local.iterator))
    machine.popAll(above: base - 1)
  }

  /// Binds the names anew to the entry at the top of the stack, in whose place it puts what the
  /// generator gives; false where the referent is dead.
  private func bind(_ machine: inout Machine, _ generator: ObjectID, _ loop: Loop) -> Bool {
    let base = machine.stack.count - 1
    var values = [machine.top]
    if loop.entries == .items, let tuple = machine.top.object {
      values = machine.elements(tuple)
      // The tuple goes before the names are bound.
      for value in values { machine.push(value) }
      machine.replace(base, with: machine.none)
    }
    for (name, value) in zip(loop.names, values) { bind(&machine, generator, name, value) }
    machine.popAll(above: base)
    let referent = values[loop.reference].object.flatMap { machine.referent($0) }
    let item = referent.map { machine.value(of: $0) } ?? machine.none
    if let place = loop.referent {
      values.append(item)
      bind(&machine, generator, loop.names[place], item)
    }
    guard referent != nil else { return false }
    for place in loop.given { machine.push(values[place]) }
    if loop.given.count > 1 { machine.pushTuple(movingFrom: base) }
    return true
  }

  /// Binds a local name of a generator; those lie before what its `with` block holds.
  private func bind(
    _ machine: inout Machine, _ generator: ObjectID, _ name: String, _ value: Value
  ) {
    let label = machine.special(name)
    let slot = machine.slot(generator, label)
    if slot == .none {
      let successor = machine.slot(generator, machine.special(Local.guardian))
      machine.add(value, to: generator, label, before: successor)
    } else {
      machine.assign(value, to: slot)
    }
  }

  /// Ends an iteration: its block is left, then the local names end, in order.
  func close(_ machine: inout Machine, _ generator: ObjectID) {
    leaveBlock(&machine, generator)
    while true {
      let slot = machine.timeline.heap.firstSlot(generator)
      guard slot != .none else { break }
      machine.remove(slot)
    }
  }

  /// Ends an iteration by an error, whose traceback keeps the local names.
  private func unwound(
    _ machine: inout Machine, _ generator: ObjectID, _ error: PythonError
  ) -> PythonError {
    leaveBlock(&machine, generator)
    let frame = machine.timeline.allocate(HeapTypeID(UInt32(machine.core.frame)), .root)
    while true {
      let slot = machine.timeline.heap.firstSlot(generator)
      guard slot != .none else { break }
      let (label, value) = (machine.timeline.heap.label(slot), machine.timeline.heap.value(slot))
      _ = machine.timeline.addSlot(to: frame, label, holding: value)
      machine.remove(slot)
    }
    var error = error
    error.frames.append(frame)
    return error
  }

  /// Leaves the `with` block: the iterator over the data goes, then the guard leaves, and with the
  /// last one the pending removals are carried out.
  private func leaveBlock(_ machine: inout Machine, _ generator: ObjectID) {
    let entries = machine.slot(generator, machine.special(Local.iterator))
    if entries != .none { machine.remove(entries) }
    let slot = machine.slot(generator, machine.special(Local.guardian))
    guard slot != .none, let guardian = machine.timeline.heap.value(slot).object,
      let collection = machine.part(generator, Local.collection).object
    else { return }
    let iterating = part(machine, collection, Part.iterating)
    let member = (try? machine.findMember(iterating, Value(guardian))) ?? .none
    if member != .none { machine.removeMember(member, of: iterating) }
    if !isIterated(machine, collection) { commitRemovals(&machine, collection) }
    machine.remove(slot)
  }
}
