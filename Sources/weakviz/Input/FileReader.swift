import Glibc

/// Reads whole files, and says in a sentence why one cannot be read.
enum FileReader {
  /// The bytes of a file or of a pipe that has a name. Never waits for long without saying so.
  static func read(path: String) throws(CommandFailure) -> [UInt8] {
    var status = stat()
    let name = FileName.bytes(path)
    let path = FileName.shown(path)
    guard stat(name, &status) == 0 else { throw missing(path, errno) }
    switch status.st_mode & S_IFMT {
    case S_IFREG, S_IFIFO: break
    case S_IFDIR: throw CommandFailure("'\(path)' is a directory; name a file in it")
    case S_IFSOCK: throw CommandFailure("'\(path)' is a socket, not a file")
    default:
      throw CommandFailure("'\(path)' is a device, not a file; '-' reads standard input")
    }
    // Without O_NONBLOCK, opening a pipe waits for somebody who writes.
    let descriptor = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw CommandFailure("'\(path)' cannot be read: \(SystemError.text(errno))")
    }
    defer { close(descriptor) }
    let isPipe = status.st_mode & S_IFMT == S_IFIFO
    if isPipe { waitForWriter(descriptor, saying: "waiting for somebody to write to '\(path)' …") }
    return try readAll(descriptor, name: "'\(path)'", sizeHint: isPipe ? 0 : Int(status.st_size))
  }

  /// What standard input has up to its end.
  static func readStandardInput() throws(CommandFailure) -> [UInt8] {
    if isatty(STDIN_FILENO) == 1 {
      StandardError.say("weakviz: type or paste a scenario; Ctrl-D on an empty line ends it")
    }
    return try readAll(STDIN_FILENO, name: "standard input", sizeHint: 0)
  }

  private static func missing(_ path: String, _ error: Int32) -> CommandFailure {
    guard error == ENOENT else {
      return CommandFailure("'\(path)' cannot be read: \(SystemError.text(error))")
    }
    if access(path + ".json", F_OK) == 0 {
      return CommandFailure("there is no file '\(path)'; did you mean '\(path).json'?")
    }
    let name = path.hasSuffix(".json") ? String(path.dropLast(5)) : path
    if BuiltInScenario.all.contains(where: { $0.name == name }) {
      return CommandFailure(
        "there is no file '\(path)'; did you mean the built-in scenario '@\(name)'?")
    }
    return CommandFailure("there is no file '\(path)'")
  }

  /// Waits until a pipe can be read; after half a second it says for what.
  private static func waitForWriter(_ descriptor: Int32, saying sentence: String) {
    var pipe = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    if poll(&pipe, 1, 500) == 0 {
      StandardError.say("weakviz: \(sentence)")
      while poll(&pipe, 1, -1) < 0 && errno == EINTR {}
    }
  }

  private static func readAll(
    _ descriptor: Int32, name: String, sizeHint: Int
  ) throws(CommandFailure) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(sizeHint + 1)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes {
        Glibc.read(descriptor, $0.baseAddress, $0.count)
      }
      if count > 0 {
        bytes.append(contentsOf: chunk[..<count])
      } else if count == 0 {
        break
      } else if errno == EAGAIN {
        var input = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&input, 1, -1)
      } else if errno != EINTR {
        throw CommandFailure("\(name) cannot be read: \(SystemError.text(errno))")
      }
    }
    guard bytes.contains(where: { !isBlank($0) }) else {
      throw CommandFailure("\(name) is empty; 'weakviz new' writes a scenario to begin with")
    }
    return bytes
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
