import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

@Suite struct `Answers on the screen` {
  /// A dashboard of a scenario after a step, with an object selected.
  static func dashboard(
    _ scenario: String, after step: Int, _ object: String, _ width: Int = 120, _ height: Int = 36
  ) throws -> Dashboard {
    let run = try Scenarios.simulation(scenario)
    var timeline = run.timeline
    timeline.move(to: Position(step: step))
    var dashboard = Dashboard(
      timeline: timeline,
      options: Dashboard.Options(
        fileName: "\(scenario).json", size: Size(width: width, height: height)),
      simulator: run)
    dashboard.choose(try #require(timeline.heap.object(named: object)))
    return dashboard
  }

  /// Does the jobs that effects ask for.
  static func work(_ effects: [Effect], _ dashboard: inout Dashboard) {
    for case .work(let number) in effects {
      if let job = dashboard.job(number) { _ = dashboard.update(.answered(job.run())) }
    }
  }

  @Test func `X says what would have to go, and what would then happen`() throws {
    var dashboard = try Self.dashboard("observer-leak", after: 7, "View#1")
    let effects = dashboard.press("X")
    #expect(effects == [.work(1)])
    #expect(dashboard.lines.contains { $0.contains("looking …") })
    Self.work(effects, &dashboard)
    let text = dashboard.lines.joined(separator: "\n")
    #expect(text.contains("what would have to go so that View#1 dies?"))
    #expect(text.contains("View#1 dies without button.observers[0]"))
    #expect(text.contains("del button.observers[0]"))
    #expect(text.contains("freed at once: View#1 and method#1"))
    #expect(dashboard.press("Y") == [.copy(dashboard.answers.text)])
    #expect(dashboard.press("X") == [])
    #expect(dashboard.overlay == nil)
  }

  @Test func `Of several cuts each can be chosen, is painted, told and done`() throws {
    var editing = try Editing("two-holders", after: 6, "Array#1")
    editing.press("X")
    #expect(editing.text.contains("so that Array#1 dies? 1 of"))
    let first = (editing.dashboard.answers.slots, editing.dashboard.answers.lines)
    editing.press("]")
    #expect(editing.dashboard.notice == "cut 2 of 2: Out and _")
    #expect(editing.text.contains("so that Array#1 dies? 2 of"))
    #expect(editing.dashboard.answers.slots != first.0)
    #expect(
      editing.dashboard.answers.lines.first?.text == "Array#1 dies without these 2: Out and _")
    editing.press("[")
    #expect((editing.dashboard.answers.slots, editing.dashboard.answers.lines) == first)
    editing.press("] Enter")
    #expect(editing.statements[6] == "6a del Out")
  }

  @Test func `An answer that nobody waits for any more is dropped`() throws {
    var dashboard = try Self.dashboard("observer-leak", after: 7, "View#1")
    dashboard.press("X")
    let job = try #require(dashboard.job(1))
    let effects = dashboard.press("n")
    #expect(effects.contains(.work(2)))
    #expect(dashboard.job(1) == nil)
    _ = dashboard.update(.answered(job.run()))
    #expect(dashboard.answers.lines.isEmpty)
    Self.work(effects, &dashboard)
    #expect(!dashboard.answers.lines.isEmpty)
  }

  @Test func `Enter on a tombstone tells how it died`() throws {
    var dashboard = try Self.dashboard("callback", after: 4, "Item#1", 80, 24)
    dashboard.press("Enter")
    let text = dashboard.lines.joined(separator: "\n")
    #expect(text.contains("how did Item#1 die?"))
    #expect(text.contains("Item#1 died in step 4, when the name item went"))
    #expect(text.contains("the name item goes"))
  }

  @Test func `y on garbage tells what holds it, until when, and how to mend it`() throws {
    var dashboard = try Self.dashboard("reference-cycle", after: 9, "Node#1")
    dashboard.press("y")
    #expect(
      dashboard.answers.lines.first?.text
        == "nothing reaches it; a reference cycle of 2 holds it until the next collection of "
        + "generation 0")
    var leak = try Self.dashboard("observer-leak", after: 7, "View#1")
    leak.press("y")
    #expect(leak.answers.lines.contains { $0.text.hasPrefix("to mend it: ") })
  }

  @Test func `D shows the tree, Enter unfolds, Space selects`() throws {
    var dashboard = try Self.dashboard("parent-child-tree", after: 4, "Node#1")
    let first = dashboard.lines
    dashboard.press("D")
    #expect(dashboard.lines.contains { $0.contains("names of the module") })
    let rows = dashboard.retainedRows(RetainedView(mode: .tree), width: 100).count
    dashboard.press("j Enter")
    guard case .retained(let view) = dashboard.overlay else {
      Issue.record("the view is closed")
      return
    }
    #expect(dashboard.retainedRows(view, width: 100).count > rows)
    dashboard.press("h")
    dashboard.press("Space")
    #expect(dashboard.overlay == nil)
    #expect(dashboard.selection != .none)
    dashboard.choose(try #require(dashboard.timeline.heap.object(named: "Node#1")))
    #expect(dashboard.lines == first)
  }

  @Test func `T shows the types, and D and T lead from one to the other`() throws {
    var dashboard = try Self.dashboard("parent-child-tree", after: 4, "Node#1")
    dashboard.press("T")
    #expect(dashboard.lines.contains { $0.contains("types by what they retain") })
    dashboard.press("D")
    #expect(dashboard.lines.contains { $0.contains("names of the module") })
    dashboard.press("D")
    #expect(dashboard.overlay == nil)
  }

  @Test func `What the registry of finalize holds is told with its name`() throws {
    let method = try Self.dashboard("finalize-self-close", after: 5, "method#1")
    #expect(method.insight.facts?.holders == ["finalize#1 func"])
    let finalizer = try Self.dashboard("finalize-self-close", after: 5, "finalize#1")
    #expect(
      finalizer.insight.facts?.holders == [
        "finalize#1 callback", "the registry of weakref.finalize", "closer",
      ])
  }

  @Test func `A big heap is asked on another thread`() {
    var heap = MutableHeap()
    let type = heap.addType(HeapType(name: "Node", kind: .instance))
    let frame = heap.addType(HeapType(name: "frame", kind: .frame))
    _ = heap.addInitialObject(frame, .root)
    for _ in 0..<20_001 { _ = heap.addInitialObject(type) }
    var dashboard = Dashboard(timeline: Timeline(heap: heap))
    dashboard.choose(ObjectID(2))
    #expect(dashboard.press("y") == [.work(1)])
    #expect(dashboard.press("D") == [.work(2)])
    #expect(dashboard.press("Esc Esc") == [])
  }

  @Test(arguments: [(80, 24), (120, 36), (200, 60)])
  func `The boxes look as they looked when they were found right`(size: (Int, Int)) throws {
    for (name, scenario, step, object, key) in [
      ("cut", "observer-leak", 7, "View#1", "X"), ("cut-two", "two-holders", 6, "Array#1", "X"),
      ("obituary", "callback", 4, "Item#1", "Enter"),
      ("garbage", "reference-cycle", 9, "Node#1", "y"),
      ("dominators", "parent-child-tree", 4, "Node#1", "D"),
      ("type-table", "parent-child-tree", 4, "Node#1", "T"),
    ] {
      var dashboard = try Self.dashboard(scenario, after: step, object, size.0, size.1)
      Self.work(dashboard.press(key), &dashboard)
      Golden.check(dashboard, "answer-\(name)-\(size.0)")
    }
  }
}
