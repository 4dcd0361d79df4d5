/// The connected parts of a graph, each a graph of its own.
struct GraphComponents {
  struct Part {
    var graph: LayoutGraph
    /// The nodes and edges of the whole graph that the part's stand for.
    var nodes: [Int]
    var edges: [Int]
    var layers: LayerAssignment
  }

  private(set) var parts: [Part] = []

  /// Columns of the deepest part.
  var depth: Int { parts.map { ($0.layers.layers.max() ?? 0) + 1 }.max() ?? 0 }

  /// Parts in the order of their oldest objects.
  init(_ graph: LayoutGraph) {
    var leader = Array(graph.nodes.indices)
    func find(_ node: Int) -> Int {
      var node = node
      while leader[node] != node {
        leader[node] = leader[leader[node]]
        node = leader[node]
      }
      return node
    }
    for edge in graph.edges {
      let first = find(edge.source)
      let second = find(edge.target)
      leader[max(first, second)] = min(first, second)
    }
    var partOf: [Int: Int] = [:]
    var members: [[Int]] = []
    var local = Array(repeating: 0, count: graph.nodes.count)
    for node in graph.nodes.indices {
      let part = partOf[find(node)] ?? members.count
      if part == members.count {
        partOf[find(node)] = part
        members.append([])
      }
      local[node] = members[part].count
      members[part].append(node)
    }
    var edges: [[Int]] = Array(repeating: [], count: members.count)
    for (index, edge) in graph.edges.enumerated() {
      if let part = partOf[find(edge.source)] { edges[part].append(index) }
    }
    parts = zip(members, edges).map { nodes, edges in
      let part = LayoutGraph(
        nodes: nodes.map { graph.nodes[$0] },
        edges: edges.map { index in
          var edge = graph.edges[index]
          edge.source = local[edge.source]
          edge.target = local[edge.target]
          return edge
        }, stop: graph.stop)
      return Part(graph: part, nodes: nodes, edges: edges, layers: LayerAssignment(part))
    }
  }

  /// The same parts with other columns, one assignment a part.
  func with(_ layers: [LayerAssignment]) -> GraphComponents {
    var result = self
    for index in parts.indices { result.parts[index].layers = layers[index] }
    return result
  }

  /// One plan of all parts: stacked top down, and in a further stack to the right where the
  /// height ends.
  func pack(
    _ pictures: [LayeredLayout.Picture], of graph: LayoutGraph, height: Int, gap: Int,
    _ style: LayeredLayout.Style
  ) -> CanvasPlan {
    var stacks: [[(picture: Int, row: Int)]] = [[]]
    var row = 0
    for (index, picture) in pictures.enumerated() {
      if row > 0, row + picture.size.height > height {
        stacks.append([])
        row = 0
      }
      stacks[stacks.count - 1].append((index, row))
      row += picture.size.height + gap
    }
    var nodes: [(Int, CanvasPlan.Node)] = []
    var routes: [(Int, CanvasPlan.Route)] = []
    var size = CanvasSize(width: 0, height: 0)
    var netCount = 0
    for stack in stacks {
      let start = size.width > 0 ? size.width + 2 : 0
      let anchor = stack.map { pictures[$0.picture].anchor }.max() ?? 0
      for (index, row) in stack {
        let picture = pictures[index]
        let shift = CanvasPoint(column: start + anchor - picture.anchor, row: row)
        nodes += zip(parts[index].nodes, picture.nodes).map { ($0, $1.moved(by: shift)) }
        routes += zip(parts[index].edges, picture.routes).map {
          ($0, $1.moved(by: shift, netsFrom: netCount))
        }
        netCount += picture.netCount
        size.width = max(size.width, shift.column + picture.size.width)
        size.height = max(size.height, row + picture.size.height)
      }
    }
    return CanvasPlan(
      detail: style.detail, isFolded: style.fold != nil, size: size, fits: false,
      nodes: nodes.sorted { $0.0 < $1.0 }.map(\.1),
      routes: routes.sorted { $0.0 < $1.0 }.map(\.1))
  }
}

extension CanvasPoint {
  fileprivate func moved(by shift: CanvasPoint) -> CanvasPoint {
    CanvasPoint(column: column + shift.column, row: row + shift.row)
  }
}

extension CanvasPlan.Node {
  fileprivate func moved(by shift: CanvasPoint) -> Self {
    var node = self
    node.frame.column += shift.column
    node.frame.row += shift.row
    node.title = title.moved(by: shift)
    node.rows = rows.map { $0.moved(by: shift) }
    for index in flags.indices {
      node.flags[index].text = flags[index].text.moved(by: shift)
      node.flags[index].lineStart += shift.column
      node.flags[index].head += shift.column
    }
    return node
  }
}

extension CanvasPlan.Route {
  fileprivate func moved(by shift: CanvasPoint, netsFrom first: Int) -> Self {
    var route = self
    route.net += first
    route.points = points.map { $0.moved(by: shift) }
    route.head = head.map {
      CanvasPlan.Head(point: $0.point.moved(by: shift), direction: $0.direction)
    }
    return route
  }
}
