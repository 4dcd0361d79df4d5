/// Routes the nets of one channel: a vertical trunk for each net that bends, in a track of its
/// own, so that lines of two nets only cross.
///
/// A net with a pin at the left of a row keeps its trunk left of the net with a pin at the right
/// of that row. Where such constraints form a circle, a net gets two trunks and a jog between
/// them in a row without pins. The channel is as wide as its tracks, so routing cannot fail.
struct ChannelRouter {
  /// A net to be routed: the rows of its pins at the channel's left and right.
  struct Wire {
    var net: Int
    var left: [Int]
    var right: [Int]

    /// Whether the net passes without a bend.
    var isStraight: Bool { left.count == 1 && left == right }
  }

  /// The trunk of a net, or its two trunks and the row between them.
  struct Trunk: Equatable {
    var left: Int
    var right: Int
    var jog: Int?
  }

  /// The trunk of each net that bends.
  private(set) var trunks: [Int: Trunk] = [:]
  private(set) var trackCount = 0
  private var strands: [Strand]
  private var straightRows: [Int]
  private var tracks: [Int] = []
  private var usedRows: Set<Int>

  /// A vertical piece of a net.
  private struct Strand {
    var net: Int
    var left: [Int]
    var right: [Int]
    var span: ClosedRange<Int>
    /// The row that joins it to the other trunk of its net.
    var jog: Int?
    var isLeftPart = false

    init(_ wire: Wire) {
      net = wire.net
      left = wire.left
      right = wire.right
      let rows = left + right
      span = (rows.min() ?? 0)...(rows.max() ?? 0)
    }
  }

  /// - Complexity: cubic in the nets of the channel.
  init(_ wires: [Wire]) {
    usedRows = Set(wires.flatMap { $0.left + $0.right })
    strands = wires.filter { !$0.isStraight }.map { Strand($0) }
    straightRows = wires.filter(\.isStraight).map { $0.left[0] }
    while let cycle = findCycle() { split(cycle) }
    assignTracks(order())
  }

  // MARK: Quality

  /// Cells in which one net passes under another one. O(trunks × pins).
  var crossings: Int {
    var count = 0
    for (index, strand) in strands.enumerated() {
      let span = strand.span
      for row in straightRows where span.contains(row) { count += 1 }
      for (other, across) in strands.enumerated() where across.net != strand.net {
        if tracks[other] > tracks[index] {
          for row in across.left where span.contains(row) { count += 1 }
        }
        if tracks[other] < tracks[index] {
          for row in across.right where span.contains(row) { count += 1 }
        }
        if let jog = across.jog, across.isLeftPart, let trunk = trunks[across.net],
          trunk.left < tracks[index], tracks[index] < trunk.right, span.contains(jog)
        {
          count += 1
        }
      }
    }
    return count
  }

  /// What a reader pays: crossings most, then bends, then the length of the trunks.
  var cost: Int {
    crossings * 256 + strands.count * 24 + trackCount * 8
      + strands.reduce(0) { $0 + $1.span.count }
  }

  // MARK: Constraints

  /// For each strand, those that must stand right of it.
  private func successors() -> [[Int]] {
    var rightOwner: [Int: Int] = [:]
    for (index, strand) in strands.enumerated() {
      for row in strand.right { rightOwner[row] = index }
    }
    return strands.enumerated().map { index, strand in
      var result = Set(strand.left.compactMap { rightOwner[$0] }.filter { $0 != index })
      if strand.isLeftPart {
        for (other, part) in strands.enumerated()
        where part.net == strand.net && !part.isLeftPart { result.insert(other) }
      }
      return result.sorted()
    }
  }

  /// The strands of a circle of constraints.
  private func findCycle() -> [Int]? {
    let next = successors()
    var state = Array(repeating: 0, count: strands.count)
    for start in strands.indices where state[start] == 0 {
      var path = [(strand: start, edge: 0)]
      state[start] = 1
      while let top = path.last {
        if top.edge == next[top.strand].count {
          state[top.strand] = 2
          path.removeLast()
          continue
        }
        path[path.count - 1].edge += 1
        let target = next[top.strand][top.edge]
        if state[target] == 1 {
          let first = path.firstIndex { $0.strand == target } ?? 0
          return path[first...].map(\.strand)
        }
        if state[target] == 0 {
          state[target] = 1
          path.append((target, 0))
        }
      }
    }
    return nil
  }

