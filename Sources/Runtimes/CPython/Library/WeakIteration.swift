import HeapModel

// Iteration over weak collections: while an iterator is open, removals wait (rule WD6).
// Source: Lib/weakref.py (keys, items, values), Lib/_weakrefset.py (_IterationGuard).
//
// The generator is a hidden object: it holds the collection, then its guard once it has started,
// then what its local names hold.
extension Library {
  enum Mode: Int {
    case keys, values, items
  }

  private enum Local {
    static let collection = "self"
    static let expected = "expected size"
    static let guardian = "guard"
    static let first = "first local"
    static let second = "second local"
  }

  /// Pushes an iterator over a collection that has not started.
  func pushIterator(_ machine: inout Machine, _ collection: ObjectID, _ mode: Mode) {
    let generator = machine.pushNew(iterator, partOf: collection)
    machine.add(Value(collection), to: generator, machine.special(Local.collection))
    machine.timeline.setWord(
      machine.well.code, Int(generator.index), UInt32(mode.rawValue))
  }

  func pushNext(_ machine: inout Machine, _ generator: ObjectID) throws(PythonError) {
    guard let collection = machine.part(generator, Local.collection).object else { return }
    let type = machine.type(collection)
    let mode =
      Mode(
        rawValue: Int(machine.timeline.heap.runtimeWord(machine.well.code, Int(generator.index))))
      ?? .keys
    let data = data(machine, collection)
    if machine.slot(generator, machine.special(Local.guardian)) == .none {
      if type == weakValueDictionary { commitIfPending(&machine, collection) }
      start(&machine, generator, collection, expected: machine.length(data))
    }
    let expected = machine.index(machine.part(generator, Local.expected)) ?? 0
    while true {
      guard machine.length(data) == expected else {
        close(&machine, generator)
        throw PythonError(
          "RuntimeError",
          type == weakSet
            ? "Set changed size during iteration" : "dictionary changed size during iteration")
      }
      let position = machine.length(generator)
      guard position < machine.length(data) else { break }
      try machine.countGiven(generator, of: expected, isSet: type == weakSet) {
        self.close(&$0, generator)
      }
      machine.timeline.setWord(
        machine.well.lengths, Int(generator.index), UInt32(position + 1))
      if try step(&machine, generator, data, type, mode, position) { return }
    }
    close(&machine, generator)
  }

  private func start(
    _ machine: inout Machine, _ generator: ObjectID, _ collection: ObjectID, expected: Int
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
    let size = machine.integer(expected)
    machine.add(size, to: generator, machine.special(Local.expected))
    machine.popAll(above: base - 1)
  }

  /// Goes to an entry: the local names are bound anew; true when it is live and was pushed.
  private func step(
    _ machine: inout Machine, _ generator: ObjectID, _ data: ObjectID, _ type: Int, _ mode: Mode,
    _ position: Int
  ) throws(PythonError) -> Bool {
    if type == weakSet {
      let members = machine.elements(data)
      guard position < members.count, let reference = members[position].object else {
        return false
      }
      bind(&machine, generator, Local.first, Value(reference))
      let referent = machine.referent(reference)
      bind(&machine, generator, Local.second, referent.map { machine.value(of: $0) } ?? .empty)
      guard let referent else { return false }
      machine.push(referent)
      return true
    }
    let entries = machine.entries(data)
    guard position < entries.count else { return false }
    let (key, value) = entries[position]
    let isByValue = type == weakValueDictionary
    guard let reference = (isByValue ? value : key).object else { return false }
    bind(&machine, generator, Local.first, key)
    if isByValue || mode != .keys { bind(&machine, generator, Local.second, value) }
    guard let referent = machine.referent(reference) else { return false }
    let shownKey = isByValue ? key : machine.value(of: referent)
    let shownValue = isByValue ? machine.value(of: referent) : value
    switch mode {
    case .keys:
      if !isByValue { bind(&machine, generator, Local.second, shownKey) }
      machine.push(shownKey)
    case .values:
      machine.push(shownValue)
    case .items:
      let base = machine.stack.count
      machine.push(shownKey)
      machine.push(shownValue)
      machine.pushTuple(movingFrom: base)
    }
    return true
  }

  private func bind(
    _ machine: inout Machine, _ generator: ObjectID, _ name: String, _ value: Value
  ) {
    let label = machine.special(name)
    let slot = machine.slot(generator, label)
    if slot == .none {
      machine.add(value, to: generator, label)
    } else {
      machine.assign(value, to: slot)
    }
  }

  /// Ends an iteration: its guard leaves; with the last one, the pending removals are carried out.
  func close(_ machine: inout Machine, _ generator: ObjectID) {
    let slot = machine.slot(generator, machine.special(Local.guardian))
    if slot != .none, let guardian = machine.timeline.heap.value(slot).object,
      let collection = machine.part(generator, Local.collection).object
    {
      let iterating = part(machine, collection, Part.iterating)
      let member = (try? machine.findMember(iterating, Value(guardian))) ?? .none
      if member != .none { machine.removeMember(member, of: iterating) }
      if !isIterated(machine, collection) { commitRemovals(&machine, collection) }
    }
    while true {
      let slot = machine.timeline.heap.firstSlot(generator)
      guard slot != .none else { break }
      machine.remove(slot)
    }
  }
}
