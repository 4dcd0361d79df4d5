/// The side of a box.
enum BoxSide: Hashable {
  case left, right
}

/// Where a line meets a box: on a side, and at a field if it belongs to one.
struct LineEnd: Hashable {
  var node: Int
  var side: BoxSide
  var row: Int?
}

/// A line between two boxes: one edge, or two opposite ones with a head at each end.
struct LineUnit: Equatable {
  var edge: Int
  var back: Int?
  var source: LineEnd
  var target: LineEnd
}

/// What is chosen for single edges and nodes to save crossings.
struct LineChoices: Hashable {
  struct Sides: Hashable {
    var source: BoxSide
    var target: BoxSide
  }

  /// The sides of edges that do not take the shortest way.
  var sides: [Int: Sides] = [:]
  /// Edges that share no net.
  var alone: Set<Int> = []
  /// The columns of nodes that stand further right than they must.
  var columns: [Int: Int] = [:]
}

/// Groups edges into nets. A net is a star, fan-out or fan-in but never both, so that its joins
/// can be read in one way only.
struct LineNets {
  /// The lines of each net.
  private(set) var nets: [[LineUnit]] = []
  private let graph: LayoutGraph
  private let choices: LineChoices
  private var pending: [LineUnit] = []

  /// - Parameter sides: the sides at which an edge leaves its source and enters its target.
  init(
    _ graph: LayoutGraph, hasRows: Bool, _ choices: LineChoices = LineChoices(),
    sides: (LayoutGraph.Edge) -> (BoxSide, BoxSide)
  ) {
    self.graph = graph
    self.choices = choices
    let units = graph.edges.enumerated().map { index, edge in
      let (out, into) = choices.sides[index].map { ($0.source, $0.target) } ?? sides(edge)
      return LineUnit(
        edge: index,
        source: LineEnd(node: edge.source, side: out, row: hasRows ? edge.sourceRow : nil),
        target: LineEnd(node: edge.target, side: into))
    }
    pending = units
    joinFieldEdges()
    separateLoops()
    pairOpposites()
    formStars()
  }

  /// Edges that one field holds at different times leave it by the same port.
  private mutating func joinFieldEdges() {
    let leaving = pendingByNode { $0.source.node }
    // The first edge of each port, and how many share it.
    var first = Array(pending.indices)
    var counts = Array(repeating: 1, count: pending.count)
    for (index, unit) in pending.enumerated() where unit.source.row != nil {
      for other in leaving.range(unit.source.node) {
        let earlier = leaving.values[other]
        if earlier >= index { break }
        if pending[earlier].source == unit.source {
          first[index] = earlier
          counts[earlier] += 1
          break
        }
      }
    }
    guard counts.contains(where: { $0 > 1 }) else { return }
    for index in pending.indices where counts[index] > 1 {
      nets.append(pending.indices.filter { first[$0] == index }.map { pending[$0] })
    }
    pending = pending.indices.filter { counts[first[$0]] == 1 }.map { pending[$0] }
  }

  /// The indices of the pending lines at each node.
  private func pendingByNode(_ node: (LineUnit) -> Int) -> FlatRows<Int> {
    FlatRows(count: graph.nodes.count, pending.enumerated().map { (node($1), $0) })
  }

  private mutating func separateLoops() {
    for unit in pending where unit.source.node == unit.target.node { nets.append([unit]) }
    pending.removeAll { $0.source.node == $0.target.node }
  }

  /// Joins opposite edges, those of one kind first.
  private mutating func pairOpposites() {
    let leaving = pendingByNode { $0.source.node }
    var partner = Array(repeating: -1, count: pending.count)
    for sameKind in [true, false] {
      for (index, unit) in pending.enumerated() where partner[index] < 0 {
        for other in leaving.range(unit.target.node) {
          let match = leaving.values[other]
          if partner[match] < 0, pending[match].target.node == unit.source.node,
            (kind(pending[match]) == kind(unit)) == sameKind
          {
            partner[index] = match
            partner[match] = index
            break
          }
        }
      }
    }
    dissolveCrowds(&partner)
    var remaining: [LineUnit] = []
    remaining.reserveCapacity(pending.count)
    for (index, unit) in pending.enumerated() {
      if partner[index] < 0 {
        remaining.append(unit)
      } else if index < partner[index] {
        let back = pending[partner[index]]
        remaining.append(
          LineUnit(edge: unit.edge, back: back.edge, source: unit.source, target: back.source))
      }
    }
    pending = remaining
  }

