import ArgumentParser
import HeapFormats
import HeapModel
import Runtimes

/// `weakviz verify`: does a live interpreter do the same?
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Runs scenarios in a live CPython and compares step by step.",
    discussion: """
      The program that 'weakviz export --to python' writes is run in the version of CPython that the \
      scenario names, in a process of its own and with an observer that disturbs nothing. After \
      every step both sides must agree: output, errors, ignored exceptions, who is alive, counts of \
      references and of weak references, what is weak refers to, collections with their counts, the \
      order of the collector's lists. Collections that start by themselves are compared where all \
      objects are instances of plain classes and weak references; elsewhere the comparison ends \
      there, and says so. One line a file, or the first difference.

      EXAMPLES
        weakviz verify mine.json
        weakviz verify @callback @finalize
        weakviz verify Scenarios/*.json --format json | jq .outcome
        weakviz verify mine.json --python /usr/local/bin/python3.11
        weakviz verify mine.json --runtime cpython-3.13

      EXIT STATUS
        0 all agree; 1 a difference; 2 a scenario that cannot be used;
        3 no interpreter that answers
      """)

  /// How the outcome is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Argument(help: ScenarioArgument.help, completion: ScenarioArgument.completion)
  var files: [String]

  @Option(
    help: ArgumentHelp(
      "The interpreter; python3.11 (or whichever version a scenario names) on the search path "
        + "without it.", valueName: "path"),
    completion: .file())
  var python: String?

  @Option(
    help: ArgumentHelp(
      "The version to simulate and to ask, in place of the one that the scenario names.",
      valueName: "version"))
  var runtime: RuntimeVersion?

  @Option(help: "For people, or one JSON object a line for programs.")
  var format = Format.text

  @Option(
    help: ArgumentHelp("How long the interpreter may take for one scenario.", valueName: "seconds"))
  var timeout = 20

  @OptionGroup var limit: LimitOptions

  mutating func validate() throws {
    if !(1...3600).contains(timeout) {
      throw ValidationError("'--timeout' must be between 1 and 3600 seconds.")
    }
  }

  mutating func run() throws {
    var verification = Verification(
      finder: InterpreterFinder(path: python, patience: min(timeout, 10)), runtime: runtime,
      seconds: timeout, statementLimit: limit.statementLimit, isJSON: format == .json)
    for file in files { try verification.begin(ScenarioSource(argument: file)) }
    try verification.finish()
    if verification.status != ExitStatus.fine { throw ExitCode(verification.status) }
  }
}
