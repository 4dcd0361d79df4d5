/// A run that can go on from the end of any of its steps, with other statements than it had.
///
/// Who shows heaps has this handed in, and so needs to know no runtime. A copy goes its own way:
/// what is tried out in one changes no other.
public protocol Simulating: Sendable {
  /// What has happened so far; the position is the end of the last step.
  var timeline: Timeline { get }

  /// Goes back to the end of a step that has been run; what came later is forgotten.
  /// O(changes since).
  mutating func rewind(toStep step: Int)

  /// Executes a statement as a step of its own at the end.
  ///
  /// - Returns: false where it could not be carried to its end, and nothing has happened: an
  ///   expression that is none, or a run that goes on for ever.
  mutating func perform(_ statement: EditStatement) -> Bool

  /// A run that stands where a timeline of this run does, at the end of a step, and knows none of
  /// the steps before: what is tried out in it costs a copy of the heap and what happens. Nil where
  /// nothing was kept to go on with.
  func resuming(at timeline: Timeline) -> (any Simulating)?

  /// The same, which runs no further than to some step when a sign has gone up.
  func stopping(_ stop: StopSign) -> any Simulating
}

extension Simulating {
  /// Nothing was kept.
  public func resuming(at timeline: Timeline) -> (any Simulating)? { nil }

  /// What is never long need not stop.
  public func stopping(_ stop: StopSign) -> any Simulating { self }
}
