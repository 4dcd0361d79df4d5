import Testing

@testable import Dashboard

@Suite struct GraphLayoutTests {
  static let views = [
    CanvasSize(width: 78, height: 11), CanvasSize(width: 82, height: 23),
    CanvasSize(width: 153, height: 44),
  ]

  /// Mostly small heaps, which are quick, and every tenth one of up to 40 objects.
  private static func count(_ seed: Int) -> Int {
    seed % 10 == 9 ? 21 + seed / 10 % 20 : 3 + seed % 13
  }

  private func check(
    _ graph: LayoutGraph, _ plan: CanvasPlan,
    _ state: @escaping (Int) -> LineState = { _ in .living }
  ) throws {
    let graph = plan.hidesFields ? graph.withoutFields : graph
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

  @Test func `Boxes that fit neither side by side nor like a snake are spread over the room`()
    throws
  {
    let graph = SampleHeaps.heldByAnError
    let plan = GraphLayout.plan(graph, in: CanvasSize(width: 82, height: 22))
    #expect(plan.detail == .boxes)
    #expect(plan.fits)
    #expect(faults(of: plan, for: graph) == [])
    try check(graph, plan)
  }

  @Test func `Boxes let go of their fields before they become chips`() throws {
    let graph = LayoutGraph(
      nodes: (0..<12).map {
        SampleHeaps.node(
          "Node#\($0)", rows: [".next", ".prev", ".up"], names: $0 == 0 ? ["head"] : [])
      },
      edges: (0..<11).map { SampleHeaps.strong($0, $0 + 1, row: 0) })
    let plan = GraphLayout.plan(graph, in: CanvasSize(width: 78, height: 11))
    #expect(plan.detail == .boxes)
    #expect(plan.hidesFields)
    #expect(plan.fits)
    #expect(faults(of: plan, for: graph) == [])
    try check(graph, plan)
    #expect(
      !GraphLayout.plan(graph, in: CanvasSize(width: 78, height: 11), detail: .boxes).hidesFields)
  }

  @Test func `Boxes with more cells than the view are not looked for`() {
    let size = CanvasSize(width: 40, height: 10)
    let graph = SampleHeaps.heldByAnError
    let style = LayeredLayout.Style(detail: .boxes)
    #expect(ColumnBalance.columnCounts(graph, style, depth: 5, in: size) == [])
    let wide = CanvasSize(width: 82, height: 22)
    #expect(ColumnBalance.columnCounts(graph, style, depth: 5, in: wide) == [5, 4, 3])
    #expect(GraphLayout.plan(graph, in: size).detail != .boxes)
  }

  @Test(arguments: 0..<500)
  func `A random heap is drawn without faults and can be read back at three sizes`(seed: Int) throws
  {
    let graph = LayoutGraph.random(count: Self.count(seed), seed: seed)
    for (index, size) in Self.views.enumerated() {
      // Each size has its turn of each detail, and of the search for fewer crossings.
      let detail = [CanvasDetail.boxes, .chips, nil, .outline][(seed + index) % 4]
      let plan = GraphLayout.plan(
        graph, in: size, detail: detail,
        patience: .init(
          firstExchanges: 40, exchanges: 200, pictures: (seed + index) % 6 == 0 ? 1 : 0))
      #expect(faults(of: plan, for: graph) == [])
      if plan.detail == .outline {
        try checkOutline(graph, plan)
      } else {
        try check(graph, plan)
      }
    }
  }

  private func checkOutline(
    _ graph: LayoutGraph, _ plan: CanvasPlan,
    _ state: @escaping (Int) -> LineState = { _ in .living }
  ) throws {
    var drawer = PictureDrawer(graph: graph, plan: plan)
    drawer.edgeState = state
    let reader = OutlineReader(grid: drawer.grid(), plan: plan)
    #expect(try reader.readings() == readings(of: graph, state), "\n\(drawer.text())")
  }

