import ArgumentParser

/// `weakviz new`: the beginning of a scenario.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Writes a small scenario to begin with.",
    discussion: """
      A file that is there already stays as it is.

      EXAMPLES
        weakviz new mine.json
        weakviz new mine.json --from @reference-cycle
        weakviz new > mine.json
      """)

  @Argument(help: "The file to make; standard output without it.", completion: .file())
  var file: String?

  @Option(help: ArgumentHelp("Begin with a built-in scenario.", valueName: "name"))
  var from: String?

  mutating func run() throws {
    let bytes = try beginning()
    guard let file, file != "-" else {
      return try bytes.withUnsafeBytes { try StandardOutput.write($0) }
    }
    guard !file.hasPrefix("@") else {
      throw CommandFailure(
        "'\(file)' would name a built-in scenario; choose a file, and '--from \(file)' to begin with it"
      )
    }
    try FileWriter.write(
      bytes, toNew: file, existing: "'\(file)' is there already; choose another name")
    StandardError.say("'\(file)' is there; look at it with: weakviz \(file)")
  }

  private func beginning() throws(CommandFailure) -> [UInt8] {
    guard let from else { return BuiltInScenario.template.bytes }
    return try BuiltInScenario.named(from.hasPrefix("@") ? String(from.dropFirst()) : from).bytes
  }
}
