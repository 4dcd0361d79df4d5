/// Looks for lines that cross less: an edge that does not lead to the next column may leave and
/// enter its boxes at other sides, an edge may leave its net, and a node may stand further right
/// than it must, which makes lines go one way that came back (the ranks that `dot` gives; Gansner,
/// Koutsofios, North, Vo 1993).
struct LineSearch {
  /// The picture of some choices with columns in an order, nil where it does not fit; with or without
  /// the search for better ports.
  typealias Draw = (LineChoices, [[Int]], _ movesPorts: Bool) -> LayeredLayout.Picture?

  private let graph: LayoutGraph
  private let layers: LayerAssignment
  private let style: LayeredLayout.Style
  private let boxes: BoxMetricsTable
  private var effort: Int
  private var lines = LineChoices()
  private var model: LayeredModel
  private var best: LayerOrdering.Result

  /// The picture of a connected graph with fewer crossings than another one; nil where none was
  /// found. First by the circles of pins, which are quick to compare, then by drawn pictures.
  /// - Parameters:
  ///   - effort: exchanges of neighbours that may be tried in all.
  ///   - draws: how many pictures may be drawn.
  static func picture(
    of graph: LayoutGraph, _ layers: LayerAssignment, _ style: LayeredLayout.Style,
    betterThan crossings: Int, effort: Int, draws: Int,
    draw: Draw
  ) -> LayeredLayout.Picture? {
    var search = LineSearch(graph, layers, style, effort: effort)
    search.chooseStart(draw)
    search.run()
    search.regroup()
    return search.drawn(betterThan: crossings, draws: draws, draw)
  }

  private init(
    _ graph: LayoutGraph, _ layers: LayerAssignment, _ style: LayeredLayout.Style, effort: Int
  ) {
    self.graph = graph
    self.layers = layers
    self.style = style
    boxes = BoxMetricsTable(graph, style)
    model = LayeredModel(graph, layers, style, lines, boxes)
    best = LayerOrdering.order(model, effort: effort / 4)
    self.effort = effort - effort / 4 + best.effort
  }

  /// Starts from the order with the fewest crossings that fits: of columns by distance or of columns
  /// in which few lines go back, with long lines in nets or alone.
  private mutating func chooseStart(_ draw: Draw) {
    let budget = effort / 4
    for choice in starts() where best.crossings > 0 {
      let candidate = LayeredModel(graph, layers, style, choice, boxes)
      let result = LayerOrdering.order(candidate, effort: budget)
      effort -= budget - result.effort
      guard result.crossings < best.crossings, draw(choice, result.columns, false) != nil else {
        continue
      }
      (lines, model, best) = (choice, candidate, result)
    }
  }

  private func starts() -> [LineChoices] {
    var forward = LineChoices()
    if graph.nodes.allSatisfy({ $0.shift == LayoutGraph.Shift() }) {
      let ranks = ForwardRanks(graph, ranks: layers.ranks)
      for (node, column) in ranks.columns.enumerated() where column != layers.layers[node] {
        forward.columns[node] = column
      }
    }
    return [LineChoices(), forward].flatMap { grouped -> [LineChoices] in
      var single = grouped
      let columns = layers.moved(to: grouped.columns).layers
      for (index, edge) in graph.edges.enumerated()
      where abs(columns[edge.target] - columns[edge.source]) != 1 {
        single.alone.insert(index)
      }
      return [grouped, single]
    }
    .filter { $0 != lines }
  }

  /// Puts edges into nets again that can be there without more crossings.
  private mutating func regroup() {
    for edge in lines.alone.sorted() where effort > 0 {
      var choice = lines
      choice.alone.remove(edge)
      let (candidate, result) = outcome(of: choice)
      if result.crossings <= best.crossings { (lines, model, best) = (choice, candidate, result) }
    }
  }

  private mutating func run() {
    var tried: Set<LineChoices> = [lines]
    var hasImproved = true
    while hasImproved, best.crossings > 0, effort > 0 {
      hasImproved = false
      for edge in crossedEdges() where effort > 0 && best.crossings > 0 {
        for choice in alternatives(to: edge) where effort > 0 {
          guard tried.insert(choice).inserted else { continue }
          let (candidate, result) = outcome(of: choice)
          if result.crossings < best.crossings {
            (lines, model, best) = (choice, candidate, result)
            hasImproved = true
          }
        }
      }
    }
  }

  /// Tries choices on the drawn picture, which also knows the rows of boxes and pins.
  private mutating func drawn(
    betterThan crossings: Int, draws: Int, _ draw: Draw
  ) -> LayeredLayout.Picture? {
    var state = Drawing(crossings: crossings, draws: draws)
    attempt(lines, model, best, &state, draw)
    var tried: Set<LineChoices> = [lines]
    var hasImproved = true
    while hasImproved, state.crossings > 0, state.draws > 0 {
      hasImproved = false
      let edges = state.picture?.crossedEdges ?? crossedEdges()
      for edge in edges where state.crossings > 0 {
        for choice in alternatives(to: edge) where state.draws > 0 {
          guard tried.insert(choice).inserted else { continue }
          let (candidate, result) = outcome(of: choice)
          guard result.crossings <= best.crossings + 1 else { continue }
          if attempt(choice, candidate, result, &state, draw) { hasImproved = true }
        }
      }
    }
    return state.picture
  }

