/// Routes the nets of one channel: a vertical trunk for each net that bends, in a track of its
/// own, so that lines of two nets only cross.
///
/// A net with a pin at the left of a row keeps its trunk left of the net with a pin at the right
/// of that row. Where such constraints form a circle, a net gets two trunks and a jog between
/// them in a row without pins. The channel is as wide as its tracks, so routing cannot fail.
///
/// The search for better ports routes a channel some hundred times, so all rows lie in one array.
struct ChannelRouter {
  /// The trunk of a net, or its two trunks and the row between them.
  struct Trunk: Equatable {
    var left: Int
    var right: Int
    var jog: Int?
  }

  private(set) var trackCount = 0
  private var strands: [Strand] = []
  /// The rows of the pins, those of a strand together.
  private var rows: [Int] = []
  private var straightRows: [Int] = []
  private var tracks: [Int] = []
  /// Whether a row has a pin or a jog; what lies below has none.
  private var usedRows: [Bool]

  /// A vertical piece of a net.
  private struct Strand {
    var net: Int
    /// Where its pins at the channel's left and right stand among all rows.
    var left: Range<Int>
    var right: Range<Int>
    var span: ClosedRange<Int>
    /// The row that joins it to the other trunk of its net.
    var jog: Int?
    var isLeftPart = false

    var pinCount: Int { left.count + right.count }
  }

  /// The lines of a channel, with the rows that their pins have now.
  /// - Complexity: cubic in the nets of the channel.
  init(_ model: LayeredModel, channel: Int) {
    var height = 0
    for group in model.channelGroups[channel] {
      let pins = model.groups[group]
      let start = rows.count
      for pin in pins where model.pins[pin].side == .right { rows.append(model.row(of: pin)) }
      let middle = rows.count
      for pin in pins where model.pins[pin].side == .left { rows.append(model.row(of: pin)) }
      var span = rows[start]...rows[start]
      for row in rows[start...] {
        span = min(span.lowerBound, row)...max(span.upperBound, row)
      }
      height = max(height, span.upperBound + 1)
      if middle == start + 1, rows.count == start + 2, rows[start] == rows[middle] {
        straightRows.append(rows[start])
      } else {
        strands.append(
          Strand(
            net: model.pins[pins[0]].net, left: start..<middle, right: middle..<rows.count,
            span: span))
      }
    }
    usedRows = Array(repeating: false, count: height)
    for row in rows { usedRows[row] = true }
    var next = Constraints(strands, rows)
    while let cycle = next.cycle {
      split(cycle)
      next = Constraints(strands, rows)
    }
    assignTracks(order(next))
  }

  /// The trunk of a net, nil where it passes without a bend.
  func trunk(ofNet net: Int) -> Trunk? {
    var result: Trunk?
    for (index, strand) in strands.enumerated() where strand.net == net {
      var trunk = result ?? Trunk(left: tracks[index], right: tracks[index])
      if strand.jog != nil {
        trunk.jog = strand.jog
        if strand.isLeftPart { trunk.left = tracks[index] } else { trunk.right = tracks[index] }
      }
      result = trunk
    }
    return result
  }

  /// The lowest row that a jog takes.
  var lowestJog: Int? {
    strands.compactMap { $0.jog == nil ? nil : trunk(ofNet: $0.net)?.jog }.max()
  }

  // MARK: Quality

  /// How many of the rows lie within a span.
  @inline(__always)
  private func count(_ pins: Range<Int>, within span: ClosedRange<Int>) -> Int {
    var count = 0
    for pin in pins where span.lowerBound <= rows[pin] && rows[pin] <= span.upperBound {
      count += 1
    }
    return count
  }

