import CSystem
import Glibc
import Testing

/// A run of the real program, built beside the tests, without a terminal.
struct Weakviz {
  /// What it wrote to standard output.
  let output: String
  /// What it wrote to standard error.
  let complaints: String
  /// Its exit status; 128 and the number where a signal ended it.
  let status: Int32

  /// Where its standard output goes.
  enum Output {
    case collected
    /// A file or device.
    case file(String)
    /// A pipe whose reader is gone.
    case closedPipe
  }

  /// Runs the program to its end.
  static func run(
    _ arguments: String..., input: String = "", output: Output = .collected,
    environment: [String: String] = [:], directory: String? = nil
  ) throws -> Weakviz {
    try run(
      arguments, input: input, output: output, environment: environment, directory: directory)
  }

  /// Runs a command of the shell, in which `$0` is the program.
  static func run(
    shell command: String, directory: String? = nil, environment: [String: String] = [:]
  ) throws -> Weakviz {
    try start(
      "/bin/sh", ["-c", command, path], environment: environment, directory: directory)
  }

  /// Runs the program to its end.
  static func run(
    _ arguments: [String], input: String = "", output: Output = .collected,
    environment: [String: String] = [:], directory: String? = nil
  ) throws -> Weakviz {
    try start(
      path, arguments, input: input, output: output, environment: environment,
      directory: directory)
  }

  private static func start(
    _ path: String, _ arguments: [String], input: String = "", output: Output = .collected,
    environment: [String: String] = [:], directory: String? = nil
  ) throws -> Weakviz {
    let (inputEnd, inputWriter) = try pipe()
    let (outputReader, outputEnd) = try pipe()
    let (errorReader, errorEnd) = try pipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, inputEnd, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errorEnd, STDERR_FILENO)
    if case .file(let path) = output {
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, path, O_WRONLY, 0)
    } else {
      posix_spawn_file_actions_adddup2(&actions, outputEnd, STDOUT_FILENO)
    }
    var variables = [
      "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin",
      "LD_LIBRARY_PATH": getenv("LD_LIBRARY_PATH").map { String(cString: $0) } ?? "",
    ]
    variables.merge(environment) { _, new in new }
    var readers = [errorReader, outputReader]
    if case .closedPipe = output { close(readers.removeLast()) }
    var process: pid_t = 0
    let (path, arguments) =
      directory.map {
        ("/bin/sh", ["-c", #"cd "$1" && shift && exec "$@""#, "sh", $0, path] + arguments)
      } ?? (path, arguments)
    let error = withCStrings([path] + arguments) { arguments in
      withCStrings(variables.map { "\($0.key)=\($0.value)" }) { variables in
        posix_spawn(&process, path, &actions, nil, arguments, variables)
      }
    }
    [inputEnd, outputEnd, errorEnd].forEach { close($0) }
    try #require(error == 0, "the program cannot be started: \(String(cString: strerror(error)))")
    let bytes = Array(input.utf8)
    _ = bytes.withUnsafeBytes { write(inputWriter, $0.baseAddress, $0.count) }
    close(inputWriter)
    let texts = readAll(readers)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    let signal = status & 0x7F
    return Weakviz(
      output: texts.count > 1 ? texts[1] : "", complaints: texts[0],
      status: signal == 0 ? status >> 8 & 0xFF : 128 + signal)
  }

  /// The program beside the tests.
  static let path: String = {
    var path = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &path, path.count)
    let own = String(
      decoding: path.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    return String(own[..<(own.lastIndex(of: "/") ?? own.startIndex)]) + "/weakviz"
  }()

  /// A pipe that blocks, and that no other child can inherit meanwhile.
  private static func pipe() throws -> (Int32, Int32) {
    var (readEnd, writeEnd): (Int32, Int32) = (-1, -1)
    try #require(csys_pipe(&readEnd, &writeEnd))
    for end in [readEnd, writeEnd] { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) & ~O_NONBLOCK) }
    return (readEnd, writeEnd)
  }

  /// Reads several pipes to their ends at the same time, so that none of them fills up.
  private static func readAll(_ descriptors: [Int32]) -> [String] {
    var texts = descriptors.map { _ in [UInt8]() }
    var open = Set(descriptors.indices)
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while !open.isEmpty {
      var polled = descriptors.enumerated().map {
        pollfd(fd: open.contains($0) ? $1 : -1, events: Int16(POLLIN), revents: 0)
      }
      poll(&polled, nfds_t(polled.count), -1)
      for index in descriptors.indices where polled[index].revents != 0 {
        let count = read(descriptors[index], &chunk, chunk.count)
        if count > 0 { texts[index] += chunk[..<count] } else { open.remove(index) }
      }
    }
    descriptors.forEach { close($0) }
    return texts.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) } + [nil]
    defer { copies.forEach { free($0) } }
    return body(copies)
  }
}
