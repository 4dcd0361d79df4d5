extension Timeline {
  /// What held an object before a step in which a statement took it and let it die: the reference
  /// went, and the statement itself held the object for a moment longer. Nil where the object was
  /// made in the step, or where nothing but temporaries held it before.
  ///
  /// - Complexity: O(events of the step + changes since + references to the object).
  public func formerHolder(of object: ObjectID, dyingAt index: Int, inStep step: Int) -> String? {
    guard stepOfCreation(object) < step else { return nil }
    for earlier in stride(from: index - 1, through: 0, by: -1) {
      switch event(earlier, ofStep: step).event {
      case .unreference(let from, let label, object)
      where label.isStrong && label.kind != .temporary:
        return heap.place(from, label)
      case .unbind(let name, let value, moduleFrame) where value.object == object:
        return "the name \(heap.texts[name])"
      default: continue
      }
    }
    var past = self
    past.move(to: Position(step: step - 1))
    let slots = past.heap.strongReferrers(object).filter {
      past.heap.label($0).kind != .temporary
    }
    return slots.last.map { slot in
      let text = past.holderText(slot)
      // A table of the runtime stays when something leaves it.
      return past.heap.state(past.heap.source(slot)).contains(.root)
        && past.heap.kind(past.heap.source(slot)) == .table ? "its entry in \(text)" : text
    }
  }
}
