import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

@Suite("What is shown of a heap without a picture")
struct DominatorPaneTests {
  @Test func `Beside the types stands what dominates the selection`() throws {
    var dashboard = Dashboard(try Scenarios.timeline("observer-leak"), 120, 36)
    dashboard.go(to: Position(step: 4))
    #expect(dashboard.insight.dominators == nil)
    dashboard.press("- - -")
    let lines = try #require(dashboard.insight.dominators)
    let subject = try #require(lines.first { $0.isSubject })
    #expect(subject.name == dashboard.timeline.heap.name(dashboard.selection))
    #expect(lines.first?.name == "names of the module")
    // Who dominates retains at least as much.
    let chain = lines.prefix { !$0.isSubject } + [subject]
    #expect(zip(chain, chain.dropFirst()).allSatisfy { $0.bytes >= $1.bytes })
    let frame = dashboard.render().plainText
    #expect(frame.contains("─ dominators ─"))
    #expect(frame.contains("names of the module"))
    dashboard.press("C")
    #expect(dashboard.insight.dominators == nil)
    #expect(!dashboard.render().plainText.contains("─ dominators ─"))
  }

  @Test func `Above the types stand the weak edges of the whole heap, and what nothing reaches`()
    throws
  {
    var dashboard = Dashboard(try Scenarios.timeline("reference-cycle"), 120, 36)
    dashboard.press("- - -")
    var titles: [String] = []
    for step in 1...dashboard.timeline.stepCount {
      dashboard.go(to: Position(step: step))
      let title = dashboard.lines.first { $0.hasPrefix("─ heap") } ?? ""
      let words = title.prefix { $0 != "┬" }.split(separator: "─").joined()
      if titles.last != words { titles.append(words) }
    }
    #expect(
      titles == [
        " heap · types ", " heap · types · 1 weak edge ",
        " heap · types · 1 weak edge · 2 held only weakly ",
        " heap · types · 0 weak edges (1 cleared) ",
      ])
  }

  @Test func `Big numbers are grouped`() {
    #expect(
      [0, 999, 1_000, 41_220, 1_048_580, -12_345].map(grouped)
        == ["0", "999", "1,000", "41,220", "1,048,580", "-12,345"])
    #expect(counted(1_048_580, "object") == "1,048,580 objects")
  }

  @Test func `A sketch of a heap begins with its names, and leaves out what is in the middle`()
    throws
  {
    var timeline = Stories.long(steps: 40)
    timeline.move(to: Position(step: 40))
    let sketch = HeapSketch(timeline.heap, rows: 40)
    #expect(sketch.rows.count == 13)
    #expect(sketch.rows.first?.object == "...")
    #expect(sketch.rows.last?.place == "n39")
    #expect(sketch.rows.last?.object == "Node#40")
    #expect(HeapSketch(timeline.heap, rows: 5).rows.count == 5)
  }
}
