import Testing

@testable import Dashboard

@Suite struct GraphLayoutTests {
  static let views = [
    CanvasSize(width: 78, height: 11), CanvasSize(width: 82, height: 23),
    CanvasSize(width: 153, height: 44),
  ]

  private func check(
    _ graph: LayoutGraph, _ plan: CanvasPlan, _ state: @escaping (Int) -> LineState = { _ in .living }
  ) throws {
    var drawer = PictureDrawer(graph: graph, plan: plan)
    drawer.edgeState = state
    let tracer = LineTracer(grid: drawer.grid(), frames: plan.nodes.map(\.frame))
    #expect(try tracer.readings() == readings(of: graph, state), "\n\(drawer.text())")
  }

  @Test(arguments: SampleHeaps.all.map(\.name))
  func `A heap made by hand is drawn without faults and can be read back`(name: String) throws {
    let graph = try #require(SampleHeaps.all.first { $0.name == name }?.graph)
    for size in Self.views {
      for detail in [CanvasDetail.boxes, .chips] {
        let plan = GraphLayout.plan(graph, in: size, detail: detail)
        #expect(faults(of: plan, for: graph) == [])
        try check(graph, plan)
      }
    }
  }

  @Test(arguments: 0..<300)
  func `A random heap is drawn without faults and can be read back`(seed: Int) throws {
    let graph = LayoutGraph.random(count: 3 + seed % 38, seed: seed)
    for detail in [CanvasDetail.boxes, .chips] {
      let plan = GraphLayout.plan(graph, in: Self.views[seed % 3], detail: detail)
      #expect(faults(of: plan, for: graph) == [])
      try check(graph, plan)
    }
  }

  @Test(arguments: 0..<100)
  func `References that live at one step can be read while others are gone`(seed: Int) throws {
    var graph = LayoutGraph.random(count: 3 + seed % 38, seed: seed)
    for index in graph.edges.indices { graph.edges[index].cohort = index }
    let plan = GraphLayout.plan(graph, in: Self.views[seed % 3], detail: .boxes)
    var random = SeededGenerator(seed: seed)
    var states = [LineState](repeating: .living, count: graph.edges.count)
    for _ in 0..<4 {
      let before = plan.cells { states[$0] }
      for index in states.indices where Int.random(in: 0..<4, using: &random) == 0 {
        states[index] = .absent
      }
      let now = states
      try check(graph, plan) { now[$0] }
      let after = plan.cells { states[$0] }
      #expect(Set(after.map(\.point)).isSubset(of: Set(before.map(\.point))))
    }
  }

  @Test func `Equal graphs get equal plans`() {
    let graph = LayoutGraph.random(count: 30, seed: 7)
    let first = GraphLayout.plan(graph, in: Self.views[2])
    #expect(GraphLayout.plan(graph, in: Self.views[2]) == first)
  }

  @Test(
    arguments: [
      (5, CanvasDetail.boxes, CanvasSize(width: 78, height: 12)),
      (10, .chips, CanvasSize(width: 78, height: 12)),
      (20, .chips, CanvasSize(width: 78, height: 22)),
      (20, .chips, CanvasSize(width: 82, height: 23)),
      (40, .chips, CanvasSize(width: 153, height: 44)),
    ])
  func `Random heaps of the promised sizes fit`(count: Int, detail: CanvasDetail, size: CanvasSize) {
    var misses = 0
    for seed in 0..<12 {
      let graph = LayoutGraph.random(count: count, seed: seed)
      let plan = GraphLayout.plan(graph, in: size)
      if !(plan.fits && (plan.detail == .boxes || plan.detail == detail)) { misses += 1 
        print(count, size, plan.detail, plan.size) }
    }
    #expect(misses == 0)
  }
}
