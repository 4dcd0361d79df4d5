import HeapModel
import Testing

@testable import Dashboard

@Suite struct `Temporary objects on the canvas` {
  @Test func `Bound methods that die within their statement share a place`() throws {
    let timeline = try Scenarios.timeline("bound-method-weakref")
    let union = try #require(UnionGraph(timeline))
    let shared = union.nodes.filter { !$0.successors.isEmpty }
    #expect(shared.map(\.title) == ["method#1", "method#2"])
    for node in shared {
      let objects = [node.object] + node.successors.map(\.object)
      #expect(objects == objects.sorted())
      #expect(objects.allSatisfy { union.nodeIndices[$0] == union.nodeIndices[node.object] })
    }
  }

  @Test func `An object that a weak reference watches has a place of its own`() throws {
    let union = try #require(UnionGraph(try Scenarios.timeline("bound-method-weakref")))
    let watched = try #require(union.nodes.first { $0.title == "method#5" })
    #expect(watched.successors.isEmpty)
  }

  @Test func `A place shows the object that was made last`() throws {
    var dashboard = Dashboard(try Scenarios.timeline("bound-method-weakref"), 120, 36)
    var titles: [String] = []
    while let moment = dashboard.insight.moment {
      let title = moment.nodes.filter { $0.appearance != .absent }.map(\.title)
        .first { $0 == "method#1" || $0 == "method#3" }
      if let title, titles.last != title { titles.append(title) }
      let next = dashboard.timeline.successor(of: dashboard.position)
      guard next != dashboard.position, next.step < 3 else { break }
      dashboard.go(to: next)
    }
    #expect(titles == ["method#1", "method#3"])
  }
}
