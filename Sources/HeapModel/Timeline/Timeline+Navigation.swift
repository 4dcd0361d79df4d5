extension Timeline {
  /// The number of micro-steps of a step: at least 1, for the statement itself. O(events).
  public func momentCount(ofStep step: Int) -> Int {
    let count = eventRange(ofStep: step).count
    if let counted, counted.step == step, counted.events == count { return counted.moments }
    var moments = 0
    for index in eventRange(ofStep: step) where isMoment(index, ofStep: step) { moments += 1 }
    return max(1, moments)
  }

  /// The number of events of a step that have happened at a position. O(events of the step).
  public func happenedCount(at position: Position) -> Int {
    let range = eventRange(ofStep: position.step)
    guard !position.isEndOfStep else { return range.count }
    if let counted, counted.step == position.step, counted.events == range.count,
      counted.moment == position.moment
    {
      return counted.happened
    }
    var moments = 0
    for index in range where isMoment(index, ofStep: position.step) {
      moments += 1
      if moments > position.moment { return index - range.lowerBound }
    }
    return range.count
  }

  /// The events of a step that belong to the last micro-step that has happened at a position.
  /// O(those events) at the end of a step, else O(events of the step).
  public func lastMoment(at position: Position) -> Range<Int> {
    guard position.step > 0 else { return 0..<0 }
    let end = happenedCount(at: position)
    let offset = eventRange(ofStep: position.step).lowerBound
    var first = end
    while first > 0 {
      first -= 1
      if isMoment(offset + first, ofStep: position.step) { break }
    }
    return first..<end
  }

  /// Whether an event is a micro-step of its own; the others join the one before. The first event
  /// of a step always is.
  ///
  /// What a statement prints and the names of the functions that it calls join. In the body of a
  /// finalizer or of a callback all that happens is a micro-step, but for the arguments, which come
  /// with the call, and the names that go at its end.
  private func isMoment(_ index: Int, ofStep step: Int) -> Bool {
    if index == eventRange(ofStep: step).lowerBound { return true }
    let record = events[index]
    switch record.kind {
    case .expect: return false
    case .output: return record.cause != nil
    case .bind:
      guard record.flag else { return true }
      if record.cause == nil { return false }
      let before = events[index - 1]
      switch before.kind {
      case .finalizer, .callback, .finalize: return false
      case .bind: return !before.flag
      default: return true
      }
    case .unbind: return !record.flag
    default: return true
    }
  }

  /// The same position, with the end of a step written as the end. O(events of the step).
  public func normalized(_ position: Position) -> Position {
    let step = min(max(position.step, 0), stepCount)
    if step != position.step || position.isEndOfStep { return Position(step: step) }
    if position.moment < 1 { return Position(step: step - 1) }
    return position.moment >= momentCount(ofStep: step)
      ? Position(step: step) : Position(step: step, moment: position.moment)
  }

  /// The position one micro-step later; the same at the end of the timeline.
  public func successor(of position: Position) -> Position {
    if position.isEndOfStep {
      return position.step < stepCount
        ? normalized(Position(step: position.step + 1, moment: 1)) : position
    }
    return normalized(Position(step: position.step, moment: position.moment + 1))
  }

  /// The position one micro-step earlier; the same at the beginning of the timeline.
  public func predecessor(of position: Position) -> Position {
    guard position.step > 0 else { return position }
    let moment = position.isEndOfStep ? momentCount(ofStep: position.step) : position.moment
    return normalized(Position(step: position.step, moment: moment - 1))
  }

  /// Moves to a position, forward or backward, by applying changes or their inverses.
  /// O(changes in between).
  public mutating func move(to target: Position) {
    let target = normalized(target)
    if target.isEndOfStep {
      counted = nil
    } else {
      let step = target.step
      let moments = momentCount(ofStep: step)
      counted = CountedMoments(
        step: step, events: eventRange(ofStep: step).count, moments: moments,
        moment: target.moment, happened: happenedCount(at: target))
    }
    moveChanges(to: changeIndex(at: target))
    position = target
  }

  /// What was counted of the step in the middle of which the timeline stands: a step may have a
  /// million events, and every frame asks several times.
  struct CountedMoments: Hashable, Sendable {
    var step: Int
    /// The events of the step; with another number it is another step.
    var events: Int
    var moments: Int
    var moment: Int
    /// The events that have happened at the moment.
    var happened: Int
  }

  /// The number of words of the journal up to a position. O(events of the step).
  func changeIndex(at position: Position) -> Int {
    if position.isEndOfStep { return Int(stepStarts[position.step].change) }
    let happened = happenedCount(at: position)
    let first = eventRange(ofStep: position.step).lowerBound
    return Int(events[first + happened - 1].changeIndex)
  }

  private mutating func moveChanges(to target: Int) {
    journal.withUnsafeBufferPointer { journal in
      if target >= appliedCount {
        heap.apply(journal, appliedCount..<target, &readAhead)
      } else {
        heap.revert(journal, target..<appliedCount, &readAhead)
      }
    }
    appliedCount = target
  }

  /// The changes between two positions, in the order in which they were made: what a screen has
  /// to look at again after a move. O(1).
  public func changes(between a: Position, and b: Position) -> ChangeList {
    let low = changeIndex(at: normalized(min(a, b)))
    let high = changeIndex(at: normalized(max(a, b)))
    return ChangeList(journal: journal, range: low..<high)
  }
}
