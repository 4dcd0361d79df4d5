/// The columns of a graph: how far each object is from what keeps it alive.
struct LayerAssignment: Equatable {
  /// The column of each node, from 0.
  var layers: [Int]
  /// Depth-first number of each node, from the roots in order of creation.
  var ranks: [Int]

  /// - Complexity: O(nodes + edges), but for the choice of a root within each cycle of roots.
  init(_ graph: LayoutGraph) {
    let adjacency = Adjacency(graph)
    let roots = Self.roots(of: graph, adjacency)
    layers = Self.distances(from: roots, adjacency)
    ranks = Self.depthFirstRanks(from: roots, adjacency)
    shift(graph)
  }

  /// Moves the nodes that the user wants elsewhere; no column is left empty.
  private mutating func shift(_ graph: LayoutGraph) {
    guard graph.nodes.contains(where: { $0.shift.columns != 0 }) else { return }
    for (index, node) in graph.nodes.enumerated() { layers[index] += node.shift.columns }
    let used = Set(layers).sorted()
    var places: [Int: Int] = [:]
    for (place, layer) in used.enumerated() { places[layer] = place }
    layers = layers.map { places[$0] ?? 0 }
  }

  /// The columns after nodes have moved to others.
  func moved(to columns: [Int: Int]) -> LayerAssignment {
    guard !columns.isEmpty else { return self }
    var result = self
    for (node, column) in columns { result.layers[node] = column }
    return result
  }

  /// Whether a node may stand in another column: still everything but the roots stands right of
  /// something that refers to it, and no column runs empty. O(nodes + edges).
  func canMove(_ node: Int, to column: Int, in columns: [Int: Int], of graph: LayoutGraph) -> Bool {
    guard column >= 0, graph.nodes[node].shift == LayoutGraph.Shift() else { return false }
    var places = moved(to: columns).layers
    places[node] = column
    guard Set(places).count == (places.max() ?? 0) + 1 else { return false }
    var isHeld = layers.map { $0 == 0 }
    for edge in graph.edges where places[edge.source] < places[edge.target] {
      isHeld[edge.target] = true
    }
    return isHeld.allSatisfy { $0 }
  }

  /// Out- and in-neighbours by kind, in the order of the edges.
  struct Adjacency {
    var strong: [[Int]]
    var weak: [[Int]]
    var all: [[Int]]
    var reversed: [[Int]]

    init(_ graph: LayoutGraph) {
      strong = Array(repeating: [], count: graph.nodes.count)
      weak = strong
      all = strong
      reversed = strong
      for edge in graph.edges {
        if edge.kind == .strong {
          strong[edge.source].append(edge.target)
        } else {
          weak[edge.source].append(edge.target)
        }
        all[edge.source].append(edge.target)
        reversed[edge.target].append(edge.source)
      }
    }

    var count: Int { strong.count }
  }

  /// One node of each set of objects that reach each other and that no others reach: a named
  /// one if there is one, and of those the one that holds the most.
  private static func roots(of graph: LayoutGraph, _ adjacency: Adjacency) -> [Int] {
    let finished = finishingOrder(adjacency)
    let isNamed = graph.nodes.map { !$0.names.isEmpty }
    var isReached = Array(repeating: false, count: adjacency.count)
    var roots: [Int] = []
    var walk = Walk(count: adjacency.count)
    // The last to finish is in a set that no unreached node outside it reaches.
    for candidate in finished.reversed() where !isReached[candidate] {
      let component = walk.reach(from: candidate) { adjacency.reversed[$0] }
      let named = component.filter { isNamed[$0] }.sorted().prefix(16)
      // How many objects each of them keeps alive before another name does.
      let held = named.map { node in
        let count =
          walk.reach(from: node) { $0 == node || !isNamed[$0] ? adjacency.strong[$0] : [] }.count
        return (node: node, count: count)
      }
      let root =
        held.max { ($0.count, $1.node) < ($1.count, $0.node) }?.node ?? component.min() ?? candidate
      roots.append(root)
      for node in walk.reach(from: root, { adjacency.all[$0] }) {
        isReached[node] = true
      }
    }
    return roots.sorted()
  }

  /// Walks in breadth from one node after the other; each walk costs only what it reaches.
  private struct Walk {
    /// The number of the last walk that has come to each node.
    private var visits: [Int]
    private var number = 0

    init(count: Int) { visits = Array(repeating: 0, count: count) }

    mutating func reach(from start: Int, _ next: (Int) -> [Int]) -> [Int] {
      number += 1
      visits[start] = number
      var queue = [start]
      var head = 0
      while head < queue.count {
        for node in next(queue[head]) where visits[node] != number {
          visits[node] = number
          queue.append(node)
        }
        head += 1
      }
      return queue
    }
  }

  private static func finishingOrder(_ adjacency: Adjacency) -> [Int] {
    var order: [Int] = []
    var isSeen = Array(repeating: false, count: adjacency.count)
    for start in 0..<adjacency.count where !isSeen[start] {
      isSeen[start] = true
      var stack = [(node: start, next: 0)]
      while let top = stack.last {
        let targets = adjacency.all[top.node]
        if top.next == targets.count {
          order.append(top.node)
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let node = targets[top.next]
        if !isSeen[node] {
          isSeen[node] = true
          stack.append((node, 0))
        }
      }
    }
    return order
  }

  /// Shortest strong distances; what only weak edges reach stands one right of its holder.
  private static func distances(from roots: [Int], _ adjacency: Adjacency) -> [Int] {
    var layers = Array(repeating: -1, count: adjacency.count)
    var frontier = roots
    for root in roots { layers[root] = 0 }
    while !frontier.isEmpty {
      var head = 0
      while head < frontier.count {
        let node = frontier[head]
        for target in adjacency.strong[node] where layers[target] < 0 {
          layers[target] = layers[node] + 1
          frontier.append(target)
        }
        head += 1
      }
      frontier = []
      let placed = layers
      for node in 0..<adjacency.count where placed[node] >= 0 {
        for target in adjacency.weak[node] where placed[target] < 0 {
          if layers[target] < 0 { frontier.append(target) }
          let layer = placed[node] + 1
          layers[target] = layers[target] < 0 ? layer : min(layers[target], layer)
        }
      }
      frontier.sort { (layers[$0], $0) < (layers[$1], $1) }
    }
    return layers
  }

  private static func depthFirstRanks(from roots: [Int], _ adjacency: Adjacency) -> [Int] {
    var ranks = Array(repeating: -1, count: adjacency.count)
    var next = 0
    for root in roots where ranks[root] < 0 {
      var stack = [root]
      while let node = stack.popLast() {
        guard ranks[node] < 0 else { continue }
        ranks[node] = next
        next += 1
        stack.append(contentsOf: adjacency.all[node].reversed())
      }
    }
    return ranks
  }
}