  @Test(arguments: 0..<40)
  func `References that live at one step can be read while others are gone`(seed: Int) throws {
    var graph = LayoutGraph.random(count: Self.count(seed), seed: seed)
    for index in graph.edges.indices { graph.edges[index].cohort = index }
    let plan = GraphLayout.plan(
      graph, in: Self.views[seed % 3], detail: .boxes,
      patience: .init(firstExchanges: 200, exchanges: 300, pictures: 2))
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
      (60, .chips, CanvasSize(width: 153, height: 44)),
    ])
  func `Random heaps of the promised sizes fit`(count: Int, detail: CanvasDetail, size: CanvasSize)
  {
    var misses = 0
    for seed in 0..<12 {
      let graph = LayoutGraph.random(count: count, seed: seed)
      let plan = GraphLayout.plan(
        graph, in: size, patience: .init(firstExchanges: 300, exchanges: 0, pictures: 0))
      if !(plan.fits && (plan.detail == .boxes || plan.detail == detail)) {
        misses += 1
      }
    }
    #expect(misses <= (count == 60 ? 1 : 0))
  }

  @Test(arguments: 1..<60)
  func `An outline is drawn without faults and can be read back`(seed: Int) throws {
    let count = seed == 59 ? 300 : seed
    let graph = LayoutGraph.random(count: count, seed: seed)
    let plan = GraphLayout.plan(graph, in: Self.views[seed % 3], detail: .outline)
    #expect(faults(of: plan, for: graph) == [])
    #expect(Set(plan.nodes.map(\.frame.row)).count == count)
    var random = SeededGenerator(seed: seed)
    for chance in [0, 3] {
      let isAbsent = graph.edges.map { _ in Int.random(in: 0..<10, using: &random) < chance }
      try checkOutline(graph, plan) { isAbsent[$0] ? .absent : .living }
    }
  }

  /// The crossings of Graphviz `dot` 2.43 in 24 heaps of each size, counted on its splines; at 40
  /// objects six more a heap are allowed.
  @Test(arguments: [(8, 0), (12, 8), (20, 33), (40, 343 + 24 * 6)])
  func `Lines cross no more often than dot draws them`(count: Int, dot: Int) {
    let size = CanvasSize(width: 10_000, height: 200)
    let crossings = (0..<24).reduce(0) { sum, seed in
      let graph = LayoutGraph.random(count: count, seed: seed)
      return sum
        + GraphLayout.plan(graph, in: size, detail: .boxes).cells { _ in .living }
        .filter { $0.crossed != nil }.count
    }
    #expect(crossings <= dot)
  }

  @Test(arguments: 0..<40)
  func `Forward ranks leave no column empty and nothing left of all that holds it`(seed: Int) {
    let graph = LayoutGraph.random(count: Self.count(seed), seed: seed)
    let layers = LayerAssignment(graph)
    let columns = ForwardRanks(graph, ranks: layers.ranks).columns
    #expect(Set(columns) == Set(0...(columns.max() ?? 0)))
    for node in columns.indices where layers.layers[node] > 0 {
      #expect(graph.edges.contains { $0.target == node && columns[$0.source] < columns[node] })
    }
  }

  @Test(arguments: [[0, 0, 1], [0, 1, 0]])
  func `Two lines from one box cross in no order of their targets`(places: [Int]) {
    let graph = LayoutGraph(
      nodes: (0..<3).map { SampleHeaps.node("N#\($0)") },
      edges: [SampleHeaps.strong(0, 1), SampleHeaps.weak(0, 2)])
    var nets = ChannelNets(
      LayeredModel(graph, LayerAssignment(graph), .init(detail: .boxes), LineChoices()))
    nets.sortAll(places)
    #expect(nets.crossings(0, 1, places) == 0)
  }

  @Test func `A branch too deep for the width goes on at the margin`() {
    let graph = LayoutGraph(
      nodes: (0..<100).map { SampleHeaps.node("N#\($0)", names: $0 == 0 ? ["head"] : []) },
      edges: (0..<99).map { SampleHeaps.strong($0, $0 + 1) })
    let plan = GraphLayout.plan(graph, in: Self.views[0])
    #expect(plan.detail == .outline)
    #expect(plan.size.width <= 78)
    #expect(plan.nodes.filter(\.isContinuation).count == 4)
    #expect(faults(of: plan, for: graph) == [])
  }
}
