extension LayeredModel {
  /// The boxes of a graph in their columns, and the nets between them.
  init(
    _ graph: LayoutGraph, _ layers: LayerAssignment, _ style: LayeredLayout.Style,
    _ lines: LineChoices
  ) {
    let layers = layers.moved(to: lines.columns)
    let places = layers.layers.map { layer -> Int in
      guard let fold = style.fold else { return layer }
      let turn = layer % (2 * fold)
      return turn < fold ? turn : 2 * fold - 1 - turn
    }
    let bands = layers.layers.map { $0 / (style.fold ?? Int.max) }
    let metrics = graph.nodes.indices.map {
      BoxMetrics(
        graph.nodes[$0], style.detail, canDock: places[$0] == 0,
        hasInlineNames: style.hasInlineNames)
    }
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
    self.init(metrics: metrics, places: places, order: order, nets: nets.nets)
    for item in items.indices {
      if let node = items[item].node {
        items[item].height =
          max(metrics[node].rowCount + 1, metrics[node].flags.count) + 2 * metrics[node].border
      }
    }
  }
}
