import CSystem
import Glibc
import TerminalFrame
import Testing

@Suite("The program in a terminal")
struct ProgramTests {
  @Test("opens a scenario, steps through it and back, and quits")
  func steps() throws {
    let terminal = try weakviz("@callback")
    try terminal.wait(for: "step 0/6")
    terminal.press(.character("n"))
    try terminal.wait(for: "step 1/6")
    terminal.press(.character("n"))
    try terminal.wait(for: "step 2/6")
    terminal.press(.character("p"))
    try terminal.wait(for: "step 1/6")
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.isRestored)
  }

  @Test("draws itself anew in another size")
  func resizes() throws {
    let terminal = try weakviz("@callback")
    try terminal.wait(for: "step 0/6")
    terminal.resize(Size(width: 120, height: 36))
    try terminal.wait(reason: "nothing was drawn in the new width") { screen in
      screen.rows.contains { $0.count > 100 }
    }
    terminal.resize(Size(width: 30, height: 8))
    terminal.settle()
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.isRestored)
  }

  @Test(
    "gives the terminal back when a signal ends it", arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT])
  func signals(number: Int32) throws {
    let terminal = try weakviz("@callback")
    try terminal.wait(for: "step 0/6")
    terminal.signal(number)
    #expect(try terminal.waitForExit() == 128 + number)
    #expect(terminal.isRestored)
    #expect(!terminal.screen.text.contains("crashed"))
  }

  @Test("takes a paste of any length for one, and goes on", arguments: [1, 20])
  func pastes(thousands: Int) throws {
    let terminal = try weakviz("@callback")
    try terminal.wait(for: "step 0/6")
    // What is pasted are no keys: a 'q' among them must not quit.
    let text = String(repeating: "quit now\r", count: thousands * 1000 / 9)
    terminal.send("\u{1B}[200~\(text)\u{1B}[201~n")
    try terminal.wait(for: "step 1/6")
    terminal.send("/\u{1B}[200~\u{1B}]0;evil\u{7}item\u{202E}\u{1B}[201~")
    try terminal.wait(for: "item")
    #expect(!terminal.output.contains(7))
    terminal.press(.named(.escape))
    terminal.settle()
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.isRestored)
  }

  @Test("says how many warnings a file has, and at the beginning which")
  func warnings() throws {
    let path = "/tmp/weakviz-warned-\(getpid()).json"
    defer { unlink(path) }
    try write(Self.warned, to: path)
    let terminal = try weakviz(path, size: Size(width: 120, height: 36))
    try terminal.wait(for: "1 warning")
    #expect(terminal.screen.text.contains("weakviz-warned-\(getpid()).json:3:"))
    terminal.press(.character("n"))
    try terminal.wait(for: "step 1/1")
    #expect(terminal.screen.text.contains("1 warning"))
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
  }

  @Test("stops at Ctrl-Z and goes on where it was")
  func stops() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-i"], size: Size(width: 90, height: 26), environment: ["PS1": "prompt> "])
    try terminal.wait(for: "prompt>")
    terminal.send("\(PseudoTerminal.sibling("weakviz")) @callback\r")
    try terminal.wait(for: "step 0/6")
    terminal.press(.character("n"))
    try terminal.wait(for: "step 1/6")
    terminal.press(.control("z"))
    try terminal.wait(reason: "the shell did not come back") {
      !$0.isAlternate && $0.text.contains("topped")
    }
    terminal.send("fg\r")
    try terminal.wait(for: "step 1/6")
    terminal.press(.character("q"))
    try terminal.wait(reason: "the shell did not come back") {
      !$0.isAlternate && $0.text.hasSuffix("prompt>")
    }
    terminal.send("exit\r")
    _ = try terminal.waitForExit()
  }

  @Test("shows nothing but ASCII where the locale knows nothing else")
  func ascii() throws {
    let terminal = try weakviz("@callback", environment: ["LC_ALL": "C"])
    try terminal.wait(for: "step 0/6")
    #expect(terminal.screen.text.utf8.allSatisfy { $0 < 0x80 })
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
  }

  @Test("lets one choose among the built-in scenarios")
  func picker() throws {
    let terminal = try weakviz()
    try terminal.wait(for: "@strong-against-weak")
    terminal.send("/disguise")
    try terminal.wait(for: "scenarios with disguise")
    terminal.press(.named(.enter))
    terminal.press(.named(.enter))
    try terminal.wait(for: "step 0/")
    #expect(terminal.screen.text.contains("@proxy"))
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.isRestored)
  }

  @Test("reads a file again when it is saved, keeps the step, and says what is wrong with it")
  func watchesTheFile() throws {
    let path = "/tmp/weakviz-watched-\(getpid()).json"
    defer { unlink(path) }
    try write(Self.scenario(statements: ["1", "2", "3"]), to: path)
    let terminal = try weakviz(path)
    try terminal.wait(for: "step 0/3")
    terminal.send("nn")
    try terminal.wait(for: "step 2/3")
    try write(Self.scenario(statements: ["1", "2", "3", "4"]), to: path)
    try terminal.wait(for: "step 2/4")
    try write("{ \"weakviz\": 1,, }", to: path)
    try terminal.wait(for: ":1:16")
    #expect(terminal.screen.text.contains("step 2/4"))
    try write(Self.scenario(statements: ["1", "2"]), to: path)
    try terminal.wait(for: "step 2/2")
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
  }

  @Test("takes the keyboard from the terminal while a scenario comes from standard input")
  func standardInput() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh",
      ["-c", "\"$0\" new --from callback | \"$0\" -", PseudoTerminal.sibling("weakviz")],
      size: Size(width: 90, height: 26))
    try terminal.wait(for: "step 0/6")
    terminal.press(.character("n"))
    try terminal.wait(for: "step 1/6")
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.isRestored)
  }

  @Test("does what was typed while a long scenario was run for the first time")
  func typedAhead() throws {
    let path = "\(PseudoTerminal.sibling("weakviz"))-typed-ahead.json"
    let numbers = "[\((0..<200).map(String.init).joined(separator: ", "))]"
    try write(
      """
      {"weakviz": 1, "title": "long", "types": {"Item": {}}, "steps": [
        {"new": "Item", "as": "item"},
        {"new": "list", "as": "many"},
        {"iterate": "\(numbers)", "as": "i", "do": [
          {"iterate": "\(numbers)", "as": "j", "do": [{"new": "Item", "as": "item"}]}]}]}
      """, to: path)
    defer { unlink(path) }
    let terminal = try weakviz(path)
    try terminal.wait(for: "q gives up")
    terminal.send("nn")
    try terminal.wait(for: "step 2/3")
    terminal.send("Q")
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.isRestored)
  }

  @Test("shows no screen for a scenario that is wrong: its complaints stay readable")
  func badInput() throws {
    let terminal = try weakviz("/nowhere.json")
    #expect(try terminal.waitForExit() == 2)
    #expect(terminal.screen.text.contains("weakviz: there is no file '/nowhere.json'"))
    #expect(!terminal.output.contains(0x1B))
  }

  @Test("refuses a terminal that cannot move its cursor")
  func dumbTerminal() throws {
    let terminal = try weakviz("@callback", environment: ["TERM": "dumb"])
    #expect(try terminal.waitForExit() == 2)
    #expect(terminal.screen.text.contains("weakviz: the terminal 'dumb' can't move its cursor"))
    #expect(terminal.isRestored)
  }

  @Test("keeps edits through a kill, offers them the next time, and drops what is to be dropped")
  func journal() throws {
    let state = "/tmp/weakviz-state-\(getpid())"
    defer {
      rmdir("\(state)/weakviz")
      rmdir(state)
    }
    let first = try weakviz("@callback", environment: ["XDG_STATE_HOME": state])
    try first.wait(for: "step 0/6")
    first.send("nnc")
    try first.wait(for: "nothing is freed at once")
    first.press(.named(.enter))
    try first.wait(for: "1 edit, not saved")
    first.signal(SIGKILL)
    #expect(try first.waitForExit() == 128 + SIGKILL)

    // A power cut may leave half a line behind: what comes then is not to be lost with it.
    let journal = try #require(JournalFile(in: "\(state)/weakviz"))
    journal.append(#"{"weakviz-jour"#)

    let second = try weakviz("@callback", environment: ["XDG_STATE_HOME": state])
    try second.wait(for: "edits that were not saved")
    #expect(second.screen.text.contains("after step 2  gc.collect(2)"))
    second.press(.named(.enter))
    try second.wait(for: "1 edit taken up again")
    #expect(
      journal.lastLine
        == #"{"weakviz-journal":1,"edits":[{"after":2,"step":"{\"collect\": 2}"}]}"#)
    // Somebody who looks at the same file meanwhile is offered nothing.
    let other = try weakviz("@callback", environment: ["XDG_STATE_HOME": state])
    try other.wait(for: "press n for the first step")
    other.send("q")
    #expect(try other.waitForExit() == 0)
    second.send("q")
    try second.wait(for: "1 edit is not saved.")
    second.send("d")
    #expect(try second.waitForExit() == 0)
    #expect(second.isRestored)

    let third = try weakviz("@callback", environment: ["XDG_STATE_HOME": state])
    try third.wait(for: "press n for the first step")
    third.send("q")
    #expect(try third.waitForExit() == 0)
  }

  @Test("writes a scenario with edits, and never over a file without being told to")
  func saves() throws {
    let path = "/tmp/weakviz-saved-\(getpid()).json"
    defer { unlink(path) }
    let terminal = try weakviz("@callback")
    try terminal.wait(for: "step 0/6")
    terminal.send("nnnd")
    try terminal.wait(for: "freed at once")
    terminal.press(.named(.enter))
    try terminal.wait(for: "1 edit, not saved")
    terminal.send(":save \(path)")
    terminal.press(.named(.enter))
    try terminal.wait(for: "the scenario with 1 edit is in")
    terminal.send(":save \(path)")
    terminal.press(.named(.enter))
    try terminal.wait(for: "is there already")
    terminal.send(":save! \(path)")
    terminal.press(.named(.enter))
    try terminal.wait(for: "the scenario with 1 edit is in")
    // A pipe is no file to write over, and no folder is made.
    let pipe = path + "-pipe"
    defer { unlink(pipe) }
    #expect(mkfifo(pipe, 0o600) == 0)
    terminal.send(":save! \(pipe)")
    terminal.press(.named(.enter))
    try terminal.wait(for: "is a device, not a file")
    var status = stat()
    #expect(stat(pipe, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    terminal.send(":save! /nowhere/at/all.json")
    terminal.press(.named(.enter))
    try terminal.wait(for: "there is no folder '/nowhere/at'")
    terminal.send("q")
    #expect(try terminal.waitForExit() == 0)
    let saved = try weakviz(path)
    try saved.wait(for: "step 0/7")
    saved.send("q")
    #expect(try saved.waitForExit() == 0)
  }

  @Test("says what cannot be written, and leaves the old file and the edits as they were")
  func noRoom() throws {
    let path = "/tmp/weakviz-full-\(getpid()).json"
    let journal = "\(path)-state"
    defer { unlink(path) }
    let blanks = String(repeating: " ", count: 100_000)
    let scenario =
      "{\"weakviz\": 1, \"title\": \"\", \"steps\": [\(blanks){\"set\": \"x\", \"to\": \"[]\"}]}"
    try write(scenario, to: path)
    // A file of 64 kilobytes has room for the journal and for frames, and none for the scenario.
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "ulimit -f 128; exec \"$0\" \(path)", PseudoTerminal.sibling("weakviz")],
      size: Size(width: 90, height: 26), environment: ["XDG_STATE_HOME": journal])
    defer {
      rmdir("\(journal)/weakviz")
      rmdir(journal)
    }
    try terminal.wait(for: "step 0/1")
    terminal.send("nc")
    try terminal.wait(for: "nothing is freed at once")
    terminal.press(.named(.enter))
    try terminal.wait(for: "1 edit, not saved")
    for (command, file) in [(":save!", path), (":save", path + ".new")] {
      terminal.send("\(command) \(file)")
      terminal.press(.named(.enter))
      try terminal.wait(for: "'\(file)' cannot be written: file too large")
    }
    #expect(access(path + ".new", F_OK) != 0)
    #expect(access("\(path).weakviz-\(terminal.process)", F_OK) != 0)
    #expect(JournalFile(in: "\(journal)/weakviz")?.lastLine.contains("collect") == true)
    terminal.send("q")
    try terminal.wait(for: "quits and keeps")
    terminal.send("d")
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.isRestored)
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte >= 0 { bytes.append(UInt8(byte)) }
    #expect(String(decoding: bytes, as: UTF8.self) == scenario)
  }

  @Test("promises nothing to the next start where edits cannot be written down")
  func noJournal() throws {
    let terminal = try weakviz("@callback", environment: ["XDG_STATE_HOME": "/dev/null/state"])
    try terminal.wait(for: "step 0/6")
    terminal.send("nnnd")
    try terminal.wait(for: "freed at once")
    terminal.press(.named(.enter))
    try terminal.wait(for: "the edits cannot be kept, not a directory: '/dev/null/state/weakviz/")
    terminal.send("q")
    try terminal.wait(for: "1 edit is not saved.")
    #expect(!terminal.screen.text.contains("quits and keeps"))
    #expect(terminal.screen.text.contains("quits and forgets"))
    terminal.send("d")
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.isRestored)
  }

  private func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
  }

  /// A scenario in whose third line a name is used that no step binds.
  private static let warned = """
    {"weakviz": 1, "title": "warned", "steps": [
      {"print":
        "nobody"}]}
    """

  private static func scenario(statements: [String]) -> String {
    let steps = statements.map { "{\"set\": \"x\", \"to\": \($0)}" }.joined(separator: ",\n")
    return "{\"weakviz\": 1, \"title\": \"watched\", \"steps\": [\(steps)]}"
  }
}
