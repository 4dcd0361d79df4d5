import Glibc
import TerminalFrame
import Testing

@Suite("However the program ends, the terminal is as before:")
struct RestoringTests {
  @Test("by a signal from outside", arguments: [SIGTERM, SIGINT, SIGHUP])
  func signals(number: Int32) throws {
    let terminal = try ProbeRun.start()
    terminal.signal(number)
    #expect(try terminal.waitForExit() == 128 + number)
    #expect(terminal.isRestored)
  }

  @Test("by a call of exit")
  func exits() throws {
    let terminal = try ProbeRun.start()
    terminal.press(.character("e"))
    #expect(try terminal.waitForExit() == 3)
    #expect(terminal.isRestored)
  }

  @Test("by a trap or a stack overflow", arguments: ["t", "o"])
  func crashes(key: Character) throws {
    let terminal = try ProbeRun.start()
    terminal.press(.character(key))
    #expect(try terminal.waitForExit() > 128)
    #expect(terminal.isRestored)
    let text = terminal.screen.rows.joined()
    let marker = "probe has crashed; what it said is in "
    let place = try #require(text.range(of: marker))
    let path = String(text[place.upperBound...].prefix { $0 != " " })
    #expect(access(path, R_OK) == 0)
    unlink(path)
  }

  @Test("by a signal that can't be caught, with a parent to clean up")
  func killed() throws {
    let terminal = try ProbeRun.start(isGuarded: true)
    terminal.press(.character("k"))
    #expect(try terminal.waitForExit() == 128 + SIGKILL)
    #expect(terminal.isRestored)
    #expect(terminal.screen.text.contains("probe: ended by signal 9 (Killed)"))
  }

  @Test("and what was said meanwhile is said then, without its escapes")
  func errorOutput() throws {
    let terminal = try ProbeRun.start()
    terminal.press(.character("x"))
    terminal.settle()
    #expect(!terminal.screen.text.contains("meanwhile"))
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.screen.text.contains("said \u{FFFD}[31mmeanwhile"))
  }

  @Test("also while it is stopped by Ctrl-Z; it comes back in the size of the window")
  func stops() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-i"], size: Size(width: 70, height: 14),
      environment: ["WEAKVIZ_PROBE": "bare", "PS1": "prompt> "])
    try terminal.wait(for: "prompt>")
    let command = ([PseudoTerminal.ownPath] + ProbeRun.arguments).joined(separator: " ")
    terminal.send(command + "\r")
    try terminal.wait(for: "probe 70x14")
    terminal.press(.control("z"))
    try terminal.wait(reason: "the shell did not come back") {
      !$0.isAlternate && $0.text.contains("topped")
    }
    #expect(terminal.isRestored)
    terminal.resize(Size(width: 50, height: 10))
    terminal.send("fg\r")
    try terminal.wait(for: "probe 50x10")
    #expect(terminal.screen.isAlternate)
    terminal.press(.named(.up))
    try terminal.wait(for: "[key Up]")
    terminal.press(.character("q"))
    try terminal.wait(reason: "the shell did not come back") { !$0.isAlternate }
    terminal.settle()
    #expect(terminal.isRestored)
    terminal.send("exit\r")
    _ = try terminal.waitForExit()
  }
}

extension String {
  /// Where a text stands in this one; the standard library alone has no search for texts.
  fileprivate func range(of text: String) -> Range<String.Index>? {
    indices.first { self[$0...].hasPrefix(text) }.map { $0..<index($0, offsetBy: text.count) }
  }
}
