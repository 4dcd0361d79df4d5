import Dashboard
import Glibc
import HeapModel

/// Writes whole files, and says in a sentence why one cannot be written.
enum FileWriter {
  /// Writes a text; what the file held before is gone.
  static func write(_ text: String, to path: String) throws(CommandFailure) {
    try write(Array(text.utf8), to: path, flags: O_TRUNC, meaning: path)
  }

  /// Writes bytes to a file that must not be there yet.
  ///
  /// - Parameters:
  ///   - existing: the sentence for a file that is there.
  ///   - meant: the file that other complaints name, where the path is a draft of it.
  static func write(
    _ bytes: [UInt8], toNew path: String, existing: String, meaning meant: String? = nil
  ) throws(CommandFailure) {
    try write(bytes, to: path, flags: O_EXCL, existing: existing, meaning: meant ?? path)
  }

  /// Writes a scenario with edits.
  ///
  /// - Returns: what the dashboard is to know of it.
  static func save(
    _ text: String, of branch: Branch, in file: String, overwrites: Bool
  ) -> Message {
    do throws(CommandFailure) {
      let bytes = Array(text.utf8)
      let path = expanded(file)
      if overwrites {
        try replace(path, with: bytes)
      } else {
        try write(bytes, toNew: path, existing: "'\(file)' is there already: :save! writes over it")
      }
      return .saved(branch, file: file)
    } catch {
      return .said(error.sentence)
    }
  }

  /// A path that was typed where no shell reads it: `~/` is the home folder there, too.
  private static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = Environment.value("HOME") else { return path }
    return home + path.dropFirst()
  }

  /// Puts a whole file in the place of another one, or leaves that as it was.
  private static func replace(_ path: String, with bytes: [UInt8]) throws(CommandFailure) {
    // Behind a link, the file itself is meant.
    let path = FileName.resolved(path) ?? path
    var status = stat()
    let isThere = stat(FileName.bytes(path), &status) == 0
    // A device or a pipe would be gone, and a file in its place.
    guard !isThere || status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      throw CommandFailure(
        "'\(path)' is \(isFolder ? "a directory; name a file in it" : "a device, not a file")")
    }
    let draft = "\(path).weakviz-\(getpid())"
    try write(bytes, toNew: draft, existing: "'\(draft)' is in the way", meaning: path)
    if isThere { chmod(FileName.bytes(draft), status.st_mode & 0o7777) }
    guard rename(FileName.bytes(draft), FileName.bytes(path)) == 0 else {
      let reason = SystemError.text(errno)
      unlink(FileName.bytes(draft))
      throw CommandFailure("'\(FileName.shown(path))' cannot be written: \(reason)")
    }
  }

  /// Writes bytes, those of a new file to the disk itself.
  ///
  /// - Parameter meant: the file that the complaints name.
  private static func write(
    _ bytes: [UInt8], to path: String, flags: Int32, existing: String? = nil, meaning meant: String
  ) throws(CommandFailure) {
    let name = FileName.bytes(path)
    let meant = FileName.shown(meant)
    let descriptor = open(name, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0o666)
    guard descriptor >= 0 else {
      let reason = errno
      if reason == EEXIST, let existing { throw CommandFailure(existing) }
      let parts = meant.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      if reason == ENOENT, parts.count > 0, access(parts.joined(separator: "/") + "/", F_OK) != 0 {
        throw CommandFailure("there is no folder '\(parts.joined(separator: "/"))'")
      }
      throw CommandFailure("'\(meant)' cannot be made: \(SystemError.text(reason))")
    }
    defer { close(descriptor) }
    var done = 0
    var failure: Int32 = 0
    while done < bytes.count && failure == 0 {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
      }
      if count < 0 && errno != EINTR { failure = errno }
      done += max(0, count)
    }
    let isNew = flags & O_EXCL != 0
    if failure == 0, isNew, fsync(descriptor) != 0, errno != EINVAL { failure = errno }
    guard failure != 0 else { return }
    // Half a file helps nobody, and would be in the way the next time.
    if isNew { unlink(name) }
    throw CommandFailure("'\(meant)' cannot be written: \(SystemError.text(failure))")
  }
}
