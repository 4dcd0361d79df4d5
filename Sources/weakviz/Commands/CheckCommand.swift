import ArgumentParser
import Runtimes
import TerminalFrame

/// `weakviz check`: is a scenario sound, and does it do what it expects?
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Says whether scenarios are sound and every expectation in them is true.",
    discussion: """
      One line a file on standard output; complaints and warnings, each as FILE:LINE:COLUMN, on \
      standard error.

      EXAMPLES
        weakviz check mine.json
        weakviz check Scenarios/*/*.json && echo all is well
      """)

  @Argument(help: ScenarioArgument.help, completion: ScenarioArgument.completion)
  var files: [String]

  @OptionGroup var limit: LimitOptions

  mutating func run() throws {
    var status = ExitStatus.fine
    for file in files {
      status = max(status, try check(ScenarioSource(argument: file)))
    }
    if status != ExitStatus.fine { throw ExitCode(status) }
  }

  private func check(_ source: ScenarioSource) throws(CommandFailure) -> Int32 {
    let status: Int32
    let verdict: String
    do {
      let scenario = try LoadedScenario(source)
      scenario.warnings.forEach { StandardError.say($0) }
      let report = try checkExpectations(of: scenario)
      report.complaints.forEach { StandardError.say($0) }
      let failed = report.complaints.count
      let steps = Self.counted(scenario.program.steps.count, "step")
      let checked = Self.counted(report.checkedCount, "expectation")
      verdict = failed == 0 ? "fine: \(steps), \(checked)" : "\(failed) of \(checked) failed"
      status = failed == 0 ? ExitStatus.fine : ExitStatus.expectationFailed
    } catch {
      guard error.status == ExitStatus.badInput else { throw error }
      error.lines.forEach { StandardError.say($0) }
      verdict = "cannot be used"
      status = ExitStatus.badInput
    }
    // Where the verdict cannot be written, that is all there is to say.
    try say(source, verdict)
    return status
  }

  private func say(_ source: ScenarioSource, _ verdict: String) throws(CommandFailure) {
    try StandardOutput.write("\(source.name.sanitized()): \(verdict)\n")
  }

  private func checkExpectations(
    of scenario: LoadedScenario
  ) throws(CommandFailure) -> ExpectationReport {
    var simulation = Simulation(
      program: scenario.program, statementLimit: limit.statementLimit,
      stackBytes: WorkerThread.stackBytes)
    var report = ExpectationReport(file: scenario.source.name)
    do {
      while !simulation.isFinished {
        try simulation.advance()
        simulation.withTimeline {
          let step = $0.stepCount
          report.add(step: step, of: $0, isExpectation: scenario.isExpectation(step: step))
        }
      }
    } catch {
      throw RunFailure.of(scenario, error)
    }
    return report
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }
}
