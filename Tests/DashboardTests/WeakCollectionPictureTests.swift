import HeapFormats
import HeapModel
import Runtimes
import Testing

@testable import Dashboard

@Suite struct `Weak collections on the canvas` {
  private func timeline(_ steps: String) throws -> Timeline {
    let document = """
      {"weakviz": 1, "title": "t", "types": {"Item": {}}, "steps": [\(steps)]}
      """
    var simulation = Simulation(program: try ScenarioDecoder.decode(Array(document.utf8)).program)
    try simulation.run()
    return simulation.timeline
  }

  static let collections = [
    ("WeakValueDictionary", #"{"set": "c['k']", "to": "item"}"#),
    ("WeakKeyDictionary", #"{"set": "c[item]", "to": 1}"#),
    ("WeakSet", #"{"call": "c.add", "with": ["item"]}"#),
  ]

  @Test(arguments: collections)
  func `One entry takes two boxes, and three unfolded`(type: String, entry: String) throws {
    let timeline = try timeline(
      #"{"new": "Item", "as": "item"}, {"new": "\#(type)", "as": "c"}, \#(entry)"#)
    let folded = try #require(UnionGraph(timeline))
    #expect(folded.nodes.map(\.title) == ["Item#1", "\(type)#1"])
    #expect(folded.edges.map(\.isStrong) == [false])
    let unfolded = try #require(UnionGraph(timeline, unfoldsEntries: true))
    #expect(unfolded.nodes.count == 3)
    #expect(unfolded.edges.filter(\.isStrong).map(\.target) == [2])
    #expect(unfolded.edges.filter { !$0.isStrong }.map(\.source) == [2])
  }

  @Test func `The key for more detail unfolds the entries, the one for less folds them`() throws {
    var dashboard = Dashboard(Stories.cache(count: 3), 120, 36)
    let folded = dashboard.picture?.union.nodes.count
    dashboard.press("7 n +")
    #expect(dashboard.picture?.union.nodes.count == (folded ?? 0) + 3)
    let frame = dashboard.render().plainText
    #expect(frame.contains("KeyedRef#"))
    dashboard.press("-")
    #expect(dashboard.picture?.union.nodes.count == folded)
    #expect(dashboard.picture?.plan.detail == .boxes)
    dashboard.press("+ =")
    #expect(dashboard.picture?.union.nodes.count == folded)
  }

  @Test func `In a long run objects take the places of those that died long before`() throws {
    let timeline = Stories.long(steps: 300)
    var union = try #require(UnionGraph(timeline))
    #expect(union.nodes.count == 300)
    let isSaved = union.reusePlaces(timeline)
    #expect(isSaved)
    // 50 live at a time, and each tombstone stands for 20 steps.
    #expect(union.nodes.count == 71)
    var timelineAtEnd = timeline
    timelineAtEnd.move(to: Position(step: 300))
    let titles = union.nodes.map { $0.occupant(in: timelineAtEnd.heap).title }
    #expect(Set(titles).count == 71)
  }
}
