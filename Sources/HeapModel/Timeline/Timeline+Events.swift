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
    let (a, b) = (record.a, record.b)
    func detail(_ offset: Int) -> UInt32 { details[Int(a) + offset] }
    func text(_ offset: Int) -> TextID { TextID(detail(offset)) }
    let object = ObjectID(a)
    let event: Event
    switch record.kind {
    case .allocate: event = .allocate(object)
    case .deallocate: event = .deallocate(object)
    case .finalizer: event = .finalizer(object)
    case .resurrect: event = .resurrect(object)
    case .free: event = .free(object)
    case .bind, .unbind:
      let name = record.flag ? text(0) : TextID(a)
      let value = Value(word: record.flag ? detail(1) : b)
      let frame = record.flag ? ObjectID(detail(2)) : moduleFrame
      event =
        record.kind == .bind
        ? .bind(name: name, value: value, frame: frame)
        : .unbind(name: name, value: value, frame: frame)
    case .reference:
      event = .reference(
        from: ObjectID(detail(0)), label: Label(word: detail(1)), to: ObjectID(detail(2)))
    case .unreference:
      event = .unreference(
        from: ObjectID(detail(0)), label: Label(word: detail(1)), to: ObjectID(detail(2)))
    case .clear: event = .clear(weakReference: object, referent: ObjectID(b))
    case .callback: event = .callback(weakReference: object, function: TextID(b))
    case .remove: event = .remove(collection: object, key: TextID(b))
    case .finalize: event = .finalize(finalizer: object, function: TextID(b))
    case .collectStart: event = .collectStart(generation: Int(a), automatic: record.flag)
    case .collectPhase:
      event = .collectPhase(CollectionPhase(rawValue: UInt8(truncatingIfNeeded: a)) ?? .subtract)
    case .unreachable:
      event = .unreachable(details[Int(a)..<Int(a) + Int(b)].map { ObjectID($0) })
    case .collectEnd:
      event = .collectEnd(
        generation: Int(detail(0)), collected: Int(detail(1)), uncollectable: Int(detail(2)),
        automatic: record.flag)
    case .output: event = .output(text: TextID(a), partial: record.flag)
    case .error: event = .error(type: TextID(a), message: TextID(b))
    case .unraisable: event = .unraisable(origin: text(0), type: text(1), message: text(2))
    case .expect:
      event = .expect(expression: text(0), expected: text(1), actual: text(2), holds: record.flag)
    }
    return LoggedEvent(event: event, cause: record.cause)
  }

  /// The frame of the module: the first object of a heap that is a frame without a function.
  public var moduleFrame: ObjectID { heap.moduleFrame }
}
