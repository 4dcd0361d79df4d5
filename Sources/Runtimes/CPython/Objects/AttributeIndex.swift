import HeapModel

// Where the attributes of an object are that has many of them. It is kept beside the heap for speed
// alone: without it every look-up walks the dict. Slots that have left the dict stay in it, so
// whoever finds one here looks at the heap whether it is still what is wanted.
extension Machine {
  /// Shorter dicts of attributes are searched from the first one to the last.
  private static let shortestIndexed = 64

  /// The slot of an attribute in a dict of attributes, `none` where it has none of that name. O(1),
  /// or O(attributes) in short ones.
  func attributeSlot(_ name: TextID, inDict dict: ObjectID) -> SlotID {
    let label = Label(.attribute, name.index)
    guard !attributeIndexes.isEmpty, let index = attributeIndexes[dict] else {
      return slot(dict, label)
    }
    guard let slot = index[name], timeline.heap.source(slot) == dict,
      timeline.heap.label(slot) == label
    else { return .none }
    return slot
  }

  /// Notes the slot of an attribute that was added to a dict.
  mutating func note(_ name: TextID, in slot: SlotID, of dict: ObjectID) {
    guard attributeIndexes.isEmpty || attributeIndexes[dict] == nil else {
      attributeIndexes[dict]?[name] = slot
      return
    }
    var count = 0
    var other = timeline.heap.firstSlot(dict)
    while other != .none, count < Self.shortestIndexed {
      count += 1
      other = timeline.heap.slot(after: other)
    }
    if other != .none { attributeIndexes[dict] = makeAttributeIndex(of: dict) }
  }

  private func makeAttributeIndex(of dict: ObjectID) -> [TextID: SlotID] {
    var index: [TextID: SlotID] = [:]
    for slot in timeline.heap.slots(dict) where timeline.heap.label(slot).kind == .attribute {
      index[timeline.heap.label(slot).text] = slot
    }
    return index
  }
}
