import ArgumentParser
import HeapFormats
import HeapModel

/// `weakviz obituary`: who killed an object.
struct ObituaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "obituary",
    abstract: "Says when, how and by which statement an object died.",
    discussion: """
      Where it was made, on which way it lived, which reference went last and which statement cut \
      it, what ran at its death, and what it took with it.

      EXAMPLES
        weakviz obituary @callback Item#1
        weakviz obituary @bound-method-weakref method#1
        weakviz obituary mine.json Node#3 --format json | jq .cascade
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
    let obituary = Obituary(object, in: timeline)
    try options.write(obituary.lines(in: timeline), JSONOutput(obituary, in: timeline))
  }
}
