/// Finds the cheapest way of one line over free cells: a cell costs 1, a bend 4, a crossing 8.
struct LineFinder {
  /// A cell beside a box, and the direction away from the box.
  struct Port {
    var cell: CanvasPoint
    var outward: LineDirections
  }

  /// A straight cell of a line that the new one may leave or join, at a right angle.
  struct Branching {
    var cell: CanvasPoint
    var isHorizontal: Bool
  }

  private static let directions: [LineDirections] = [.right, .down, .left, .up]
  private let cells: CanvasCells

  init(_ cells: CanvasCells) { self.cells = cells }

  /// The corners of the way, its ends included; nil where there is none. O(cells), as all costs
  /// are small numbers.
  ///
  /// - Parameters:
  ///   - leaving: cells of lines from the same place: the way may begin on one.
  ///   - joining: cells of lines to the same object: the way may end on one.
  func way(
    from starts: [Port], to goals: [Port], leaving: [Branching] = [], joining: [Branching] = []
  ) -> [CanvasPoint]? {
    let width = cells.size.width
    func number(_ cell: CanvasPoint, _ direction: Int) -> Int {
      (cell.row * width + cell.column) * 4 + direction
    }
    var isGoal: Set<Int> = []
    for goal in goals where cells[goal.cell] == .free {
      guard let inward = Self.directions.firstIndex(of: goal.outward.reversed) else { continue }
      isGoal.insert(number(goal.cell, inward))
    }
    for goal in joining {
      for direction in goal.isHorizontal ? [1, 3] : [0, 2] {
        isGoal.insert(number(goal.cell, direction))
      }
    }
    let count = width * cells.size.height * 4
    var costs = [Int](repeating: .max, count: count)
    var before = [Int](repeating: -1, count: count)
    var buckets: [[Int]] = [[]]
    func put(_ state: Int, _ cost: Int, from previous: Int) {
      guard cost < costs[state] else { return }
      costs[state] = cost
      before[state] = previous
      while buckets.count <= cost { buckets.append([]) }
      buckets[cost].append(state)
    }
    for start in starts where cells[start.cell] == .free {
      guard let outward = Self.directions.firstIndex(of: start.outward) else { continue }
      put(number(start.cell, outward), 1, from: -1)
    }
    for start in leaving {
      for direction in start.isHorizontal ? [1, 3] : [0, 2] {
        put(number(start.cell, direction), 5, from: -1)
      }
    }
    var cost = 0
    while cost < buckets.count {
      var next = 0
      while next < buckets[cost].count {
        let state = buckets[cost][next]
        next += 1
        guard costs[state] == cost else { continue }
        if isGoal.contains(state) { return corners(of: state, before) }
        let here = CanvasPoint(column: state / 4 % width, row: state / 4 / width)
        let direction = state % 4
        if cells[here] == .free {
          for turn in [1, 3] {
            let turned = state - direction + (direction + turn) % 4
            // An arrow head is no corner: the line must come in straight.
            if !isGoal.contains(turned) { put(turned, cost + 4, from: state) }
          }
        }
        let there = here.moved(Self.directions[direction])
        let isAcross = direction.isMultiple(of: 2)
        switch cells[there] {
        case _ where cells.contains(there) && isGoal.contains(number(there, direction)):
          put(number(there, direction), cost + 1, from: state)
        case .free: put(number(there, direction), cost + 1, from: state)
        case .vertical where isAcross, .horizontal where !isAcross:
          put(number(there, direction), cost + 9, from: state)
        default: break
        }
      }
      cost += 1
    }
    return nil
  }

  private func corners(of goal: Int, _ before: [Int]) -> [CanvasPoint] {
    var cells: [CanvasPoint] = []
    var state = goal
    while state >= 0 {
      let width = self.cells.size.width
      let cell = CanvasPoint(column: state / 4 % width, row: state / 4 / width)
      if cells.last != cell { cells.append(cell) }
      state = before[state]
    }
    return cells.reversed().withoutMiddles
  }
}

extension LineDirections {
  /// The other way.
  fileprivate var reversed: LineDirections {
    switch self {
    case .right: .left
    case .left: .right
    case .up: .down
    default: .up
    }
  }
}

extension CanvasPoint {
  /// The next cell in a direction.
  fileprivate func moved(_ direction: LineDirections) -> CanvasPoint {
    switch direction {
    case .right: CanvasPoint(column: column + 1, row: row)
    case .left: CanvasPoint(column: column - 1, row: row)
    case .down: CanvasPoint(column: column, row: row + 1)
    default: CanvasPoint(column: column, row: row - 1)
    }
  }
}
