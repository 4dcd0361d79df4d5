import Glibc
import Testing

@Suite("The verb export")
struct ExportTests {
  /// An interpreter that runs exported programs, nil where there is none: itself, not a script that
  /// looks for one each time.
  private static let python: String? = {
    let run = try? Weakviz.run(
      shell: """
        python3 -c 'import sys; print(sys.executable); sys.exit(sys.version_info < (3, 8))'
        """,
      environment: Self.environment)
    return run?.status == 0 ? run?.output.split(separator: "\n").first.map(String.init) : nil
  }()

  private static var environment: [String: String] {
    ["PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"]
  }

  /// What the exported program of a scenario prints, and what weakviz says that it prints.
  private func printed(_ scenario: String, input: String = "") throws -> (
    python: Weakviz, weakviz: String
  ) {
    let program = try Weakviz.run("export", scenario, "--to", "python", input: input)
    try #require(program.status == 0, "\(program.complaints)")
    let folder = try TemporaryFolder()
    try folder.write("program.py", program.output)
    let python = try Weakviz.run(
      shell: "'\(try #require(Self.python))' -I -B program.py", directory: folder.path,
      environment: Self.environment)
    let log = try Weakviz.run("run", scenario, "--format", "jsonl", input: input).output
    return (python, Self.output(of: log))
  }

  /// The printed texts of an event log; good for texts without escapes.
  private static func output(of log: String) -> String {
    var result = ""
    for event in log.split(separator: "{\"event\":\"output\",\"text\":\"").dropFirst() {
      let text = event.prefix { $0 != "\"" }
      result += text + (event.dropFirst(text.count).hasPrefix("\",\"partial\"") ? "" : "\n")
    }
    return result
  }

  @Test(
    "the exported program of a built-in scenario prints what weakviz prints",
    .enabled(if: python != nil), arguments: try Self.names())
  func builtIn(name: String) throws {
    let (python, weakviz) = try printed(name)
    #expect(python.output == weakviz)
    #expect(python.status == 0, "\(python.complaints)")
  }

  private static func names() throws -> [String] {
    try Weakviz.run("list", "--names").output.split(separator: "\n").map(String.init)
  }

  @Test("names that belong to Python or to the program's beginning stay the scenario's")
  func hostileNames() throws {
    let names = [
      "id", "type", "setattr", "getattr", "error", "made", "numbers", "number", "name", "text",
      "show", "os", "builtins", "repr", "str", "int", "object", "issubclass", "ValueError",
      "ReferenceError", "self", "value", "make_f", "math", "match", "_", "exit",
    ]
    let steps =
      names.map { "{\"set\": \"\($0)\", \"to\": 1}" }
      + names.filter { $0 != "self" }.map { "{\"new\": \"P\", \"as\": \"\($0)\"}" }
    let scenario = """
      {"weakviz": 1, "title": "names",
       "types": {"P": {}, "Q": {}, "int_": {"base": "int"}, "type_": {"base": "str"}},
       "functions": {"f": {"do": [{"print": "x"}]}},
       "steps": [\(steps.joined(separator: ",")),
         {"new": "Q", "as": "q", "with": {"self": "1", "setattr": "id", "cls": "2"}},
         {"new": "Q", "as": "r"},
         {"weakref": "q", "as": "w"},
         {"closure": "f", "captures": {"x": "q"}, "as": "g"},
         {"call": "g"},
         {"print": ["w", "q", "[w, (q,), {'k': r}]", "'text'", "g", "f", "(1, 2)", "P"]},
         {"print": ["q.self", "q.cls", "q.setattr"]},
         {"print": "nothing.at.all"},
         {"raise": "ValueError", "message": "x"},
         {"print": "refcount(5)"}
       ]}
      """
    guard Self.python != nil else { return }
    let (python, weakviz) = try printed("-", input: scenario)
    #expect(python.output == weakviz)
    #expect(python.status == 0, "\(python.complaints)")
    #expect(python.complaints.contains("ValueError: x\n"))
    #expect(python.complaints.contains("TypeError: refcount of a plain value\n"))
  }

  @Test("texts cannot break out of comments and literals")
  func hostileTexts() throws {
    let hostile =
      #"x\"\"\" ''' \\ \u0000 \n import os; print('out') \r print('out')\f\u000b print('out')"#
      + #" \u2028 \u202e \ud83d\ude00 # \\N{BULLET} {0} %s \\x1b \u001b[2J coding: utf-7 "#
    let scenario = """
      {"weakviz": 1, "title": "coding: utf-7 \(hostile)", "summary": "\(hostile)",
       "source": "\(hostile)",
       "types": {"P": {"finalizer": [{"print": "'dies'", "note": "\(hostile)"}]}},
       "functions": {"f": {"do": [
         {"iterate": "[1]", "as": "i", "do": [{"print": "i", "chapter": "\(hostile)"}]}]}},
       "steps": [
         {"new": "P", "as": "p", "note": "\(hostile)", "chapter": "\(hostile)"},
         {"set": "t", "to": "'a\\\\\\\\b\\\\'c\\\\\\"d\\\\n\u{202E}\\u0001\u{7F}\\u2028\u{1F600}#'"},
         {"call": "f"},
         {"print": ["t == 'x'", "len(t)"]},
         {"raise": "ValueError", "message": "\(hostile)"},
         {"del": "p"}
       ]}
      """
    let program = try Weakviz.run("export", "-", "--to", "python", input: scenario)
    #expect(program.status == 0, "\(program.complaints)")
    #expect(!program.output.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    #expect(!program.output.unicodeScalars.contains { $0 == "\u{202E}" || $0 == "\u{2028}" })
    #expect(program.output.split(separator: "\n")[1].hasPrefix("# Written by weakviz"))
    guard Self.python != nil else { return }
    let (python, weakviz) = try printed("-", input: scenario)
    #expect(weakviz == "1\nFalse 14\ndies\n")
    #expect(python.output == weakviz, "\(python.complaints)")
  }

  @Test("an output file is written, and one that cannot be made is said")
  func files() throws {
    let folder = try TemporaryFolder()
    let run = try Weakviz.run(
      "export", "@callback", "--to", "dot", "-o", "heap.dot", directory: folder.path)
    #expect((run.status, run.output, run.complaints) == (0, "", ""))
    #expect(try folder.read("heap.dot").hasPrefix("digraph heap {\n"))
    let failed = try Weakviz.run(
      "export", "@callback", "--to", "dot", "--out", "none/heap.dot", directory: folder.path)
    #expect(failed.status == 2)
    #expect(
      failed.complaints == "weakviz: there is no folder 'none'\n")
  }

  @Test("a step that is not there, and a step of a program, are refused")
  func steps() throws {
    let run = try Weakviz.run("export", "@callback", "--to", "dot", "--step", "99")
    #expect(run.status == 2)
    #expect(run.complaints == "weakviz: @callback has 6 steps; there is no step 99\n")
    #expect(try Weakviz.run("export", "@callback", "--to", "python", "--step", "1").status == 64)
    #expect(try Weakviz.run("export", "@callback").status == 64)
  }
}
