import ArgumentParser
import Glibc

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

  @Argument(
    help: "The file to make; standard output without it.", completion: ScenarioArgument.completion)
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
    try write(bytes, to: file)
    StandardError.say("'\(file)' is there; look at it with: weakviz \(file)")
  }

  private func beginning() throws(CommandFailure) -> [UInt8] {
    guard let from else { return BuiltInScenario.template.bytes }
    return try BuiltInScenario.named(from.hasPrefix("@") ? String(from.dropFirst()) : from).bytes
  }

  private func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw errno == EEXIST
        ? CommandFailure("'\(path)' is there already; choose another name")
        : CommandFailure("'\(path)' cannot be made: \(SystemError.text(errno))")
    }
    defer { close(descriptor) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
      }
      if count < 0 && errno != EINTR {
        throw CommandFailure("'\(path)' cannot be written: \(SystemError.text(errno))")
      }
      done += max(0, count)
    }
  }
}
