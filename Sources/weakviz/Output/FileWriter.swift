import Glibc

/// Writes files, and says in a sentence why one cannot be written.
enum FileWriter {
  /// Makes a file with some bytes; one that is there already stays as it is.
  static func write(_ bytes: some Sequence<UInt8>, toNew path: String) throws(CommandFailure) {
    try write(Array(bytes), to: path, O_EXCL)
  }

  /// Makes a file with some bytes, or gives an existing one this content.
  static func write(_ bytes: some Sequence<UInt8>, to path: String) throws(CommandFailure) {
    try write(Array(bytes), to: path, O_TRUNC)
  }

  private static func write(
    _ bytes: [UInt8], to path: String, _ flag: Int32
  ) throws(CommandFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | flag | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw errno == EEXIST
        ? CommandFailure("'\(path)' is there already; choose another name")
        : CommandFailure("'\(path)' cannot be made: \(SystemError.text(errno))")
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