  /// The best picture so far, its crossings, and how many more may be drawn.
  private struct Drawing {
    var picture: LayeredLayout.Picture?
    var crossings: Int
    var draws: Int
  }

  @discardableResult
  private mutating func attempt(
    _ choice: LineChoices, _ candidate: LayeredModel, _ result: LayerOrdering.Result,
    _ state: inout Drawing, _ draw: Draw
  ) -> Bool {
    state.draws -= 1
    guard let picture = draw(choice, result.columns, true) else { return false }
    let crossings = picture.crossings
    guard crossings < state.crossings else { return false }
    (state.picture, state.crossings) = (picture, crossings)
    (lines, model, best) = (choice, candidate, result)
    return true
  }

  /// The edges of nets that cross others, those with the most crossings first.
  private func crossedEdges() -> [Int] {
    var edges: [(count: Int, edge: Int)] = []
    for (net, count) in best.crossingsOfNets.enumerated() where count > 0 {
      for unit in model.nets[net].units { edges.append((-count, unit.edge)) }
    }
    return edges.sorted { $0 < $1 }.map(\.edge)
  }

  private func alternatives(to edge: Int) -> [LineChoices] {
    guard let net = model.nets.first(where: { $0.units.contains { $0.edge == edge } }),
      let unit = net.units.first(where: { $0.edge == edge })
    else { return [] }
    var result: [LineChoices] = []
    let source = column(of: graph.edges[edge].source)
    let target = column(of: graph.edges[edge].target)
    if target <= source, graph.edges[edge].source != graph.edges[edge].target,
      unit.back == nil || source == target
    {
      let ways: [(BoxSide, BoxSide)] = [(.left, .right), (.right, .right), (.left, .left)]
      for way in ways where way != (unit.source.side, unit.target.side) {
        var choice = lines
        choice.sides[edge] = LineChoices.Sides(source: way.0, target: way.1)
        if let back = unit.back {
          choice.sides[back] = LineChoices.Sides(source: way.1, target: way.0)
        }
        result.append(choice)
      }
    }
    if net.units.count > 1 || lines.alone.contains(edge) {
      var choice = lines
      if choice.alone.remove(edge) == nil { choice.alone.insert(edge) }
      result.append(choice)
    }
    return result + movesOfEnds(of: edge)
  }

  /// The column in which a node stands, as if nothing were folded.
  private func column(of node: Int) -> Int { lines.columns[node] ?? layers.layers[node] }

  /// Other columns for the ends of an edge. Chosen sides of their edges are forgotten then.
  private func movesOfEnds(of edge: Int) -> [LineChoices] {
    var result: [LineChoices] = []
    for node in [graph.edges[edge].target, graph.edges[edge].source] {
      let column = column(of: node)
      for other in [column + 1, column + 2, column - 1]
      where layers.canMove(node, to: other, in: lines.columns, of: graph) {
        var choice = lines
        choice.columns[node] = other == layers.layers[node] ? nil : other
        choice.sides = choice.sides.filter {
          graph.edges[$0.key].source != node && graph.edges[$0.key].target != node
        }
        result.append(choice)
      }
    }
    return result
  }

  /// The order for other choices, made from the best one.
  private mutating func outcome(
    of choice: LineChoices
  ) -> (LayeredModel, LayerOrdering.Result) {
    let candidate = LayeredModel(graph, layers, style, choice, boxes)
    let (columns, added) = transfer(to: candidate)
    let budget = 2_000
    let result = LayerOrdering.refine(
      candidate, from: columns, moving: added, effort: budget, limit: best.crossings)
    // Making the model costs about as much as so many exchanges.
    effort -= budget - result.effort + 400
    return (candidate, result)
  }

  /// The order of the columns that is best so far, with the passages of another model, and the
  /// items that are new in it.
  private func transfer(to other: LayeredModel) -> (columns: [[Int]], added: [Int]) {
    var passages: [Passage: Int] = [:]
    for item in other.items.indices where other.items[item].node == nil {
      passages[Passage(item, of: other)] = item
    }
    var columns = other.columns.map { _ in [Int]() }
    for (place, column) in best.columns.enumerated() where place < columns.count {
      columns[place] = column.compactMap { item -> Int? in
        if model.items[item].node != nil { return other.items[item].layer == place ? item : nil }
        return passages.removeValue(forKey: Passage(item, of: model))
      }
    }
    let moved = graph.nodes.indices.filter { other.items[$0].layer != model.items[$0].layer }
    let added = moved + passages.values.sorted()
    for item in added { columns[other.items[item].layer].append(item) }
    return (columns, added)
  }

  /// A passage as the models of one graph have it in common.
  private struct Passage: Hashable {
    var edge: Int
    var layer: Int

    init(_ item: Int, of model: LayeredModel) {
      let net = model.nets[model.pins[model.items[item].left[0]].net]
      edge = net.units.map(\.edge).min() ?? 0
      layer = model.items[item].layer
    }
  }
}
