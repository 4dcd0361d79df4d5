extension LayeredModel {
  /// The boxes of a graph in their columns, and the nets between them.
  init(
    _ graph: LayoutGraph, _ layers: LayerAssignment, _ style: LayeredLayout.Style,
    _ lines: LineChoices, _ boxes: BoxMetricsTable? = nil
  ) {
    let layers = layers.moved(to: lines.columns)
    let places = layers.layers.map { layer -> Int in
      guard let fold = style.fold else { return layer }
      let turn = layer % (2 * fold)
      return turn < fold ? turn : 2 * fold - 1 - turn
    }
    let bands = layers.layers.map { $0 / (style.fold ?? Int.max) }
    let metrics = (boxes ?? BoxMetricsTable(graph, style)).metrics(places: places)
    let nets = LineNets(graph, hasRows: style.detail == .boxes, lines) { edge in
      let from = places[edge.source]
      let to = places[edge.target]
      if from < to { return (.right, .left) }
      if from > to { return (.left, .right) }
      // The snake turns at its left end there.
      let isLeft = from == 0 && bands[edge.source] != bands[edge.target]
      return isLeft ? (.left, .left) : (.right, .right)
    }
    let order = graph.nodes.indices.sorted {
      (bands[$0], layers.ranks[$0]) < (bands[$1], layers.ranks[$1])
    }
    self.init(metrics: metrics, places: places, order: order, nets: nets.nets, stop: graph.stop)
    for item in items.indices {
      if let node = items[item].node { items[item].height = metrics[node].leastHeight }
    }
  }
}

/// The extents of the boxes of a graph, for models that differ in their columns only.
struct BoxMetricsTable {
  private let metrics: [BoxMetrics]
  /// Those of chips whose only name stands before them; empty where there are none.
  private var docked: [BoxMetrics] = []

  init(_ graph: LayoutGraph, _ style: LayeredLayout.Style) {
    metrics = graph.nodes.map {
      BoxMetrics($0, style.detail, canDock: false, hasInlineNames: style.hasInlineNames)
    }
    if style.detail == .chips, graph.nodes.contains(where: { $0.lastingNames.count == 1 }) {
      docked = graph.nodes.map {
        BoxMetrics($0, style.detail, canDock: true, hasInlineNames: style.hasInlineNames)
      }
    }
  }

  /// The extents of the boxes that stand in these columns.
  func metrics(places: [Int]) -> [BoxMetrics] {
    guard !docked.isEmpty else { return metrics }
    return places.indices.map { places[$0] == 0 ? docked[$0] : metrics[$0] }
  }
}
