/// Finds an order within each column that has few crossings.
///
/// Several starts (depth first and its mirror image), each improved by barycentre and median
/// sweeps (Sugiyama, Tagawa, Toda 1981), swaps of neighbours, and sifting (Matuszewski, Schönfeld,
/// Molitor 1999): every item tries every place of its column. Crossings are those of nets, not of
/// edges: a net passes another one once, however many pins it has behind it.
struct LayerOrdering {
  /// How much may be tried, in exchanges of neighbours: a quarter of a microsecond each.
  static let effort = 2_000

  /// An order, and what it costs.
  struct Result {
    /// The items of each column, top down.
    var columns: [[Int]]
    var crossings: Int
    /// What is left of the effort.
    var effort: Int
    /// How many crossings each net of the model is part of.
    var crossingsOfNets: [Int]
  }

  private var columns: [[Int]]
  /// Place of each item in its column.
  private var places: [Int]
  /// Neighbours of each item in the columns left and right of it.
  private var leftward: [[Int]]
  private var rightward: [[Int]]
  /// Items of the same column that a line of a side channel joins.
  private var beside: [[Int]]
  private var nets: ChannelNets
  private var effort: Int
  private var seed: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The order of each column, top down.
  /// - Parameter effort: exchanges of neighbours that may be tried.
  static func order(_ model: LayeredModel, effort: Int = effort) -> Result {
    var ordering = LayerOrdering(model, effort)
    let columns = ordering.run()
    return ordering.result(columns, model)
  }

  /// Improves an order into which some items have just been put.
  /// - Parameter limit: an order with more crossings than that is given up.
  static func refine(
    _ model: LayeredModel, from columns: [[Int]], moving items: [Int], effort: Int, limit: Int
  ) -> Result {
    var ordering = LayerOrdering(model, effort)
    ordering.take(columns)
    for _ in 0..<2 {
      for item in items { _ = ordering.sift(item, in: model.items[item].layer) }
    }
    if ordering.cost < (limit + 3) * crossingCost {
      ordering.swapNeighbours()
      ordering.sift()
    }
    return ordering.result(ordering.columns, model)
  }

  private mutating func result(_ columns: [[Int]], _ model: LayeredModel) -> Result {
    take(columns)
    var result = Result(
      columns: columns, crossings: 0, effort: effort,
      crossingsOfNets: Array(repeating: 0, count: model.nets.count))
    for channel in nets.channels {
      for (index, first) in channel.enumerated() {
        for second in channel[..<index] {
          let count = nets.crossings(first, second, places)
          result.crossings += count
          for group in [first, second] {
            result.crossingsOfNets[model.pins[model.groups[group][0]].net] += count
          }
        }
      }
    }
    return result
  }

  private init(_ model: LayeredModel, _ effort: Int) {
    self.effort = effort
    columns = model.columns
    places = Array(repeating: 0, count: model.items.count)
    leftward = Array(repeating: [], count: model.items.count)
    rightward = leftward
    beside = leftward
    nets = ChannelNets(model)
    for channel in model.channelGroups.indices {
      for group in model.channelGroups[channel] {
        let pins = model.groups[group]
        let left = pins.filter { model.pins[$0].side == .right }.map { model.pins[$0].item }
        let right = pins.filter { model.pins[$0].side == .left }.map { model.pins[$0].item }
        for item in left {
          rightward[item] += right
          for other in right { leftward[other].append(item) }
        }
        for side in [left, right] {
          for (first, second) in zip(side, side.dropFirst()) where first != second {
            beside[first].append(second)
            beside[second].append(first)
          }
        }
      }
    }
    for column in columns.indices { number(column) }
  }

  private mutating func number(_ column: Int) {
    for (place, item) in columns[column].enumerated() { places[item] = place }
  }

  private mutating func run() -> [[Int]] {
    insertPassages()
    let start = columns
    var best = start
    var bestCost = Int.max
    for attempt in 0..<4 {
      let isMirrored = attempt.isMultiple(of: 2) == false
      take(isMirrored ? start.map { $0.reversed() } : start)
      let cost = sweep(usesMedian: attempt >= 2)
      if cost < bestCost {
        best = columns
        bestCost = cost
      }
      if bestCost < Self.crossingCost || effort <= 0 { break }
    }
    while bestCost >= Self.crossingCost, effort > 0 {
      take(best)
      disturb()
      swapNeighbours()
      sift()
      let cost = cost
      if cost <= bestCost {
        best = columns
        bestCost = cost
      }
    }
    return best
  }

  /// Leaves a local optimum: turns a stretch of columns over, or moves some items anywhere.
  private mutating func disturb() {
    if random(3) == 0 {
      let first = random(columns.count)
      for column in first...min(columns.count - 1, first + random(3)) {
        let count = columns[column].count
        let start = random(count)
        let end = start + random(count - start) + 1
        columns[column][start..<end].reverse()
        number(column)
      }
    } else {
      for _ in 0..<2 + random(3) {
        let column = random(columns.count)
        let item = columns[column].remove(at: random(columns[column].count))
        columns[column].insert(item, at: random(columns[column].count + 1))
        number(column)
      }
    }
    nets.sortAll(places)
  }

  /// The next of the numbers below a bound that look like chance and are the same every time.
  private mutating func random(_ bound: Int) -> Int {
    seed ^= seed << 13
    seed ^= seed >> 7
    seed ^= seed << 17
    return Int(truncatingIfNeeded: (seed >> 16) % UInt64(max(1, bound)))
  }

