import HeapFormats
import HeapModel
import Runtimes

/// Runs a scenario step by step and writes each step to standard output as soon as it is done.
struct RunLog {
  /// The expectations that were checked.
  private(set) var report: ExpectationReport

  private let scenario: LoadedScenario
  private var text: TextLogWriter?
  private let lines: EventLogWriter
  private var buffer = ByteBuffer()

  init(_ scenario: LoadedScenario, format: RunCommand.Format, includesState: Bool) {
    self.scenario = scenario
    report = ExpectationReport(file: scenario.source.name)
    lines = EventLogWriter(includesState: includesState)
    if format == .text {
      text = TextLogWriter(style: .standardOutput, stepCount: scenario.program.steps.count)
    }
  }

  /// Runs the steps up to one, which must exist.
  mutating func run(until last: Int, statementLimit: Int) throws(CommandFailure) {
    var simulation = Simulation(
      program: scenario.program, statementLimit: statementLimit,
      stackBytes: WorkerThread.stackBytes)
    text?.appendHeading(of: simulation.timeline, to: &buffer)
    for step in stride(from: 1, through: last, by: 1) {
      do {
        try simulation.advance()
      } catch {
        try flush()
        throw RunFailure.of(scenario, error)
      }
      simulation.withTimeline { timeline in
        append(step: step, of: timeline)
        report.add(
          step: step, of: timeline, isExpectation: scenario.isExpectation(step: step))
      }
      if buffer.count > 1 << 16 { try flush() }
    }
    try flush()
  }

  private mutating func append(step: Int, of timeline: Timeline) {
    if text != nil {
      text?.append(step: step, of: timeline, to: &buffer)
    } else {
      lines.append(
        step: step, of: timeline, withState: !scenario.isExit(step: step), to: &buffer)
    }
  }

  private mutating func flush() throws(CommandFailure) {
    try buffer.withUnsafeBytes { bytes throws(CommandFailure) in try StandardOutput.write(bytes) }
    buffer.removeAll()
  }
}

/// Why a run ended before its last step.
enum RunFailure {
  /// A sentence that says it, and where or what to do.
  static func of(_ scenario: LoadedScenario, _ stop: SimulationStop) -> CommandFailure {
    let name = scenario.source.name
    switch stop.reason {
    case .statementLimit(let limit):
      return CommandFailure(
        "\(name) ran \(limit) statement\(limit == 1 ? "" : "s") and was not done; "
          + "if that is meant, '--max-statements' allows more")
    case .notModelled(let what):
      let statement = scenario.program.steps[stop.step - 1]
      let place =
        stop.expression.flatMap { ScenarioDecoder.place(of: $0, in: scenario.document) }
        ?? Place(line: Int(statement.line), column: Int(statement.column))
      return CommandFailure(lines: [
        "\(name.sanitized()):\(place): step \(stop.step) uses \(what), "
          + "which CPython has and weakviz does not model"
      ])
    }
  }
}
