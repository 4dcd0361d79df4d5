import Glibc

/// The words of the C library for an error number.
enum SystemError {
  /// What went wrong, in words: `permission denied`.
  static func text(_ number: Int32) -> String {
    guard let words = strerror(number) else { return "error \(number)" }
    let text = String(cString: words)
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
