import HeapFormats
import HeapModel
import TerminalFrame
import Testing
@testable import Dashboard

@Suite struct `Edits in the dashboard` {
  @Test func `d previews what a deletion does, and nothing is done before Enter`() throws {
    var editing = try Editing("callback", after: 3, "Item#1")
    let before = editing.dashboard.lines
    editing.press("d")
    #expect(editing.text.contains("del item"))
    #expect(editing.text.contains("freed at once: Item#1"))
    #expect(editing.text.contains("on_finalize(weakref#1) is called"))
    // The canvas shows the same: the border of what is dying.
    #expect(editing.text.contains("╔~"))
    editing.press("Esc")
    #expect(editing.dashboard.lines == before)
    #expect(editing.dashboard.timeline.stepCount == 6)
  }

  @Test func `Enter opens a branch, and the scenario goes on in it`() throws {
    var editing = try Editing("callback", after: 3, "Item#1")
    editing.press("d Enter")
    #expect(editing.statements.count == 7)
    #expect(editing.statements[3] == "3a del item")
    #expect(editing.dashboard.position == Position(step: 4))
    #expect(editing.text.contains("1 edit, not saved"))
    #expect(editing.text.contains("step 3a/6"))
    #expect(editing.dashboard.timeline.heap.object(named: "Item#1") != nil)
    #expect(
      editing.effects.contains {
        if case .journal(let history) = $0 {
          history.branch.edits == [Edit(after: 3, step: #"{"del": "item"}"#)]
        } else {
          false
        }
      })
    editing.press("n")
    // The statement that deletes the name no longer makes sense.
    #expect(editing.events == ["NameError: name 'item' is not defined"])
  }

  @Test func `Undo and redo lead through all branches, and back to every cell`() throws {
    var editing = try Editing("callback", after: 3, "Item#1")
    let original = editing.dashboard.lines.dropLast(2)
    editing.press("c Enter")
    editing.press("d Enter")
    let branch = editing.dashboard.lines.dropLast(2)
    editing.press("u u")
    #expect(editing.dashboard.lines.dropLast(2) == original)
    editing.press("u")
    #expect(editing.dashboard.notice == "there is nothing to undo")
    editing.press("Ctrl-r Ctrl-r")
    #expect(editing.dashboard.lines.dropLast(2) == branch)
    editing.press("Ctrl-r")
    #expect(editing.dashboard.notice == "there is nothing to do again")
    // A new edit takes the place of those that were undone.
    editing.press("u u c Enter Ctrl-r")
    #expect(editing.dashboard.notice == "there is nothing to do again")
  }

  @Test(arguments: [(80, 24), (120, 36), (200, 60)])
  func `Nothing that is seen jumps when a reference becomes weak`(size: (Int, Int)) throws {
    for (scenario, step, object) in [
      ("observer-leak", 7, "View#1"), ("reference-cycle", 4, "Node#1"),
      ("parent-child-tree", 4, "Node#1"), ("weak-value-dictionary", 4, "Image#1"),
    ] {
      var editing = try Editing(scenario, after: step, nil, size.0, size.1)
      let chosen = try #require(editing.dashboard.timeline.heap.object(named: object))
      editing.dashboard.choose(chosen)
      let before = editing.frames()
      editing.press("w")
      guard case .editing(let view) = editing.dashboard.overlay else {
        Issue.record("\(scenario) has nothing to weaken")
        continue
      }
      editing.press("Esc")
      for choice in view.choices.indices {
        editing.press("w" + String(repeating: " j", count: choice) + " Enter")
        guard !editing.dashboard.edits.branch.edits.isEmpty else {
          // A list cannot be weakened.
          editing.press("Esc")
          continue
        }
        guard editing.dashboard.picture?.plan.detail != .outline else { continue }
        let after = editing.frames()
        for (name, frame) in before where after[name] != nil {
          #expect(after[name] == frame, "\(name) of \(scenario), \(choice)")
        }
        editing.press("u")
        #expect(editing.frames() == before)
      }
    }
  }

  @Test func `w on a weak reference makes it strong again`() throws {
    var editing = try Editing("callback", after: 3, "Item#1")
    editing.command("weaken --ref item")
    #expect(editing.text.contains("item = weakref.ref(item)"))
    editing.press("Enter")
    #expect(editing.statements[3] == "3a item = weakref.ref(item)")
  }

  @Test func `What no statement can weaken is refused in a sentence`() throws {
    var editing = try Editing("callback", after: 3, "Item#1")
    editing.command("new list xs")
    editing.press("Enter")
    editing.command("weaken xs")
    #expect(
      editing.dashboard.edits.preview.failure
        == "'xs = weakref.proxy(xs)' raises TypeError: cannot create weak reference to 'list' object"
    )
    editing.press("Enter")
    #expect(editing.dashboard.edits.branch.edits.count == 1)
    #expect(editing.dashboard.notice.contains("cannot create weak reference to 'list' object"))
    editing.press("Esc")
    editing.command("{\"dell\": \"item\"}")
    #expect(editing.dashboard.edits.preview.failure.contains("did you mean 'del'?"))
    editing.press("Enter")
    #expect(editing.dashboard.edits.branch.edits.count == 1)
  }

