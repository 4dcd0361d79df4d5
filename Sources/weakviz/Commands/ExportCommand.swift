import ArgumentParser
import HeapFormats
import HeapModel

/// `weakviz export`: a scenario for other programs.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes a scenario as a Python program, or its heap as a drawing.",
    discussion: """
      The program in Python is the one that the scenario stands for: it runs as it is, and prints \
      what weakviz prints. dot and mermaid draw the heap after a step: what holds is solid, what is \
      weak is dashed.

      EXAMPLES
        weakviz export @callback --to python | python3
        weakviz export mine.json --to python --out mine.py
        weakviz export @reference-cycle --to dot --step 6 | dot -Tsvg > heap.svg
        weakviz export mine.json --to mermaid --step 4.5
      """)

  /// What a scenario can be written as.
  enum Language: String, ExpressibleByArgument, CaseIterable {
    case python, dot, mermaid
  }

  @Argument(help: ScenarioArgument.help, completion: ScenarioArgument.completion)
  var file: String

  @Option(name: .customLong("to"), help: "What to write: python, dot or mermaid.")
  var language: Language

  @Option(
    help: ArgumentHelp(
      "For a drawing: after which step, or how many events into it; the last one if nothing is said.",
      valueName: "n[.m]"))
  var step: PositionArgument?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Where to write; standard output without it.", valueName: "file"),
    completion: .file())
  var out: String?

  @OptionGroup var limit: LimitOptions

  mutating func validate() throws {
    if step != nil && language == .python {
      throw ValidationError("'--step' is for drawings; a program is written whole.")
    }
  }

  mutating func run() throws {
    let scenario = try LoadedScenario(ScenarioSource(argument: file))
    var timeline = try scenario.timeline(statementLimit: limit.statementLimit)
    let text: String
    switch language {
    case .python:
      text = PythonProgram(scenario.program, run: timeline).text
    case .dot, .mermaid:
      timeline.move(to: try scenario.position(step, in: timeline))
      text = (language == .dot ? HeapDrawing.dot : .mermaid).text(of: timeline)
    }
    guard let out, out != "-" else { return try StandardOutput.write(text) }
    try FileWriter.write(text, to: out)
  }
}
