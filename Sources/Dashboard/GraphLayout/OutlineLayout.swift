/// Lays out a graph as an outline: one row per object, indented under what holds it first, all
/// other references as lines in a gutter at the right.
struct OutlineLayout {
  private let graph: LayoutGraph
  /// The node that each node is indented under; nil for those that begin a branch.
  private var parents: [Int?]
  private var treeEdges: [Int?]
  /// The reference from each node back to its parent that its branch shows.
  private var backEdges: [Int?]
  private var depths: [Int]
  private var continuations: Set<Int> = []
  /// Nodes from top to bottom.
  private var order: [Int] = []

  /// - Parameter width: columns of the view; half of them are for the indentation.
  /// - Complexity: O(n log n) in nodes and edges, times the lanes of the gutter.
  static func plan(_ graph: LayoutGraph, width: Int) -> CanvasPlan {
    var layout = OutlineLayout(graph)
    layout.growTree(maxDepth: max(1, width / 4))
    layout.findBackEdges()
    return layout.plan()
  }

  private init(_ graph: LayoutGraph) {
    self.graph = graph
    parents = Array(repeating: nil, count: graph.nodes.count)
    treeEdges = parents
    backEdges = parents
    depths = Array(repeating: 0, count: graph.nodes.count)
  }

  // MARK: The tree

  /// The breadth-first tree over the columns: each node under the first edge that reaches it from
  /// the column before, a strong one if there is one.
  private mutating func growTree(maxDepth: Int) {
    let assignment = LayerAssignment(graph)
    let layers = assignment.layers
    for kind in [LineKind.strong, .weak] {
      for (index, edge) in graph.edges.enumerated()
      where edge.kind == kind && treeEdges[edge.target] == nil
        && layers[edge.target] == layers[edge.source] + 1
      {
        treeEdges[edge.target] = index
        parents[edge.target] = edge.source
      }
    }
    var children: [[Int]] = Array(repeating: [], count: graph.nodes.count)
    for node in graph.nodes.indices {
      if let parent = parents[node] { children[parent].append(node) }
    }
    var roots = Array(
      graph.nodes.indices.filter { parents[$0] == nil }
        .sorted { assignment.ranks[$0] < assignment.ranks[$1] }
        .reversed())
    while let root = roots.popLast() {
      var stack = [root]
      var deep: [Int] = []
      while let node = stack.popLast() {
        order.append(node)
        for child in children[node].reversed() {
          if depths[node] == maxDepth {
            // Too deep: the branch goes on at the margin, its edge runs in the gutter.
            parents[child] = nil
            treeEdges[child] = nil
            continuations.insert(child)
            deep.append(child)
          } else {
            depths[child] = depths[node] + 1
            stack.append(child)
          }
        }
      }
      roots += deep
    }
  }

  private mutating func findBackEdges() {
    for kind in [LineKind.strong, .weak] {
      for (index, edge) in graph.edges.enumerated()
      where edge.kind == kind && edge.source != edge.target
        && parents[edge.source] == edge.target && backEdges[edge.source] == nil
      {
        backEdges[edge.source] = index
      }
    }
  }

  /// Columns of one step of the indentation. A branch with a reference back needs room for a head
  /// at each end.
  private var step: Int { backEdges.contains { $0 != nil } ? 3 : 2 }

  // MARK: The gutter

  /// Lines of one kind to one object; they share a lane.
  private struct GutterNet {
    var target: Int
    var edges: [Int]
    /// The row of the head, and of each source.
    var headRow = 0
    var sourceRows: [Int: Int] = [:]
    var lane = 0

    var span: ClosedRange<Int> {
      let rows = sourceRows.values
      return min(headRow, rows.min() ?? headRow)...max(headRow, rows.max() ?? headRow)
    }
  }

  private func gutterNets() -> [GutterNet] {
    struct Key: Hashable {
      var target: Int
      var kind: LineKind
    }
    var edges: [Key: [Int]] = [:]
    for (index, edge) in graph.edges.enumerated() where !isInTree(index) {
      edges[Key(target: edge.target, kind: edge.kind), default: []].append(index)
    }
    return edges.values.sorted { $0[0] < $1[0] }
      .map { GutterNet(target: graph.edges[$0[0]].target, edges: $0) }
  }

  /// Whether an edge is a connector of the tree, or leads back along one.
  private func isInTree(_ index: Int) -> Bool {
    let edge = graph.edges[index]
    return treeEdges[edge.target] == index || backEdges[edge.source] == index
  }

  /// Gives every line of the gutter a row of its own at each of its ends. Returns the first row
  /// of each node and the number of rows.
  private func placeRows(_ nets: inout [GutterNet]) -> (rows: [Int], height: Int) {
    var ins: [[Int]] = Array(repeating: [], count: graph.nodes.count)
    var outs = ins
    for (index, net) in nets.enumerated() {
      ins[net.target].append(index)
      var sources: Set<Int> = []
      for edge in net.edges where sources.insert(graph.edges[edge].source).inserted {
        outs[graph.edges[edge].source].append(index)
      }
    }
    var rows = Array(repeating: 0, count: graph.nodes.count)
    var row = 0
    for node in order {
      rows[node] = row
      for net in ins[node] {
        nets[net].headRow = row
        row += 1
      }
      for net in outs[node] {
        nets[net].sourceRows[node] = row
        row += 1
      }
      row = max(row, rows[node] + 1)
    }
    return (rows, row)
  }

