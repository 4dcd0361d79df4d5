import HeapModel
import TerminalFrame

/// Where and how the union graph is drawn in a view: made once for a size and a detail.
struct CanvasPicture: Sendable {
  let union: UnionGraph
  let graph: LayoutGraph
  let plan: CanvasPlan
  var view: Size
  /// The number of the dashboard's union that it shows; 0 where it shows none of these.
  var unionNumber = 0

  init(
    _ union: UnionGraph, heap: MutableHeap, view: Size, detail: CanvasDetail?, glyphs: GlyphSet,
    shifts: [ObjectID: LayoutGraph.Shift] = [:], stop: StopSign = .never
  ) {
    self.union = union
    self.view = view
    var graph = union.layoutGraph(heap: heap, glyphs: glyphs, shifts: shifts)
    graph.stop = stop
    self.graph = graph
    plan =
      union.nodes.isEmpty
      ? CanvasPlan(
        detail: .boxes, isFolded: false, size: CanvasSize(width: 0, height: 0), fits: true,
        nodes: [], routes: [])
      : GraphLayout.plan(
        graph, in: CanvasSize(width: max(1, view.width), height: max(1, view.height)),
        detail: detail)
  }

  /// The picture in the view of another one that fits, with more detail than that; nil where there is
  /// none.
  init?(
    _ union: UnionGraph, heap: MutableHeap, showingMoreThan known: CanvasPicture, glyphs: GlyphSet,
    shifts: [ObjectID: LayoutGraph.Shift] = [:], stop: StopSign = .never
  ) {
    var graph = union.layoutGraph(heap: heap, glyphs: glyphs, shifts: shifts)
    graph.stop = stop
    let size = CanvasSize(width: max(1, known.view.width), height: max(1, known.view.height))
    guard let plan = GraphLayout.plan(graph, in: size, showingMoreThan: known.plan) else {
      return nil
    }
    self.init(union, graph: graph, plan: plan, view: known.view)
  }

  /// A picture whose plan is known.
  init(_ union: UnionGraph, graph: LayoutGraph, plan: CanvasPlan, view: Size) {
    self.union = union
    self.graph = graph
    self.plan = plan
    self.view = view
  }

  /// Whether the view shows a part of the rows, with a bar beside it that stands for all.
  var hasScrollBar: Bool { plan.size.height > view.height && view.height > 2 && view.width > 20 }

  /// The part of an area that shows the picture: all but the bar.
  func content(of area: Rectangle) -> Rectangle { hasScrollBar ? area.inset(right: 1) : area }

  /// Columns that are to be seen: those of the picture and the bar.
  private var shownWidth: Int { plan.size.width + (hasScrollBar ? 1 : 0) }

  /// The cell of the plan in the upper left corner of the view: the picture is centred where it
  /// fits, else it is scrolled by half views so that a node is inside.
  func origin(showing node: Int?) -> CanvasPoint {
    let frame = node.map { plan.nodes[$0].frame }
    return CanvasPoint(
      column: Self.offset(
        content: shownWidth, view: view.width,
        wanted: frame.map { $0.column + $0.width / 2 } ?? 0),
      row: Self.offset(
        content: plan.size.height, view: view.height,
        wanted: frame.map { $0.row + $0.height / 2 } ?? 0))
  }

  /// The corner that a user has panned to, kept within the picture; a picture that fits stays.
  func origin(panned corner: CanvasPoint) -> CanvasPoint {
    func clamped(_ wanted: Int, content: Int, view: Int) -> Int {
      content <= view ? -((view - content) / 2) : max(0, min(content - view, wanted))
    }
    return CanvasPoint(
      column: clamped(corner.column, content: shownWidth, view: view.width),
      row: clamped(corner.row, content: plan.size.height, view: view.height))
  }

  private static func offset(content: Int, view: Int, wanted: Int) -> Int {
    if content <= view { return -((view - content) / 2) }
    let stride = max(1, view / 4)
    let centred = (wanted - view / 2 + stride / 2) / stride * stride
    return max(0, min(content - view, centred))
  }

  /// The node nearest to another one in a direction, nil where there is none.
  func neighbour(
    of node: Int, columns: Int, rows: Int, among isEligible: (Int) -> Bool
  ) -> Int? {
    func centre(_ index: Int) -> (x: Int, y: Int) {
      let frame = plan.nodes[index].frame
      return (frame.column * 2 + frame.width, (frame.row * 2 + frame.height) * 2)
    }
    let here = centre(node)
    var best: (cost: Int, node: Int)?
    for other in plan.nodes.indices where other != node && isEligible(other) {
      let there = centre(other)
      let along = (there.x - here.x) * columns + (there.y - here.y) * rows
      let across = abs((there.x - here.x) * rows) + abs((there.y - here.y) * columns)
      guard along > 0 else { continue }
      let cost = along + across * 3
      if best == nil || cost < (best?.cost ?? 0) { best = (cost, other) }
    }
    return best?.node
  }
}
