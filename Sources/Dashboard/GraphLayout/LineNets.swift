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
    let byPort = Dictionary(grouping: pending.filter { $0.source.row != nil }, by: \.source)
    let shared = byPort.filter { $0.value.count > 1 }
    nets += shared.values.sorted { $0[0].edge < $1[0].edge }
    pending.removeAll { shared[$0.source] != nil }
  }

  private mutating func separateLoops() {
    for unit in pending where unit.source.node == unit.target.node { nets.append([unit]) }
    pending.removeAll { $0.source.node == $0.target.node }
  }

  /// Joins opposite edges, those of one kind first.
  private mutating func pairOpposites() {
    struct Way: Hashable {
      var source: Int
      var target: Int
    }
    var forward: [Way: [Int]] = [:]
    for (index, unit) in pending.enumerated() {
      forward[Way(source: unit.source.node, target: unit.target.node), default: []].append(index)
    }
    var partner = Array(repeating: -1, count: pending.count)
    for sameKind in [true, false] {
      for (index, unit) in pending.enumerated() where partner[index] < 0 {
        let way = Way(source: unit.target.node, target: unit.source.node)
        let match = forward[way]?.first { candidate in
          partner[candidate] < 0
            && (kind(pending[candidate]) == kind(unit)) == sameKind
        }
        if let match {
          partner[index] = match
          partner[match] = index
        }
      }
    }
    dissolveCrowds(&partner)
    var remaining: [LineUnit] = []
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
    var pairs: [Int: [Int]] = [:]
    for (index, unit) in pending.enumerated()
    where partner[index] >= 0 && unit.source.row == nil
      && kind(unit) == kind(pending[partner[index]])
    {
      pairs[unit.source.node, default: []].append(index)
    }
    for indices in pairs.values where indices.count >= 3 {
      for index in indices where partner[index] >= 0 {
        partner[partner[index]] = -1
        partner[index] = -1
      }
    }
  }

  private func kind(_ unit: LineUnit) -> LineKind { graph.edges[unit.edge].kind }

  /// What the lines of one star have in common.
  private struct Star: Hashable {
    var hub: LineEnd
    var isHubSource: Bool
    var kind: LineKind
    var backKind: LineKind?
    var cohorts: [Int]
  }

  private func stars(_ unit: LineUnit) -> [Star] {
    let edge = graph.edges[unit.edge]
    let back = unit.back.map { graph.edges[$0] }
    if let back, back.kind == edge.kind { return [] }
    if choices.alone.contains(unit.edge) { return [] }
    return [true, false].map { isHubSource in
      Star(
        hub: isHubSource ? unit.source : unit.target, isHubSource: isHubSource, kind: edge.kind,
        backKind: back?.kind, cohorts: back.map { [edge.cohort, $0.cohort] } ?? [])
    }
  }

  /// Takes the biggest star again and again; what is left are single lines.
  private mutating func formStars() {
    var members: [Star: [Int]] = [:]
    for (index, unit) in pending.enumerated() {
      for star in stars(unit) { members[star, default: []].append(index) }
    }
    var isTaken = Array(repeating: false, count: pending.count)
    var queue = members.filter { $0.value.count > 1 }.map { ($0.value.count, $0.key, $0.value) }
      .sorted { precedes($0, $1) }
    while let (count, star, indices) = queue.first {
      queue.removeFirst()
      let free = indices.filter { !isTaken[$0] }
      if free.count < 2 { continue }
      if free.count < count {
        let entry = (free.count, star, free)
        let place = queue.firstIndex { precedes(entry, $0) } ?? queue.count
        queue.insert(entry, at: place)
        continue
      }
      for index in free { isTaken[index] = true }
      nets.append(free.map { pending[$0] })
    }
    nets += pending.indices.filter { !isTaken[$0] }.map { [pending[$0]] }
    pending = []
  }

  private func precedes(_ first: (Int, Star, [Int]), _ second: (Int, Star, [Int])) -> Bool {
    if first.0 != second.0 { return first.0 > second.0 }
    if first.1.isHubSource != second.1.isHubSource { return first.1.isHubSource }
    return first.2.lexicographicallyPrecedes(second.2)
  }
}