  private mutating func take(_ order: [[Int]]) {
    columns = order
    for column in columns.indices { number(column) }
    nets.sortAll(places)
  }

  /// Sweeps over the columns, then exchanges and sifting; the best order stays. Returns its cost.
  private mutating func sweep(usesMedian: Bool) -> Int {
    var best = columns
    var bestCost = cost
    var idle = 0
    for sweep in 0..<16 where bestCost >= Self.crossingCost && idle < 6 {
      let isRightward = sweep.isMultiple(of: 2)
      let order = isRightward ? Array(columns.indices) : columns.indices.reversed()
      for column in order {
        sort(
          column, by: isRightward ? leftward : rightward, usesMedian: usesMedian,
          turnsTies: sweep % 4 >= 2)
      }
      nets.sortAll(places)
      if sweep >= 4 { swapNeighbours() }
      let cost = cost
      idle += 1
      if cost < bestCost {
        best = columns
        bestCost = cost
        idle = 0
      }
    }
    take(best)
    swapNeighbours()
    sift()
    return cost
  }

  /// Passages start beside the items they lead to.
  private mutating func insertPassages() {
    for column in columns.indices { sort(column, by: leftward, usesMedian: false) }
  }

  /// - Parameter turnsTies: whether items with equal keys change their order, which may lead out of
  ///   a local optimum.
  private mutating func sort(
    _ column: Int, by neighbours: [[Int]], usesMedian: Bool, turnsTies: Bool = false
  ) {
    var keys: [Int: Double] = [:]
    keys.reserveCapacity(columns[column].count)
    for item in columns[column] {
      let near = neighbours[item]
      if near.isEmpty {
        keys[item] = Double(places[item])
      } else if usesMedian {
        let sorted = near.map { places[$0] }.sorted()
        keys[item] = Double(sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
      } else {
        keys[item] = Double(near.reduce(0) { $0 + places[$1] }) / Double(near.count)
      }
    }
    let sign = turnsTies ? -1 : 1
    columns[column].sort {
      (keys[$0] ?? 0, sign * places[$0]) < (keys[$1] ?? 0, sign * places[$1])
    }
    number(column)
  }

  private mutating func swapNeighbours() {
    for _ in 0..<8 where effort > 0 {
      var hasImproved = false
      for column in columns.indices where columns[column].count > 1 {
        for place in 0..<columns[column].count - 1 {
          if exchange(column, place) < 0 {
            hasImproved = true
          } else {
            _ = exchange(column, place, counts: false)
          }
        }
      }
      if !hasImproved { break }
    }
  }

  /// Moves every item to the place of its column where it causes the least, until that helps no
  /// more.
  private mutating func sift() {
    var hasImproved = true
    while hasImproved, effort > 0 {
      hasImproved = false
      for column in columns.indices where columns[column].count > 1 {
        for item in columns[column] where effort > 0 {
          if sift(item, in: column) { hasImproved = true }
        }
      }
    }
  }

  private mutating func sift(_ item: Int, in column: Int) -> Bool {
    let home = places[item]
    var bestPlace = home
    var best = 0
    var change = 0
    for place in stride(from: home, to: 0, by: -1) {
      change += exchange(column, place - 1)
      if change < best { (best, bestPlace) = (change, place - 1) }
    }
    for place in 0..<home { _ = exchange(column, place, counts: false) }
    change = 0
    for place in home..<columns[column].count - 1 {
      change += exchange(column, place)
      if change < best { (best, bestPlace) = (change, place + 1) }
    }
    for place in stride(from: columns[column].count - 1, to: bestPlace, by: -1) {
      _ = exchange(column, place - 1, counts: false)
    }
    return best < 0
  }

  /// What a crossing costs; shorter side lines only break ties.
  private static let crossingCost = 64

  /// Exchanges an item with the one below it. Returns by how much that changes the cost.
  private mutating func exchange(_ column: Int, _ place: Int, counts: Bool = true) -> Int {
    let upper = columns[column][place]
    let lower = columns[column][place + 1]
    let before = counts ? localCost(upper, lower) : 0
    columns[column].swapAt(place, place + 1)
    places[lower] = place
    places[upper] = place + 1
    for atSide in [nets.atLeft, nets.atRight] {
      for net in atSide[upper] where atSide[lower].contains(net) { nets.sort(net, places) }
    }
    effort -= 1
    return counts ? localCost(upper, lower) - before : 0
  }

  /// The part of the cost that the order of two neighbours decides.
  private func localCost(_ upper: Int, _ lower: Int) -> Int {
    var count = 0
    for atSide in [nets.atLeft, nets.atRight] {
      for first in atSide[upper] {
        for second in atSide[lower] where first != second {
          if first > second, atSide[upper].contains(second), atSide[lower].contains(first) {
            continue
          }
          count += nets.crossings(first, second, places)
        }
      }
    }
    return count * Self.crossingCost + spread(of: upper) + spread(of: lower)
  }

  private func spread(of item: Int) -> Int {
    beside[item].reduce(0) { $0 + abs(places[$1] - places[item]) }
  }

  /// Crossings count most; ties go to the order that keeps the ends of side lines together.
  private var cost: Int {
    let crossings = nets.channels.indices.reduce(0) { $0 + nets.crossings(in: $1, places) }
    return crossings * Self.crossingCost + places.indices.reduce(0) { $0 + spread(of: $1) }
  }
}
