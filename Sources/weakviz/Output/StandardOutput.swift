import Glibc

/// Descriptor 1, written without a buffer in between.
enum StandardOutput {
  /// Whether it is a terminal.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes all bytes. A reader that went away ends the program as the signal would.
  static func write(_ bytes: UnsafeRawBufferPointer) throws(CommandFailure) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(STDOUT_FILENO, rest.baseAddress, rest.count)
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var output = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        poll(&output, 1, -1)
      case EPIPE: throw CommandFailure(lines: [], status: ExitStatus.signal(SIGPIPE))
      case let error:
        throw CommandFailure("standard output cannot be written: \(SystemError.text(error))")
      }
    }
  }

  /// Writes a text.
  static func write(_ text: String) throws(CommandFailure) {
    try Array(text.utf8).withUnsafeBufferPointer { bytes throws(CommandFailure) in
      try write(UnsafeRawBufferPointer(bytes))
    }
  }
}
