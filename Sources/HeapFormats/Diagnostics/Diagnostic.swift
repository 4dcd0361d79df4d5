/// A complaint about a file: where and what, in a sentence on which its author can act.
public struct Diagnostic: Hashable, Sendable {
  /// How grave it is.
  public enum Severity: String, Hashable, Sendable {
    /// The file cannot be used.
    case error
    /// The file can be used, but probably something else was meant.
    case warning
  }
  /// How grave it is.
  public var severity: Severity
  /// Where in the file.
  public var place: Place
  /// What is wrong. Quoted pieces of the file are harmless on a terminal.
  public var message: String

  /// A complaint.
  public init(_ severity: Severity = .error, at place: Place, _ message: String) {
    self.severity = severity
    self.place = place
    self.message = message
  }

  /// `file:line:column: message`, with the word `warning:` before the message of a warning.
  public func text(file: String) -> String {
    let kind = severity == .warning ? "warning: " : ""
    return "\(file):\(place): \(kind)\(message)"
  }
}

/// The complaints about one file, in the order of their places.
public struct DiagnosticList: Error, Hashable, Sendable {
  /// The first complaints, at most `limit`.
  public var diagnostics: [Diagnostic]
  /// How many more there were.
  public var omitted: Int

  /// How many complaints of one file are shown.
  public static let limit = 20

  /// A list of complaints.
  public init(_ diagnostics: [Diagnostic], omitted: Int = 0) {
    self.diagnostics = diagnostics
    self.omitted = omitted
  }

  /// Each complaint on a line of its own, and how many more there are.
  public func lines(file: String) -> [String] {
    var lines = diagnostics.map { $0.text(file: file) }
    if omitted > 0 { lines.append("… and \(omitted) more") }
    return lines
  }
}

extension DiagnosticList: CustomStringConvertible {
  /// The lines without the name of a file.
  public var description: String {
    (diagnostics.map { "\($0.place): \($0.message)" }
      + (omitted > 0 ? ["… and \(omitted) more"] : [])).joined(separator: "\n")
  }
}
