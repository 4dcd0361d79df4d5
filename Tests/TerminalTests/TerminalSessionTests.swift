import Glibc
import TerminalFrame
import Testing

@Suite("A terminal session")
struct TerminalSessionTests {
  @Test("shows frames on the alternate screen and gives the terminal back")
  func startsAndQuits() throws {
    let terminal = try ProbeRun.start()
    #expect(terminal.screen.rows[0] == "probe 60x12 palette unicode")
    #expect(terminal.screen.rows[1] == "┌─日本─┐ ●2")
    #expect(terminal.screen.rows[11] == String(repeating: " ", count: 59) + "!")
    #expect(terminal.screen.isAlternate)
    #expect(!terminal.screen.modes.contains(25))
    #expect(!terminal.isRestored)
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.isRestored)
  }

  @Test("tells keys, modified ones too, in both modes of the keypad")
  func keys() throws {
    let terminal = try ProbeRun.start(size: Size(width: 60, height: 60))
    let keys: [Key] = [
      .character("n"), .character("é"), .control("d"), .control("c"), .control("s"),
      .control("o"), .named(.tab), .named(.tab, .shift), .named(.enter), .named(.escape),
      .named(.backspace), .named(.delete), .named(.home), .named(.end), .named(.pageUp),
      .named(.pageDown), .named(.up), .named(.down, .control), .named(.left, [.shift, .alt]),
      .named(.right, .shift), .function(1), .function(5), .function(10), .function(11, .shift),
      .character("x", .alt),
    ]
    for (row, key) in keys.enumerated() {
      terminal.press(key)
      try terminal.wait(reason: "\(key) did not arrive") {
        $0.rows[row + 2] == "[key \(key)]"
      }
    }
    terminal.send("\u{1B}[A\u{1B}[H\u{1B}[15~")
    try terminal.wait(for: "[key Up]\n[key Home]\n[key F5]")
  }

  @Test("tells what the mouse does")
  func mouse() throws {
    let terminal = try ProbeRun.start()
    terminal.click(column: 10, row: 5)
    terminal.click(column: 10, row: 5)
    terminal.send("\u{1B}[<64;4;3M")
    terminal.send("\u{1B}[<2;1;1M\u{1B}[<34;2;2M\u{1B}[<2;2;2m")
    try terminal.wait(for: "[release right 1,1]")
    #expect(
      terminal.screen.rows[2..<10] == [
        "[press left 10,5]", "[release left 10,5]", "[double left 10,5]", "[release left 10,5]",
        "[wheel up 3,2]", "[press right 0,0]", "[drag right 1,1]", "[release right 1,1]",
      ])
  }

  @Test("tells a pasted text as a whole, and shows it harmless")
  func paste() throws {
    let terminal = try ProbeRun.start()
    terminal.send("\u{1B}[200~q\u{7}ä\rb\u{1B}[201~")
    try terminal.wait(for: "[paste 5 q\u{FFFD}ä\u{FFFD}b]")
    terminal.send("\u{1B}[I\u{1B}[O")
    try terminal.wait(for: "[focus true]\n[focus false]")
  }

  @Test("follows the size of the window, down to a single cell")
  func resizes() throws {
    let terminal = try ProbeRun.start()
    for size in [
      Size(width: 1, height: 1), Size(width: 3, height: 2), Size(width: 300, height: 90),
    ] {
      terminal.resize(size)
      terminal.settle()
    }
    try terminal.wait(for: "probe 300x90")
    terminal.resize(Size(width: 40, height: 8))
    try terminal.wait(for: "probe 40x8")
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.isRestored)
  }

  @Test("sends only what changed, in one bracket")
  func changes() throws {
    let terminal = try ProbeRun.start()
    terminal.settle()
    let before = terminal.output.count
    terminal.press(.character("n"))
    try terminal.wait(for: "[key n]")
    terminal.settle()
    let sent = String(decoding: terminal.output[before...], as: UTF8.self)
    #expect(sent.hasPrefix("\u{1B}[?2026h"))
    #expect(sent.hasSuffix("\u{1B}[?2026l"))
    #expect(sent.contains("[key n]"))
    #expect(sent.utf8.count < 40)
    let afterKey = terminal.output.count
    terminal.settle(milliseconds: 200)
    #expect(terminal.output.count == afterKey, "at rest nothing is sent")
  }

  @Test("tells ticks while asked to, and messages of a thread")
  func ticksAndMail() throws {
    let terminal = try ProbeRun.start()
    terminal.press(.character("m"))
    try terminal.wait(for: "[mail 1]\n[mail 2]\n[mail 3]")
    terminal.press(.character("a"))
    try terminal.wait(for: "[tick]")
  }

  @Test(
    "uses as many colours and as much of Unicode as there are",
    arguments: [
      (["LC_ALL": "C"], "palette ascii"), (["NO_COLOR": "1"], "none unicode"),
      (["TERM": "linux"], "basic unicode"), (["TERM": "vt100"], "none unicode"),
      (["TERM": "screen-256color"], "palette unicode"),
    ])
  func abilities(environment: [String: String], expected: String) throws {
    let terminal = try ProbeRun.start(environment: environment)
    #expect(terminal.screen.rows[0] == "probe 60x12 \(expected)")
    terminal.press(.named(.up))
    try terminal.wait(for: "[key Up]")
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.isRestored)
  }

  @Test(
    "refuses a terminal that it can't use, and says what to do",
    arguments: [
      (["TERM": "dumb"], "the terminal 'dumb' can't move its cursor"),
      (["TERM": "nosuch"], "no description of the terminal 'nosuch' is installed"),
      (["TERM": ""], "TERM isn't set"),
    ])
  func refuses(environment: [String: String], words: String) throws {
    let terminal = try ProbeRun.start(
      size: Size(width: 250, height: 9), environment: environment, waits: false)
    #expect(try terminal.waitForExit() == 2)
    #expect(terminal.screen.text.contains("probe: " + words))
    #expect(terminal.screen.text.contains("weakviz run"))
    #expect(terminal.isRestored)
  }

  @Test("cuts a frame that is larger than the screen")
  func largeFrame() throws {
    let terminal = try ProbeRun.start(size: Size(width: 31, height: 5))
    terminal.press(.character("w"))
    try terminal.wait(for: "[large]")
    #expect(terminal.screen.rows[0] == "probe 31x5 palette unicode")
    #expect(terminal.screen.rows[2] == "[large]")
    #expect(terminal.screen.rows[3] == "")
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
  }

  @Test("reads keys from the terminal while standard input is a pipe")
  func pipedInput() throws {
    let command = ([PseudoTerminal.ownPath] + ProbeRun.arguments).joined(separator: " ")
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "echo q | \(command)"],
      environment: ["WEAKVIZ_PROBE": "bare"])
    try terminal.wait(for: "probe 80x24")
    terminal.press(.named(.down))
    try terminal.wait(for: "[key Down]")
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.isRestored)
  }

  @Test("refuses to write a picture into a pipe")
  func pipedOutput() throws {
    let command = ([PseudoTerminal.ownPath] + ProbeRun.arguments).joined(separator: " ")
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-c", "\(command) | cat"], size: Size(width: 200, height: 9),
      environment: ["WEAKVIZ_PROBE": "bare"])
    _ = try terminal.waitForExit()
    #expect(terminal.screen.text.contains("standard output is none"))
    #expect(terminal.screen.text.contains("weakviz frame"))
  }
}
