extension Timeline {
  /// A place between the events of a timeline: before the event with an index in a step.
  public struct EventPlace: Hashable, Sendable {
    /// The step, counted from 1.
    public var step: Int
    /// The index within the step, counted from 0.
    public var index: Int
    /// A place.
    public init(step: Int, index: Int) {
      self.step = step
      self.index = index
    }
  }

  /// The nearest event of some kinds at a place or behind it, or else before it; nil where there is
  /// none. O(events in between), about a nanosecond each.
  public func nearestEvent(
    of kinds: Set<Event.Kind>, from place: EventPlace, forward: Bool,
    where fits: (Event) -> Bool = { _ in true }
  ) -> EventPlace? {
    let mask = kinds.reduce(0 as UInt64) { $0 | 1 << UInt64($1.rawValue) }
    return nearestEvent(from: place, forward) { record in
      mask >> UInt64(record.head & 0x3F) & 1 != 0 && fits(event(record))
    }
  }

  /// The nearest event about an object at a place or behind it, or else before it; nil where there is
  /// none. O(events in between), some nanoseconds each.
  public func nearestEvent(
    about object: ObjectID, from place: EventPlace, forward: Bool,
    where fits: (Event) -> Bool = { _ in true }
  ) -> EventPlace? {
    nearestEvent(from: place, forward) { mentions($0, object) && fits(event($0)) }
  }

  private func nearestEvent(
    from place: EventPlace, _ forward: Bool, where fits: (EventRecord) -> Bool
  ) -> EventPlace? {
    guard stepCount > 0 else { return nil }
    let step = max(1, min(place.step, stepCount))
    let start =
      place.step > stepCount ? events.count : eventRange(ofStep: step).lowerBound + place.index
    let found = events.withUnsafeBufferPointer { events -> Int? in
      if forward {
        for index in min(start, events.count)..<events.count where fits(events[index]) {
          return index
        }
      } else {
        var index = min(start, events.count)
        while index > 0 {
          index -= 1
          if fits(events[index]) { return index }
        }
      }
      return nil
    }
    return found.map { index in
      let step = self.step(ofEvent: index)
      return EventPlace(step: step, index: index - eventRange(ofStep: step).lowerBound)
    }
  }

  /// The step that an event belongs to, counted from 1. O(log steps).
  private func step(ofEvent event: Int) -> Int {
    var (low, high) = (0, stepStarts.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(stepStarts[middle].event) <= event { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether an event is about an object: what ``Event`` says of it, without making one.
  @inline(__always)
  private func mentions(_ record: EventRecord, _ object: ObjectID) -> Bool {
    switch record.kind {
    case .allocate, .deallocate, .finalizer, .resurrect, .free, .callback, .remove, .finalize:
      return record.a == object.index
    case .clear: return record.a == object.index || record.b == object.index
    case .bind, .unbind:
      return Value(word: record.flag ? details[Int(record.a) + 1] : record.b).object == object
    case .reference, .unreference:
      return details[Int(record.a)] == object.index || details[Int(record.a) + 2] == object.index
    case .unreachable:
      if case .unreachable(let objects) = event(record) { return objects.contains(object) }
      return false
    case .collectStart, .collectPhase, .collectEnd, .output, .error, .unraisable, .expect:
      return false
    }
  }
}
