import HeapModel

// `==` of weak collections: the weak dictionaries are mappings, equal to every mapping with equal
// items; a WeakSet is equal to one with equal members.
// Source: Lib/_collections_abc.py, Mapping.__eq__; Lib/_weakrefset.py, WeakSet.__eq__.
extension Machine {
  /// Whether two objects are equal, one of which is a weak collection at least; nil where none is, or
  /// where they are of kinds that are never compared. O(entries of both) look-ups.
  func areEqualWeakCollections(
    _ x: ObjectID, _ y: ObjectID, depth: Int, _ allowance: inout Int
  ) throws(PythonError) -> Bool? {
    let kinds = [type(x), type(y)]
    if kinds.contains(library.weakSet) {
      guard kinds[0] == kinds[1] else { return nil }
      let (m, n) = (library.members(self, x), library.members(self, y))
      guard m.count == n.count else { return false }
      let others = SearchedValues(n, self)
      for member in m {
        if try others.firstPlace(of: member, self, depth: depth, &allowance) == nil { return false }
      }
      return true
    }
    guard
      kinds.contains(library.weakValueDictionary) || kinds.contains(library.weakKeyDictionary),
      let m = mappingItems(x), let n = mappingItems(y)
    else { return nil }
    guard m.count == n.count else { return false }
    let others = SearchedValues(n.map(\.key), self)
    for (key, value) in m {
      guard let place = try others.firstPlace(of: key, self, depth: depth, &allowance) else {
        return false
      }
      let other = n[place].value
      let isSame = value == other ? true : try isEqual(value, other, depth: depth + 1, &allowance)
      guard isSame else { return false }
    }
    return true
  }

  /// The items of a mapping; nil for what is none.
  private func mappingItems(_ object: ObjectID) -> [(key: Value, value: Value)]? {
    let type = type(object)
    if types[type].layout == .dict { return entries(object).map { ($0.key, $0.value) } }
    guard type == library.weakValueDictionary || type == library.weakKeyDictionary else {
      return nil
    }
    return entries(library.data(self, object)).compactMap { key, value in
      let reference = type == library.weakValueDictionary ? value : key
      guard let referent = reference.object.flatMap({ referent($0) }) else { return nil }
      let live = self.value(of: referent)
      return type == library.weakValueDictionary ? (key, live) : (live, value)
    }
  }
}

/// Values among which equal ones are looked for, each a key or a member.
private struct SearchedValues {
  private let values: [Value]
  /// Their places by hash; nil where they are few, or one of them has none.
  private var places: [Int: [Int]]?

  init(_ values: [Value], _ machine: Machine) {
    self.values = values
    guard values.count >= KeyIndex.shortest else { return }
    var places: [Int: [Int]] = [:]
    for (place, value) in values.enumerated() {
      guard let hash = machine.lookupHash(of: value) else { return }
      places[hash, default: []].append(place)
    }
    self.places = places
  }

  /// The place of the first value that equals one; nil where there is none. O(1) unless many have one
  /// hash, or O(values) where they are few.
  func firstPlace(
    of value: Value, _ machine: Machine, depth: Int, _ allowance: inout Int
  ) throws(PythonError) -> Int? {
    if let places, let hash = machine.lookupHash(of: value) {
      return try firstPlace(of: value, at: places[hash] ?? [], machine, depth, &allowance)
    }
    return try firstPlace(of: value, at: values.indices, machine, depth, &allowance)
  }

  private func firstPlace(
    of value: Value, at candidates: some Sequence<Int>, _ machine: Machine, _ depth: Int,
    _ allowance: inout Int
  ) throws(PythonError) -> Int? {
    for place in candidates {
      let other = values[place]
      let isSame =
        value == other ? true : try machine.isEqual(value, other, depth: depth + 1, &allowance)
      if isSame { return place }
    }
    return nil
  }
}

extension Library {
  /// The living members of a WeakSet.
  fileprivate func members(_ machine: Machine, _ set: ObjectID) -> [Value] {
    machine.elements(data(machine, set)).compactMap { reference in
      reference.object.flatMap { machine.referent($0) }.map { machine.value(of: $0) }
    }
  }
}
