/// Why there is no dashboard on this terminal, in words for the person who asked for it.
public enum TerminalError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Standard output is a file or a pipe.
  case outputIsNotATerminal
  /// Standard input is no terminal, and there is no other one to read keys from.
  case noKeyboard
  /// `TERM` isn't set.
  case noTerminalType
  /// The system has no description of the terminal that `TERM` names.
  case unknownTerminal(String)
  /// The terminal that `TERM` names can't move its cursor.
  case dumbTerminal(String)
  /// A call to the system failed.
  case system(call: String, error: Int32)

  /// One or two sentences, and what to do instead.
  public var description: String {
    switch self {
    case .outputIsNotATerminal:
      "the dashboard needs a terminal, and standard output is none; " + Self.advice
    case .noKeyboard:
      "the dashboard needs a terminal to read keys from, and there is none; " + Self.advice
    case .noTerminalType:
      "TERM isn't set, so the terminal's abilities are unknown; set it (TERM=xterm-256color), or "
        + Self.advice
    case .unknownTerminal(let name):
      "no description of the terminal '\(name)' is installed; set TERM to one that is "
        + "(TERM=xterm-256color), or " + Self.advice
    case .dumbTerminal(let name):
      "the terminal '\(name)' can't move its cursor; " + Self.advice
    case .system(let call, let error):
      "the terminal can't be used: \(call) failed with error \(error); " + Self.advice
    }
  }

  private static let advice =
    "use 'weakviz run' for a log as text, 'weakviz frame' for a single picture, or '--plain' for the "
    + "dashboard in lines of text"
}