  @Test func `Enter does the cut that X has found`() throws {
    var editing = try Editing("two-holders", after: 6, "Array#1")
    editing.press("X")
    #expect(editing.text.contains("Enter does it"))
    let steps = editing.dashboard.answers.steps
    #expect(steps.count == 2)
    editing.press("Enter")
    #expect(editing.dashboard.edits.branch.edits.map(\.step) == steps)
    let heap = editing.dashboard.timeline.heap
    let array = try #require(heap.allObjects.first { heap.name($0) == "Array#1" })
    #expect(!heap.isAlive(array))
    editing.press("u")
    #expect(editing.dashboard.edits.branch == .original)
    #expect(editing.dashboard.timeline.heap.isAlive(array))
  }

  @Test func `x asks about the references of the way from the root`() throws {
    var editing = try Editing("observer-leak", after: 7, "View#1")
    editing.press("x")
    #expect(editing.text.contains("cut which reference?"))
    #expect(editing.text.contains("del button.observers[0]"))
    #expect(editing.text.contains("del button.observers"))
    editing.press("j")
    #expect(editing.text.contains("▶ del button.observers"))
  }

  @Test func `One choice alone is named as one`() throws {
    var editing = try Editing("callback", after: 2, "Item#1")
    editing.press("x")
    #expect(editing.text.contains("what if this were gone?"))
    #expect(editing.text.contains("│   del item "))
  }

  @Test func `On a big heap the choices are looked for elsewhere, and Esc leaves that`() throws {
    var editing = try Editing(Scenarios.big(), "A#1")
    let wanted = editing.dashboard.update(.input(.key(.character("d"))))
    #expect(wanted == [.work(editing.dashboard.jobCount)])
    #expect(editing.text.contains("delete which reference? Esc leaves"))
    editing.press("Enter")
    #expect(editing.dashboard.notice == "still looking for the references; Esc leaves it")
    let job = try #require(editing.dashboard.job(editing.dashboard.jobCount))
    var patient = editing
    patient.send(.answered(job.run()))
    #expect(patient.text.contains("│   del a "))
    editing.press("Esc")
    #expect(editing.dashboard.overlay == nil)
    _ = editing.dashboard.update(.answered(job.run()))
    #expect(editing.dashboard.overlay == nil)
  }

