import HeapModel

// What `keys()`, `values()` and `items()` of a dict give: an object that holds the dict and shows
// what is in it now. Source: Objects/dictobject.c (dictview_*, dictkeys_contains, dictitems_contains).
extension Machine {
  /// How the views behave.
  static func describeViews(_ types: inout [TypeDescription], _ core: CoreTypes) {
    for mode in [EntryMode.keys, .values, .items] {
      let type = core.dictViews + Int(mode.rawValue)
      types[type].operations.iterate = { machine, view, _ throws(PythonError) in
        if let dict = machine.receiver(view).object {
          machine.pushIterator(over: dict, mode: mode)
        }
      }
      types[type].operations.length = { machine, view, _ throws(PythonError) in
        machine.push(machine.integer(machine.receiver(view).object.map { machine.length($0) } ?? 0))
      }
      types[type].operations.contains = { machine, view, base throws(PythonError) in
        let found = try machine.view(view, mode, contains: machine.stack[base])
        machine.push(machine.boolean(found))
      }
    }
  }

  /// Pushes a view of a dict.
  mutating func pushView(of dict: ObjectID, _ mode: EntryMode) {
    let view = make(core.dictViews + Int(mode.rawValue))
    push(view)
    add(Value(dict), to: view, special("mapping"))
    track(view)
  }

  /// Which view an object is, nil for all others.
  func viewMode(_ object: ObjectID) -> EntryMode? {
    let offset = type(object) - core.dictViews
    return offset >= 0 ? EntryMode(rawValue: UInt32(offset)) : nil
  }

  mutating func view(
    _ view: ObjectID, _ mode: EntryMode, contains wanted: Value
  ) throws(PythonError) -> Bool {
    guard let dict = receiver(view).object else { return false }
    switch mode {
    case .keys:
      try requireHashable(wanted)
      return try findEntry(dict, wanted) != .none
    case .values:
      for entry in entries(dict) {
        if entry.value == wanted { return true }
        if try isEqual(entry.value, wanted) { return true }
      }
      return false
    case .items:
      guard let tuple = wanted.object, types[type(tuple)].layout == .tuple, length(tuple) == 2
      else { return false }
      let parts = elements(tuple)
      try requireHashable(parts[0])
      let slot = try findEntry(dict, parts[0])
      guard slot != .none else { return false }
      let value = timeline.heap.value(slot)
      return value == parts[1] ? true : try isEqual(value, parts[1])
    }
  }

  /// `==` of two views of keys or items, which compare as sets.
  func areEqualViews(
    _ a: ObjectID, _ b: ObjectID, depth: Int, _ allowance: inout Int
  ) throws(PythonError) -> Bool? {
    guard let mode = viewMode(a), let other = viewMode(b), mode != .values, other != .values,
      let dict = receiver(a).object, let second = receiver(b).object
    else { return nil }
    guard length(dict) == length(second) else { return false }
    guard mode == other else { return length(dict) == 0 }
    for entry in entries(dict) {
      let slot = try findEntry(second, entry.key, &allowance)
      if slot == .none { return false }
      let value = timeline.heap.value(slot)
      guard mode == .items, value != entry.value else { continue }
      if try !isEqual(entry.value, value, depth: depth + 1, &allowance) { return false }
    }
    return true
  }
}
