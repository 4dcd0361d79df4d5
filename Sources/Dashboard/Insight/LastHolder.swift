import HeapModel

/// What ended the life of an object.
enum LastHolder: Hashable, Sendable {
  /// A name or a reference went, the last one.
  case holder(String)
  /// The cyclic collection cut the references of garbage.
  case collector
  /// Only the running statement held it.
  case statement

  /// In words, with the line of the statement where there is one: `last holder: name item, removed
  /// at line 21`.
  func sentence(line: Int) -> String {
    let place = line > 0 ? " at line \(line)" : ""
    return switch self {
    case .holder(let text): "last holder: \(text)\(place.isEmpty ? "" : ", removed\(place)")"
    case .collector: "freed by the collection\(place)"
    case .statement: "only the statement\(place) held it"
    }
  }
}

extension Timeline {
  /// What ended the life of an object: the event that provoked its `deallocate` says it, not what
  /// happened last before. Nil where nothing visible did.
  func lastHolder(of object: ObjectID, dyingAt index: Int, inStep step: Int) -> LastHolder? {
    guard let cause = event(index, ofStep: step).cause else {
      return formerHolder(of: object, dyingAt: index, inStep: step).map { .holder($0) }
        ?? .statement
    }
    switch event(cause, ofStep: step).event {
    case .unbind(let name, let value, let frame) where value.object == object:
      let function = heap.frameName(frame)
      let text = heap.texts[name]
      return .holder(function.isEmpty ? "name \(text)" : "\(text) of \(function)")
    case .unreference(let from, let label, let to) where to == object:
      return .holder(heap.place(from, label))
    case .deallocate(let owner), .free(let owner): return .holder(heap.name(owner))
    case .collectStart, .collectPhase, .unreachable: return .collector
    default: return nil
    }
  }
}