  /// Breaks a circle where that costs the fewest crossings.
  private mutating func split(_ cycle: [Int]) {
    func pinCount(_ index: Int) -> Int { strands[index].left.count + strands[index].right.count }
    let candidates = cycle.sorted { (pinCount($0), $0) < (pinCount($1), $1) }.prefix(4)
    var best: (cost: Int, strand: Int, jog: Int)?
    for index in candidates {
      let span = strands[index].span
      var tried: Set<Int> = []
      for row in [(span.lowerBound + span.upperBound) / 2, span.lowerBound, span.upperBound] {
        let jog = freeRow(near: row)
        guard tried.insert(jog).inserted else { continue }
        var trial = self
        trial.split(index, at: jog)
        // Further circles are broken without a choice, or the work would multiply.
        while let cycle = trial.findCycle(), let next = cycle.first {
          let span = trial.strands[next].span
          trial.split(next, at: trial.freeRow(near: (span.lowerBound + span.upperBound) / 2))
        }
        trial.assignTracks(trial.order())
        if trial.cost < best?.cost ?? .max { best = (trial.cost, index, jog) }
      }
    }
    guard let best else { return }
    split(best.strand, at: best.jog)
  }

  private mutating func split(_ chosen: Int, at jog: Int) {
    let strand = strands[chosen]
    usedRows.insert(jog)
    for isLeft in [true, false] {
      var part = strand
      if isLeft { part.right = [] } else { part.left = [] }
      let rows = part.left + part.right + [jog]
      part.span = (rows.min() ?? jog)...(rows.max() ?? jog)
      part.jog = jog
      part.isLeftPart = isLeft
      if isLeft { strands[chosen] = part } else { strands.append(part) }
    }
  }

  private func freeRow(near middle: Int) -> Int {
    var distance = 0
    while true {
      if !usedRows.contains(middle + distance) { return middle + distance }
      if middle >= distance, !usedRows.contains(middle - distance) { return middle - distance }
      distance += 1
    }
  }

  // MARK: Order and tracks

  /// Crossings if the first strand stands left of the second.
  private func crossings(_ left: Strand, _ right: Strand) -> Int {
    var count = 0
    for row in right.left where left.span.contains(row) { count += 1 }
    for row in left.right where right.span.contains(row) { count += 1 }
    if let jog = right.jog, !right.isLeftPart, left.net != right.net, left.span.contains(jog) {
      count += 1
    }
    if let jog = left.jog, left.isLeftPart, left.net != right.net, right.span.contains(jog) {
      count += 1
    }
    return count
  }

  /// An order that keeps the constraints and has few crossings.
  private func order() -> [Int] {
    let next = successors()
    var blockers = Array(repeating: 0, count: strands.count)
    for targets in next { for target in targets { blockers[target] += 1 } }
    // Positive: better right of the other.
    let regret = strands.map { first in
      strands.map { second in crossings(first, second) - crossings(second, first) }
    }
    var regrets = regret.map { $0.reduce(0, +) }
    var free = strands.indices.filter { blockers[$0] == 0 }
    var result: [Int] = []
    while let best = free.min(by: { (regrets[$0], $0) < (regrets[$1], $1) }) {
      result.append(best)
      for other in strands.indices { regrets[other] -= regret[other][best] }
      free.removeAll { $0 == best }
      for target in next[best] {
        blockers[target] -= 1
        if blockers[target] == 0 { free.append(target) }
      }
    }
    improve(&result, regret, next)
    return result
  }

  private func improve(_ order: inout [Int], _ regret: [[Int]], _ next: [[Int]]) {
    for _ in 0..<order.count {
      var hasChanged = false
      for place in order.indices.dropLast() {
        let first = order[place]
        let second = order[place + 1]
        if regret[first][second] > 0, !next[first].contains(second) {
          order.swapAt(place, place + 1)
          hasChanged = true
        }
      }
      if !hasChanged { return }
    }
  }

  /// Left-edge compaction: strands whose rows do not meet may share a track.
  private mutating func assignTracks(_ order: [Int]) {
    tracks = Array(repeating: 0, count: strands.count)
    for (place, index) in order.enumerated() {
      for other in order[..<place]
      where strands[other].span.overlaps(strands[index].span)
        || strands[other].net == strands[index].net
      {
        tracks[index] = max(tracks[index], tracks[other] + 1)
      }
      trackCount = max(trackCount, tracks[index] + 1)
    }
    for (index, strand) in strands.enumerated() {
      var trunk = trunks[strand.net] ?? Trunk(left: tracks[index], right: tracks[index])
      if strand.jog != nil {
        trunk.jog = strand.jog
        if strand.isLeftPart { trunk.left = tracks[index] } else { trunk.right = tracks[index] }
      }
      trunks[strand.net] = trunk
    }
  }
}
