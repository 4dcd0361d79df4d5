import ArgumentParser
import HeapFormats
import Runtimes

/// `weakviz run`: what happens in a scenario, as a log.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs scenarios and writes what happens.",
    discussion: """
      The format jsonl has one JSON object a step, with every event in the order in which the \
      memory manager does it; --state adds the heap after the step. With several files, a line \
      {"scenario":"FILE"} comes before the steps of each, and one that cannot be used does not \
      stop the others.

      EXAMPLES
        weakviz run @callback
        weakviz run mine.json --until 12
        weakviz run mine.json --format jsonl --state | jq .state.objects
        weakviz run --format jsonl Scenarios/*/*.json > all.jsonl
        generate-scenario | weakviz run -
      """)

  /// The formats of a log.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, jsonl
  }

  @Argument(help: ScenarioArgument.help, completion: ScenarioArgument.completion)
  var files: [String]

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
    if until != nil && files.count > 1 {
      throw ValidationError("'--until' is for one scenario.")
    }
  }

  mutating func run() throws {
    guard files.count > 1 else { return try run(ScenarioSource(argument: files[0])) }
    var status = ExitStatus.fine
    for (index, file) in files.enumerated() {
      let source = ScenarioSource(argument: file)
      try StandardOutput.write(heading(of: source, isFirst: index == 0))
      do {
        try run(source)
      } catch {
        error.lines.forEach { StandardError.say($0) }
        status = max(status, error.status)
      }
    }
    if status != ExitStatus.fine { throw ExitCode(status) }
  }

  /// What tells the logs of several scenarios apart.
  private func heading(of source: ScenarioSource, isFirst: Bool) -> String {
    guard format == .jsonl else { return isFirst ? "" : "\n" }
    var line = ByteBuffer()
    line.append("{\"scenario\":\"")
    line.append(jsonEscaping: source.name)
    line.append("\"}\n")
    return line.text
  }

  private func run(_ source: ScenarioSource) throws(CommandFailure) {
    let scenario = try LoadedScenario(source)
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
