import HeapFormats
import HeapModel
import Testing

@testable import Dashboard

@Suite struct `Edits that are taken up again` {
  @Test func `They are undone one by one, and done again`() throws {
    let made = try edited("callback", ["d Enter", "c Enter"], "Item#1")
    var editing = try Editing("callback", after: 3, "Item#1")
    let original = editing.dashboard.lines.dropLast(2)
    editing.send(.editsFound(made.history))
    editing.press("Enter")
    #expect(editing.dashboard.notice == "2 edits taken up again")
    #expect(editing.dashboard.edits.branch == made.branches[1])
    // The step that was shown, in the branch: nothing that is edited comes before it.
    #expect(editing.dashboard.position == Position(step: 3))
    editing.press("u")
    #expect(editing.dashboard.notice == "undone: 3b  gc.collect(2); Ctrl-r does it again")
    #expect(editing.dashboard.edits.branch == made.branches[0])
    editing.press("u")
    #expect(editing.dashboard.notice == "undone: 3a  del item; Ctrl-r does it again")
    #expect(editing.dashboard.lines.dropLast(2) == original)
    editing.press("Ctrl-r Ctrl-r")
    #expect(editing.dashboard.edits.branch == made.branches[1])
    #expect(editing.dashboard.lines.dropLast(2) == made.lines.dropLast(2))
  }

  @Test func `What was undone before can be done again`() throws {
    let made = try edited("callback", ["d Enter", "c Enter", "u"], "Item#1")
    #expect(made.history.current == 1 && made.history.branches.count == 2)
    var editing = try Editing("callback", after: 3)
    editing.send(.editsFound(made.history))
    editing.press("Enter")
    #expect(editing.dashboard.notice == "1 edit taken up again")
    editing.press("Ctrl-r")
    #expect(editing.dashboard.edits.branch == made.branches[1])
  }

  @Test func `They stay one by one when the file is read again`() throws {
    var editing = try Editing("callback", after: 3, "Item#1")
    editing.press("d Enter c Enter")
    let editor = ScenarioEditor(document: try Scenarios.document("callback"))
    let run = try editor.run(.original, upTo: nil)
    editing.send(.reloaded(run.timeline, simulator: run.simulator, editor: editor))
    #expect(editing.dashboard.edits.branch.edits.count == 2)
    editing.press("u")
    #expect(editing.dashboard.edits.branch.edits.count == 1)
    editing.press("u")
    #expect(editing.dashboard.edits.branch == .original)
  }

  @Test func `In a heap that is too big for a picture each is run when it is entered`() throws {
    let many = String(
      repeating: #"{"new": "Node", "as": "n", "with": {"next": "n"}}, "#, count: 4_001)
    let document =
      #"{"weakviz": 1, "title": "many", "types": {"Node": {}}, "steps": ["#
      + #"{"set": "n", "to": "None"}, "# + many + #"{"set": "b", "to": "Node()"}]}"#
    let editor = ScenarioEditor(document: Array(document.utf8))
    let deletion = Edit(after: 4_003, step: #"{"del": "b"}"#)
    let branches = [
      Branch([deletion]), Branch([deletion, Edit(after: 4_003, step: #"{"collect": 2}"#)]),
      Branch([
        deletion, Edit(after: 4_003, step: #"{"collect": 2}"#),
        Edit(after: 4_003, step: #"{"del": "n"}"#),
      ]),
    ]
    var editing = try Editing(editor, "Node#1")
    try #require(editing.dashboard.union == nil)
    editing.send(.editsFound(EditHistory(branches)))
    editing.press("Enter")
    #expect(editing.dashboard.notice == "3 edits taken up again")
    #expect(editing.dashboard.timeline.stepCount == 4_006)
    for count in [2, 1, 0] {
      editing.press("u")
      #expect(editing.dashboard.edits.branch.edits.count == count)
      #expect(editing.dashboard.timeline.stepCount == 4_003 + count)
    }
    editing.press("Ctrl-r Ctrl-r Ctrl-r")
    #expect(editing.dashboard.edits.branch == branches[2])
    #expect(editing.dashboard.timeline.stepCount == 4_006)
  }

  /// The history that keys make, and the screen that they lead to.
  private func edited(
    _ scenario: String, _ keys: [String], _ object: String
  ) throws -> (history: EditHistory, branches: [Branch], lines: [String]) {
    var editing = try Editing(scenario, after: 3, object)
    var history = EditHistory()
    for key in keys {
      editing.press(key)
      for case .journal(let kept) in editing.effects { history = kept }
    }
    return (history, history.branches, editing.dashboard.lines)
  }
}
