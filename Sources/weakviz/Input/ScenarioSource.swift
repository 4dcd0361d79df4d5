/// Where a scenario comes from, as an argument names it.
enum ScenarioSource: Hashable, Sendable {
  /// A file.
  case file(String)
  /// A scenario that the program carries in itself: `@callback`.
  case builtIn(String)
  /// Standard input: `-`.
  case standardInput

  /// The source that an argument names.
  init(argument: String) {
    if argument == "-" {
      self = .standardInput
    } else if argument.hasPrefix("@") {
      self = .builtIn(String(argument.dropFirst()))
    } else {
      self = .file(argument)
    }
  }

  /// What complaints call it.
  var name: String {
    switch self {
    case .file(let path): FileName.shown(path)
    case .builtIn(let name): "@\(name)"
    case .standardInput: "standard input"
    }
  }

  /// The bytes of the scenario.
  func read() throws(CommandFailure) -> [UInt8] {
    switch self {
    case .file(let path): try FileReader.read(path: path)
    case .builtIn(let name): try BuiltInScenario.named(name).bytes
    case .standardInput: try FileReader.readStandardInput()
    }
  }
}
