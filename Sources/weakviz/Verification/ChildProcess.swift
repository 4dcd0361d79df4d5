import CSystem
import Glibc

/// A program that runs beside this one, in a process group of its own: requests go to its standard
/// input, answers come from its standard output, line by line. It is killed with all that it has
/// started when nobody needs it any more.
final class ChildProcess {
  /// What came instead of a line.
  enum Ending: Error {
    /// Nothing came in time.
    case timeout
    /// The output ended.
    case end
    /// A line without an end.
    case endlessLine
  }

  /// Longer lines are no answers.
  private static let lineLimit = 1 << 28

  private let process: pid_t
  private let input: Int32
  private let output: Int32
  private let errors: Int32
  private var received: [UInt8] = []
  private var start = 0
  private var hasEnded = false
  private var complaint: [UInt8] = []
  private var status: Int32?

  /// Starts a program with an environment of its own.
  ///
  /// - Throws: why the system cannot.
  init(path: String, arguments: [String], environment: [String]) throws(CommandFailure) {
    var inputs: [Int32] = [-1, -1]
    var outputs: [Int32] = [-1, -1]
    var complaints: [Int32] = [-1, -1]
    // Sockets, because writing to one that nobody reads can be told without a signal.
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &inputs) == 0, socketpair(AF_UNIX, type, 0, &outputs) == 0,
      socketpair(AF_UNIX, type, 0, &complaints) == 0
    else {
      throw CommandFailure("no sockets can be made: \(SystemError.text(errno))")
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, inputs[1], STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, outputs[1], STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, complaints[1], STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var all = sigset_t()
    sigfillset(&all)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var process = pid_t()
    var failure: Int32 = 0
    // A program that was written just now is busy while any other process still has it open.
    for attempt in 0..<20 {
      if attempt > 0 { usleep(10_000) }
      failure = posix_spawn(&process, path, &actions, &attributes, &words, &variables)
      if failure != ETXTBSY { break }
    }
    for end in [inputs[1], outputs[1], complaints[1]] { close(end) }
    (self.process, input, output, errors) = (process, inputs[0], outputs[0], complaints[0])
    if failure != 0 {
      status = 0
      throw CommandFailure(SystemError.text(failure))
    }
    for end in [input, output, errors] {
      _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK)
    }
  }

  deinit {
    kill()
    for end in [input, output, errors] { close(end) }
  }

  /// Kills the program and whatever it has started.
  func kill() {
    guard status == nil else { return }
    Glibc.kill(-process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    self.status = status
  }

  /// How the program ended, in words; waits until it has, but not for long.
  func ending() -> String {
    close(output)
    var status: Int32 = 0
    for _ in 0..<100 where self.status == nil {
      if waitpid(process, &status, WNOHANG) == process {
        self.status = status
        // What it has started may go on.
        Glibc.kill(-process, SIGKILL)
      } else {
        usleep(10_000)
      }
    }
    drainErrors()
    guard let known = self.status else { return "it closed its output" }
    let signal = known & 0x7F
    let words =
      signal != 0
      ? "it was ended by signal \(signal)" : "it ended with status \(known >> 8 & 0xFF)"
    return lastComplaint.isEmpty ? words : "\(words): \(lastComplaint)"
  }

  /// The last line that came from standard error, shortened.
  var lastComplaint: String {
    let text = String(decoding: complaint, as: UTF8.self)
    let line = text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
    return String((line ?? "").prefix(200))
  }

  /// Writes all bytes, and meanwhile takes in what comes, so that neither side waits for the other.
  func send(_ bytes: ByteSource, seconds: Int) throws(Ending) {
    let deadline = Deadline(seconds: seconds)
    var sent = 0
    while sent < bytes.count {
      let count = bytes.send(from: sent, to: input)
      if count > 0 {
        sent += count
      } else if count < 0 && (errno == EAGAIN || errno == EINTR) {
        try wait(deadline, toSend: true)
      } else {
        throw .end
      }
    }
  }

  /// The next line, without its line feed.
  func readLine(seconds: Int) throws(Ending) -> ArraySlice<UInt8> {
    let deadline = Deadline(seconds: seconds)
    var searched = start
    while true {
      if let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return received[start..<end]
      }
      searched = received.count
      if hasEnded { throw .end }
      if received.count - start > Self.lineLimit { throw .endlessLine }
      if start > 1 << 20 {
        received.removeFirst(start)
        searched -= start
        start = 0
      }
      try wait(deadline, toSend: false)
    }
  }

  private func wait(_ deadline: Deadline, toSend: Bool) throws(Ending) {
    let left = deadline.milliseconds
    guard left > 0 else { throw .timeout }
    var polled = [
      pollfd(fd: hasEnded ? -1 : output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
      pollfd(fd: toSend ? input : -1, events: Int16(POLLOUT), revents: 0),
    ]
    poll(&polled, nfds_t(polled.count), left)
    if polled[0].revents != 0 { takeIn() }
    if polled[1].revents != 0 { drainErrors() }
  }

  private func takeIn() {
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = chunk.withUnsafeMutableBytes { read(output, $0.baseAddress, $0.count) }
    if count > 0 {
      received += chunk[..<count]
    } else if count == 0 {
      hasEnded = true
    }
  }

  private func drainErrors() {
    var chunk = [UInt8](repeating: 0, count: 1 << 12)
    while true {
      let count = chunk.withUnsafeMutableBytes { read(errors, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      complaint += chunk[..<count]
      if complaint.count > 1 << 14 { complaint.removeFirst(complaint.count - 1 << 13) }
    }
  }
}

/// Bytes that can be sent piece by piece.
struct ByteSource {
  /// The bytes.
  var bytes: [UInt8]
  /// The number of bytes.
  var count: Int { bytes.count }

  /// Sends some bytes to a socket; the count, or -1 with the reason in `errno`.
  func send(from start: Int, to socket: Int32) -> Int {
    bytes.withUnsafeBytes { buffer in
      Glibc.send(
        socket, buffer.baseAddress?.advanced(by: start), min(buffer.count - start, 1 << 16),
        Int32(MSG_NOSIGNAL))
    }
  }
}

/// A moment that will come.
struct Deadline {
  private let end: Int64

  /// The moment in so many seconds.
  init(seconds: Int) {
    end = csys_monotonic_nanoseconds() + Int64(seconds) * 1_000_000_000
  }

  /// What is left until then; 0 or less when it is over.
  var milliseconds: Int32 {
    let left = (end - csys_monotonic_nanoseconds() + 999_999) / 1_000_000
    return Int32(clamping: left)
  }
}
