extension CanvasPlan {
  /// The cells of all lines that exist, ordered by row, then column.
  ///
  /// A net is drawn as the union of its existing routes, so a dying line takes only the cells
  /// that no sibling needs, and leaves all others as they are.
  /// - Parameters:
  ///   - rows: only cells in these rows are returned; nil means all.
  ///   - state: the state of each edge, by its index.
  /// - Complexity: linear in the cells within `rows`, plus sorting them.
  func cells(rows: Range<Int>? = nil, _ state: (Int) -> LineState) -> [LineCell] {
    var canvas = LineCanvas(size: size, rows: rows ?? 0..<max(1, size.height))
    for (edge, route) in routes.enumerated() {
      let state = state(edge)
      if state != .absent { canvas.draw(route, state) }
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

  let width: Int
  let rows: Range<Int>
  private var strokes: [Strokes] = []
  /// For each cell its place among the strokes, plus one; 0 where there are none.
  private var places: [Int32]

  init(size: CanvasSize, rows: Range<Int>) {
    width = max(1, size.width)
    self.rows = rows
    places = Array(repeating: 0, count: width * rows.count)
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
    for column in first...last {
      var directions: LineDirections = []
      if column > first { directions.insert(.left) }
      if column < last { directions.insert(.right) }
      add(directions, at: CanvasPoint(column: column, row: start.row), net, kind)
    }
  }

  private mutating func drawVertical(
    _ start: CanvasPoint, _ end: CanvasPoint, _ net: Int, _ kind: LineKind
  ) {
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
    guard rows.contains(point.row), 0 <= point.column, point.column < width else { return }
    let cell = (point.row - rows.lowerBound) * width + point.column
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
          point: CanvasPoint(column: cell % width, row: rows.lowerBound + cell / width),
          net: stroke.net, kind: stroke.kind, directions: stroke.directions, head: stroke.head,
          crossed: under.map { LineCell.Crossed(net: $0.net, kind: $0.kind) }))
    }
    return cells
  }
}
