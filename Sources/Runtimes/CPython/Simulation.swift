import HeapModel

/// A run stopped before its end; the step that was running was taken back.
public struct SimulationStop: Error, Hashable, Sendable {
  /// Why a run stops.
  public enum Reason: Hashable, Sendable {
    /// It executed as many statements as it may.
    case statementLimit(Int)
    /// The program asked for something that CPython has and the model has not: the error that the
    /// model would raise instead would be untrue. The text names it.
    case notModelled(String)
  }
  /// Why.
  public var reason: Reason
  /// The step that was running, counted from 1.
  public var step: Int
  /// The name or the attribute that is not modelled, where it was that.
  public var expression: ExpressionID?

  /// A stop in a step.
  public init(reason: Reason, step: Int, expression: ExpressionID? = nil) {
    self.reason = reason
    self.step = step
    self.expression = expression
  }
}

/// The run of a program in a simulated CPython: it writes a timeline, step by step.
///
/// All that the runtime knows between two steps is in the timeline, so a simulation can be resumed
/// at any step that has been run.
public struct Simulation: Sendable {
  var machine: Machine

  /// A simulation at the beginning of a program, as after a `gc.collect()`.
  ///
  /// - Parameters:
  ///   - runtime: the version that is simulated; the program's own where none is given.
  ///   - statementLimit: how many statements it may execute in all.
  ///   - stackBytes: the stack of the thread that will run it; with less, a program that nests
  ///     deeply raises `RecursionError` sooner.
  ///   - edits: the steps that were added to the document, counted from 1, ascending; they are
  ///     numbered 3a, 3b.
  public init(
    program: Program, runtime: RuntimeVersion? = nil, statementLimit: Int = 10_000_000,
    stackBytes: Int = 512 << 10, edits: [Int] = []
  ) {
    machine = Machine(
      program: program, profile: VersionProfile(runtime ?? program.runtime),
      statementLimit: statementLimit, stackBytes: stackBytes)
    guard !edits.isEmpty else { return }
    machine.edits = edits.map { $0 - 1 }
    machine.timeline.narration = ProgramNarration(
      program: program, runtimeName: machine.profile.name, edits: machine.edits)
  }

  init(_ machine: Machine) { self.machine = machine }

  /// What has happened so far; the position is the end of the last step.
  public var timeline: Timeline {
    _read { yield machine.timeline }
  }

  /// Lends the timeline, for whoever looks at it after every one of a million steps: asking for
  /// the property copies it, which counts a reference for each of its parts.
  public func withTimeline<Result>(_ body: (Timeline) -> Result) -> Result {
    body(machine.timeline)
  }

  /// Ends the simulation and gives its timeline to whoever wants to move in it: a timeline that was
  /// only asked for shares its heap with the simulation, and is copied when it moves.
  public consuming func finish() -> Timeline { machine.timeline }

  /// The program.
  public var program: Program {
    _read { yield machine.program }
  }

  /// Whether all steps have been run. O(1).
  public var isFinished: Bool {
    machine.timeline.stepCount >= machine.program.steps.count || machine.isStopped
  }

  /// The number of assertions, `expect` and `raises`, that did not hold. O(1).
  public var failedExpectations: Int { machine.failedExpectations }

  /// Runs one step.
  public mutating func advance() throws(SimulationStop) {
    guard !isFinished else { return }
    machine.runStep(machine.timeline.stepCount)
    if let reason = machine.stopReason {
      var expression: ExpressionID?
      if case .notModelled = reason { expression = machine.lookedUp }
      throw SimulationStop(
        reason: reason, step: machine.timeline.stepCount + 1, expression: expression)
    }
  }

  /// Runs all steps that are left.
  public mutating func run() throws(SimulationStop) {
    while !isFinished { try advance() }
  }

  /// Goes back to the end of a step that has been run, to go on from there; what came later is
  /// forgotten. O(changes since).
  public mutating func rewind(toStep step: Int) {
    machine.rewind(toStep: step)
  }
}

extension Machine {
  /// Runs a step of the program; whatever it raises ends with it.
  mutating func runStep(_ index: Int) {
    markStack()
    let statement = program.steps[index]
    let raises = statement.annotation.flatMap { program[$0].raises }
    do throws(PythonError) {
      collectIfDue()
      _ = try execute(statement.action)
      if isStopped { return withdrawStep() }
      if let raises { check(raises, error: nil) }
    } catch {
      if let reason = error.stop { stop(reason) }
      popAll(above: 0)
      if isStopped { return withdrawStep() }
      timeline.emit(
        .error(type: timeline.intern(error.type), message: timeline.intern(error.message)))
      let event = timeline.lastEventIndex
      if let raises { check(raises, error: error) }
      timeline.beginCause(event)
      release(error)
      timeline.endCause()
    }
    endStatementFrame()
    timeline.endStep()
  }

  mutating func rewind(toStep step: Int) {
    withdraw(afterStep: step)
    stopReason = nil
    statementCount = 0
    failedExpectations = 0
    for earlier in 1..<(step + 1) {
      for logged in timeline.events(ofStep: earlier) {
        if case .expect(_, _, _, holds: false) = logged.event { failedExpectations += 1 }
      }
    }
  }

  /// Takes back what an unfinished step has done.
  private mutating func withdrawStep() {
    withdraw(afterStep: timeline.stepCount)
  }

  private mutating func withdraw(afterStep step: Int) {
    timeline.move(to: Position(step: step))
    timeline.truncate(afterStep: step)
    forgetMoment()
    readCaches()
  }

  /// Forgets what lives within a step only.
  mutating func forgetMoment() {
    stack = []
    calls = []
    putAside = []
    callbackHolders = []
    handling = []
    statementFrame = nil
    deallocationDepth = 0
    nestedDeaths = 0
    invocationDepth = 0
    expressionDepth = 0
    elementCursors = [:]
    keyIndexes = [:]
    attributeIndexes = [:]
  }
}
