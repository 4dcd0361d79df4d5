import ArgumentParser
import HeapFormats
import Runtimes

/// `weakviz run`: what happens in a scenario, as a log.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a scenario and writes what happens.",
    discussion: """
      The format jsonl has one JSON object a step, with every event in the order in which the \
      memory manager does it; --state adds the heap after the step.

      EXAMPLES
        weakviz run @callback
        weakviz run mine.json --until 12
        weakviz run mine.json --format jsonl --state | jq .state.objects
        generate-scenario | weakviz run -
      """)

  /// The formats of a log.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, jsonl
  }

  @Argument(help: ScenarioArgument.help, completion: ScenarioArgument.completion)
  var file: String

  @Option(help: "For people, or for programs.")
  var format = Format.text

  @Flag(help: "With jsonl: write the heap after each step, too.")
  var state = false

  @Option(help: ArgumentHelp("Stop after this step.", valueName: "step"))
  var until: Int?

  @OptionGroup var limit: LimitOptions

  mutating func validate() throws {
    if state && format == .text {
      throw ValidationError("'--state' needs '--format jsonl'.")
    }
    if let until, until < 1 { throw ValidationError("Steps are counted from 1.") }
  }

  mutating func run() throws {
    let scenario = try LoadedScenario(ScenarioSource(argument: file))
    scenario.warnings.forEach { StandardError.say($0) }
    let stepCount = scenario.program.steps.count
    if let until, until > stepCount {
      throw CommandFailure(
        "\(scenario.source.name) has \(stepCount) steps; there is no step \(until)")
    }
    var log = RunLog(scenario, format: format, includesState: state)
    try log.run(until: until ?? stepCount, statementLimit: limit.statementLimit)
    let complaints = log.report.complaints
    if !complaints.isEmpty {
      throw CommandFailure(lines: complaints, status: ExitStatus.expectationFailed)
    }
  }
}
