import TerminalFrame
import Testing

@testable import Dashboard

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Pictures that were looked at and found right, as text that a person can read.
///
/// With `WEAKVIZ_RECORD_GOLDENS=1` in the environment they are written anew; such a run fails, so
/// that nobody takes it for a test.
enum Golden {
  private static let folder =
    #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined() + "/Goldens"
  private static let root =
    #filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()

  /// Whether what differs is to be written anew.
  static var isRecording: Bool {
    getenv("WEAKVIZ_RECORD_GOLDENS").map { String(cString: $0) == "1" } ?? false
  }

  /// The text of a file of the repository; nil where it cannot be read.
  static func file(_ path: String) -> String? { read("\(root)/\(path)") }

  /// Writes a file of the repository.
  static func write(_ text: String, toFile path: String) { write(text, to: "\(root)/\(path)") }

  static func check(
    _ dashboard: Dashboard, _ name: String, at location: SourceLocation = #_sourceLocation
  ) {
    let theme = dashboard.options.theme
    check(
      dashboard.render().goldenText(ground: theme[.text]) { style in
        theme.role(of: style).map { ($0.letter, "\($0)") }
      }, name, at: location)
  }

  static func check(
    _ text: String, _ name: String, at location: SourceLocation = #_sourceLocation
  ) {
    let path = "\(folder)/\(name).txt"
    if isRecording {
      write(text, to: path)
      Issue.record(
        "recorded \(name); look at it, then run without recording", sourceLocation: location)
      return
    }
    guard let expected = read(path) else {
      Issue.record("there is no picture \(name): record it", sourceLocation: location)
      return
    }
    guard expected != text else { return }
    let lines = zip(
      expected.split(separator: "\n", omittingEmptySubsequences: false),
      text.split(separator: "\n", omittingEmptySubsequences: false))
    for (number, (old, new)) in lines.enumerated() where old != new {
      Issue.record(
        "\(name) differs in line \(number + 1):\n- \(old)\n+ \(new)", sourceLocation: location)
      return
    }
    Issue.record("\(name) has another number of lines", sourceLocation: location)
  }

  private static func read(_ path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func write(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else { return }
    defer { fclose(file) }
    let bytes = Array(text.utf8)
    fwrite(bytes, 1, bytes.count, file)
  }
}
