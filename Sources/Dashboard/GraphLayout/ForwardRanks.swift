/// Columns in which as few references as can be go back, and lines are short (the ranks of
/// Gansner, Koutsofios, North, Vo 1993, by moving single nodes): what is held stands right of its
/// holders, but for references that close a cycle.
struct ForwardRanks {
  /// The column of each node, from 0; none is empty.
  private(set) var columns: [Int]
  /// Edges without cycles, each from left to right.
  private var outward: [[Int]]
  private var inward: [[Int]]
  /// The nodes, each after all that lead to it.
  private var order: [Int] = []

  /// - Parameter ranks: the order in which nodes are visited; roots come before what they hold.
  /// - Complexity: O(nodes + edges).
  init(_ graph: LayoutGraph, ranks: [Int]) {
    columns = Array(repeating: 0, count: graph.nodes.count)
    outward = Array(repeating: [], count: graph.nodes.count)
    inward = outward
    orient(graph, ranks)
    for node in order {
      columns[node] = inward[node].reduce(0) { max($0, columns[$1] + 1) }
    }
    for _ in 0..<8 {
      if !tighten() { break }
    }
    let used = Set(columns).sorted()
    var places: [Int: Int] = [:]
    for (place, column) in used.enumerated() { places[column] = place }
    columns = columns.map { places[$0] ?? 0 }
  }

  /// Turns the edges round that lead back to where a walk in depth came from.
  private mutating func orient(_ graph: LayoutGraph, _ ranks: [Int]) {
    var targets = outward
    for edge in graph.edges where edge.source != edge.target {
      targets[edge.source].append(edge.target)
    }
    enum State { case new, open, done }
    var states = [State](repeating: .new, count: graph.nodes.count)
    for start in graph.nodes.indices.sorted(by: { ranks[$0] < ranks[$1] })
    where states[start] == .new {
      states[start] = .open
      var stack = [(node: start, next: 0)]
      while let (node, next) = stack.last {
        if next == targets[node].count {
          states[node] = .done
          order.append(node)
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let target = targets[node][next]
        let isBack = states[target] == .open
        outward[isBack ? target : node].append(isBack ? node : target)
        inward[isBack ? node : target].append(isBack ? target : node)
        if states[target] == .new {
          states[target] = .open
          stack.append((target, 0))
        }
      }
    }
    order.reverse()
  }

  /// Moves each node to the side to which more of its lines lead. Returns whether one moved.
  private mutating func tighten() -> Bool {
    var hasMoved = false
    for node in order.reversed() + order {
      let first = inward[node].map { columns[$0] + 1 }.max()
      let last = outward[node].map { columns[$0] - 1 }.min()
      let wanted =
        inward[node].count == outward[node].count
        ? nil : inward[node].count > outward[node].count ? first : last
      guard let wanted, wanted != columns[node] else { continue }
      columns[node] = wanted
      hasMoved = true
    }
    return hasMoved
  }
}
