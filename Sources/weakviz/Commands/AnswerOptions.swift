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

/// The help of arguments that several verbs share.
enum ObjectArgument {
  /// What an argument that names an object may be.
  static let help: ArgumentHelp =
    "An object: Node#1, or how the program names it: app.sessions['u77']."
}
