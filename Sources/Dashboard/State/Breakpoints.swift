import HeapModel

/// Where a run stops.
struct Breakpoints: Hashable, Sendable {
  /// One of them.
  enum Breakpoint: Hashable, Sendable {
    /// Before a step, as a debugger stops at a line.
    case step(Int)
    /// At whatever happens to an object.
    case object(ObjectID)
  }

  /// All of them, in the order in which they were set.
  private(set) var all: [Breakpoint] = []

  /// Sets a breakpoint, or takes it back.
  ///
  /// - Returns: whether it is set now.
  mutating func toggle(_ breakpoint: Breakpoint) -> Bool {
    if let index = all.firstIndex(of: breakpoint) {
      all.remove(at: index)
      return false
    }
    all.append(breakpoint)
    return true
  }

  /// Makes something else of each, or takes it back.
  mutating func replace(_ change: (Breakpoint) -> Breakpoint?) { all = all.compactMap(change) }

  /// Whether a step has one.
  func contains(step: Int) -> Bool { all.contains(.step(step)) }

  /// The next place at which a run from a position stops; nil where none is left. O(events).
  func next(after position: Position, in timeline: Timeline) -> Position? {
    guard !all.isEmpty else { return nil }
    let objects = Set(
      all.compactMap { if case .object(let object) = $0 { object } else { nil } })
    var step = position.isEndOfStep ? position.step + 1 : position.step
    while step <= timeline.stepCount {
      let before = Position(step: step - 1)
      if contains(step: step), before > position { return before }
      if !objects.isEmpty {
        let first = step == position.step ? timeline.happenedCount(at: position) : 0
        let count = timeline.eventCount(ofStep: step)
        for index in min(first, count)..<count {
          let subjects = timeline.event(index, ofStep: step).event.subjects
          guard subjects.contains(where: objects.contains) else { continue }
          return timeline.normalized(timeline.position(ofEvent: index, inStep: step))
        }
      }
      step += 1
    }
    return nil
  }
}
