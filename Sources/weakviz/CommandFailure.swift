/// Why a verb could not do what it was asked for.
struct CommandFailure: Error {
  /// Sentences for standard error, ready for a terminal. None where there is nobody to tell.
  var lines: [String]
  /// The exit status.
  var status: Int32

  /// A failure that a sentence explains.
  init(_ sentence: String, status: Int32 = ExitStatus.badInput) {
    lines = ["weakviz: \(sentence)"]
    self.status = status
  }

  /// A failure that was explained line by line.
  init(lines: [String], status: Int32 = ExitStatus.badInput) {
    self.lines = lines
    self.status = status
  }

  /// What is wrong, for a screen that has one line for it.
  var sentence: String {
    let line = lines.first ?? ""
    let prefix = "weakviz: "
    return line.hasPrefix(prefix) ? String(line.dropFirst(prefix.count)) : line
  }
}
