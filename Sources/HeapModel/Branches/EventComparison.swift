/// Compares what happened in two runs of a program, event by event: the same things with the same
/// objects, though their numbers differ.
struct EventComparison {
  let first: MutableHeap
  let second: MutableHeap
  let origins: Origins

  /// Whether an event of the first run and one of the second say the same. O(1), more where
  /// events name many objects.
  func isSame(_ one: Event, _ two: Event) -> Bool {
    switch (one, two) {
    case (.allocate(let one), .allocate(let two)), (.deallocate(let one), .deallocate(let two)),
      (.finalizer(let one), .finalizer(let two)), (.resurrect(let one), .resurrect(let two)),
      (.free(let one), .free(let two)):
      isSame(one, two)
    case (.bind(let name, let value, let frame), .bind(let other, let two, let otherFrame)),
      (.unbind(let name, let value, let frame), .unbind(let other, let two, let otherFrame)):
      isSame(name, other) && isSame(value, two)
        && first.frameName(frame) == second.frameName(otherFrame)
    case (.reference(let from, let label, let to), .reference(let other, let two, let otherTo)),
      (.unreference(let from, let label, let to), .unreference(let other, let two, let otherTo)):
      isSame(from, other) && isSame(to, otherTo) && isSame(label, two)
    case (.clear(let reference, let referent), .clear(let other, let two)):
      isSame(reference, other) && isSame(referent, two)
    case (.callback(let object, let text), .callback(let other, let two)),
      (.remove(let object, let text), .remove(let other, let two)),
      (.finalize(let object, let text), .finalize(let other, let two)):
      isSame(object, other) && isSame(text, two)
    case (.unreachable(let objects), .unreachable(let others)):
      objects.count == others.count && zip(objects, others).allSatisfy { isSame($0, $1) }
    case (.output(let text, _), .output(let other, _)): isSame(text, other)
    case (.error(let type, let message), .error(let other, let two)):
      isSame(type, other) && isSame(message, two)
    case (.unraisable(let origin, let type, let text), .unraisable(let other, let two, let said)):
      isSame(origin, other) && isSame(type, two) && isSame(text, said)
    case (.expect(let one, let text, let value, _), .expect(let two, let other, let said, _)):
      isSame(one, two) && isSame(text, other) && isSame(value, said)
    case (.collectStart, .collectStart), (.collectPhase, .collectPhase): one == two
    case (.collectEnd(let one, let freed, let left, _), .collectEnd(let two, let also, let rest, _)):
      one == two && freed == also && left == rest
    default: false
    }
  }

  /// Whether an object of the first run is one of the second. Those that have no counterpart, hidden
  /// ones, are the same where they are of one type.
  private func isSame(_ object: ObjectID, _ other: ObjectID) -> Bool {
    if let known = origins.counterpart(of: object) { return known == other }
    return origins.origin(of: other) == nil && first.typeName(object) == second.typeName(other)
  }

  private func isSame(_ text: TextID, _ other: TextID) -> Bool {
    first.texts[text] == second.texts[other]
  }

  private func isSame(_ value: Value, _ other: Value) -> Bool {
    switch (value.object, other.object) {
    case (let object?, let two?): isSame(object, two)
    case (nil, nil): first.text(value) == second.text(other)
    default: false
    }
  }

  private func isSame(_ label: Label, _ other: Label) -> Bool {
    guard label.kind == other.kind, label.strength == other.strength else { return false }
    switch label.kind {
    case .element: return label.payload == other.payload
    case .member, .key: return true
    case .name, .attribute, .entry, .cell, .special, .temporary:
      return first.text(label) == second.text(other)
    }
  }
}
