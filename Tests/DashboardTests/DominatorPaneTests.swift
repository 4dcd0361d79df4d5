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
