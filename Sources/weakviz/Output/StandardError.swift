import Glibc
import TerminalFrame

/// Descriptor 2: sentences for people.
enum StandardError {
  /// Writes a line. Whatever in it could act on a terminal is made harmless.
  static func say(_ line: String) {
    write(
      line.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.sanitized() }.joined(separator: "\n") + "\n")
  }

  /// Writes a text as it is, with a line feed at its end.
  static func write(_ text: String) {
    let text = text.hasSuffix("\n") ? text : text + "\n"
    // Nobody can be told that standard error cannot be written.
    Array(text.utf8).withUnsafeBytes { bytes in
      var rest = bytes
      while !rest.isEmpty {
        let count = Glibc.write(STDERR_FILENO, rest.baseAddress, rest.count)
        if count < 0 && errno != EINTR { return }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(max(0, count)))
      }
    }
  }
}
