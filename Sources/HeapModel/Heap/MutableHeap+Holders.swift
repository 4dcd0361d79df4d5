extension MutableHeap {
  /// Who holds an object by a slot, in words: `item`, `Node#1.next`, `self of __del__@2`. O(1),
  /// more where elements are counted.
  public func holderText(_ slot: SlotID) -> String {
    let source = source(slot)
    let label = label(slot)
    if label.kind == .temporary {
      let text = texts[label.text]
      return text.isEmpty ? "the interpreter" : text
    }
    switch kind(source) {
    case .frame:
      let frame = name(source)
      return frame.isEmpty ? labelText(slot) : "\(labelText(slot)) of \(frame)"
    case .table: return typeName(source)
    default:
      guard let shown = shownObject(for: source) else { return typeName(source) }
      let place = labelText(slot)
      return place.first.map { ".[".contains($0) } == true
        ? name(shown) + place : "\(name(shown)) \(place)"
    }
  }

  /// The visible, living object that somebody means: its own name (`Node#1`), or the names that
  /// lead to it from the module (`app.sessions['u77']`, `watch().next`); nil where there is none.
  /// O(objects).
  public func object(named text: String) -> ObjectID? {
    if let object = allObjects.first(where: { isVisible($0) && name($0) == text }) {
      return object
    }
    return moduleFrame == .none || text.isEmpty
      ? nil : object(from: moduleFrame, along: Substring(text))
  }

  /// The living object to which attributes, elements, entries and calls lead from another one:
  /// `.next`, `['k'].user`; nil where there is none. O(slots on the way).
  public func object(from start: ObjectID, along text: Substring) -> ObjectID? {
    var (here, rest) = (start, text)
    while !rest.isEmpty {
      guard let (target, label) = step(from: here, along: rest) else { return nil }
      here = target
      rest = rest.dropFirst(label.count)
    }
    return isAlive(here) ? here : nil
  }

  /// The object to which the longest label that a text begins with leads.
  private func step(
    from object: ObjectID, along text: Substring
  ) -> (target: ObjectID, label: String)? {
    var best: (target: ObjectID, label: String)?
    var index = -1
    for slot in slots(object) {
      let isElement = self.label(slot).kind == .element
      if isElement { index += 1 }
      guard let target = value(slot).object else { continue }
      if state(target).contains(.hidden), partOf(target) == object {
        if let found = step(from: target, along: text),
          found.label.count > best?.label.count ?? 0
        {
          best = found
        }
        continue
      }
      // Calling a weak reference gives its referent.
      let isCalled = kind(object) == .weakReference && !self.label(slot).isStrong
      let label =
        isCalled ? "()" : isElement ? self.text(self.label(slot), index: index) : labelText(slot)
      let next = text.dropFirst(label.count).first
      if text.hasPrefix(label), label.count > best?.label.count ?? 0,
        next.map({ ".[(".contains($0) }) ?? true, isVisible(target)
      {
        best = (target, label)
      }
    }
    return best
  }
}