  @Test func `In an outline that is laid out anew the selected object stays where it was`() throws {
    let steps = (0..<150).map {
      #"{"new": "A", "as": "n\#($0)"}, {"set": "n\#($0).to", "to": "n\#($0 / 2)"}"#
    }
    let json =
      #"{"weakviz": 1, "title": "t", "types": {"A": {}}, "steps": ["#
      + steps.joined(separator: ", ") + #", {"del": "n3"}]}"#
    var editing = try Editing(ScenarioEditor(document: Array(json.utf8)), "A#1")
    editing.dashboard.go(to: Position(step: 300))
    editing.dashboard.choose(
      try #require(editing.dashboard.timeline.heap.object(named: "A#71")))
    editing.dashboard.pan(columns: 0, rows: 2)
    let place = try #require(editing.dashboard.placeOfSelection)
    editing.command("new A n20.more")
    editing.press("Enter")
    #expect(editing.dashboard.edits.branch.edits.count == 1)
    #expect(editing.dashboard.insight.facts?.name == "A#71")
    #expect(editing.dashboard.placeOfSelection == place)
    editing.press("u")
    #expect(editing.dashboard.placeOfSelection == place)
  }

  @Test func `A run that was let go is made again on the way back and forth`() throws {
    var editing = try Editing("parent-child-tree", after: 3, "Node#2")
    for name in ["one", "two", "three"] {
      editing.command("new Node \(name)")
      editing.press("Enter")
    }
    var whole = editing
    for number in 1...2 { editing.dashboard.edits.states[number].letGo() }
    for key in ["u", "u", "u", "Ctrl-r", "Ctrl-r", "Ctrl-r", "u"] {
      editing.press(key)
      whole.press(key)
      #expect(editing.dashboard.edits.branch == whole.dashboard.edits.branch, "\(key)")
      #expect(editing.dashboard.position == whole.dashboard.position, "\(key)")
      #expect(editing.dashboard.insight.facts?.name == "Node#2", "\(key)")
      #expect(editing.statements == whole.statements, "\(key)")
      #expect(editing.dashboard.notice == whole.dashboard.notice, "\(key)")
    }
  }

  @Test func `Nobody waits for a branch that Esc has left`() throws {
    var editing = try Editing("parent-child-tree", after: 3, "Node#2")
    editing.press("c")
    let wanted = editing.dashboard.update(.input(.key(.named(.enter))))
    let number = editing.dashboard.jobCount
    #expect(wanted.contains(.work(number)))
    #expect(editing.text.contains("working… Esc leaves it"))
    let job = try #require(editing.dashboard.job(number))
    editing.press("Esc")
    _ = editing.dashboard.update(.answered(job.run()))
    #expect(editing.dashboard.edits.branch == .original)
    #expect(editing.dashboard.notice == "left as it was")
  }

  @Test func `e begins a statement with the address of the selected object`() throws {
    var editing = try Editing("observer-leak", after: 7, "View#1")
    editing.dashboard.choose(
      try #require(editing.dashboard.timeline.heap.object(named: "list#1")))
    editing.press("e . x Space 1 Enter Enter")
    #expect(editing.statements.contains("7a button.observers.x = 1"))
  }

  @Test func `:diff says what dies differently`() throws {
    var editing = try Editing("callback", after: 3, "Item#1")
    editing.command("diff")
    #expect(editing.dashboard.notice == "this is the original: there are no edits")
    editing.press("d Enter")
    editing.command("diff")
    #expect(editing.text.contains("with 1 edit the scenario goes another way from step 4 on"))
    #expect(editing.text.contains("Item#1 died in step 4; now it dies in step 3a"))
    editing.press("Esc")
    #expect(editing.dashboard.overlay == nil)
  }

  @Test func `:goto takes the number of an edit`() throws {
    var editing = try Editing("callback", after: 3, "Item#1")
    editing.press("c Enter c Enter 0")
    editing.command("goto 3b")
    #expect(editing.dashboard.position == Position(step: 5))
    editing.command("4")
    #expect(editing.dashboard.position == Position(step: 6))
  }

  @Test func `:save writes the branch, and then nothing is unsaved`() throws {
    var editing = try Editing("callback", after: 3, "Item#1")
    editing.command("save other.json")
    #expect(editing.dashboard.notice == "there are no edits to save")
    editing.press("d Enter")
    editing.command("save")
    #expect(editing.dashboard.notice.contains(":save NAME.json"))
    editing.command("save other.json")
    guard
      case .save(let file, let text, let branch, false) = editing.effects.first(where: {
        if case .save = $0 { true } else { false }
      })
    else {
      Issue.record("nothing was saved")
      return
    }
    #expect(file == "other.json")
    #expect(text.contains(#"{"del": "item"}"#))
    #expect(try ScenarioDecoder.decode(Array(text.utf8)).program.steps.count == 7)
    editing.send(.saved(branch, file: file))
    #expect(editing.effects == [.journal(.original)])
    #expect(!editing.text.contains("not saved"))
    editing.press("q")
    #expect(editing.effects == [.quit(code: 0)])
  }

  @Test func `q asks about edits that are in no file`() throws {
    var editing = try Editing("callback", after: 3, "Item#1")
    editing.press("d Enter q")
    #expect(editing.effects == [])
    #expect(editing.text.contains("1 edit is not saved."))
    editing.press("Esc")
    #expect(editing.dashboard.overlay == nil)
    editing.press("q d")
    #expect(editing.effects == [.journal(.original), .quit(code: 0)])
    editing.press("Esc u q")
    #expect(editing.effects == [.quit(code: 0)])
  }

  @Test func `Edits that were left behind are offered, and taken up again`() throws {
    var editing = try Editing("callback", after: 0)
    let branch = Branch([Edit(after: 3, step: #"{"del": "item"}"#)])
    editing.send(.editsFound(EditHistory([branch])))
    #expect(editing.text.contains("edits that were not saved"))
    #expect(editing.text.contains("after step 3  del item"))
    editing.press("Esc")
    // What is no step any more is shown as it was written.
    editing.send(.editsFound(EditHistory([Branch([Edit(after: 3, step: #"{"dell": "item"}"#)])])))
    #expect(editing.text.contains(#"after step 3  {"dell": "item"}"#))
    editing.press("Esc")
    editing.send(.editsFound(EditHistory([branch])))
    editing.press("Enter")
    #expect(editing.dashboard.edits.branch == branch)
    #expect(editing.dashboard.notice == "1 edit taken up again")
    #expect(editing.statements[3] == "3a del item")
    editing.press("u")
    #expect(editing.dashboard.edits.branch == .original)
  }

  @Test func `Edits stay when the file is read again`() throws {
    var editing = try Editing("callback", after: 3, "Item#1")
    editing.press("d Enter")
    let run = try Scenarios.simulation("callback")
    editing.send(
      .reloaded(
        run.timeline, simulator: run,
        editor: ScenarioEditor(document: try Scenarios.document("callback"))))
    #expect(editing.dashboard.edits.branch.edits.count == 1)
    #expect(editing.statements[3] == "3a del item")
  }

  @Test func `A file that has no place for the edits any more gives them back when it has`() throws
  {
    var editing = try Editing("callback", after: 3, "Item#1")
    editing.press("d Enter")
    func read(_ document: [UInt8]) throws {
      let editor = ScenarioEditor(document: document)
      let run = try editor.run(.original, upTo: nil)
      editing.send(.reloaded(run.timeline, simulator: run.simulator, editor: editor))
    }
    try read(Array(#"{"weakviz": 1, "title": "t", "steps": [{"set": "x", "to": "1"}]}"#.utf8))
    #expect(
      editing.dashboard.notice
        == "there is no step 3 to edit after: the scenario has 1; the edit is kept")
    // What is kept stays where it was written down.
    #expect(!editing.effects.contains { if case .journal = $0 { true } else { false } })
    try read(Scenarios.document("callback"))
    #expect(editing.dashboard.notice == "1 edit taken up again")
    #expect(editing.statements[3] == "3a del item")
  }

  @Test func `What could not be written down is not promised to the next start`() throws {
    var editing = try Editing("callback", after: 3, "Item#1")
    editing.press("d Enter")
    editing.send(.journalled(complaint: "the edits cannot be kept, the disk is full: 'x'"))
    #expect(editing.dashboard.notice == "the edits cannot be kept, the disk is full: 'x'")
    editing.press("q")
    #expect(editing.text.contains("1 edit is not saved."))
    #expect(!editing.text.contains("quits and keeps"))
    editing.press("k")
    #expect(editing.effects == [] && editing.text.contains("quits and forgets"))
    editing.press("Esc")
    editing.send(.journalled(complaint: nil))
    editing.press("q k")
    #expect(editing.effects == [.quit(code: 0)])
  }

  @Test func `Without an editor there is nothing to edit`() throws {
    var dashboard = Dashboard(try Scenarios.timeline("callback"))
    dashboard.press("n d")
    #expect(dashboard.notice == "only scenarios can be edited")
    dashboard.press("u")
    #expect(dashboard.notice == "there is nothing to undo")
  }

  @Test(arguments: [(80, 24), (120, 36), (200, 60)])
  func `The screens look as they looked when they were found right`(size: (Int, Int)) throws {
    for (name, scenario, step, object, keys) in [
      ("preview", "observer-leak", 7, "View#1", "x"),
      ("choice", "reference-cycle", 4, "Node#1", "d"),
      ("weakened", "reference-cycle", 4, "Node#1", "w j j Enter"),
      ("deleted", "callback", 3, "Item#1", "d Enter"),
      ("leaving", "callback", 3, "Item#1", "d Enter q"),
    ] {
      var editing = try Editing(scenario, after: step, object, size.0, size.1)
      editing.press(keys)
      Golden.check(editing.dashboard, "edit-\(name)-\(size.0)")
    }
  }
}
