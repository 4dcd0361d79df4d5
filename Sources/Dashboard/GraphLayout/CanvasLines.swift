extension CanvasPlan {
  /// The cells of all lines that exist, ordered by row, then column.
  ///
  /// A net is drawn as the union of its existing routes, so a dying line takes only the cells
  /// that no sibling needs, and leaves all others as they are.
  /// - Parameters:
  ///   - rows: only cells in these rows are returned; nil means all.
  ///   - columns: only cells in these columns are returned; nil means all.
  ///   - state: the state of each edge, by its index.
  /// - Complexity: linear in the routes, and in the cells within `rows` and `columns`.
  func cells(
    rows: Range<Int>? = nil, columns: Range<Int>? = nil, _ state: (Int) -> LineState
  ) -> [LineCell] {
    var canvas = LineCanvas(
      rows: rows ?? 0..<max(1, size.height),
      columns: (columns ?? 0..<max(1, size.width)).clamped(to: 0..<max(1, size.width)))
    for edge in routes.indices {
      let state = state(edge)
      if state != .absent, canvas.isTouched(by: routes[edge].points) {
        canvas.draw(routes[edge], state)
      }
    }
    return canvas.cells
  }
}

/// Collects the lines of one frame: at most one vertical and one horizontal net in each cell.
private struct LineCanvas {
  /// One net's part in one cell.
  struct Stroke {
    var net: Int
    var kind: LineKind
    var directions: LineDirections
    var head: LineCell.Head?
  }

  /// The first net of a cell, and the one that crosses it.
  private struct Strokes {
    var first: Stroke
    var second: Stroke?
  }

  let columns: Range<Int>
  let rows: Range<Int>
  private var strokes: [Strokes] = []
  /// For each cell its place among the strokes, plus one; 0 where there are none.
  private var places: [Int32]

  init(rows: Range<Int>, columns: Range<Int>) {
    self.columns = columns
    self.rows = rows
    places = Array(repeating: 0, count: columns.count * rows.count)
  }

  /// Whether a line with such corners may have cells here.
  func isTouched(by points: [CanvasPoint]) -> Bool {
    var (top, bottom, left, right) = (Int.max, Int.min, Int.max, Int.min)
    for point in points {
      top = min(top, point.row)
      bottom = max(bottom, point.row)
      left = min(left, point.column)
      right = max(right, point.column)
    }
    return top < rows.upperBound && bottom >= rows.lowerBound && left < columns.upperBound
      && right >= columns.lowerBound
  }

  mutating func draw(_ route: CanvasPlan.Route, _ state: LineState) {
    let kind = route.kind
    for (start, end) in zip(route.points, route.points.dropFirst()) {
      if start.row == end.row {
        drawHorizontal(start, end, route.net, kind)
      } else {
        drawVertical(start, end, route.net, kind)
      }
    }
    if let first = route.points.first, let last = route.points.last {
      add(route.firstTouch, at: first, route.net, kind)
      add(route.lastTouch, at: last, route.net, kind)
    }
    if let head = route.head {
      add(
        [], at: head.point, route.net, kind,
        head: LineCell.Head(
          direction: head.direction, kind: kind, isCleared: state == .cleared))
    }
  }

  private mutating func drawHorizontal(
    _ start: CanvasPoint, _ end: CanvasPoint, _ net: Int, _ kind: LineKind
  ) {
    guard rows.contains(start.row) else { return }
    let first = min(start.column, end.column)
    let last = max(start.column, end.column)
    for column in (first..<last + 1).clamped(to: columns) {
      var directions: LineDirections = []
      if column > first { directions.insert(.left) }
      if column < last { directions.insert(.right) }
      add(directions, at: CanvasPoint(column: column, row: start.row), net, kind)
    }
  }

  private mutating func drawVertical(
    _ start: CanvasPoint, _ end: CanvasPoint, _ net: Int, _ kind: LineKind
  ) {
    guard columns.contains(start.column) else { return }
    let first = min(start.row, end.row)
    let last = max(start.row, end.row)
    for row in (first..<last + 1).clamped(to: rows) {
      var directions: LineDirections = []
      if row > first { directions.insert(.up) }
      if row < last { directions.insert(.down) }
      add(directions, at: CanvasPoint(column: start.column, row: row), net, kind)
    }
  }

  private mutating func add(
    _ directions: LineDirections, at point: CanvasPoint, _ net: Int, _ kind: LineKind,
    head: LineCell.Head? = nil
  ) {
    guard rows.contains(point.row), columns.contains(point.column) else { return }
    let cell = (point.row - rows.lowerBound) * columns.count + point.column - columns.lowerBound
    let stroke = Stroke(net: net, kind: kind, directions: directions, head: head)
    let place = Int(places[cell]) - 1
    if place < 0 {
      strokes.append(Strokes(first: stroke))
      places[cell] = Int32(strokes.count)
    } else if strokes[place].first.net != net {
      strokes[place].second = merged(strokes[place].second, stroke)
    } else {
      strokes[place].first = merged(strokes[place].first, stroke)
    }
  }

  private func merged(_ old: Stroke?, _ new: Stroke) -> Stroke {
    guard var result = old else { return new }
    result.directions.formUnion(new.directions)
    if new.kind == .strong { result.kind = .strong }
    if let head = new.head, result.head == nil || head.kind == .strong || !head.isCleared {
      result.head = head
    }
    return result
  }

  var cells: [LineCell] {
    var cells: [LineCell] = []
    cells.reserveCapacity(strokes.count)
    for (cell, place) in places.enumerated() where place > 0 {
      var stroke = strokes[Int(place) - 1].first
      var under = strokes[Int(place) - 1].second
      if let other = under, stroke.directions.isSubset(of: .horizontal) {
        under = stroke
        stroke = other
      }
      cells.append(
        LineCell(
          point: CanvasPoint(
            column: columns.lowerBound + cell % columns.count,
            row: rows.lowerBound + cell / columns.count),
          net: stroke.net, kind: stroke.kind, directions: stroke.directions, head: stroke.head,
          crossed: under.map { LineCell.Crossed(net: $0.net, kind: $0.kind) }))
    }
    return cells
  }
}
