import HeapModel

/// The place within a box from which a reference starts.
enum RowKey: Hashable, Sendable {
  /// A slot with a label of its own; the word of the label.
  case label(UInt32)
  /// An entry of a weak collection, by its key as printed.
  case entry(String)
  /// What an entry of a weak collection holds strongly, by its key as printed.
  case entryValue(String)
  /// The callback of a weak reference.
  case callback
}

/// A reference as the canvas shows it: between visible objects, from a row or from the whole box.
struct VisibleReference: Hashable, Sendable {
  var source: ObjectID
  var row: RowKey?
  var target: ObjectID
  var isStrong: Bool
}

/// A name that refers to an object, as a flag shows it.
struct NameKey: Hashable, Sendable {
  /// The text of the name.
  var name: TextID

  /// All names of running calls share one flag: they come and go, and there are many.
  static let call = NameKey(name: .empty)
}

extension MutableHeap {
  /// The label's row in its box; nil for references that start from the box as a whole.
  func rowKey(_ label: Label) -> RowKey? {
    switch label.kind {
    case .attribute, .cell: return .label(label.word)
    case .entry: return label.payload == 0 ? nil : .label(label.word)
    case .special:
      switch texts[label.text] {
      case "referent": return nil
      case "callback": return .callback
      default: return .label(label.word)
      }
    case .name, .element, .member, .key, .temporary: return nil
    }
  }

  /// The references that start from one object, hidden or not, but not those of weak collections'
  /// own parts, nor those by which a hidden part refers to its owner. O(slots).
  func visitReferences(of object: ObjectID, _ visit: (VisibleReference) -> Void) {
    guard let source = sourceOfReferences(object) else { return }
    var slot = firstSlot(object)
    while slot != .none {
      visitReference(slot, of: object, shownAs: source, visit)
      slot = self.slot(after: slot)
    }
  }

  /// Those of the references of an object that start from some of its slots. O(those slots).
  func visitReferences(of object: ObjectID, in slots: [SlotID], _ visit: (VisibleReference) -> Void)
  {
    guard let source = sourceOfReferences(object) else { return }
    for slot in slots { visitReference(slot, of: object, shownAs: source, visit) }
  }

  /// The object from which the references of an object start; nil where none is shown.
  private func sourceOfReferences(_ object: ObjectID) -> ObjectID? {
    guard isAlive(object), let source = shownObject(for: object),
      kind(source) != .weakCollection || object == source
    else { return nil }
    return source
  }

  @inline(__always)
  private func visitReference(
    _ slot: SlotID, of object: ObjectID, shownAs source: ObjectID,
    _ visit: (VisibleReference) -> Void
  ) {
    let label = self.label(slot)
    guard let value = value(slot).object, let target = shownObject(for: value),
      target != source || (object == source && value == source), label.kind != .temporary
    else { return }
    visit(
      VisibleReference(
        source: source, row: rowKey(label), target: target, isStrong: label.isStrong))
  }

  /// The names of a frame that refer to objects of the canvas. O(names).
  func visitNames(of frame: ObjectID, _ visit: (NameKey, ObjectID) -> Void) {
    guard isAlive(frame), kind(frame) == .frame else { return }
    let isModule = frameName(frame).isEmpty
    var slot = firstSlot(frame)
    while slot != .none {
      visitName(slot, isModule: isModule, visit)
      slot = self.slot(after: slot)
    }
  }

  /// Those of the names of a frame that are in some of its slots. O(those slots).
  func visitNames(
    of frame: ObjectID, in slots: [SlotID], _ visit: (NameKey, ObjectID) -> Void
  ) {
    guard isAlive(frame), kind(frame) == .frame else { return }
    let isModule = frameName(frame).isEmpty
    for slot in slots { visitName(slot, isModule: isModule, visit) }
  }

  @inline(__always)
  private func visitName(_ slot: SlotID, isModule: Bool, _ visit: (NameKey, ObjectID) -> Void) {
    let label = self.label(slot)
    guard label.kind == .name, let value = value(slot).object,
      let target = shownObject(for: value)
    else { return }
    visit(isModule ? NameKey(name: label.text) : .call, target)
  }

  /// Whether an object has more slots than a number. O(that number).
  func hasMoreSlots(_ object: ObjectID, than count: Int) -> Bool {
    var slot = firstSlot(object)
    for _ in 0..<count where slot != .none { slot = self.slot(after: slot) }
    return slot != .none
  }
}

/// The entries of a weak collection as references from its rows. Unfolded, each row refers to the
/// weak reference that the collection keeps for the entry, and that one to the object.
func visitEntries(
  _ entries: [WeakEntry], of collection: ObjectID, in heap: MutableHeap, unfolded: Bool,
  _ visit: (VisibleReference) -> Void
) {
  for entry in entries {
    if unfolded, entry.weakSlot != .none {
      let keeper = heap.source(entry.weakSlot)
      visit(
        VisibleReference(
          source: collection, row: .entry(entry.keyText), target: keeper, isStrong: true))
      if let referent = entry.referent, let target = heap.shownObject(for: referent) {
        visit(VisibleReference(source: keeper, row: nil, target: target, isStrong: false))
      }
    } else if let referent = entry.referent, let target = heap.shownObject(for: referent) {
      visit(
        VisibleReference(
          source: collection, row: .entry(entry.keyText), target: target, isStrong: false))
    }
    if let value = entry.value.object, value != entry.referent,
      let target = heap.shownObject(for: value)
    {
      visit(
        VisibleReference(
          source: collection, row: .entryValue(entry.keyText), target: target, isStrong: true))
    }
  }
}
