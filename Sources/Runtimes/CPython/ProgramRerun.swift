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

  /// The program.
  public var program: Program { simulation.program }

  /// A run that stands where a timeline of the first one did at the end of a step, with the steps
  /// before, and has other edits to execute from there on with what was left of the program. Nil where
  /// nothing was kept to go on with, or where a machine that knows the edits from the beginning would
  /// be another one.
  ///
  /// - Parameters:
  ///   - step: no edit of the first run or of this one comes before the end of it that the other one
  ///     has not.
  ///   - edits: all edits of this run.
  ///   - places: the steps that they are, counted from 1, ascending.
  ///   - extended: the program, with what the edits add to its pools.
  /// - Complexity: O(length of the program and of the timeline), with a small constant.
  public func goingOn(
    from timeline: Timeline, afterStep step: Int, with edits: [Statement], at places: [Int],
    of extended: Program
  ) -> Simulation? {
    guard var machine = former, machine.canTake(edits, of: extended),
      machine.goOn(
        from: timeline, afterStep: min(step, timeline.stepCount), with: edits, at: places,
        of: extended)
    else { return nil }
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

  /// Whether edits change nothing that was settled when the machine was made.
  fileprivate func canTake(_ edits: [Statement], of extended: Program) -> Bool {
    // The codes of functions and closures are numbered in the order of the program.
    guard extended.types.count == program.types.count,
      extended.functions.count == program.functions.count,
      extended.bodies.count == program.bodies.count
    else { return false }
    for edit in edits {
      switch edit.action {
      case .closure, .exit: return false
      case .attempt, .frame: guard usesFrames else { return false }
      default: break
      }
    }
    return usesAddresses || !extended.usesAddresses
  }

  /// Stands where a timeline of its own run did, with the steps before, and with other edits; says
  /// whether they have a place.
  fileprivate mutating func goOn(
    from timeline: Timeline, afterStep step: Int, with edits: [Statement], at places: [Int],
    of extended: Program
  ) -> Bool {
    let document = program.steps.count - self.edits.count
    guard places.indices.allSatisfy({ (0...document).contains(places[$0] - 1 - $0) }) else {
      return false
    }
    if let last = places.last, last == document + edits.count,
      case .exit? = program.steps.last?.action
    {
      return false
    }
    self.timeline = timeline
    extend(extended)
    replaceEdits(with: edits, at: places.map { $0 - 1 })
    rewind(toStep: step)
    return true
  }

  private mutating func replaceEdits(with statements: [Statement], at indices: [Int]) {
    for index in edits.reversed() { program.steps.remove(at: index) }
    for (index, statement) in zip(indices, statements) {
      // Edits have no line.
      program.steps.insert(
        Statement(statement.action, line: 0, column: 0, annotation: statement.annotation),
        at: index)
    }
    edits = indices
    timeline.narration = ProgramNarration(
      program: program, runtimeName: profile.name, edits: edits)
  }
}
