import HeapModel

extension Machine {
  /// Makes an object with no references yet; the caller holds it at once. Trackable objects count
  /// for the automatic collection, which may run here, before the object is tracked.
  /// Source: Modules/gcmodule.c, gc_alloc.
  mutating func make(_ type: Int, partOf owner: ObjectID? = nil) -> ObjectID {
    if types[type].isTracked && types[type].countsAllocations { countAllocation() }
    let object = timeline.allocate(
      HeapTypeID(UInt32(type)), owner == nil ? [] : .hidden, detail: owner?.index ?? 0,
      bytes: types[type].bytes)
    if usesAddresses { givePlace(to: object) }
    if owner == nil { timeline.emit(.allocate(object)) }
    return object
  }

  /// Makes an object, holds it at the top of the stack, and tracks it.
  mutating func pushNew(_ type: Int, partOf owner: ObjectID? = nil) -> ObjectID {
    let object = make(type, partOf: owner)
    push(object)
    if types[type].isTracked { track(object) }
    return object
  }

  // MARK: Tracking (rule G1)

  func isTracked(_ object: ObjectID) -> Bool {
    timeline.heap.ringSuccessor(object) != .none
  }

  /// New and tracked again objects go to the end of the youngest generation (rule G3).
  mutating func track(_ object: ObjectID) {
    timeline.move(object, toEndOf: well.generations[0])
  }

  mutating func untrack(_ object: ObjectID) {
    timeline.move(object, toEndOf: .none)
  }

  /// Whether the collector follows a reference to an object, so that its holder must be tracked.
  func mayBeTracked(_ value: Value) -> Bool {
    guard let object = value.object else {
      // Declared functions and types are no objects of the heap, but the collector follows them.
      if case .constant = plain(value) { return false }
      return true
    }
    let type = types[self.type(object)]
    switch type.layout {
    case .tuple, .dict, .attributeDict: return !type.isTracked || isTracked(object)
    default: return type.isTracked
    }
  }

  // MARK: Once-flags

  /// The finalizer of the object was called: it will not be called again (rule D1).
  static let finalizedFlag = ObjectState(rawValue: 1 << ObjectState.firstRuntimeBit)
  /// A weak reference that is dead: its referent went, or it was cleared by a collection.
  static let hashedFlag = ObjectState(rawValue: 1 << (ObjectState.firstRuntimeBit + 1))

  /// An attribute dict that does not share its keys with the class any more.
  static let unsharedFlag = ObjectState(rawValue: 1 << (ObjectState.firstRuntimeBit + 2))

  func has(_ flag: ObjectState, _ object: ObjectID) -> Bool {
    timeline.heap.state(object).contains(flag)
  }
}
