import Testing

@Suite("The verbs that need no run")
struct VerbTests {
  @Test(
    "list names every built-in scenario with its title, aligned, under the heading of its group")
  func list() throws {
    let run = try Weakviz.run("list")
    #expect(run.status == 0)
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0] == "A first course")
    #expect(lines[1].hasPrefix("  @callback  "))
    #expect(lines[1].hasSuffix("  A callback tells when an object dies"))
    let scenarios = lines.filter { $0.hasPrefix("  @") }
    let names = try Weakviz.run("list", "--names").output.split(separator: "\n")
    #expect(names.count == scenarios.count)
    #expect(zip(scenarios, names).allSatisfy { $0.dropFirst(2).hasPrefix($1) })
    let headings = lines.filter { !$0.isEmpty && !$0.hasPrefix("  ") }
    #expect(
      headings == [
        "A first course", "Gone too soon", "Alive too long", "Callbacks and clean-up",
        "Mistaken identity",
      ])
  }

  @Test("a built-in scenario has two names: its own, and the path with its folder")
  func folders() throws {
    let short = try Weakviz.run("run", "@observer-leak")
    #expect(short.status == 0)
    #expect(try Weakviz.run("run", "@alive-too-long/observer-leak").output == short.output)
    #expect(
      try Weakviz.run("run", "@alive-too-long/observer-leek").complaints
        == "weakviz: there is no built-in scenario '@alive-too-long/observer-leek'; did you mean "
        + "'@observer-leak'?\n")
  }

  @Test("new writes a scenario that check finds fine, and leaves a file that is there alone")
  func new() throws {
    let folder = try TemporaryFolder()
    let made = try Weakviz.run("new", "mine.json", directory: folder.path)
    #expect(made.status == 0)
    #expect(made.output == "")
    #expect(made.complaints == "'mine.json' is there; look at it with: weakviz mine.json\n")
    #expect(try Weakviz.run("check", "mine.json", directory: folder.path).status == 0)

    let again = try Weakviz.run("new", "mine.json", directory: folder.path)
    #expect(again.status == 2)
    #expect(again.complaints == "weakviz: 'mine.json' is there already; choose another name\n")
    #expect(try Weakviz.run("new").output == folder.read("mine.json"))

    let named = try Weakviz.run("new", "@mine", directory: folder.path)
    #expect(named.status == 2)
    #expect(
      named.complaints
        == "weakviz: '@mine' would name a built-in scenario; choose a file, and '--from @mine' "
        + "to begin with it\n")
  }

  @Test("new begins with a built-in scenario, with or without the @")
  func newFrom() throws {
    let plain = try Weakviz.run("new", "--from", "proxy")
    #expect(plain.status == 0)
    #expect(plain.output.contains("\"title\""))
    #expect(try Weakviz.run("new", "--from", "@proxy").output == plain.output)
    #expect(try Weakviz.run("new", "--from", "nothing").status == 2)
  }

  @Test("schema writes a JSON Schema")
  func schema() throws {
    let run = try Weakviz.run("schema")
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("{"))
    #expect(run.output.contains("\"$schema\""))
  }

  @Test("the version comes with the facts of the build")
  func version() throws {
    let lines = try Weakviz.run("--version").output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("weakviz "))
    #expect(lines[1].contains("Swift 6."))
  }

  @Test(
    "every verb has help with an example",
    arguments: [
      "open", "run", "check", "why", "cut", "obituary", "retained", "shapes", "quiz", "frame",
      "export", "verify", "compare", "cast", "list", "new", "schema",
    ])
  func help(verb: String) throws {
    let run = try Weakviz.run(verb, "--help")
    #expect(run.status == 0)
    #expect(run.output.contains("EXAMPLE"))
    #expect(run.output.contains("weakviz"))
    #expect(run.complaints == "")
    let examples = run.output.split(separator: "\n").filter { $0.hasPrefix("  weakviz ") }
    #expect(examples.allSatisfy { $0.utf8.count < 80 }, "a longer line is broken anywhere")
  }

  @Test("the synopsis of the man page has every option of every verb, and no other")
  func synopsis() throws {
    let page = try TemporaryFolder.text(of: Project.folder + "/Documentation/weakviz.1")
    let head = try #require(page.split(separator: "\n.Sh ").first { $0.hasPrefix("SYNOPSIS") })
    for form in head.split(separator: "\n.Nm\n").dropFirst() {
      let lines = form.split(separator: "\n")
      let options = Set(lines.flatMap { $0.split(separator: " ") }.filter { $0.hasPrefix("-") })
      for verb in lines[0].split(separator: " ") where verb.first?.isLetter == true && verb != "Cm"
      {
        let help = try Weakviz.run(String(verb), "--help").output
        let usage = try #require(help.split(separator: "\n").first { $0.hasPrefix("USAGE: ") })
        let known = usage.split { "[] ".contains($0) }.filter { $0.hasPrefix("--") }
        #expect(options == Set(known.map { $0.dropFirst() }), "\(verb)")
      }
    }
  }

  @Test("a mistyped verb is not taken for a file")
  func mistypedVerb() throws {
    for arguments in [["chekc"], ["chekc", "mine.json"]] {
      let run = try Weakviz.run(arguments)
      #expect(run.status == 64)
      #expect(
        run.complaints
          == "weakviz: there is neither a verb nor a file 'chekc'; did you mean 'check'?\n")
    }
    let folder = try TemporaryFolder()
    try folder.write("rnu", "{")
    #expect(
      try Weakviz.run(["rnu"], directory: folder.path).complaints.contains("did you mean") == false)
  }

  @Test("shells can complete the verbs", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let run = try Weakviz.run("--generate-completion-script", shell)
    #expect(run.status == 0)
    #expect(run.output.contains("schema"))
  }

  @Test(
    "bash completes scenarios as well as verbs",
    arguments: [
      ("@callback-n", "callback-never-fires callback-never-fires-mended"),
      ("run @callback-n", "callback-never-fires callback-never-fires-mended"),
      ("mi", "mine.json"), ("run mi", "mine.json"), ("sche", "schema"),
    ])
  func bashCompletion(typed: String, offered: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("mine.json", "{}")
    try folder.write("mine.txt", "")
    let words = (["$0"] + typed.split(separator: " ")).joined(separator: " ")
    let run = try Weakviz.run(
      shell: """
        bash -c 'source <("$0" --generate-completion-script bash)
        COMP_LINE="weakviz \(typed)" COMP_POINT=${#COMP_LINE} COMP_WORDS=(\(words))
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _weakviz_or_scenario "$0" "${COMP_WORDS[COMP_CWORD]}"
        echo ${COMPREPLY[@]}' "$0"
        """, directory: folder.path)
    #expect(run.output == offered + "\n", "\(run.complaints)")
  }

  @Test(
    "bad usage ends with 64 and says what was wrong",
    arguments: [
      ["run"], ["check"], ["verify"], ["compare", "@callback"],
      ["compare", "@callback", "--runtimes", "cpython-3.11"],
      ["compare", "@callback", "--runtimes", "cpython-3.11,cpython-2.7"],
      ["compare", "@callback", "--runtimes", "cpython,cpython-3.11"],
      ["run", "a", "b", "--until", "1"],
      ["run", "@callback", "--format", "xml"],
      ["run", "@callback", "--state"], ["run", "@callback", "--until", "0"],
      ["run", "@callback", "--max-statements", "0"], ["frame", "@callback", "--size", "0x9"],
      ["frame", "@callback", "--step", "1.0"], ["frame", "@callback", "--theme", "pink"],
      ["frame", "@callback", "--keys", "Hyper-x"], ["list", "--nothing"],
    ])
  func usage(arguments: [String]) throws {
    let run = try Weakviz.run(arguments)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(run.complaints.hasPrefix("Error: "))
  }

  @Test("without a terminal the dashboard says what to use instead")
  func noTerminal() throws {
    let run = try Weakviz.run("@callback")
    #expect(run.status == 64)
    #expect(run.complaints.contains("'weakviz run'"))
    #expect(run.complaints.contains("'weakviz frame'"))
  }

  @Test("a reader that goes away ends the program quietly")
  func closedPipe() throws {
    let run = try Weakviz.run("schema", output: .closedPipe)
    #expect(run.status == 128 + 13)
    #expect(run.complaints == "")
  }

  @Test("a full disk is said")
  func fullDisk() throws {
    let run = try Weakviz.run("schema", output: .file("/dev/full"))
    #expect(run.status == 2)
    #expect(
      run.complaints
        == "weakviz: standard output cannot be written: no space left on device\n")
    let check = try Weakviz.run("check", "@callback", output: .file("/dev/full"))
    #expect(check.status == 2)
    #expect(check.complaints == run.complaints)
  }

  @Test("a file name that is no UTF-8 is read, and shown with an escape")
  func strangeFileName() throws {
    let run = try Weakviz.run(
      shell: #"folder=$(mktemp -d); name="$folder/na$(printf '\357')ve.json"; "#
        + #""$0" new "$name" >/dev/null && cd "$folder" && "$0" check *.json; "#
        + #"status=$?; rm -r "$folder"; exit $status"#)
    #expect(run.status == 0)
    #expect(run.output == #"na\xefve.json: fine: 6 steps, 1 expectation"# + "\n")
  }

  @Test("what is not modelled is said with its place")
  func notModelled() throws {
    let scenario =
      #"{"weakviz": 1, "title": "", "steps": [{"print": "'a'"}, {"new": "set", "as": "s"}, "#
      + #"{"call": "s.union", "as": "t"}]}"#
    let run = try Weakviz.run("run", "-", input: scenario)
    #expect(run.status == 2)
    #expect(
      run.complaints
        == "standard input:1:96: step 3 uses the attribute 'union' of 'set' objects, which CPython has "
        + "and weakviz does not model\n")
  }

  @Test("what is not modelled is said with its place in the body that asks for it")
  func notModelledInABody() throws {
    let scenario = #"""
      {"weakviz": 1, "title": "", "types": {"T": {"methods": {"m": {"parameters": ["x"], "do": [
        {"iterate": "[1]", "as": "i", "do": [{"print": ["'\t'", "[i,\tx.upper]"]}]}]}}}},
       "steps": [{"new": "T", "as": "t"}, {"call": "t.m", "with": ["'a'"]}]}
      """#
    for verb in ["check", "run"] {
      let run = try Weakviz.run(verb, "-", input: scenario)
      #expect(run.status == 2)
      #expect(
        run.complaints
          == "standard input:2:67: step 2 uses the attribute 'upper' of 'str' objects, which CPython "
          + "has and weakviz does not model\n")
      if verb == "check" { #expect(run.output == "standard input: cannot be used\n") }
    }
  }
}
