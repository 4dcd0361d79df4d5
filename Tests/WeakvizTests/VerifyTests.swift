import Glibc
import Testing

@Suite("The verb verify")
struct VerifyTests {
  /// The search path that the tests were started with.
  private static let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
  private static let environment = ["PATH": path]
  /// Whether there is a CPython 3.11 to ask.
  private static let hasInterpreter =
    (try? Weakviz.run("verify", "@callback", environment: environment))?.status == 0

  /// The versions that there is an interpreter for.
  static let versions = ["cpython-3.11", "cpython-3.12", "cpython-3.13"].filter {
    (try? Weakviz.run("verify", "@callback", "--runtime", $0, environment: environment))?.status
      == 0
  }

  @Test("agrees on every scenario and every rule of the project", arguments: versions)
  func everything(version: String) throws {
    let run = try Weakviz.run(
      shell: #"find Scenarios Tests/Conformance/rules -name '*.json' "#
        + #"! -name '*schema*' ! -path '*/templates/*' | sort | "#
        + #"xargs "$0" verify --timeout 60 --format json --runtime "# + version,
      directory: Project.folder, environment: Self.environment)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count > 200)
    let others = lines.filter { !$0.contains(#""outcome":"agrees""#) }
    #expect(others.isEmpty, "\(others.joined(separator: "\n"))")
    #expect(run.complaints == "")
  }

  @Test("a difference from another version says how that one is simulated")
  func otherVersion() throws {
    let answers = #"""
      {"step": 1}
      {"event": "output", "text": "something else"}
      {"done": 0}
      """#
    let hello = Self.hello.replacing("3, 11, 7", with: "3, 13, 0")
    let run = try verify(with: hello + " read x; cat <<'END'\n\(answers)\nEND")
    #expect(
      run.output.hasSuffix(
        "  weakviz simulated CPython 3.11, which need not do the same; "
          + "'--runtime cpython-3.13' simulates CPython 3.13\n"))
  }

  @Test("types may have the names of Python's own", arguments: versions)
  func namesOfPythons(version: String) throws {
    let scenario = """
      {"weakviz": 1, "title": "", "types": {"finalize": {}, "Exception": {}, "partial": {}},
       "functions": {"f": {"do": []}, "boom": {"do": [{"raise": "ValueError", "message": "boom"}]}},
       "steps": [
        {"new": "finalize", "as": "a"}, {"new": "Exception", "as": "b"}, {"new": "partial", "as": "c"},
        {"finalize": "a", "call": "f", "as": "d"}, {"partial": "f", "as": "e"},
        {"try": [{"call": "boom"}], "except": "ValueError", "as": "x", "do": [{"print": "x"}]},
        {"print": ["a", "b", "c", "d", "e"]}, {"del": "a"}, {"print": "d"}]}
      """
    let run = try Weakviz.run(
      "verify", "-", "--runtime", version, input: scenario, environment: Self.environment)
    #expect(run.status == 0, "\(run.output)")
  }

  @Test("an agreement is one line, for programs one object", .enabled(if: hasInterpreter))
  func agreement() throws {
    let run = try Weakviz.run("verify", "@callback", environment: Self.environment)
    #expect(run.output.hasPrefix("@callback: agrees with CPython 3.11."))
    #expect(run.output.hasSuffix(": 6 steps, 8 events\n"))
    let json = try Weakviz.run(
      "verify", "@callback", "--format", "json", environment: Self.environment)
    #expect(json.output.hasPrefix(#"{"file":"@callback","outcome":"agrees","python":"3.11."#))
    #expect(json.output.hasSuffix(#"","steps":6,"events":8,"automaticCollections":0}"# + "\n"))
  }

  @Test(
    "collections that start by themselves start where the interpreter's do",
    .enabled(if: hasInterpreter))
  func automaticCollections() throws {
    let made = "abcdefghi".map { "{\"new\": \"P\", \"as\": \"\($0)\"}" }.joined(separator: ",")
    func scenario(_ type: String) -> String {
      """
      {"weakviz": 1, "title": "", "types": {"P": \(type)}, "steps": [
        {"gc": {"thresholds": [3, 2, 2]}}, {"new": "P", "as": "a"}, {"set": "a.me", "to": "a"}, \(made)]}
      """
    }
    let instances = try Weakviz.run(
      "verify", "-", input: scenario("{}"), environment: Self.environment)
    #expect(instances.status == 0, "\(instances.output)\(instances.complaints)")
    #expect(instances.output.hasSuffix(": 12 steps, 4 events, 2 automatic collections\n"))
    // In 3.12 a collection waits for the end of what the interpreter is doing.
    let later = try Weakviz.run(
      "verify", "-", "--runtime", "cpython-3.12", "--python", "python3", input: scenario("{}"),
      environment: Self.environment)
    #expect(later.status == 1)
    #expect(later.output.contains("    CPython 3.11"), "\(later.output)")
    let lists = try Weakviz.run(
      "verify", "-", input: scenario(#"{"base": "list"}"#), environment: Self.environment)
    #expect(
      lists.output.hasSuffix(
        "up to step 5; then the collector starts by itself, at a moment that is known only where all "
          + "objects are instances of plain classes and weak references\n"))
  }

  @Test("one unusable file does not stop the others", .enabled(if: hasInterpreter))
  func several() throws {
    let run = try Weakviz.run(
      "verify", "@callback", "nothing.json", "@proxy", environment: Self.environment)
    #expect(run.status == 2)
    #expect(run.complaints == "nothing.json: there is no file 'nothing.json'\n")
    #expect(run.output.split(separator: "\n").count == 2)
  }

  @Test("an endless program is stopped", .enabled(if: hasInterpreter))
  func endless() throws {
    let scenario = """
      {"weakviz": 1, "title": "", "steps": [{"set": "a", "to": "[0]"},
        {"iterate": "a", "as": "x", "do": [{"call": "a.append", "with": ["1"]}]}]}
      """
    let run = try Weakviz.run(
      "verify", "-", "--max-statements", "1000", input: scenario, environment: Self.environment)
    #expect(run.status == 2)
    #expect(run.complaints.contains("ran 1000 statements"))
  }

  @Test("hostile names and texts are compared like any other", .enabled(if: hasInterpreter))
  func hostile() throws {
    let names = ["id", "type", "setattr", "exec", "ast", "made", "show", "os", "self", "json"]
    let scenario = """
      {"weakviz": 1, "title": "\\u0000 ''' \\n coding: utf-7",
       "types": {"object": {"base": "list"}, "P": {"finalizer": [{"print": "self"}]}},
       "steps": [\(names.map { "{\"new\": \"P\", \"as\": \"\($0)\"}" }.joined(separator: ",")),
         {"new": "object", "as": "o", "items": ["id"], "with": {"self": "os"}},
         {"print": "'{\\"event\\": 1}\\\\n\\u0001 \\u202e'"},
         {"del": "id", "note": "\\nraise SystemExit"},
         {"del": "o"}, {"collect": 2}]}
      """
    let run = try Weakviz.run("verify", "-", input: scenario, environment: Self.environment)
    #expect(run.status == 0, "\(run.output)\(run.complaints)")
  }

  // MARK: Interpreters that are none

  private func verify(with script: String) throws -> Weakviz {
    let folder = try TemporaryFolder()
    let path = try folder.write("python", "#!/bin/sh\n\(script)\n")
    chmod(path, 0o755)
    return try Weakviz.run("verify", "@callback", "--python", path, "--timeout", "1")
  }

  private static let hello = #"echo '{"python": [3, 11, 7], "implementation": "cpython"}';"#

  @Test(
    "an interpreter that cannot be used is said in a sentence, and ends with 3",
    arguments: [
      ("exit 9", "it ended with status 9"),
      ("echo 'no such flag' >&2; exit 2", "it ended with status 2: no such flag"),
      ("kill -SEGV $$", "it was ended by signal 11"),
      ("sleep 30", "gave no sign of life within 1 s"),
      ("sleep 30 & exec sleep 30", "gave no sign of life within 1 s"),
      ("echo hello", "is no Python: it says 'hello'"),
      ("echo '[1, 2'", "is no Python: it says '[1, 2'"),
      ("echo 'too old: 3.7.17'", "is Python 3.7.17; 3.8 is the oldest that can be used"),
      ("echo 'too old: 2.7.18'", "is Python 2.7.18; 3.8 is the oldest that can be used"),
      (#"echo '{"python": [3, 10, 1], "implementation": "pypy"}'"#, "is pypy"),
      (hello + " exit 0", "went away"),
      (hello + " read x; kill -ABRT $$", "went away"),
      (hello + " read x; sleep 30", "gave no answer within 2 s"),
      (hello + " read x; echo rubbish; sleep 30", "says something that the observer does not say"),
      (hello + #" read x; echo '{"step": 7}'; sleep 30"#, "does not say: '{\"step\": 7}'"),
      (hello + #" read x; echo '{"bad": "x"}'; echo '{"done": 0}'"#, "cannot run the program: x"),
      (hello + #" read x; echo '{"step": 1}'; echo '{"done": 11}'"#, "by signal 11 in step 1"),
    ])
  func unusable(script: String, sentence: String) throws {
    let run = try verify(with: script)
    #expect(run.status == 3)
    #expect(run.output == "")
    #expect(run.complaints.contains(sentence), "\(run.complaints)")
    #expect(run.complaints.hasPrefix("@callback: "))
  }

  @Test("a program whose file is still open for writing is tried again")
  func busy() throws {
    let folder = try TemporaryFolder()
    chmod(try folder.write("python", "#!/bin/sh\nexit 9\n"), 0o755)
    let run = try Weakviz.run(
      shell: #"(exec 3>>python; sleep 0.1) & sleep 0.02; "$0" verify @callback --python ./python"#,
      directory: folder.path)
    #expect(run.status == 3)
    #expect(run.complaints.contains("it ended with status 9"), "\(run.complaints)")
  }

  @Test("a missing interpreter is said, with what was found instead")
  func missing() throws {
    let named = try Weakviz.run("verify", "@callback", "--python", "/nowhere/python3")
    #expect(named.status == 3)
    #expect(named.complaints == "@callback: there is no '/nowhere/python3'\n")

    let folder = try TemporaryFolder()
    let none = try Weakviz.run("verify", "@callback", environment: ["PATH": folder.path])
    #expect(none.status == 3)
    #expect(
      none.complaints == """
        @callback: there is no CPython 3.11 to ask: no Python is on the search path
          Install one, or name one with '--python PATH'.

        """)

    let hello = Self.hello.replacing("3, 11, 7", with: "3, 9, 1")
    let path = try folder.write("python3", "#!/bin/sh\n\(hello)\n")
    chmod(path, 0o755)
    let other = try Weakviz.run("verify", "@callback", environment: ["PATH": folder.path])
    #expect(other.status == 3)
    #expect(other.complaints.contains("'\(path)' is Python 3.9.1\n"))
  }

  @Test("the first difference is told with both sides, its place and the rule")
  func difference() throws {
    let answers = #"""
      {"step": 1}
      {"event": "output", "text": "something else"}
      {"done": 0}
      """#
    let script = Self.hello + " read x; cat <<'END'\n\(answers)\nEND"
    let run = try verify(with: script)
    #expect(run.status == 1)
    #expect(
      run.output == """
        @callback:13:5: step 1 differs from CPython 3.11.7:
            item = Item()
          event 1
            CPython 3.11.7: prints 'something else'
            weakviz: nothing more
          the rule (D6): deaths nest: callbacks newest first, then attributes and elements in their order

        """)
  }
}