  /// Cells in which one net passes under another one. O(trunks × pins).
  private var crossings: Int {
    var count = 0
    for (index, strand) in strands.enumerated() {
      let span = strand.span
      for row in straightRows where span.contains(row) { count += 1 }
      for (other, across) in strands.enumerated()
      where across.net != strand.net && across.span.overlaps(span) {
        if tracks[other] > tracks[index] {
          count += self.count(across.left, within: span)
        } else if tracks[other] < tracks[index] {
          count += self.count(across.right, within: span)
        }
        if let jog = across.jog, across.isLeftPart, let trunk = trunk(ofNet: across.net),
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

  // MARK: Circles of constraints

  /// For each strand, those that must stand right of it.
  private struct Constraints {
    private var starts: [Int]
    private var targets: [Int] = []

    init(_ strands: [Strand], _ rows: [Int]) {
      var owners = Array(repeating: -1, count: (rows.max() ?? -1) + 1)
      for (index, strand) in strands.enumerated() {
        for pin in strand.right { owners[rows[pin]] = index }
      }
      starts = [0]
      starts.reserveCapacity(strands.count + 1)
      for (index, strand) in strands.enumerated() {
        for pin in strand.left {
          let owner = owners[rows[pin]]
          if owner >= 0, owner != index { insert(owner) }
        }
        if strand.isLeftPart {
          for (other, part) in strands.enumerated()
          where part.net == strand.net && !part.isLeftPart { insert(other) }
        }
        starts.append(targets.count)
      }
    }

    /// Adds a target to the last strand, whose targets ascend.
    private mutating func insert(_ target: Int) {
      var place = targets.count
      while place > starts[starts.count - 1], targets[place - 1] > target { place -= 1 }
      if place > starts[starts.count - 1], targets[place - 1] == target { return }
      targets.insert(target, at: place)
    }

    var count: Int { starts.count - 1 }

    subscript(strand: Int) -> ArraySlice<Int> { targets[starts[strand]..<starts[strand + 1]] }

    /// The strands of a circle of constraints.
    var cycle: [Int]? {
      // What a strand waits for is usually above it; only a constraint that leads back closes one.
      var state = [UInt8](repeating: 0, count: count)
      var path: [(strand: Int, edge: Int)] = []
      for start in 0..<count where state[start] == 0 && starts[start] < starts[start + 1] {
        path.append((start, starts[start]))
        state[start] = 1
        while let top = path.last {
          if top.edge == starts[top.strand + 1] {
            state[top.strand] = 2
            path.removeLast()
            continue
          }
          path[path.count - 1].edge += 1
          let target = targets[top.edge]
          if state[target] == 1 {
            let first = path.firstIndex { $0.strand == target } ?? 0
            return path[first...].map(\.strand)
          }
          if state[target] == 0 {
            state[target] = 1
            path.append((target, starts[target]))
          }
        }
      }
      return nil
    }
  }

  /// Breaks a circle where that costs the fewest crossings.
  private mutating func split(_ cycle: [Int]) {
    let candidates = cycle.sorted { (strands[$0].pinCount, $0) < (strands[$1].pinCount, $1) }
    var best: (cost: Int, strand: Int, jog: Int)?
    for index in candidates.prefix(4) {
      let span = strands[index].span
      var tried: [Int] = []
      for row in [(span.lowerBound + span.upperBound) / 2, span.lowerBound, span.upperBound] {
        let jog = freeRow(near: row)
        guard !tried.contains(jog) else { continue }
        tried.append(jog)
        var trial = self
        trial.split(index, at: jog)
        // Further circles are broken without a choice, or the work would multiply.
        var next = Constraints(trial.strands, rows)
        while let cycle = next.cycle, let first = cycle.first {
          let span = trial.strands[first].span
          trial.split(first, at: trial.freeRow(near: (span.lowerBound + span.upperBound) / 2))
          next = Constraints(trial.strands, rows)
        }
        trial.assignTracks(trial.order(next))
        let cost = trial.cost
        if cost < best?.cost ?? .max { best = (cost, index, jog) }
      }
    }
    guard let best else { return }
    split(best.strand, at: best.jog)
  }

  private mutating func split(_ chosen: Int, at jog: Int) {
    let strand = strands[chosen]
    while usedRows.count <= jog { usedRows.append(false) }
    usedRows[jog] = true
    for isLeft in [true, false] {
      var part = strand
      if isLeft { part.right = 0..<0 } else { part.left = 0..<0 }
      part.span = jog...jog
      for pin in isLeft ? part.left : part.right {
        part.span = min(part.span.lowerBound, rows[pin])...max(part.span.upperBound, rows[pin])
      }
      part.jog = jog
      part.isLeftPart = isLeft
      if isLeft { strands[chosen] = part } else { strands.append(part) }
    }
  }

  private func freeRow(near middle: Int) -> Int {
    func isFree(_ row: Int) -> Bool { row >= usedRows.count || !usedRows[row] }
    var distance = 0
    while true {
      if isFree(middle + distance) { return middle + distance }
      if middle >= distance, isFree(middle - distance) { return middle - distance }
      distance += 1
    }
  }

  // MARK: Order and tracks

  /// Crossings if the first strand stands left of the second.
  @inline(__always)
  private func crossings(_ left: Strand, _ right: Strand) -> Int {
    var count = count(right.left, within: left.span) + count(left.right, within: right.span)
    if let jog = right.jog, !right.isLeftPart, left.net != right.net, left.span.contains(jog) {
      count += 1
    }
    if let jog = left.jog, left.isLeftPart, left.net != right.net, right.span.contains(jog) {
      count += 1
    }
    return count
  }

  /// An order that keeps the constraints and has few crossings.
  private func order(_ next: Constraints) -> [Int] {
    let count = strands.count
    var blockers = Array(repeating: 0, count: count)
    for strand in 0..<count { for target in next[strand] { blockers[target] += 1 } }
    // Positive: better right of the other. Spans that do not meet cross in neither order.
    var regret = Array(repeating: 0, count: count * count)
    var regrets = Array(repeating: 0, count: count)
    for first in 0..<count {
      for second in first + 1..<max(count, first + 1)
      where strands[first].span.overlaps(strands[second].span) {
        let difference =
          crossings(strands[first], strands[second]) - crossings(strands[second], strands[first])
        guard difference != 0 else { continue }
        regret[first * count + second] = difference
        regret[second * count + first] = -difference
        regrets[first] += difference
        regrets[second] -= difference
      }
    }
    var result: [Int] = []
    result.reserveCapacity(count)
    while result.count < count {
      var best = -1
      for strand in 0..<count
      where blockers[strand] == 0 && (best < 0 || regrets[strand] < regrets[best]) {
        best = strand
      }
      if best < 0 { break }
      result.append(best)
      // Taken.
      blockers[best] = -1
      for other in 0..<count { regrets[other] -= regret[other * count + best] }
      for target in next[best] { blockers[target] -= 1 }
    }
    improve(&result, regret, next)
    return result
  }

  private func improve(_ order: inout [Int], _ regret: [Int], _ next: Constraints) {
    for _ in 0..<order.count {
      var hasChanged = false
      for place in 0..<order.count - 1 {
        let first = order[place]
        let second = order[place + 1]
        if regret[first * order.count + second] > 0, !next[first].contains(second) {
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
      let strand = strands[index]
      var track = 0
      for other in 0..<place {
        let earlier = strands[order[other]]
        if earlier.span.overlaps(strand.span) || earlier.net == strand.net {
          track = max(track, tracks[order[other]] + 1)
        }
      }
      tracks[index] = track
      trackCount = max(trackCount, track + 1)
    }
  }
}
