/// Finds an order within each column that has few crossings.
///
/// Barycentre sweeps, then swaps of neighbours (Sugiyama, Tagawa, Toda 1981); crossings are
/// counted with an accumulator tree (Barth, Jünger, Mutzel 2002).
struct LayerOrdering {
  private var columns: [[Int]]
  /// Place of each item in its column.
  private var places: [Int]
  /// Neighbours of each item in the columns left and right of it.
  private var leftward: [[Int]]
  private var rightward: [[Int]]
  /// Items of the same column that a line of a side channel joins.
  private var beside: [[Int]]

  /// The order of each column, top down.
  static func order(_ model: LayeredModel, sweeps: Int = 24) -> [[Int]] {
    var ordering = LayerOrdering(model)
    return ordering.run(sweeps)
  }

  private init(_ model: LayeredModel) {
    columns = model.columns
    places = Array(repeating: 0, count: model.items.count)
    leftward = Array(repeating: [], count: model.items.count)
    rightward = leftward
    beside = leftward
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

  private mutating func run(_ sweeps: Int) -> [[Int]] {
    insertPassages()
    var best = columns
    var bestCost = cost
    for sweep in 0..<sweeps where bestCost > 0 {
      let isRightward = sweep.isMultiple(of: 2)
      let order = isRightward ? Array(columns.indices) : columns.indices.reversed()
      for column in order { sort(column, by: isRightward ? leftward : rightward) }
      if sweep >= sweeps / 2 { swapNeighbours() }
      let cost = cost
      if cost < bestCost {
        best = columns
        bestCost = cost
      }
    }
    columns = best
    for column in columns.indices { number(column) }
    swapNeighbours()
    return columns
  }

  /// Passages start beside the items they lead to.
  private mutating func insertPassages() {
    for column in columns.indices { sort(column, by: leftward) }
    columns.indices.forEach { number($0) }
  }

  private mutating func sort(_ column: Int, by neighbours: [[Int]]) {
    let keys = Dictionary(
      uniqueKeysWithValues: columns[column].map { item -> (Int, Double) in
        let near = neighbours[item]
        guard !near.isEmpty else { return (item, Double(places[item])) }
        return (item, Double(near.reduce(0) { $0 + places[$1] }) / Double(near.count))
      })
    columns[column].sort { (keys[$0] ?? 0, places[$0]) < (keys[$1] ?? 0, places[$1]) }
    number(column)
  }

  private mutating func swapNeighbours() {
    for _ in 0..<8 {
      var hasImproved = false
      for column in columns.indices where columns[column].count > 1 {
        for place in 0..<columns[column].count - 1 where gain(column, place) > 0 {
          exchange(column, place)
          hasImproved = true
        }
      }
      if !hasImproved { break }
    }
  }

  /// What the exchange of an item with the one below it saves.
  private mutating func gain(_ column: Int, _ place: Int) -> Int {
    let upper = columns[column][place]
    let lower = columns[column][place + 1]
    var gain = 0
    for neighbours in [leftward, rightward] {
      for first in neighbours[upper] {
        for second in neighbours[lower] {
          gain += 8 * (places[first] > places[second] ? 1 : 0)
          gain -= 8 * (places[first] < places[second] ? 1 : 0)
        }
      }
    }
    if !beside[upper].isEmpty || !beside[lower].isEmpty {
      let before = spread(of: upper) + spread(of: lower)
      exchange(column, place)
      gain += before - spread(of: upper) - spread(of: lower)
      exchange(column, place)
    }
    return gain
  }

  private func spread(of item: Int) -> Int {
    beside[item].reduce(0) { $0 + abs(places[$1] - places[item]) }
  }

  private mutating func exchange(_ column: Int, _ place: Int) {
    columns[column].swapAt(place, place + 1)
    places[columns[column][place]] = place
    places[columns[column][place + 1]] = place + 1
  }

  /// Crossings count most; ties go to the order that keeps the ends of side lines together.
  private var cost: Int {
    columns.indices.reduce(0) { sum, column in
      sum + 8 * (column > 0 ? crossings(leftOf: column) : 0) + spread(column)
    }
  }

  private func spread(_ column: Int) -> Int {
    columns[column].reduce(0) { $0 + spread(of: $1) }
  }

  private func crossings(leftOf column: Int) -> Int {
    var targets: [Int] = []
    for item in columns[column - 1] {
      targets += rightward[item].map { places[$0] }.sorted()
    }
    return Self.inversions(targets, bound: columns[column].count)
  }

  /// Pairs in the wrong order, counted with a tree of prefix sums.
  /// - Complexity: O(values × log bound).
  static func inversions(_ values: [Int], bound: Int) -> Int {
    var tree = Array(repeating: 0, count: bound + 1)
    var count = 0
    for (seen, value) in values.enumerated() {
      var notGreater = 0
      var index = value + 1
      while index > 0 {
        notGreater += tree[index]
        index &= index - 1
      }
      count += seen - notGreater
      index = value + 1
      while index <= bound {
        tree[index] += 1
        index += index & -index
      }
    }
    return count
  }
}
