import ArgumentParser

/// Words that several verbs share.
enum ScenarioArgument {
  /// What an argument that names a scenario may be.
  static let help: ArgumentHelp =
    "A scenario: a file, @NAME of a built-in one, or - for standard input."
  /// What a shell offers for it.
  static var completion: CompletionKind { .file(extensions: ["json"]) }
}

/// The option that every verb has that runs a scenario.
struct LimitOptions: ParsableArguments {
  /// The limit where nobody says another one.
  static let usual = 10_000_000

  @Option(
    name: .customLong("max-statements"),
    help: ArgumentHelp("Give up after so many statements.", valueName: "n"))
  var statementLimit = Self.usual

  mutating func validate() throws {
    guard statementLimit > 0 else {
      throw ValidationError("'--max-statements' must be at least 1.")
    }
  }
}
