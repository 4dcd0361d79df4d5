import HeapModel
import Testing

@testable import Dashboard

@Suite struct `Births and deaths` {
  @Test func `A newborn object lives though nothing refers to it yet`() throws {
    var dashboard = Dashboard(try Scenarios.timeline("callback"), 80, 24)
    dashboard.go(to: Position(step: 1, moment: 1))
    #expect(dashboard.insight.facts?.counts.strong == 0)
    #expect(dashboard.insight.facts?.appearance == .live)
    #expect(dashboard.insight.moment?.nodes.map(\.appearance) == [.live, .absent])
  }

  private func death(_ scenario: String, _ name: String) throws -> String? {
    var dashboard = Dashboard(try Scenarios.timeline(scenario), 80, 24)
    dashboard.go(to: Position(step: dashboard.timeline.stepCount))
    let object = try #require(
      dashboard.timeline.heap.allObjects.first { dashboard.timeline.heap.name($0) == name })
    dashboard.choose(object)
    return dashboard.insight.facts?.death
  }

  @Test(arguments: [
    ("callback", "Item#1", "last holder: name item, removed at line 21"),
    ("bound-method-weakref", "method#1", "only the statement at line 16 held it"),
    ("resurrection", "Phoenix#2", "freed by the collection at line 51"),
    ("reference-cycle", "Node#2", "last holder: Node#1.next, removed at line 28"),
  ])
  func `The event that provoked a death names the last holder`(
    scenario: String, name: String, sentence: String
  ) throws {
    #expect(try death(scenario, name) == sentence)
  }
}
