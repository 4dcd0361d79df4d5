import HeapModel

/// A run that is made again from its program when somebody wants to go on from one of its steps: so
/// nobody has to keep the first one. From where its timeline stands it goes on at once.
public struct ProgramRerun: Simulating {
  private var simulation: Simulation
  private var stop = StopSign.never
  /// What the first run knew beside its timeline, which somebody else has.
  fileprivate var former: Machine?

  /// A run of a program that has not begun. The parameters are those of `Simulation`.
  public init(
    program: Program, statementLimit: Int = 10_000_000, stackBytes: Int = 512 << 10,
    edits: [Int] = []
  ) {
    simulation = Simulation(
      program: program, statementLimit: statementLimit, stackBytes: stackBytes, edits: edits)
  }

  /// A run without its timeline.
  fileprivate init(_ former: consuming Machine) {
    self.init(
      program: former.program, statementLimit: former.statementLimit,
      stackBytes: Int(2 * former.stackBudget), edits: former.edits.map { $0 + 1 })
    self.former = former
  }

  /// What has happened so far.
  public var timeline: Timeline { simulation.timeline }

  /// Runs up to the end of a step, or goes back to it where that has been run. O(steps in between).
  public mutating func rewind(toStep step: Int) {
    if simulation.withTimeline({ $0.stepCount }) > step { simulation.rewind(toStep: step) }
    while simulation.withTimeline({ $0.stepCount }) < step && !simulation.isFinished {
      guard !stop.isUp else { return }
      guard (try? simulation.advance()) != nil else { return }
    }
  }

  /// A run that goes no further when a sign has gone up.
  public func stopping(_ stop: StopSign) -> any Simulating {
    var run = self
    run.stop = stop
    return run
  }

  /// A run that stands where the timeline of the first one does.
  public func resuming(at timeline: Timeline) -> (any Simulating)? {
    guard var machine = former else { return nil }
    machine.resume(at: timeline)
    return Simulation(machine)
  }

  /// Executes a statement as a step of its own.
  public mutating func perform(_ statement: EditStatement) -> Bool {
    simulation.perform(statement)
  }
}

extension Simulation {
  /// Ends the simulation and gives its timeline, and what can go on from any of its steps.
  public consuming func finishToGoOn() -> (timeline: Timeline, rerun: ProgramRerun) {
    var machine = machine
    let timeline = machine.timeline
    machine.timeline = Timeline(heap: MutableHeap())
    machine.forgetMoment()
    machine.collectorMarks = []
    return (timeline, ProgramRerun(machine))
  }
}

extension Machine {
  /// Stands where a timeline of its own run does, without the steps before. O(names).
  fileprivate mutating func resume(at timeline: Timeline) {
    self.timeline = timeline.withoutSteps()
    program.steps = []
    edits = []
    self.timeline.narration = ProgramNarration(program: program, runtimeName: profile.name)
    forgetMoment()
    stopReason = nil
    statementCount = 0
    failedExpectations = 0
    readCaches()
  }
}
