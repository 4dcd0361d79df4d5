import HeapModel

/// A run that is made again from its program when somebody wants to go on from one of its steps: so
/// nobody has to keep the first one.
public struct ProgramRerun: Simulating {
  private var simulation: Simulation
  private var stop = StopSign.never

  /// A run of a program that has not begun. The parameters are those of `Simulation`.
  public init(
    program: Program, statementLimit: Int = 10_000_000, stackBytes: Int = 512 << 10,
    edits: [Int] = []
  ) {
    simulation = Simulation(
      program: program, statementLimit: statementLimit, stackBytes: stackBytes, edits: edits)
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

  /// Executes a statement as a step of its own.
  public mutating func perform(_ statement: EditStatement) -> Bool {
    simulation.perform(statement)
  }
}
