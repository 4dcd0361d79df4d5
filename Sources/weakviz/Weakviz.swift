import ArgumentParser
import Glibc
import HeapFormats
import TerminalFrame

/// The program's verbs. Without a verb it opens the dashboard.
struct Weakviz: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weakviz",
    abstract: "Shows when reference-counted objects die, and why they don't.",
    usage: """
      weakviz [<file> | @<name> | -]
      weakviz <verb> ...
      """,
    discussion: """
      Steps through a scenario forward and back: objects, references, weak references, callbacks, \
      finalizers, the cyclic collector, as CPython does it.

      EXAMPLES
        weakviz                     choose one of the built-in scenarios
        weakviz @callback           open a built-in one
        weakviz mine.json           open a file; saving it shows it anew
        weakviz new mine.json       begin a scenario of your own
        weakviz run mine.json       what happens, as text
        weakviz check *.json        is every expectation true?
        weakviz why mine.json item  why is it alive?
        weakviz cut mine.json item  what would have to go?
        weakviz quiz @callback      guess first, then see what happens
        weakviz verify mine.json    does a live CPython do the same?
        weakviz export mine.json --to python
                                    the Python program that it stands for

      EXIT STATUS
        0 fine; 1 an expectation failed, or two sides differ; 2 bad input;
        3 no interpreter; 64 bad usage; 128 + n ended by signal n
      """,
    version: Version.text,
    subcommands: [
      OpenCommand.self, RunCommand.self, CheckCommand.self, VerifyCommand.self, CompareCommand.self,
      WhyCommand.self,
      CutCommand.self, ObituaryCommand.self, RetainedCommand.self, ShapesCommand.self,
      QuizCommand.self,
      FrameCommand.self,
      CastCommand.self, ExportCommand.self, ListCommand.self, NewCommand.self, SchemaCommand.self,
    ],
    defaultSubcommand: OpenCommand.self)

  /// The names of the verbs.
  static var verbs: [String] {
    configuration.subcommands.compactMap { $0.configuration.commandName }
  }

  /// The failure of a first argument that is no file and nearly a verb; nil for any other.
  static func mistypedVerb(_ arguments: [String]) -> CommandFailure? {
    guard let word = arguments.first, !verbs.contains(word), word != "help",
      let verb = Suggestion.nearest(to: word, among: verbs), access(word, F_OK) != 0
    else { return nil }
    return CommandFailure(
      "there is neither a verb nor a file '\(word.sanitized())'; did you mean '\(verb)'?",
      status: ExitStatus.badUsage)
  }
}