  /// Interval colouring: each net takes the first lane that is free where it begins.
  private func assignLanes(_ nets: inout [GutterNet]) -> Int {
    let byStart = nets.indices.sorted { first, second in
      let a = nets[first].span
      let b = nets[second].span
      return (a.lowerBound, a.count, first) < (b.lowerBound, b.count, second)
    }
    var ends: [Int] = []
    for index in byStart {
      let span = nets[index].span
      if let lane = ends.firstIndex(where: { $0 < span.lowerBound }) {
        nets[index].lane = lane
        ends[lane] = span.upperBound
      } else {
        nets[index].lane = ends.count
        ends.append(span.upperBound)
      }
    }
    return ends.count
  }

  // MARK: The plan

  private func plan() -> CanvasPlan {
    var nets = gutterNets()
    let (rows, height) = placeRows(&nets)
    let lanes = assignLanes(&nets)
    let step = step
    let nodes = graph.nodes.indices.map { node(at: $0, row: rows[$0], step: step) }
    let textEnd = nodes.map { $0.frame.columns.upperBound }.max() ?? 0
    let gutter = textEnd + 3
    var routes = graph.edges.map {
      CanvasPlan.Route(net: 0, kind: $0.kind, points: [], head: nil)
    }
    for index in graph.edges.indices where isInTree(index) {
      routes[index] = connector(index, nodes)
    }
    for (index, net) in nets.enumerated() {
      for edge in net.edges {
        let source = graph.edges[edge].source
        let sourceRow = net.sourceRows[source] ?? 0
        let lane = gutter + 2 * net.lane
        let head = CanvasPoint(
          column: lineStart(nodes[net.target], net.headRow), row: net.headRow)
        routes[edge].net = graph.nodes.count + index
        routes[edge].points = [
          CanvasPoint(column: lineStart(nodes[source], sourceRow), row: sourceRow),
          CanvasPoint(column: lane, row: sourceRow), CanvasPoint(column: lane, row: net.headRow),
          head,
        ]
        routes[edge].firstTouch = .left
        routes[edge].lastTouch = .left
        routes[edge].head = CanvasPlan.Head(point: head, direction: .left)
      }
    }
    let width = lanes == 0 ? textEnd : gutter + 2 * lanes - 1
    return CanvasPlan(
      detail: .outline, isFolded: false, size: CanvasSize(width: width, height: height),
      fits: false, nodes: nodes, routes: routes)
  }

  private func node(at index: Int, row: Int, step: Int) -> CanvasPlan.Node {
    let node = graph.nodes[index]
    let metrics = BoxMetrics(node, .outline, canDock: false)
    let isContinuation = continuations.contains(index)
    let indent = 1 + step * depths[index]
    // The cell before the title is for the letter of its state, or the mark of the selection.
    let lead = isContinuation ? 2 : 1
    let title = CanvasPoint(column: indent + lead, row: row)
    return CanvasPlan.Node(
      frame: CanvasRect(
        column: indent, row: row, width: metrics.width - 2 + lead, height: 1),
      title: title, titleWidth: metrics.titleWidth, rows: [], rowWidth: 0, flags: [],
      inlineNames: metrics.inlineNames, hiddenNames: metrics.hiddenNames,
      isContinuation: isContinuation)
  }

  /// Where a line of the gutter begins: after the title, or at its end in the rows below it.
  private func lineStart(_ node: CanvasPlan.Node, _ row: Int) -> Int {
    row == node.frame.row ? node.frame.columns.upperBound + 1 : node.frame.column + 2
  }

  /// A branch of the tree: without heads it leads to the child. Where there can be a reference
  /// back, both have a head.
  private func connector(_ index: Int, _ nodes: [CanvasPlan.Node]) -> CanvasPlan.Route {
    let edge = graph.edges[index]
    let isBack = backEdges[edge.source] == index
    let parent = isBack ? edge.target : edge.source
    let child = isBack ? edge.source : edge.target
    let trunk = nodes[parent].frame.column
    let row = nodes[child].frame.row
    let end = CanvasPoint(column: nodes[child].frame.column - 1, row: row)
    var head: CanvasPlan.Head?
    if isBack {
      head = CanvasPlan.Head(point: CanvasPoint(column: trunk + 1, row: row), direction: .left)
    } else if backEdges[child] != nil {
      head = CanvasPlan.Head(point: end, direction: .right)
    }
    return CanvasPlan.Route(
      net: parent, kind: edge.kind,
      points: [
        CanvasPoint(column: trunk, row: nodes[parent].frame.row + 1),
        CanvasPoint(column: trunk, row: row), end,
      ],
      firstTouch: .up, lastTouch: .right, head: head)
  }
}