  /// Three and more pairs of one kind at one box would need a port each, since they cannot share
  /// heads; one fan-out and one fan-in need two.
  private func dissolveCrowds(_ partner: inout [Int]) {
    let paired = pending.indices.filter { index in
      partner[index] >= 0 && pending[index].source.row == nil
        && kind(pending[index]) == kind(pending[partner[index]])
    }
    var counts = Array(repeating: 0, count: graph.nodes.count)
    for index in paired { counts[pending[index].source.node] += 1 }
    for index in paired where counts[pending[index].source.node] >= 3 && partner[index] >= 0 {
      partner[partner[index]] = -1
      partner[index] = -1
    }
  }

  private func kind(_ unit: LineUnit) -> LineKind { graph.edges[unit.edge].kind }

  /// Lines with a common end that may share a net.
  private struct Star {
    var hub: LineEnd
    var isHubSource: Bool
    var kind: LineKind
    /// Of the opposite edges; nil where there are none.
    var backKind: LineKind?
    var cohort = 0
    var backCohort = 0
    /// Indices of the pending lines.
    var lines: [Int] = []

    func isLike(_ other: Star) -> Bool {
      hub == other.hub && isHubSource == other.isHubSource && kind == other.kind
        && backKind == other.backKind && cohort == other.cohort && backCohort == other.backCohort
    }
  }

  /// All stars, and that of each end of each pending line.
  private func stars() -> [Star] {
    var stars: [Star] = []
    // The stars at each node, the newest first.
    var newest = Array(repeating: -1, count: graph.nodes.count)
    var before: [Int] = []
    for (index, unit) in pending.enumerated() {
      let edge = graph.edges[unit.edge]
      let back = unit.back.map { graph.edges[$0] }
      if let back, back.kind == edge.kind { continue }
      if choices.alone.contains(unit.edge) { continue }
      for isHubSource in [true, false] {
        var star = Star(
          hub: isHubSource ? unit.source : unit.target, isHubSource: isHubSource, kind: edge.kind)
        if let back {
          (star.backKind, star.cohort, star.backCohort) = (back.kind, edge.cohort, back.cohort)
        }
        var place = newest[star.hub.node]
        while place >= 0, !stars[place].isLike(star) { place = before[place] }
        if place < 0 {
          place = stars.count
          before.append(newest[star.hub.node])
          newest[star.hub.node] = place
          stars.append(star)
        }
        stars[place].lines.append(index)
      }
    }
    return stars
  }

  /// Takes the biggest star again and again; what is left are single lines.
  private mutating func formStars() {
    var isTaken = Array(repeating: false, count: pending.count)
    var queue = stars().filter { $0.lines.count > 1 }
    // The next one is the last.
    queue.sort { precedes($1, $0) }
    while var star = queue.popLast() {
      let count = star.lines.count
      star.lines.removeAll { isTaken[$0] }
      if star.lines.count < 2 { continue }
      if star.lines.count < count {
        let place = queue.lastIndex { precedes(star, $0) } ?? -1
        queue.insert(star, at: place + 1)
        continue
      }
      for index in star.lines { isTaken[index] = true }
      nets.append(star.lines.map { pending[$0] })
    }
    nets += pending.indices.filter { !isTaken[$0] }.map { [pending[$0]] }
    pending = []
  }

  private func precedes(_ first: Star, _ second: Star) -> Bool {
    if first.lines.count != second.lines.count { return first.lines.count > second.lines.count }
    if first.isHubSource != second.isHubSource { return first.isHubSource }
    return first.lines.lexicographicallyPrecedes(second.lines)
  }
}
