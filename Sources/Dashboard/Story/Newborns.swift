import HeapModel

extension Timeline {
  private static let mostSearched = 2_000

  /// The objects that were made in the current step and that nothing has referred to yet: only the
  /// running statement knows them. O(events of the step).
  var newborns: Set<ObjectID> {
    guard !position.isEndOfStep else { return [] }
    let made = objectsMade(inStep: position.step).prefix(Self.mostSearched).filter {
      Int($0.index) <= heap.objectCount && heap.isAlive($0) && heap.referenceCount($0) == 0
    }
    guard !made.isEmpty else { return [] }
    var newborns = Set(made)
    for index in 0..<min(happenedCount(at: position), Self.mostSearched) {
      switch event(index, ofStep: position.step).event {
      case .bind(_, let value, _), .unbind(_, let value, _):
        if let object = value.object { newborns.remove(object) }
      case .reference(_, let label, let object) where label.isStrong: newborns.remove(object)
      case .unreference(_, _, let object), .deallocate(let object): newborns.remove(object)
      default: break
      }
    }
    return newborns
  }
}
