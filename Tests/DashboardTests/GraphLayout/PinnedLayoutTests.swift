import Testing

@testable import Dashboard

/// What the user adds later leaves the picture where it was.
@Suite struct PinnedLayoutTests {
  /// A graph, and the same with some objects and references more.
  private func grown(seed: Int) -> (old: LayoutGraph, new: LayoutGraph) {
    let old = LayoutGraph.random(count: 4 + seed % 9, seed: seed)
    var new = old
    var random = SeededGenerator(seed: seed + 1_000)
    for index in 0..<3 {
      let count = new.nodes.count
      new.nodes.append(SampleHeaps.node("New#\(index)", names: index == 0 ? ["new"] : []))
      new.edges.append(.init(from: Int.random(in: 0..<count, using: &random), to: count))
      new.edges.append(
        .init(from: count, to: Int.random(in: 0..<count, using: &random), .weak))
    }
    return (old, new)
  }

  @Test(arguments: 0..<60)
  func `New objects and lines are drawn without faults, and nothing else changes`(
    seed: Int
  ) throws {
    let (old, new) = grown(seed: seed)
    let plan = GraphLayout.plan(
      old, in: CanvasSize(width: 153, height: 44), detail: seed.isMultiple(of: 3) ? .chips : .boxes,
      patience: .init(firstExchanges: 200, exchanges: 0, pictures: 0))
    let result = try #require(PinnedLayout.extend(plan, to: new))
    // One of sixty finds no way for three objects and six lines at once, and is laid out anew.
    #expect(result.missing.isEmpty || seed == 7)
    guard result.missing.isEmpty else { return }
    #expect(faults(of: result.plan, for: new) == [])
    let drawer = PictureDrawer(graph: new, plan: result.plan)
    let tracer = LineTracer(grid: drawer.grid(), frames: result.plan.nodes.map(\.frame))
    let read = try? tracer.readings()
    #expect(read == readings(of: new), "\n\(drawer.text())")
    if result.insertedRows == 0, result.insertedColumns == 0 {
      #expect(Array(result.plan.nodes.prefix(plan.nodes.count)) == plan.nodes)
      #expect(Array(result.plan.routes.prefix(plan.routes.count)) == plan.routes)
    }
  }

  @Test func `A new object stands right of what holds it, a new line goes around boxes`() throws {
    let plan = GraphLayout.plan(SampleHeaps.callback, in: CanvasSize(width: 78, height: 11))
    var graph = SampleHeaps.callback
    graph.nodes.append(SampleHeaps.node("Cache#4", names: ["cache"]))
    graph.edges += [SampleHeaps.strong(2, 3), SampleHeaps.strong(3, 0)]
    let result = try #require(PinnedLayout.extend(plan, to: graph))
    #expect(result.insertedRows == 0 && result.insertedColumns == 0)
    let picture = """
                                      ┌─────────────┐
              ┌───────┐   item ──────▶│ Expensive#1 │
       weak ─▶│ ref#2 │╌╌╌╌╌╌╌╌╌╌╌╌╌╌▷│             │◀╮
              │       │─╮             └─────────────┘ │
              └───────┘ │             ┌─────────────┐ │  ┌─────────────────┐
                        │ on_delete ─▶│ on_delete#3 │─┼─▶│ Cache#4 ‹cache› │
                        ╰────────────▶│             │ ╰──│                 │
                                      └─────────────┘    └─────────────────┘
      """
    #expect(PictureDrawer(graph: graph, plan: result.plan).text() == picture)
  }

  @Test func `Cutting a reference needs no layout, and an outline is laid out as a whole`() throws {
    let plan = GraphLayout.plan(
      SampleHeaps.callback, in: CanvasSize(width: 78, height: 11), detail: .outline)
    #expect(PinnedLayout.extend(plan, to: SampleHeaps.callback) == nil)
    let boxes = GraphLayout.plan(SampleHeaps.callback, in: CanvasSize(width: 78, height: 11))
    #expect(PinnedLayout.extend(boxes, to: SampleHeaps.callback)?.plan == boxes)
  }
}
