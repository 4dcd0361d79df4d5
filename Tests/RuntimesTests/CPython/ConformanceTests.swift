import Glibc
import Runtimes
import Testing

/// The interpreter is the judge: it runs the scenarios too, and must see the same.
@Suite("Live interpreters", .serialized)
struct ConformanceTests {
  @Test(
    "agree on every rule and every scenario of the project", arguments: RuntimeVersion.allCases)
  func scenarios(_ version: RuntimeVersion) throws {
    guard let judge = Judge(version) else { return }
    let files = ScenarioFile.all.map(\.path)
    let (status, text) = try judge.run("compare.py", ["--quiet"] + files)
    print(text, terminator: "")
    #expect(status == 0, "\(text)")
  }

  @Test(
    "agree on random scenarios, a fixed share of all that there are",
    arguments: zip(RuntimeVersion.allCases, ["150", "100", "100"]))
  func randomScenarios(_ version: RuntimeVersion, count: String) throws {
    guard let judge = Judge(version) else { return }
    let (status, text) = try judge.run(
      "fuzz.py", ["--brief", "--count", count, "--seed", "1", "--seconds", "20", "--no-shrink"])
    print(text, terminator: "")
    #expect(status == 0, "\(text)")
  }

  @Test("are there, or these tests say which are not; in CI there is one at least")
  func presence() {
    let missing = RuntimeVersion.allCases.compactMap(Judge.absence)
    for reason in missing { print(reason) }
    #expect(missing.count < RuntimeVersion.allCases.count || getenv("CI") == nil)
  }
}

/// The scripts that compare weakviz with an interpreter.
private struct Judge {
  /// The program that was built with the tests.
  private static let weakviz: String = {
    var path = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &path, path.count - 1)
    let text = String(
      decoding: path.prefix(max(0, count)).map(UInt8.init(bitPattern:)), as: UTF8.self)
    return text.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/") + "/weakviz"
  }()

  private let python: String

  /// The interpreter of this version on the search path, nil where there is none: another version
  /// is no judge.
  init?(_ version: RuntimeVersion) {
    let found = Self.named(["python\(version.number)", "python3"]).first {
      Self.version(of: $0) == version.number
    }
    guard access(Self.weakviz, X_OK) == 0, let found else { return nil }
    python = found
  }

  /// Why nothing can be compared with this version; nil where it can.
  static func absence(_ version: RuntimeVersion) -> String? {
    if Judge(version) != nil { return nil }
    let name = "python\(version.number)"
    let reason =
      if access(weakviz, X_OK) != 0 {
        "there is no \(weakviz)"
      } else if let silent = named([name]).first(where: { Self.version(of: $0) == nil }) {
        "\(silent) does not start (where pyenv keeps it, activate the version)"
      } else {
        "there is no \(name) on PATH, and python3 is no \(version.number)"
      }
    return "\(reason): NOTHING was compared with \(version.title)"
  }

  /// The programs of these names on the search path.
  private static func named(_ names: [String]) -> [String] {
    let list = getenv("PATH").map { String(cString: $0) } ?? ""
    let folders = list.split(separator: ":")
    return names.flatMap { name in folders.map { "\($0)/\(name)" } }
      .filter { access($0, X_OK) == 0 }
  }

  /// What an interpreter says that it is, such as 3.11; nil if it does not start.
  private static func version(of python: String) -> String? {
    let question = "import sys; print('%d.%d' % sys.version_info[:2])"
    guard let (status, text) = try? spawn([python, "-c", question]), status == 0 else { return nil }
    return String(text.prefix { !$0.isNewline })
  }

  /// Runs a script in the root of the repository; gives its exit status and what it printed.
  func run(_ script: String, _ arguments: [String]) throws -> (Int32, String) {
    let root = ScenarioFile.root
    let words =
      [python, "\(root)/Tests/Conformance/\(script)", "--weakviz", Self.weakviz]
      + arguments.map { $0.hasSuffix(".json") ? "\(root)/\($0)" : $0 }
    return try Self.spawn(words)
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
