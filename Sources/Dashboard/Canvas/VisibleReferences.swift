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
    guard isAlive(object), let source = shownObject(for: object) else { return }
    if kind(source) == .weakCollection && object != source { return }
    var slot = firstSlot(object)
    while slot != .none {
      let label = self.label(slot)
      if let value = value(slot).object, let target = shownObject(for: value),
        target != source || (object == source && value == source), label.kind != .temporary
      {
        visit(
          VisibleReference(
            source: source, row: rowKey(label), target: target, isStrong: label.isStrong))
      }
      slot = self.slot(after: slot)
    }
  }

  /// The names of a frame that refer to objects of the canvas. O(names).
  func visitNames(of frame: ObjectID, _ visit: (NameKey, ObjectID) -> Void) {
    guard isAlive(frame), kind(frame) == .frame else { return }
    let isModule = frameName(frame).isEmpty
    var slot = firstSlot(frame)
    while slot != .none {
      let label = self.label(slot)
      if label.kind == .name, let value = value(slot).object, let target = shownObject(for: value) {
        visit(isModule ? NameKey(name: label.text) : .call, target)
      }
      slot = self.slot(after: slot)
    }
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
