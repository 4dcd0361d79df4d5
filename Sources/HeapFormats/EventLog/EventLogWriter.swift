import HeapModel

/// Writes the steps of a timeline as JSON lines: one object a step, with its events in the order in
/// which the runtime did them and, where it is asked for, the heap after the step.
///
/// Field order is fixed, so that equal runs give equal bytes. The writer keeps nothing between two
/// steps: a run can be written while it goes on.
public struct EventLogWriter: Sendable {
  /// Whether each line also has the heap after the step.
  public var includesState: Bool

  /// A writer.
  public init(includesState: Bool = false) { self.includesState = includesState }

  /// Writes a run of steps, in pieces of about 64 KiB. With the state it moves a copy of the
  /// timeline from step to step; nothing is simulated again. O(events), with the state
  /// O(events + steps × objects).
  ///
  /// `withoutState` is a step that has no state even where it is asked for, for example the one
  /// that shuts the runtime down.
  public func write<Failure: Error>(
    _ timeline: Timeline, steps: ClosedRange<Int>, withoutState: Int? = nil,
    to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var timeline = timeline
    var buffer = ByteBuffer()
    for step in steps.clamped(to: 0...timeline.stepCount) where step > 0 {
      if includesState { timeline.move(to: Position(step: step)) }
      append(step: step, of: timeline, withState: step != withoutState, to: &buffer)
      if buffer.count > 1 << 16 {
        try buffer.withUnsafeBytes(sink)
        buffer.removeAll()
      }
    }
    if buffer.count > 0 { try buffer.withUnsafeBytes(sink) }
  }

  /// Appends the line of one step, with its line feed. For the state, the position of the timeline
  /// must be the end of that step. O(events), with the state O(events + objects).
  public func append(
    step: Int, of timeline: Timeline, withState: Bool = true, to buffer: inout ByteBuffer
  ) {
    let description = timeline.narration.step(step)
    buffer.append("{\"step\":")
    if description.number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      buffer.append(text: description.number)
    } else {
      buffer.append("\"")
      buffer.append(jsonEscaping: description.number)
      buffer.append("\"")
    }
    buffer.append(",\"statement\":\"")
    buffer.append(jsonEscaping: description.statement)
    buffer.append("\"")
    if description.line > 0 {
      buffer.append(",\"line\":")
      buffer.append(description.line)
    }
    buffer.append(",\"events\":[")
    for index in 0..<timeline.eventCount(ofStep: step) {
      if index > 0 { buffer.append(",") }
      let logged = timeline.event(index, ofStep: step)
      buffer.append("{\"event\":\"")
      append(logged.event, of: timeline.heap, to: &buffer)
      if let cause = logged.cause {
        buffer.append(",\"cause\":")
        buffer.append(cause)
      }
      buffer.append("}")
    }
    buffer.append("]")
    if includesState && withState {
      precondition(timeline.position == Position(step: step), "the state is that of the position")
      buffer.append(",\"state\":")
      HeapStateWriter(timeline: timeline).append(to: &buffer)
    }
    buffer.append("}\n")
  }
}
