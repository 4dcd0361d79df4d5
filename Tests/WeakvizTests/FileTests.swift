import Glibc
import Testing

@Suite("A scenario that cannot be read ends with 2 and a sentence:")
struct FileTests {
  private func complaint(_ argument: String, input: String = "") throws -> String {
    let run = try Weakviz.run("run", argument, input: input)
    #expect(run.status == 2)
    #expect(run.output == "")
    return run.complaints
  }

  @Test("a missing file")
  func missing() throws {
    #expect(
      try complaint("/nowhere/a.json") == "weakviz: there is no file '/nowhere/a.json'\n")
  }

  @Test("a file whose ending was forgotten")
  func forgottenEnding() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine.json", "{}")
    let path = folder.path("mine")
    #expect(
      try complaint(path)
        == "weakviz: there is no file '\(path)'; did you mean '\(path).json'?\n")
  }

  @Test("a built-in scenario whose @ was forgotten")
  func forgottenSign() throws {
    #expect(
      try complaint("callback")
        == "weakviz: there is no file 'callback'; "
        + "did you mean the built-in scenario '@callback'?\n")
  }

  @Test("a built-in scenario that does not exist")
  func unknownBuiltIn() throws {
    #expect(
      try complaint("@observer")
        == "weakviz: there is no built-in scenario '@observer'; "
        + "is it @observer-leak, @observer-mended?\n")
    #expect(
      try complaint("@calback")
        == "weakviz: there is no built-in scenario '@calback'; did you mean '@callback'?\n")
    #expect(
      try complaint("@xyzzy")
        == "weakviz: there is no built-in scenario '@xyzzy'; 'weakviz list' names them all\n")
  }

  @Test("a directory")
  func directory() throws {
    #expect(try complaint("/tmp") == "weakviz: '/tmp' is a directory; name a file in it\n")
  }

  @Test("a device, which could last for ever", arguments: ["/dev/zero", "/dev/null", "/dev/tty"])
  func device(path: String) throws {
    #expect(
      try complaint(path)
        == "weakviz: '\(path)' is a device, not a file; '-' reads standard input\n")
  }

  @Test("an empty file, and one of blanks", arguments: ["", " \n\t\r\n"])
  func empty(text: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("empty.json", text)
    #expect(
      try complaint(folder.path("empty.json"))
        == "weakviz: '\(folder.path("empty.json"))' is empty; "
        + "'weakviz new' writes a scenario to begin with\n")
    #expect(
      try complaint("-", input: text)
        == "weakviz: standard input is empty; 'weakviz new' writes a scenario to begin with\n")
  }

  @Test("a file without permission", .enabled(if: geteuid() != 0))
  func unreadable() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("secret.json", "{}")
    chmod(path, 0)
    #expect(try complaint(path) == "weakviz: '\(path)' cannot be read: permission denied\n")
  }

  @Test("a path through a file")
  func pathThroughFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a", "") + "/b.json"
    #expect(try complaint(path) == "weakviz: '\(path)' cannot be read: not a directory\n")
  }

  @Test("a file that is no scenario, with line and column")
  func notAScenario() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("bad.json", "{\n  \"weakviz\": 1\n  \"steps\": []\n}\n")
    #expect(try complaint(path).hasPrefix("\(path):3:3: "))
  }

  @Test("a name with escapes, which are made harmless")
  func hostileName() throws {
    #expect(
      try complaint("/tmp/\u{1B}[2J.json") == "weakviz: there is no file '/tmp/\u{FFFD}[2J.json'\n")
  }

  @Test("but a pipe with a name is waited for, and that is said")
  func namedPipe() throws {
    let folder = try TemporaryFolder()
    try #require(mkfifo(folder.path("pipe"), 0o600) == 0)
    try folder.write("mine.json", Self.smallest)
    let run = try Weakviz.run(
      shell: "(sleep 1; cat mine.json > pipe) & exec \"$0\" check pipe", directory: folder.path)
    #expect(run.complaints == "weakviz: waiting for somebody to write to 'pipe' …\n")
    #expect(run.output == "pipe: fine: 1 step, 0 expectations\n")
  }

  static let smallest = #"{"weakviz": 1, "title": "t", "steps": [{"set": "x", "to": 1}]}"#
}
