import HeapModel

// How the statements of a scenario get at what a slot holds. What is hidden belongs to its owner:
// attributes may lie in a dict of the object, the entries of a weak collection in a dict of weak
// references.
extension CPythonInspector {
  func access(_ slot: SlotID, in heap: MutableHeap) -> SlotAccess {
    let source = heap.source(slot)
    let state = heap.state(source)
    let type = types[Int(heap.typeID(source).index)]
    let label = heap.label(slot)
    if state.contains(.hidden) { return partAccess(slot, of: source, type, in: heap) }
    switch label.kind {
    case .name:
      return source == well.module ? SlotAccess(.name, isRemovable: true) : .none
    case .attribute:
      // Weak references of the library have attributes that no statement of a scenario gets at.
      return type.attributes == .none && type.slotNames.isEmpty
        ? .none : SlotAccess(.attribute, owner: source, isRemovable: true)
    case .element:
      switch type.layout {
      case .list: return SlotAccess(.element, owner: source, isRemovable: true)
      case .tuple: return SlotAccess(.element, owner: source)
      default: return .none
      }
    case .entry where type.layout == .dict:
      let key = label.payload == 0 ? heap.value(heap.slot(before: slot)).object ?? .none : .none
      return SlotAccess(.entry, owner: source, key: key, isRemovable: true)
    case .key where type.layout == .dict:
      return SlotAccess(.key, owner: source, isRemovable: true)
    case .member where type.layout == .set:
      return SlotAccess(
        .member, owner: source, key: heap.value(slot).object ?? .none, isRemovable: true)
    case .special where !label.isStrong && type.layout == .weakReference:
      // What a WeakMethod gives is a new method, not its referent.
      return heap.typeID(source).index == UInt32(core.weakref)
        ? SlotAccess(.call, owner: source) : .none
    default: return .none
    }
  }

  func display(
    of object: ObjectID, in heap: MutableHeap, part: (ObjectID) -> String?
  ) -> String? {
    guard Int(heap.typeID(object).index) == core.tuple else { return nil }
    var elements: [String] = []
    for slot in heap.slots(object) where heap.label(slot).kind == .element {
      guard elements.count < 50 else { return nil }
      let value = heap.value(slot)
      guard let text = value.object.map(part) ?? representation(of: value, in: heap) else {
        return nil
      }
      elements.append(text)
    }
    return elements.count == 1 ? "(\(elements[0]),)" : "(\(elements.joined(separator: ", ")))"
  }

  func isBoundMethod(_ object: ObjectID, in heap: MutableHeap) -> Bool {
    // A built-in one has no function of its own, and WeakMethod refuses it.
    Int(heap.typeID(object).index) == core.method
  }

  private func partAccess(
    _ slot: SlotID, of part: ObjectID, _ type: TypeBehavior, in heap: MutableHeap
  ) -> SlotAccess {
    guard let owner = heap.partOf(part) else { return .none }
    let label = heap.label(slot)
    if type.layout == .attributeDict {
      return label.kind == .attribute
        ? SlotAccess(.attribute, owner: owner, isRemovable: true) : .none
    }
    guard type.layout == .dict, heap.kind(owner) == .weakCollection, heap.isAlive(owner) else {
      return .none
    }
    let isKeyed = Int(heap.typeID(owner).index) == library.weakKeyDictionary
    switch label.kind {
    case .entry where label.payload != 0:
      return SlotAccess(.entry, owner: owner, isRemovable: true)
    case .entry:
      let key = heap.value(heap.slot(before: slot)).object ?? .none
      let named = isKeyed ? representation(heap).referent(key) ?? .none : key
      return named == .none
        ? .none : SlotAccess(.entry, owner: owner, key: named, isRemovable: true)
    case .key: return SlotAccess(.key, owner: owner, isRemovable: true)
    default: return .none
    }
  }

  func rootName(_ root: ObjectID, in heap: MutableHeap) -> String {
    if root == well.interpreter { return "the running statement" }
    if root == well.finalizeRegistry { return "the registry of weakref.finalize" }
    if heap.kind(root) == .frame { return heap.name(root) }
    if well.standIns.contains(root.index) { return representation(of: Value(root), in: heap) }
    return heap.typeName(root)
  }
}
