extension MutableHeap {
  /// A label as a person writes it: `.next`, `[0]`, `['k']`, `cell obj`. `index` is the place
  /// among the elements where the label is one. O(1).
  public func text(_ label: Label, index: Int = 0) -> String {
    switch label.kind {
    case .name, .special, .temporary: texts[label.text]
    case .attribute: "." + texts[label.text]
    case .element: "[\(index)]"
    case .member: "element"
    case .key: "key"
    case .entry: label.payload == 0 ? "[…]" : "[\(plainTexts[Int(label.payload)])]"
    case .cell: "cell " + texts[label.text]
    }
  }

  /// The label of a slot as a person writes it. O(slots of the object) for an element and for an
  /// entry whose key is an object, else O(1).
  public func labelText(_ slot: SlotID) -> String {
    let label = label(slot)
    switch label.kind {
    case .element:
      var index = 0
      var other = self.slot(before: slot)
      while other != .none {
        if self.label(other).kind == .element { index += 1 }
        other = self.slot(before: other)
      }
      return text(label, index: index)
    case .entry where label.payload == 0:
      let key = keyShown(value(self.slot(before: slot)))
      return "[\(key.isObject ? "<\(text(key))>" : text(key))]"
    case .key:
      return "key \(text(value(slot)))"
    default: return text(label)
    }
  }

  /// What stands for a key: of a hidden weak reference its referent.
  private func keyShown(_ key: Value) -> Value {
    guard let object = key.object, state(object).contains(.hidden), kind(object) == .weakReference
    else { return key }
    let slot = slots(object).first { !label($0).isStrong && value($0).isObject }
    return slot.map(value) ?? key
  }
}

/// The labels of many slots as a person writes them: the elements of an object are counted once.
struct LabelTexts {
  /// The places of the elements of the objects that were asked for.
  private var places: [ObjectID: [SlotID: Int]] = [:]

  /// The label of a slot. O(1), and O(slots of the object) for the first element of each.
  mutating func text(_ slot: SlotID, in heap: MutableHeap) -> String {
    let label = heap.label(slot)
    guard label.kind == .element else { return heap.labelText(slot) }
    let object = heap.source(slot)
    if places[object] == nil {
      var found: [SlotID: Int] = [:]
      for other in heap.slots(object) where heap.label(other).kind == .element {
        found[other] = found.count
      }
      places[object] = found
    }
    return heap.text(label, index: places[object]?[slot] ?? 0)
  }
}
