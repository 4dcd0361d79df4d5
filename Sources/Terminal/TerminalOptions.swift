import TerminalFrame

/// How a terminal session is to be.
public struct TerminalOptions: Equatable, Sendable {
  /// Which colours to use.
  public enum Colors: Equatable, Sendable {
    /// As many as the terminal has; none if `NO_COLOR` is set and not empty.
    case automatic
    /// At most so many, whatever `NO_COLOR` says.
    case fixed(ColorDepth)
  }

  /// Which scalars to send.
  public enum Encoding: Equatable, Sendable {
    /// Unicode if the locale's encoding is UTF-8, else ASCII.
    case automatic
    /// At most these, whatever the locale says.
    case fixed(Repertoire)
  }

  /// Which colours to use.
  public var colors: Colors
  /// Which scalars to send.
  public var encoding: Encoding
  /// Whether the terminal is asked for the mouse. Without it, a person can select text as usual.
  public var usesMouse: Bool
  /// The name in front of what is said after a crash.
  public var programName: String

  /// A choice of colours, encoding and mouse.
  public init(
    colors: Colors = .automatic, encoding: Encoding = .automatic, usesMouse: Bool = true,
    programName: String = "weakviz"
  ) {
    self.colors = colors
    self.encoding = encoding
    self.usesMouse = usesMouse
    self.programName = programName
  }
}
