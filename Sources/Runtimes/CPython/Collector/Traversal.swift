import HeapModel

/// What the collector must know of a type, for a million objects in turn.
struct CollectorTraits: OptionSet, Sendable {
  var rawValue: UInt8

  /// Attributes are visited first, then the elements from the last to the first.
  static let visitsBackwards = CollectorTraits(rawValue: 1)
  /// Entries are visited from the first to the last, the value before the key.
  static let visitsEntries = CollectorTraits(rawValue: 2)
  /// Tuples and dicts are untracked where nothing in them can be part of a cycle (rule G1).
  static let isTuple = CollectorTraits(rawValue: 4)
  static let isDict = CollectorTraits(rawValue: 8)
  /// The object is a weak reference itself.
  static let isWeakReference = CollectorTraits(rawValue: 16)
  /// Code may run before the object is cleared.
  static let isFinalized = CollectorTraits(rawValue: 32)

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ behavior: TypeBehavior, type: Int, core: CoreTypes) {
    self = []
    switch behavior.layout {
    case .list, .tuple: insert(.visitsBackwards)
    case .dict: insert(.visitsEntries)
    case .weakReference, .proxy: insert(.isWeakReference)
    default: break
    }
    if type == core.tuple || type == core.hiddenTuple { insert(.isTuple) }
    if type == core.dict || type == core.hiddenDict || type == core.attributeDict {
      insert(.isDict)
    }
    if type == core.registry { formUnion([.isDict, .visitsEntries]) }
    if behavior.finalizer != nil || behavior.operations.close != nil { insert(.isFinalized) }
  }
}

// In which order the collector visits what an object refers to (rule G5).
// Source: the tp_traverse of each type.
extension HeapRecords {
  /// Visits the indices of the referents of an object.
  @inline(__always)
  func traverse(_ object: ObjectID, _ traits: CollectorTraits, _ visit: (Int) -> Void) {
    let first = firstSlot(object)
    if first == .none { return }
    if traits.contains(.visitsBackwards) {
      traverseBackwards(from: first, visit)
    } else if traits.contains(.visitsEntries) {
      traverseEntries(from: first, visit)
    } else {
      var slot = first
      repeat {
        let value = value(slot)
        if value.isObject && label(slot).isStrong { visit(Int(value.word >> 1)) }
        slot = circularSlot(after: slot)
      } while slot != first
    }
  }

  /// Attributes first, then the elements from the last to the first.
  @inline(__always)
  private func traverseBackwards(from first: SlotID, _ visit: (Int) -> Void) {
    var slot = first
    while label(slot).kind != .element {
      let value = value(slot)
      if value.isObject { visit(Int(value.word >> 1)) }
      slot = circularSlot(after: slot)
      if slot == first { return }
    }
    slot = circularSlot(before: first)
    while label(slot).kind == .element {
      let value = value(slot)
      if value.isObject { visit(Int(value.word >> 1)) }
      if slot == first { return }
      slot = circularSlot(before: slot)
    }
  }

  /// Entries from the first to the last, the value before the key. Source: dict_traverse.
  @inline(__always)
  private func traverseEntries(from first: SlotID, _ visit: (Int) -> Void) {
    var slot = first
    var key = Value.empty
    repeat {
      let value = value(slot)
      switch label(slot).kind {
      case .key: key = value
      case .entry:
        if value.isObject { visit(Int(value.word >> 1)) }
        if key.isObject { visit(Int(key.word >> 1)) }
        key = .empty
      default:
        if value.isObject { visit(Int(value.word >> 1)) }
      }
      slot = circularSlot(after: slot)
    } while slot != first
  }
}
