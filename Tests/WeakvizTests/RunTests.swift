import Testing

@Suite("run and check")
struct RunTests {
  @Test("run writes for people what happens, each event under the one that provoked it")
  func textLog() throws {
    let run = try Weakviz.run("run", "@callback")
    #expect(run.status == 0)
    #expect(run.complaints == "")
    #expect(
      run.output.hasPrefix(
        """
        A callback tells when an object dies · CPython 3.11

        ── One object, two references ──

         1  item = Item()
            # One strong reference: the name item. It keeps the object alive.
              + Item#1
              + item ─▶ Item#1

        """))
    #expect(
      run.output.contains(
        """
         4  del item
            # The last strong reference goes. First __del__ runs, then the weak reference is \
        cleared, then its callback runs.
              - item ─▶ Item#1
                ~ Item#1 dies
                  δ Item.__del__(Item#1)
                    + self ─▶ Item#1
                    » Item deleted
                    - self ─▶ Item#1
                  ✗ weakref#1 loses Item#1
                  ƒ on_finalize(weakref#1)
                    + wr ─▶ weakref#1
                    » Object has been garbage collected!
                    - wr ─▶ weakref#1
                  † Item#1 freed

        """))
  }

  @Test("run writes ASCII where the locale knows nothing else")
  func asciiLog() throws {
    let run = try Weakviz.run("run", "@callback", environment: ["LC_ALL": "C"])
    #expect(run.output.utf8.allSatisfy { $0 < 0x80 })
    #expect(run.output.contains("      + item -> Item#1\n"))
    #expect(run.output.contains("          X Item#1 freed\n"))
  }

  @Test("run stops after a step, and says so of one that does not exist")
  func until() throws {
    let run = try Weakviz.run("run", "@callback", "--format", "jsonl", "--until", "2")
    #expect(run.output.split(separator: "\n").count == 2)
    let beyond = try Weakviz.run("run", "@callback", "--until", "99")
    #expect(beyond.status == 2)
    #expect(beyond.complaints == "weakviz: @callback has 6 steps; there is no step 99\n")
  }

  @Test("run writes the state after each step, but none after the exit")
  func state() throws {
    let scenario =
      #"{"weakviz": 1, "title": "t", "types": {"P": {}}, "#
      + #""steps": [{"new": "P", "as": "p"}, {"exit": true}]}"#
    let run = try Weakviz.run("run", "-", "--format", "jsonl", "--state", input: scenario)
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n")
    let expected = [
      #"{"step":1,"statement":"p = P()","line":1,"events":["#,
      #"{"event":"allocate","object":"P#1","type":"P"},"#,
      #"{"event":"bind","name":"p","object":"P#1"}],"#,
      #""state":{"names":{"p":"P#1"},"values":{},"objects":[{"object":"P#1","refcount":1,"#,
      #""weakrefcount":0,"generation":0,"reachable":true}],"weakrefs":[],"collections":{},"#,
      #""lists":[["P#1"],[],[]]}}"#,
    ].joined()
    #expect(String(lines[0]) == expected)
    #expect(!lines[1].contains("\"state\""))
  }

  @Test("run tells the logs of several files apart, and goes on behind one that cannot be used")
  func severalFiles() throws {
    let folder = try TemporaryFolder()
    try folder.write("good.json", FileTests.smallest)
    try folder.write("no.json", "[1")
    let run = try Weakviz.run(
      "run", "--format", "jsonl", "good.json", "no.json", "good.json", directory: folder.path)
    #expect(run.status == 2)
    #expect(run.complaints.hasPrefix("no.json:1:1: "))
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(
      lines.filter { $0.hasPrefix("{\"scenario\"") } == [
        #"{"scenario":"good.json"}"#, #"{"scenario":"no.json"}"#, #"{"scenario":"good.json"}"#,
      ])
    #expect(lines[1] == lines[4])
  }

  private static let broken = """
    { "weakviz": 1, "title": "t",
      "steps": [
        { "set": "x", "to": 1 },
        { "expect": { "x": 2, "x == 1": true } },
        { "set": "y", "to": "x", "raises": "NameError" }
      ] }
    """

  @Test("a false expectation goes to the end and exits with 1, naming each with its place")
  func failedExpectations() throws {
    let complaints = """
      standard input:4:5: step 2: expected x to be 2, but it is 1
      standard input:5:5: step 3: the step was to raise NameError, but raised nothing

      """
    let run = try Weakviz.run("run", "-", input: Self.broken)
    #expect(run.status == 1)
    #expect(run.complaints == complaints)
    #expect(run.output.contains("\n      ≠ x → 1, expected 2\n"))
    let check = try Weakviz.run("check", "-", input: Self.broken)
    #expect(check.status == 1)
    #expect(check.complaints == complaints)
    #expect(check.output == "standard input: 2 of 3 expectations failed\n")
  }

  @Test(
    "an expectation that raises has failed; the source of the dashboard marks what failed or raised"
  )
  func raisingExpectations() throws {
    let scenario = """
      {"weakviz": 1, "title": "", "steps": [
        {"set": "x", "to": "1"},
        {"expect": {"x": 2}},
        {"del": "x"},
        {"expect": {"x": 1}},
        {"expect": {"x": 1}, "raises": "NameError"}
      ]}
      """
    let check = try Weakviz.run("check", "-", input: scenario)
    #expect(check.status == 1)
    #expect(
      check.complaints.hasSuffix(
        """
        standard input:3:3: step 2: expected x to be 2, but it is 1
        standard input:5:3: step 4: the expectation raised NameError: name 'x' is not defined

        """))
    #expect(check.output == "standard input: 2 of 3 expectations failed\n")
    let frame = try Weakviz.run(
      "frame", "-", "--step", "5", "--size", "80x24", input: scenario)
    #expect(frame.output.contains("3≠ assert x == 2"), "\(frame.output)")
    #expect(frame.output.contains("4  del x"))
    #expect(frame.output.contains("5! assert x == 1"))
    #expect(frame.output.contains("6✓ assert x == 1"))
  }

  @Test("check goes on with the next file, and the gravest status counts")
  func manyFiles() throws {
    let folder = try TemporaryFolder()
    try folder.write("broken.json", Self.broken)
    try folder.write("good.json", FileTests.smallest)
    try folder.write("no.json", "[1")
    let run = try Weakviz.run(
      "check", "no.json", "broken.json", "good.json", directory: folder.path)
    #expect(run.status == 2)
    #expect(
      run.output == """
        no.json: cannot be used
        broken.json: 2 of 3 expectations failed
        good.json: fine: 1 step, 0 expectations

        """)
    #expect(run.complaints.hasPrefix("no.json:1:1: "))
  }

  @Test("check finds every built-in scenario fine")
  func builtIns() throws {
    let names = try Weakviz.run("list", "--names").output.split(separator: "\n").map(String.init)
    let run = try Weakviz.run(["check"] + names)
    #expect(run.status == 0)
    #expect(run.output.split(separator: "\n").count == names.count)
    #expect(run.complaints == "")
  }

  @Test("a run that does not end is stopped with a sentence")
  func statementLimit() throws {
    let run = try Weakviz.run("run", "@callback", "--max-statements", "2")
    #expect(run.status == 2)
    #expect(
      run.complaints
        == "weakviz: @callback ran 2 statements and was not done; "
        + "if that is meant, '--max-statements' allows more\n")
  }

  @Test("escapes in a scenario never reach the output raw")
  func hostileText() throws {
    let scenario =
      #"{"weakviz": 1, "title": "\u001b[2Jt\u009b", "#
      + #""steps": [{"print": "'\u001b]0;x\u0007\u202e'", "note": "\u0007"}]}"#
    for format in ["text", "jsonl"] {
      let run = try Weakviz.run("run", "-", "--format", format, input: scenario)
      #expect(run.status == 0)
      #expect(!run.output.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
      #expect(!run.output.unicodeScalars.contains { 0x7F...0x9F ~= $0.value })
    }
  }
}
