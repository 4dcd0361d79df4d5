import Glibc
import Testing

/// The interpreter is the judge: it runs the scenarios too, and must see the same.
@Suite("A live interpreter", .serialized)
struct ConformanceTests {
  @Test("agrees on every rule and every scenario of the project", .enabled(if: Judge.isThere))
  func scenarios() throws {
    let files = ScenarioFile.all.map(\.path)
    let (status, text) = try Judge.run("compare.py", ["--quiet"] + files)
    #expect(status == 0, "\(text)")
  }

  @Test("agrees on random scenarios", .enabled(if: Judge.isThere))
  func randomScenarios() throws {
    let (status, text) = try Judge.run(
      "fuzz.py", ["--count", "120", "--seed", "1", "--seconds", "15", "--no-shrink"])
    #expect(status == 0, "\(text)")
  }

  @Test("is there, or these tests say that it is not")
  func presence() {
    withKnownIssue(
      "no interpreter: no CPython 3.11 on PATH, or weakviz not built", isIntermittent: true
    ) {
      try #require(Judge.isThere)
    }
  }
}

/// The scripts that compare weakviz with an interpreter.
private enum Judge {
  /// The program that was built with the tests.
  private static let weakviz: String = {
    var path = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &path, path.count - 1)
    let text = String(
      decoding: path.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    return text.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/") + "/weakviz"
  }()

  /// CPython 3.11 on the search path, nil where there is none: another version is no judge.
  private static let python: String? = {
    guard let list = getenv("PATH").map({ String(cString: $0) }) else { return nil }
    let folders = list.split(separator: ":")
    let candidates = ["python3.11", "python3"].flatMap { name in folders.map { "\($0)/\(name)" } }
    let question = "import sys; sys.exit(sys.version_info[:2] != (3, 11))"
    return candidates.first {
      access($0, X_OK) == 0 && (try? spawn([$0, "-c", question]))?.status == 0
    }
  }()

  /// Whether there is an interpreter, and something to judge.
  static let isThere = python != nil && access(weakviz, X_OK) == 0

  /// Runs a script in the root of the repository; gives its exit status and what it printed.
  static func run(_ script: String, _ arguments: [String]) throws -> (Int32, String) {
    let root = ScenarioFile.root
    let words =
      [try #require(python), "\(root)/Tests/Conformance/\(script)", "--weakviz", weakviz]
      + arguments.map { $0.hasSuffix(".json") ? "\(root)/\($0)" : $0 }
    return try spawn(words)
  }

  /// Runs a program; gives its exit status and what it printed.
  private static func spawn(_ words: [String]) throws -> (status: Int32, text: String) {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { pointers.forEach { free($0) } }
    var process = pid_t()
    let failure = posix_spawn(&process, words[0], &actions, nil, &pointers, environ)
    close(ends[1])
    defer { close(ends[0]) }
    try #require(failure == 0)
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 14)
    while case let count = read(ends[0], &part, part.count), count > 0 {
      bytes.append(contentsOf: part[..<count])
    }
    var status: Int32 = 0
    waitpid(process, &status, 0)
    return (
      status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F,
      String(decoding: bytes, as: UTF8.self)
    )
  }
}
