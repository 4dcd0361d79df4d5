import Glibc

/// Writes whole files, and says in a sentence why one cannot be written.
enum FileWriter {
  /// Writes a text; what the file held before is gone.
  static func write(_ text: String, to path: String) throws(CommandFailure) {
    try write(Array(text.utf8), to: path, flags: O_TRUNC)
  }

  /// Writes bytes to a file that must not be there yet.
  ///
  /// - Parameter existing: the sentence for a file that is there.
  static func write(
    _ bytes: [UInt8], toNew path: String, existing: String
  ) throws(CommandFailure) {
    try write(bytes, to: path, flags: O_EXCL, existing: existing)
  }

  private static func write(
    _ bytes: [UInt8], to path: String, flags: Int32, existing: String? = nil
  ) throws(CommandFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0o666)
    guard descriptor >= 0 else {
      if errno == EEXIST, let existing { throw CommandFailure(existing) }
      throw CommandFailure("'\(path)' cannot be made: \(SystemError.text(errno))")
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
