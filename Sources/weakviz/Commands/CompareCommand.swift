import ArgumentParser
import HeapFormats
import HeapModel
import Runtimes

/// `weakviz compare`: where do two versions of CPython part?
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Says where two versions of CPython part in a scenario.",
    discussion: """
      Simulates the scenario in both versions and shows the first step where an event or the heap \
      differs, with both sides and what it means.

      EXAMPLES
        weakviz compare mine.json --runtimes cpython-3.11,cpython-3.13
        weakviz compare @generations --runtimes cpython-3.12,cpython-3.13

      EXIT STATUS
        0 both do the same; 1 they part; 2 a scenario that cannot be used
      """)

  /// How the outcome is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Argument(help: ScenarioArgument.help, completion: ScenarioArgument.completion)
  var file: String

  @Option(
    help: ArgumentHelp(
      "Two of \(RuntimeVersion.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "a,b"))
  var runtimes: RuntimePairArgument

  @Option(help: "For people, or for programs.")
  var format = Format.text

  @OptionGroup var limit: LimitOptions

  mutating func run() throws {
    let scenario = try LoadedScenario(ScenarioSource(argument: file))
    let (first, second) = (runtimes.first, runtimes.second)
    let parting = RuntimeComparison.parting(
      try scenario.timeline(runtime: first, statementLimit: limit.statementLimit),
      try scenario.timeline(runtime: second, statementLimit: limit.statementLimit))
    try StandardOutput.write(
      format == .json ? json(parting, scenario) : text(parting, scenario))
    if parting != nil { throw ExitCode(ExitStatus.expectationFailed) }
  }

  private func text(_ parting: Parting?, _ scenario: LoadedScenario) -> String {
    let name = scenario.source.name.sanitized()
    let (first, second) = (runtimes.first.title, runtimes.second.title)
    guard let parting else {
      let steps = scenario.program.steps.count
      return "\(name): the same in \(first) and \(second): "
        + (steps == 1 ? "1 step\n" : "\(steps) steps\n")
    }
    let statement = scenario.program.steps[parting.step - 1]
    var lines = [
      "\(name):\(statement.line):\(statement.column): \(first) and \(second) part at step "
        + "\(parting.step):"
    ]
    lines += scenario.statementText(parting.step).split(separator: "\n").map {
      "    \($0.sanitized())"
    }
    lines += [
      "  \(parting.subject.sanitized())",
      "    \(first): \(parting.first.sanitized())",
      "    \(second): \(parting.second.sanitized())",
      "  \(parting.meaning)",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  private func json(_ parting: Parting?, _ scenario: LoadedScenario) -> String {
    var line = JSONLine()
    line.add("file", scenario.source.name)
    line.add("outcome", parting == nil ? "same" : "part")
    line.add("first", runtimes.first.rawValue)
    line.add("second", runtimes.second.rawValue)
    guard let parting else {
      line.add("steps", scenario.program.steps.count)
      return line.text
    }
    let statement = scenario.program.steps[parting.step - 1]
    line.add("step", parting.step)
    line.add("line", Int(statement.line))
    line.add("column", Int(statement.column))
    line.add("statement", scenario.statementText(parting.step))
    line.add("subject", parting.subject)
    line.add(runtimes.first.rawValue, parting.first)
    line.add(runtimes.second.rawValue, parting.second)
    line.add("meaning", parting.meaning)
    return line.text
  }
}
