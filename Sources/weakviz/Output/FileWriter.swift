import Dashboard
import Glibc
import HeapModel

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

  /// Writes a scenario with edits.
  ///
  /// - Returns: what the dashboard is to know of it.
  static func save(
    _ text: String, of branch: Branch, in file: String, overwrites: Bool
  ) -> Message {
    do throws(CommandFailure) {
      let bytes = Array(text.utf8)
      if overwrites {
        try replace(file, with: bytes)
      } else {
        try write(
          bytes, toNew: file,
          existing: "'\(file)' is there already; ':save! \(file)' writes over it")
      }
      return .saved(branch, file: file)
    } catch {
      return .said(error.sentence)
    }
  }

  /// Puts a whole file in the place of another one, or leaves that as it was.
  private static func replace(_ path: String, with bytes: [UInt8]) throws(CommandFailure) {
    // Behind a link, the file itself is meant.
    let resolved = realpath(path, nil)
    defer { free(resolved) }
    let path = resolved.map { String(cString: $0) } ?? path
    let draft = "\(path).weakviz-\(getpid())"
    try write(bytes, toNew: draft, existing: "'\(draft)' is in the way")
    var status = stat()
    if stat(path, &status) == 0 { chmod(draft, status.st_mode & 0o7777) }
    guard rename(draft, path) == 0 else {
      let reason = SystemError.text(errno)
      unlink(draft)
      throw CommandFailure("'\(path)' cannot be written: \(reason)")
    }
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
