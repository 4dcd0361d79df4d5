import HeapModel

/// Where the entries of a long dict or set are, by the hashes of their keys.
///
/// It is kept beside the heap for speed alone: without it every look-up walks the entries. Slots
/// that have left the container stay in it until it is made anew, so whoever finds one here looks
/// at the heap whether it is still what is wanted.
struct KeyIndex: Sendable {
  /// Shorter containers are searched from the first entry to the last.
  static let shortest = 16

  private var lastOfHash: [Int: Int] = [:]
  private var slots: ContiguousArray<SlotID> = []
  /// For each slot the one noted before it with the same hash, -1 where there is none.
  private var before: ContiguousArray<Int> = []

  /// How many slots were noted, those that have left included.
  var count: Int { slots.count }

  mutating func note(_ slot: SlotID, hash: Int) {
    before.append(lastOfHash.updateValue(slots.count, forKey: hash) ?? -1)
    slots.append(slot)
  }

  /// The slots that were noted with a hash, the last one first.
  func candidates(hash: Int) -> some Sequence<SlotID> {
    sequence(first: lastOfHash[hash] ?? -1) { before[$0] }
      .lazy.prefix { $0 >= 0 }.map { slots[$0] }
  }
}

extension Machine {
  /// Adds an entry behind all others, whose key must not be there.
  mutating func addEntry(_ key: Value, _ value: Value, to dict: ObjectID) {
    let slot: SlotID
    makeRoom(for: key, in: dict)
    if key.isObject {
      add(key, to: dict, Label(.key))
      slot = add(value, to: dict, Label(.entry, 0))
    } else {
      slot = add(value, to: dict, Label(.entry, UInt32(key.plain ?? 0)))
    }
    countHoles(beforeNew: slot, of: dict)
    note(key, in: slot, of: dict)
  }

  /// Adds a member behind all others, which must not be there.
  @discardableResult
  mutating func addNewMember(_ value: Value, to set: ObjectID) -> SlotID {
    let slot = add(value, to: set, Self.memberLabel)
    note(value, in: slot, of: set)
    return slot
  }

  private mutating func note(_ key: Value, in slot: SlotID, of container: ObjectID) {
    let length = length(container)
    guard length >= KeyIndex.shortest else { return }
    guard let known = keyIndexes[container]?.count, known < 2 * length + KeyIndex.shortest else {
      return makeKeyIndex(of: container)
    }
    for hash in storedHashes(of: key) { keyIndexes[container]?.note(slot, hash: hash) }
  }

  private mutating func makeKeyIndex(of container: ObjectID) {
    var index = KeyIndex()
    var slot = timeline.heap.firstSlot(container)
    while slot != .none {
      if let key = keyValue(slot) {
        for hash in storedHashes(of: key) { index.note(slot, hash: hash) }
      }
      slot = timeline.heap.slot(after: slot)
    }
    keyIndexes[container] = index
  }

  /// The key of the slot of an entry, or the member of that of a member; nil for all other slots.
  private func keyValue(_ slot: SlotID) -> Value? {
    switch timeline.heap.label(slot).kind {
    case .entry: key(ofEntry: slot)
    case .member: timeline.heap.value(slot)
    default: nil
    }
  }

  /// The slot of a key, or nil where the container has no index or the key no hash: then the
  /// entries have to be walked. O(1) unless many keys have one hash.
  func indexedSlot(
    _ container: ObjectID, _ wanted: Value, _ allowance: inout Int
  ) throws(PythonError) -> SlotID? {
    guard !keyIndexes.isEmpty, let index = keyIndexes[container], let hash = lookupHash(of: wanted)
    else { return nil }
    for slot in index.candidates(hash: hash) where timeline.heap.source(slot) == container {
      guard let key = keyValue(slot) else { continue }
      if key == wanted { return slot }
      if try mayBeEqual(key, wanted), try isEqual(key, wanted, depth: 0, &allowance) {
        return slot
      }
    }
    return SlotID.none
  }

  /// The slot of a weak reference whose live referent equals a value, as `indexedSlot` tells it.
  func indexedSlot(
    _ container: ObjectID, ofReferentEqualTo wanted: Value
  ) throws(PythonError) -> SlotID? {
    guard !keyIndexes.isEmpty, let index = keyIndexes[container] else { return nil }
    if let object = wanted.object, types[type(object)].layout == .proxy { return nil }
    let hash = hash(of: wanted, depth: 0)
    for slot in index.candidates(hash: hash) where timeline.heap.source(slot) == container {
      guard let reference = keyValue(slot)?.object, let referent = referent(reference) else {
        continue
      }
      if try isEqual(self.value(of: referent), wanted) { return slot }
    }
    return SlotID.none
  }

  // MARK: Hashes

  /// The hashes under which a key is noted. A weak reference keeps the hash of its referent, but
  /// once that is dead, it is equal to nothing but itself: it is noted by both.
  private func storedHashes(of key: Value) -> [Int] {
    guard let object = key.object, types[type(object)].layout == .weakReference else {
      return [hash(of: key, depth: 0)]
    }
    let identity = Self.hash(object)
    guard let referent = referent(object) else { return [identity] }
    return [identity, hash(of: value(of: referent), depth: 0)]
  }

  /// The hash under which a key is looked for; nil for a proxy, which is equal to whatever its
  /// referent is equal to.
  func lookupHash(of key: Value) -> Int? {
    guard let object = key.object else { return hash(of: key, depth: 0) }
    switch types[type(object)].layout {
    case .proxy: return nil
    case .weakReference:
      return referent(object).map { hash(of: value(of: $0), depth: 0) } ?? Self.hash(object)
    default: return hash(of: key, depth: 0)
    }
  }

  private static func hash(_ object: ObjectID) -> Int { Int(object.index) }

  /// The same number for values that are equal, for as long as they can be keys.
  private func hash(of value: Value, depth: Int) -> Int {
    guard let object = value.object else {
      return constant(value).map { Self.hash($0) } ?? Int(value.word)
    }
    if let base = baseValue(object) { return Self.hash(base) }
    var hasher = Hasher()
    switch types[type(object)].layout {
    case .tuple where depth < 4:
      // What is deeper or comes later need not differ.
      for element in elements(object).prefix(16) {
        hasher.combine(hash(of: element, depth: depth + 1))
      }
    case .method:
      hasher.combine(methodCode(object))
      hasher.combine(receiver(object))
    case .builtInMethod:
      hasher.combine(builtInMethodName(object))
      hasher.combine(receiver(object))
    // Equal by content, or with a hash that would change: few of them are ever keys.
    case .tuple, .list, .dict, .set, .weakReference, .proxy: return 0
    default: return Self.hash(object)
    }
    return hasher.finalize()
  }

  private static func hash(_ constant: Constant) -> Int {
    number(constant)?.hashValue ?? constant.hashValue
  }
}
