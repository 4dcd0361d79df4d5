import HeapModel

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

  /// The items of all columns, each column top down.
  private var order: [Int]
  /// Where each column begins in `order`, and where the last one ends.
  private let starts: [Int]
  /// Place of each item in its column.
  private var places: [Int]
  /// Neighbours of each item in the columns left and right of it.
  private let leftward: FlatRows<Int>
  private let rightward: FlatRows<Int>
  /// Items of the same column that a line of a side channel joins.
  private let beside: FlatRows<Int>
  private var nets: ChannelNets
  private var effort: Int
  /// Whether the order is still wanted.
  private let stop: StopSign
  private var seed: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// The order of each column, top down.
  /// - Parameter effort: exchanges of neighbours that may be tried.
  static func order(_ model: LayeredModel, effort: Int = effort) -> Result {
    var ordering = LayerOrdering(model, effort)
    let order = ordering.run()
    return ordering.result(order, model)
  }

  /// Improves an order into which some items have just been put.
  /// - Parameter limit: an order with more crossings than that is given up.
  static func refine(
    _ model: LayeredModel, from columns: [[Int]], moving items: [Int], effort: Int, limit: Int
  ) -> Result {
    var ordering = LayerOrdering(model, effort)
    ordering.take(columns.flatMap { $0 })
    for _ in 0..<2 {
      for item in items { _ = ordering.sift(item, in: model.items[item].layer) }
    }
    if ordering.cost < (limit + 3) * crossingCost {
      ordering.swapNeighbours()
      ordering.sift()
    }
    return ordering.result(ordering.order, model)
  }

  private mutating func result(_ order: [Int], _ model: LayeredModel) -> Result {
    take(order)
    var result = Result(
      columns: columns.map { Array(order[column($0)]) }, crossings: 0, effort: effort,
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
    order = model.columns.flatMap { $0 }
    starts = model.columns.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
    places = Array(repeating: 0, count: model.items.count)
    stop = model.stop
    nets = ChannelNets(model)
    var neighbours = Neighbours()
    for group in model.groups { neighbours.add(group, of: model) }
    leftward = FlatRows(count: model.items.count, neighbours.left)
    rightward = FlatRows(count: model.items.count, neighbours.right)
    beside = FlatRows(count: model.items.count, neighbours.beside)
    for column in columns { number(column) }
  }

  /// Pairs of an item and another one that a line joins to it.
  private struct Neighbours {
    var left: [(row: Int, value: Int)] = []
    var right: [(row: Int, value: Int)] = []
    var beside: [(row: Int, value: Int)] = []

    mutating func add(_ group: [Int], of model: LayeredModel) {
      for west in group where model.pins[west].side == .right {
        let item = model.pins[west].item
        for east in group where model.pins[east].side == .left {
          right.append((item, model.pins[east].item))
          left.append((model.pins[east].item, item))
        }
      }
      for side in [BoxSide.right, .left] {
        var last: Int?
        for pin in group where model.pins[pin].side == side {
          let item = model.pins[pin].item
          if let last, last != item {
            beside.append((last, item))
            beside.append((item, last))
          }
          last = item
        }
      }
    }
  }

  private var columns: Range<Int> { 0..<starts.count - 1 }

  /// Where a column stands in `order`.
  @inline(__always)
  private func column(_ column: Int) -> Range<Int> { starts[column]..<starts[column + 1] }

  private mutating func number(_ column: Int) {
    let start = starts[column]
    for index in self.column(column) { places[order[index]] = index - start }
  }

  private mutating func run() -> [Int] {
    // Passages start beside the items they lead to.
    for column in columns { sort(column, by: leftward, usesMedian: false) }
    let start = order
    var best = start
    var bestCost = Int.max
    for attempt in 0..<4 {
      let isMirrored = attempt.isMultiple(of: 2) == false
      take(isMirrored ? columns.flatMap { start[column($0)].reversed() } : start)
      let cost = sweep(usesMedian: attempt >= 2)
      if cost < bestCost {
        best = order
        bestCost = cost
      }
      if bestCost < Self.crossingCost || effort <= 0 { break }
    }
    while bestCost >= Self.crossingCost, effort > 0, !stop.isUp {
      take(best)
      disturb()
      swapNeighbours()
      sift()
      let cost = cost
      if cost <= bestCost {
        best = order
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
        let count = self.column(column).count
        let start = random(count)
        let end = start + random(count - start) + 1
        order[starts[column] + start..<starts[column] + end].reverse()
        number(column)
      }
    } else {
      for _ in 0..<2 + random(3) {
        let column = random(columns.count)
        let count = self.column(column).count
        move(from: starts[column] + random(count), to: starts[column] + random(count))
        number(column)
      }
    }
    nets.sortAll(places)
  }

  /// Takes an item out of the order, and puts it back at another place of its column.
  private mutating func move(from old: Int, to new: Int) {
    let item = order[old]
    var place = old
    while place != new {
      let next = place < new ? place + 1 : place - 1
      order[place] = order[next]
      place = next
    }
    order[new] = item
  }

  /// The next of the numbers below a bound that look like chance and are the same every time.
  private mutating func random(_ bound: Int) -> Int {
    seed ^= seed << 13
    seed ^= seed >> 7
    seed ^= seed << 17
    return Int(truncatingIfNeeded: (seed >> 16) % UInt64(max(1, bound)))
  }

  private mutating func take(_ order: [Int]) {
    self.order = order
    for column in columns { number(column) }
    nets.sortAll(places)
  }

  /// Sweeps over the columns, then exchanges and sifting; the best order stays. Returns its cost.
  private mutating func sweep(usesMedian: Bool) -> Int {
    var best = order
    var bestCost = cost
    var idle = 0
    for sweep in 0..<16 where bestCost >= Self.crossingCost && idle < 6 && !stop.isUp {
      let isRightward = sweep.isMultiple(of: 2)
      for step in columns {
        let column = isRightward ? step : columns.count - 1 - step
        sort(
          column, by: isRightward ? leftward : rightward, usesMedian: usesMedian,
          turnsTies: sweep % 4 >= 2)
      }
      nets.sortAll(places)
      if sweep >= 4 { swapNeighbours() }
      let cost = cost
      idle += 1
      if cost < bestCost {
        best = order
        bestCost = cost
        idle = 0
      }
    }
    take(best)
    swapNeighbours()
    sift()
    return cost
  }

  /// - Parameter turnsTies: whether items with equal keys change their order, which may lead out of
  ///   a local optimum.
  private mutating func sort(
    _ column: Int, by neighbours: FlatRows<Int>, usesMedian: Bool, turnsTies: Bool = false
  ) {
    let sign = turnsTies ? -1 : 1
    var keys: [(key: Double, tie: Int, item: Int)] = []
    keys.reserveCapacity(self.column(column).count)
    for item in order[self.column(column)] {
      let near = neighbours.range(item)
      var key = Double(places[item])
      if near.count > 2, usesMedian {
        let sorted = neighbours.values[near].map { places[$0] }.sorted()
        key = Double(sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
      } else if !near.isEmpty {
        var sum = 0
        for index in near { sum += places[neighbours.values[index]] }
        key = Double(sum) / Double(near.count)
      }
      keys.append((key, sign * places[item], item))
    }
    keys.sort { $0.key < $1.key || $0.key == $1.key && $0.tie < $1.tie }
    let start = starts[column]
    for (place, key) in keys.enumerated() {
      order[start + place] = key.item
      places[key.item] = place
    }
  }

  private mutating func swapNeighbours() {
    for _ in 0..<8 where effort > 0 {
      var hasImproved = false
      for column in columns where self.column(column).count > 1 {
        for index in self.column(column).dropLast() {
          if exchange(index) < 0 {
            hasImproved = true
          } else {
            turn(index)
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
      for column in columns where self.column(column).count > 1 {
        for item in Array(order[self.column(column)]) where effort > 0 {
          if sift(item, in: column) { hasImproved = true }
        }
      }
    }
  }

  private mutating func sift(_ item: Int, in column: Int) -> Bool {
    let (first, last) = (starts[column], starts[column + 1] - 1)
    let home = first + places[item]
    var bestPlace = home
    var best = 0
    var change = 0
    for place in stride(from: home, to: first, by: -1) {
      change += exchange(place - 1)
      if change < best { (best, bestPlace) = (change, place - 1) }
    }
    for place in first..<home { turn(place) }
    change = 0
    for place in home..<last {
      change += exchange(place)
      if change < best { (best, bestPlace) = (change, place + 1) }
    }
    for place in stride(from: last, to: bestPlace, by: -1) { turn(place - 1) }
    return best < 0
  }

  /// What a crossing costs; shorter side lines only break ties.
  private static let crossingCost = 64

  /// Exchanges an item with the one below it. Returns by how much that changes the cost.
  private mutating func exchange(_ index: Int) -> Int {
    let upper = order[index]
    let lower = order[index + 1]
    let before = localCost(upper, lower)
    turn(index)
    return localCost(upper, lower) - before
  }

  /// Exchanges an item with the one below it.
  private mutating func turn(_ index: Int) {
    let upper = order[index]
    let lower = order[index + 1]
    order[index] = lower
    order[index + 1] = upper
    places[lower] -= 1
    places[upper] += 1
    for side in [0, places.count] {
      for index in nets.meeting.range(side + upper) {
        let net = nets.meeting.values[index]
        if nets.meeting.contains(net, inRow: side + lower) { nets.sort(net, places) }
      }
    }
    effort -= 1
  }

  /// The part of the cost that the order of two neighbours decides.
  private func localCost(_ upper: Int, _ lower: Int) -> Int {
    let crossings =
      nets.crossings(betweenRow: upper, and: lower, places)
      + nets.crossings(betweenRow: places.count + upper, and: places.count + lower, places)
    return crossings * Self.crossingCost + spread(of: upper) + spread(of: lower)
  }

  private func spread(of item: Int) -> Int {
    var sum = 0
    for index in beside.range(item) { sum += abs(places[beside.values[index]] - places[item]) }
    return sum
  }

  /// Crossings count most; ties go to the order that keeps the ends of side lines together.
  private var cost: Int {
    let crossings = nets.channels.indices.reduce(0) { $0 + nets.crossings(in: $1, places) }
    return crossings * Self.crossingCost + places.indices.reduce(0) { $0 + spread(of: $1) }
  }
}
