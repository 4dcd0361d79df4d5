import CSystem
import Glibc
import TerminalFrame
import Testing

@Suite("The program in a terminal, while things move")
struct MotionTests {
  @Test(
    "works on every terminal that can move its cursor",
    arguments: [
      "xterm", "xterm-256color", "tmux-256color", "screen", "screen-256color", "linux", "vt100",
    ])
  func terminals(name: String) throws {
    let terminal = try weakviz("@callback", environment: ["TERM": name])
    try terminal.wait(for: "step 0/6")
    terminal.press(.character("n"))
    try terminal.wait(for: "step 1/6")
    terminal.press(.named(.down))
    try terminal.wait(for: "step 2/6")
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.isRestored)
  }

  @Test("shows changes in stages, and nothing moves at rest")
  func animation() throws {
    let terminal = try weakviz("@callback")
    try terminal.wait(for: "step 0/6")
    terminal.press(.character("n"))
    try terminal.wait(for: "step 1/6")
    #expect(terminal.comesToRest(milliseconds: 1_500))
    // On a busy machine a frame may be late, and the stages are left out for some steps then.
    var mostFrames = 0
    for _ in 0..<30 where mostFrames < 3 {
      let before = terminal.output.count
      terminal.press(.character("n"))
      terminal.settle(milliseconds: 400)
      let frames = String(decoding: terminal.output[before...], as: UTF8.self)
        .split(separator: "\u{1B}[?2026h").count
      mostFrames = max(mostFrames, frames)
      terminal.press(.character("p"))
      terminal.settle(milliseconds: 400)
    }
    #expect(mostFrames >= 3, "the stages of one step")
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
  }

  @Test("takes a storm of resizes while things move, keys in pieces, and a pasted novel")
  func storm() throws {
    let terminal = try weakviz("@reference-cycle")
    try terminal.wait(for: "step 0/")
    for index in 0..<60 {
      terminal.press(.character(index % 7 == 6 ? "p" : "n"))
      terminal.resize(Size(width: 1 + index * 37 % 190, height: 1 + index * 13 % 60))
    }
    terminal.resize(Size(width: 90, height: 26))
    terminal.send("0")
    try terminal.wait(for: "step 0/")
    // Half an escape sequence, then nothing, then a key.
    terminal.send("\u{1B}[")
    terminal.settle(milliseconds: 200)
    terminal.send("\u{1B}")
    terminal.settle(milliseconds: 100)
    terminal.send("\u{1B}[200~")
    for _ in 0..<200 {
      terminal.send(String(repeating: "It was the worst of times. ", count: 20))
      terminal.settle(milliseconds: 1)
    }
    terminal.send("\u{1B}[201~")
    terminal.send("n")
    try terminal.wait(for: "step 1/")
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.isRestored)
  }

  @Test("stops at Ctrl-Z while things move, and goes on")
  func stopsMoving() throws {
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-i"], size: Size(width: 90, height: 26), environment: ["PS1": "prompt> "])
    try terminal.wait(for: "prompt>")
    terminal.send("\(PseudoTerminal.sibling("weakviz")) @callback\r")
    try terminal.wait(for: "step 0/6")
    terminal.send("n")
    terminal.settle(milliseconds: 40)
    terminal.press(.control("z"))
    try terminal.wait(reason: "the shell did not come back") {
      !$0.isAlternate && $0.text.contains("topped")
    }
    terminal.send("fg\r")
    try terminal.wait(for: "step 1/6")
    terminal.send("q")
    // What is typed before the shell has its modes back does not end with a line's end.
    try terminal.wait(reason: "the shell did not come back") {
      !$0.isAlternate && $0.text.hasSuffix("prompt>")
    }
    terminal.send("exit\r")
    _ = try terminal.waitForExit()
  }

  @Test("keeps up with a terminal that takes nothing for a while")
  func slowTerminal() throws {
    let terminal = try weakviz("@observer-leak", size: Size(width: 200, height: 60))
    try terminal.wait(for: "step 0/13")
    for _ in 0..<13 {
      terminal.send("n")
      usleep(60_000)
    }
    try terminal.wait(for: "step 13/13")
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
    #expect(terminal.isRestored)
  }

  @Test("ends when its terminal closes, also while things move", arguments: ["", "n", " "])
  func closes(keys: String) throws {
    let terminal = try weakviz("@reference-cycle")
    try terminal.wait(for: "step 0/")
    terminal.send(keys)
    #expect(try terminal.closeAndWait() == 128 + SIGHUP)
  }

  @Test("reads the user's settings, and says where they are wrong")
  func settings() throws {
    let folder = "/tmp/weakviz-settings-\(getpid())"
    mkdir(folder, 0o700)
    mkdir(folder + "/weakviz", 0o700)
    let path = folder + "/weakviz/settings.json"
    defer {
      unlink(path)
      rmdir(folder + "/weakviz")
      rmdir(folder)
    }
    try write("{ \"ascii\": true }", to: path)
    let terminal = try weakviz("@callback", environment: ["XDG_CONFIG_HOME": folder])
    try terminal.wait(for: "step 0/6")
    #expect(terminal.screen.text.utf8.allSatisfy { $0 < 0x80 })
    terminal.press(.character("q"))
    #expect(try terminal.waitForExit() == 0)
    try write("{ \"asci\": true }", to: path)
    let wrong = try weakviz("@callback", environment: ["XDG_CONFIG_HOME": folder])
    #expect(try wrong.waitForExit() == 2)
    #expect(wrong.screen.text.contains("settings.json:1:3: the key 'asci' is not known"))
    #expect(wrong.screen.text.contains("did you mean 'ascii'?"))
  }

  @Test("lives through thousands of random keys and clicks", arguments: 0..<4)
  func monkey(seed: UInt64) throws {
    let scenarios = ["@callback", "@reference-cycle", "@observer-leak", "@weak-value-dictionary"]
    let terminal = try weakviz(scenarios[Int(seed)])
    try terminal.wait(for: "step 0/")
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func random(_ count: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 8) % count
    }
    let keys = Array("nnnnpsSfNPrbB.,hjklHJKLgG0$12345[]tyoO+-=zvRCT /:?Yx<>wq\u{1B}\t\r")
    for index in 0..<Self.keysOfMonkey {
      switch random(40) {
      case 0: terminal.click(column: random(90), row: random(26))
      case 1: terminal.send("\u{1B}[<\(64 + random(2));\(random(90));\(random(26))M")
      case 2: terminal.send("\u{1B}[<32;\(random(90));\(random(26))M")
      case 3: terminal.send(["\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D"][random(4)])
      default:
        let key = keys[random(keys.count)]
        // Quitting and saving files is not what is tried here.
        if key != "q" && key != ":" { terminal.send(String(key)) }
      }
      if index % 50 == 0 { terminal.settle(milliseconds: 1) }
    }
    terminal.settle(milliseconds: 200)
    terminal.send("\u{1B}")
    terminal.settle(milliseconds: 100)
    terminal.send("\u{1B}")
    terminal.settle(milliseconds: 100)
    // Behind many keys that still wait, an Esc and a Ctrl-c may arrive at once, and are one key then.
    for _ in 0..<4 {
      terminal.press(.control("c"))
      terminal.settle(milliseconds: 100)
    }
    #expect(try terminal.waitForExit(seconds: 60) == 0)
    #expect(terminal.isRestored)
  }

  /// 10,000 in all, in a program that is fast; fewer in one that was built for debugging.
  private static var keysOfMonkey: Int {
    if let all = getenv("WEAKVIZ_MONKEY").flatMap({ Int(String(cString: $0)) }) { return all / 4 }
    #if DEBUG
      return 400
    #else
      return 2_500
    #endif
  }

  private func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
  }
}
