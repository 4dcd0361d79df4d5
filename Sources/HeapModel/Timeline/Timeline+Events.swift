extension Timeline {
  /// An event with the event that provoked it.
  public struct LoggedEvent: Hashable, Sendable {
    /// What happened.
    public var event: Event
    /// The index within the step of the event that provoked it; nil where it was the statement.
    public var cause: Int?
  }

  /// The events of a step, counted from 1, in order. O(1) to make, O(1) an event.
  public func events(ofStep step: Int) -> some RandomAccessCollection<LoggedEvent> {
    eventRange(ofStep: step).lazy.map { self.loggedEvent($0) }
  }

  /// The number of events of a step. O(1).
  public func eventCount(ofStep step: Int) -> Int { eventRange(ofStep: step).count }

  /// The number of events of all steps up to the end of one, 0 for the heap at the beginning. O(1).
  public func eventCount(throughStep step: Int) -> Int { eventRange(ofStep: step).upperBound }

  /// One event of a step. O(1).
  public func event(_ index: Int, ofStep step: Int) -> LoggedEvent {
    loggedEvent(eventRange(ofStep: step).lowerBound + index)
  }

  func eventRange(ofStep step: Int) -> Range<Int> {
    guard step >= 1, step <= stepCount else { return 0..<0 }
    return Int(stepStarts[step - 1].event)..<Int(stepStarts[step].event)
  }

  /// The objects that were made in a step, in order. O(1).
  public func objectsMade(inStep step: Int) -> some RandomAccessCollection<ObjectID> & Sendable {
    let range: Range<UInt32> =
      step >= 1 && step <= stepCount ? stepStarts[step - 1].object..<stepStarts[step].object : 0..<0
    return range.lazy.map { ObjectID($0) }
  }

  /// The step in which an object was made, counted from 1; 0 for the heap at the beginning.
  /// O(log steps).
  public func stepOfCreation(_ object: ObjectID) -> Int {
    var low = 0
    var high = stepStarts.count
    while low < high {
      let middle = (low + high) / 2
      if stepStarts[middle].object <= object.index { low = middle + 1 } else { high = middle }
    }
    return low
  }

  func loggedEvent(_ index: Int) -> LoggedEvent {
    let record = events[index]
    return LoggedEvent(event: event(record), cause: record.cause)
  }

  func event(_ record: EventRecord) -> Event {
    let (a, b) = (record.a, record.b)
    let object = ObjectID(a)
    switch record.kind {
    case .allocate: return .allocate(object)
    case .deallocate: return .deallocate(object)
    case .finalizer: return .finalizer(object)
    case .resurrect: return .resurrect(object)
    case .free: return .free(object)
    case .bind, .unbind:
      let name = record.flag ? text(record, 0) : TextID(a)
      let value = Value(word: record.flag ? detail(record, 1) : b)
      let frame = record.flag ? ObjectID(detail(record, 2)) : moduleFrame
      return record.kind == .bind
        ? .bind(name: name, value: value, frame: frame)
        : .unbind(name: name, value: value, frame: frame)
    case .reference:
      return .reference(
        from: ObjectID(detail(record, 0)), label: Label(word: detail(record, 1)),
        to: ObjectID(detail(record, 2)))
    case .unreference:
      return .unreference(
        from: ObjectID(detail(record, 0)), label: Label(word: detail(record, 1)),
        to: ObjectID(detail(record, 2)))
    case .clear: return .clear(weakReference: object, referent: ObjectID(b))
    case .callback: return .callback(weakReference: object, function: TextID(b))
    case .remove: return .remove(collection: object, key: TextID(b))
    case .finalize: return .finalize(finalizer: object, function: TextID(b))
    case .collectStart: return .collectStart(generation: Int(a), automatic: record.flag)
    case .collectPhase:
      return .collectPhase(CollectionPhase(rawValue: UInt8(truncatingIfNeeded: a)) ?? .subtract)
    case .unreachable:
      return .unreachable(details[Int(a)..<Int(a) + Int(b)].map { ObjectID($0) })
    case .collectEnd:
      return .collectEnd(
        generation: Int(detail(record, 0)), collected: Int(detail(record, 1)),
        uncollectable: Int(detail(record, 2)),
        automatic: record.flag)
    case .output: return .output(text: TextID(a), partial: record.flag)
    case .error: return .error(type: TextID(a), message: TextID(b))
    case .unraisable:
      return .unraisable(origin: text(record, 0), type: text(record, 1), message: text(record, 2))
    case .expect:
      return .expect(
        expression: text(record, 0), expected: text(record, 1), actual: text(record, 2),
        holds: record.flag)
    }
  }

  private func detail(_ record: EventRecord, _ offset: Int) -> UInt32 {
    details[Int(record.a) + offset]
  }

  private func text(_ record: EventRecord, _ offset: Int) -> TextID {
    TextID(detail(record, offset))
  }

  /// The frame of the module: the first object of a heap that is a frame without a function.
  public var moduleFrame: ObjectID { heap.moduleFrame }
}
