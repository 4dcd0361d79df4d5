import ArgumentParser
import HeapFormats
import HeapModel

/// `weakviz why`: why an object is alive.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Says why an object is alive.",
    discussion: """
      The separate ways on which roots reach it, shortest first; every holder that its reference \
      count counts; the weak references to it, which keep nothing alive; and the known mistakes \
      that it is part of.

      EXAMPLES
        weakviz why @callback item --step 2
        weakviz why @reference-cycle Node#1
        weakviz why mine.json "app.sessions['u77']" --format json | jq .paths
      """)

  @Argument(help: ScenarioArgument.help, completion: ScenarioArgument.completion)
  var file: String

  @Argument(help: ObjectArgument.help)
  var object: String

  @OptionGroup var options: AnswerOptions

  mutating func run() throws {
    let run = try SimulatedScenario(ScenarioSource(argument: file), options.limit)
    let timeline = try run.timeline(at: options.step)
    let object = try run.object(named: object, in: timeline)
    let why = WhyAlive(object, in: timeline)
    let shapes = Shape.matches(in: timeline).filter { $0.objects.contains(object) }
    var lines = why.lines(in: timeline.heap)
    if why.state == .freed { lines = Obituary(object, in: timeline).lines(in: timeline) }
    lines += shapes.flatMap(\.lines)
    try options.write(lines, JSONOutput(why, in: timeline, shapes: shapes))
  }
}
