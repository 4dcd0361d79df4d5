import ArgumentParser
import HeapFormats
import HeapModel

/// `weakviz retained`: who alone keeps how much alive.
struct RetainedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retained",
    abstract: "Says who alone keeps how much alive: the dominator tree, and the types by size.",
    discussion: """
      What an object retains would be unreachable without it. What only weak references lead to \
      hangs nowhere in the tree and is listed apart.

      EXAMPLES
        weakviz retained @parent-child-tree --step 5
        weakviz retained @parent-child-tree Node#1 --step 5
        weakviz retained mine.json --depth 2 --format json | jq .types
      """)

  @Argument(help: ScenarioArgument.help, completion: ScenarioArgument.completion)
  var file: String

  @Argument(help: "Say it of one object only.")
  var object: String?

  @Option(help: ArgumentHelp("How deep to go into the tree.", valueName: "levels"))
  var depth = 5

  @OptionGroup var options: AnswerOptions

  mutating func validate() throws {
    guard (1...100).contains(depth) else {
      throw ValidationError("'--depth' must be from 1 to 100.")
    }
  }

  mutating func run() throws {
    let run = try SimulatedScenario(ScenarioSource(argument: file), options.limit)
    let timeline = try run.timeline(at: options.step)
    let report = RetainedReport(timeline)
    guard let name = object else {
      return try options.write(
        report.lines(depth: depth), JSONOutput(report, in: timeline, depth: depth))
    }
    let object = try run.object(named: name, in: timeline)
    try options.write(
      report.lines(about: object), JSONOutput(report, about: object, in: timeline))
  }
}
