import ArgumentParser
import HeapFormats
import HeapModel

/// How an answer is written.
enum AnswerFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// What every verb takes that answers a question about a heap.
struct AnswerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "After which step, or how many events into it; the last one if nothing is said.",
      valueName: "n[.m]"))
  var step: PositionArgument?

  @Option(help: "For people, or for programs.")
  var format = AnswerFormat.text

  @OptionGroup var limit: LimitOptions

  /// Writes an answer in the format that was asked for.
  func write(_ lines: @autoclosure () -> [AnswerLine], _ value: @autoclosure () -> JSONOutput)
    throws(CommandFailure)
  {
    switch format {
    case .text:
      var buffer = ByteBuffer()
      AnswerText(style: .standardOutput).append(lines(), to: &buffer)
      try buffer.withUnsafeBytes { bytes throws(CommandFailure) in
        try StandardOutput.write(bytes)
      }
    case .json: try StandardOutput.write(value().line + "\n")
    }
  }
}

/// What every verb takes that answers a question about one object.
struct ObjectQuestion: ParsableArguments {
  @Argument(help: ScenarioArgument.help, completion: ScenarioArgument.completion)
  var file: String

  @Argument(help: "An object: Node#1, or how the program names it: app.sessions['u77'].")
  var object: String

  @OptionGroup var options: AnswerOptions

  /// The run, where it is looked at, and the object that is meant.
  func asked() throws -> (run: SimulatedScenario, timeline: Timeline, object: ObjectID) {
    let run = try SimulatedScenario(ScenarioSource(argument: file), options.limit)
    let timeline = try run.timeline(at: options.step)
    return (run, timeline, try run.object(named: object, in: timeline))
  }

  /// Writes the answer in the format that was asked for.
  func write(_ lines: @autoclosure () -> [AnswerLine], _ value: @autoclosure () -> JSONOutput)
    throws(CommandFailure)
  {
    try options.write(lines(), value())
  }
}
