import Glibc
import TerminalFrame
import Testing

@testable import Terminal

/// What a change costs on the line to the terminal.
@Suite("The bytes of a change")
struct ByteTests {
  /// The scenario, its steps, and the most bytes that a micro-step and a whole step of it send at
  /// 200x60 (measured, and a tenth more).
  static let budgets: [(name: String, micro: Int, step: Int)] = [
    ("callback", 1_500, 2_600), ("reference-cycle", 1_536, 3_300),
  ]

  @Test(
    "at 200x60 are few, in one write between brackets; at rest there are none", arguments: budgets)
  func changes(name: String, micro: Int, step: Int) throws {
    let terminal = try PseudoTerminal(
      PseudoTerminal.sibling("weakviz"), ["@\(name)", "--no-animation"],
      size: Size(width: 200, height: 60))
    try terminal.wait(for: "step 0/")
    terminal.send("n")
    try terminal.wait(for: "step 1/")
    terminal.settle()
    for (key, most) in [("s", micro), ("n", step)] {
      var sizes: [Int] = []
      for _ in 0..<5 {
        let before = terminal.output.count
        terminal.send(key)
        terminal.settle(milliseconds: 30)
        let sent = String(decoding: terminal.output[before...], as: UTF8.self)
        let frames = sent.components(between: "\u{1B}[?2026h", and: "\u{1B}[?2026l")
        #expect(frames.joined() == sent, "something was written outside of the brackets")
        sizes += frames.map(\.utf8.count)
      }
      #expect(sizes.max() ?? 0 <= most, "\(name), key \(key): \(sizes)")
    }
    #expect(terminal.comesToRest(milliseconds: 500))
    terminal.send("Q")
    #expect(try terminal.waitForExit() == 0)
  }
}

extension String {
  /// The parts from each opening to the next closing text, both included.
  fileprivate func components(between opening: String, and closing: String) -> [String] {
    split(separator: opening, omittingEmptySubsequences: true).compactMap { part in
      part.firstRange(of: closing).map { opening + part[..<$0.upperBound] }
    }
  }
}
