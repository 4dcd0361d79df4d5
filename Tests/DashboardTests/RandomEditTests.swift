import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

@Suite struct `Random edits` {
  @Test(arguments: [
    "callback", "reference-cycle", "observer-leak", "weak-value-dictionary", "parent-child-tree",
    "weak-key-dictionary", "interpreter-exit",
  ])
  func `Whatever is edited, the screen stays whole, and undoing leads back`(name: String) throws {
    var random = SmallRandom(seed: UInt64(name.utf8.count))
    let sizes = [(80, 24), (120, 36), (200, 60)]
    let size = sizes[name.utf8.count % 3]
    var editing = try Editing(name, after: 3, nil, size.0, size.1)
    let keys = [
      "n", "n", "s", "p", "N", "Tab", "l", "j", "k", "o", "d", "d Enter", "w Enter", "w j Enter",
      "x Enter", "X", "X Enter", "c Enter", "u", "Ctrl-r", "=", "+", "-", "z", "d j Enter", "Esc",
    ]
    for _ in 0..<60 {
      editing.press(keys[Int(random.next() % UInt64(keys.count))])
      let lines = editing.dashboard.lines
      #expect(lines.count >= size.1)
      #expect(lines.prefix(size.1).allSatisfy { TextWidth.columns(of: $0) <= size.0 })
    }
    editing.press("Esc Esc")
    for _ in 0..<70 where editing.dashboard.edits.current > 0 { editing.press("u") }
    #expect(editing.dashboard.edits.branch == .original)
    #expect(try editing.dashboard.timeline.stepCount == Scenarios.timeline(name).stepCount)
  }

  @Test func `A name that an edit gives stands at its object`() throws {
    var editing = try Editing("callback", after: 3, "Item#1")
    editing.command("set x item")
    editing.press("Enter")
    // The row below has a line: both names share the flag that is there.
    #expect(editing.dashboard.lines.contains { $0.contains("+2   ─▶│»Item#1") })
    editing.command("delete item")
    editing.press("Enter")
    #expect(editing.dashboard.lines.contains { $0.contains("x") && $0.contains("─▶│»Item#1") })
  }
}
