/// Adds to a picture what came later, and leaves what was there where it was.
///
/// A new object takes the free place nearest to the right of what holds it; a new reference looks
/// for the cheapest way over free cells. Where there is none, the whole picture moves apart by rows
/// or columns, all to one side alike.
struct PinnedLayout {
  /// What became of a picture.
  struct Result {
    var plan: CanvasPlan
    /// Rows and columns that were put in, by which things moved down and to the right.
    var insertedRows: Int
    var insertedColumns: Int
    /// Edges for which no way was found: only a full layout shows them.
    var missing: [Int]
  }

  private var graph: LayoutGraph
  private var plan: CanvasPlan
  private var insertedRows = 0
  private var insertedColumns = 0
  private var nextNet: Int

  /// The picture of a graph that has grown at its end, in nodes and edges; nil for outlines, whose
  /// rows cannot stay.
  /// - Complexity: O(cells × log cells) a new edge.
  static func extend(_ plan: CanvasPlan, to graph: LayoutGraph) -> Result? {
    guard plan.detail != .outline else { return nil }
    var layout = PinnedLayout(graph, plan)
    for node in plan.nodes.count..<max(plan.nodes.count, graph.nodes.count) { layout.add(node) }
    var missing: [Int] = []
    for edge in plan.routes.count..<max(plan.routes.count, graph.edges.count) {
      if !layout.connect(edge) { missing.append(edge) }
    }
    // Room that was put in for one line may have bent the end of another.
    for (edge, route) in layout.plan.routes.enumerated() where route.points.count > 1 {
      let ends = route.points.suffix(2).map(\.row)
      if route.head != nil, ends.first != ends.last { missing.append(edge) }
    }
    return Result(
      plan: layout.plan, insertedRows: layout.insertedRows,
      insertedColumns: layout.insertedColumns, missing: missing)
  }

  private init(_ graph: LayoutGraph, _ plan: CanvasPlan) {
    self.graph = graph
    self.plan = plan
    nextNet = (plan.routes.map(\.net).max() ?? -1) + 1
  }

  // MARK: Objects

  private mutating func add(_ node: Int) {
    let metrics = BoxMetrics(graph.nodes[node], plan.detail, canDock: false, hasInlineNames: true)
    let lines = graph.edges.reduce(0) {
      $0 + ($1.source == node ? 1 : 0) + ($1.target == node ? 1 : 0)
    }
    let height = max(metrics.rowCount + 1, lines) + 2 * metrics.border
    let point = place(width: metrics.width, height: height, near: holder(of: node))
    let text = CanvasPoint(
      column: point.column + metrics.padding, row: point.row + metrics.border)
    plan.nodes.append(
      CanvasPlan.Node(
        frame: CanvasRect(
          column: point.column, row: point.row, width: metrics.width, height: height),
        title: text, titleWidth: metrics.titleWidth,
        rows: (0..<metrics.rowCount).map {
          CanvasPoint(column: text.column, row: text.row + 1 + $0)
        },
        rowWidth: metrics.width - 2 * metrics.padding, flags: [],
        inlineNames: metrics.inlineNames, hiddenNames: metrics.hiddenNames, isContinuation: false))
    plan.size.width = max(plan.size.width, point.column + metrics.width)
    plan.size.height = max(plan.size.height, point.row + height)
  }

  /// The object next to which a new one belongs: one that holds it, or else one that it refers to.
  private func holder(of node: Int) -> Int? {
    let edges = graph.edges.filter { $0.source != $0.target }
    let holders = edges.filter { $0.target == node && $0.source < plan.nodes.count }
    if let strong = holders.first(where: { $0.kind == .strong }) ?? holders.first {
      return strong.source
    }
    return edges.first { $0.source == node && $0.target < plan.nodes.count }?.target
  }

  /// The free place nearest to the right of an object; beyond the picture there always is one.
  private func place(width: Int, height: Int, near holder: Int?) -> CanvasPoint {
    let cells = CanvasCells(
      plan, CanvasSize(width: plan.size.width + width + 8, height: plan.size.height + height + 2))
    let frame = holder.map { plan.nodes[$0].frame }
    let wanted = CanvasPoint(column: (frame?.columns.upperBound ?? 0) + 5, row: frame?.row ?? 0)
    var best: (cost: Int, point: CanvasPoint)?
    for row in 0...cells.size.height - height {
      for column in 4...max(4, cells.size.width - width - 4) {
        let isLeft = column < wanted.column
        var cost = abs(column - wanted.column) * (isLeft ? 3 : 1) + abs(row - wanted.row) * 3
        // A larger picture may have to be scrolled.
        if column + width > plan.size.width || row + height > plan.size.height { cost += 40 }
        guard cost < best?.cost ?? .max,
          cells.areFree(
            CanvasRect(column: column - 4, row: row, width: width + 8, height: height))
        else { continue }
        best = (cost, CanvasPoint(column: column, row: row))
      }
    }
    return best?.point ?? CanvasPoint(column: 4, row: plan.size.height)
  }

  // MARK: References

  private mutating func connect(_ index: Int) -> Bool {
    let edge = graph.edges[index]
    for attempt in 0..<4 {
      // Rather from another row of the box than to move everything.
      if let route = way(edge, fromItsRow: true) ?? way(edge, fromItsRow: false) {
        plan.routes.append(route)
        nextNet += 1
        for point in route.points {
          plan.size.width = max(plan.size.width, point.column + 1)
          plan.size.height = max(plan.size.height, point.row + 1)
        }
        return true
      }
      // Room for another port, then for a trunk beside each of the two boxes.
      let node = attempt.isMultiple(of: 2) ? edge.source : edge.target
      let box = plan.nodes[node].frame
      if plan.detail == .boxes {
        insertRow(at: box.rows.upperBound - 1)
      } else if attempt < 2 {
        insertRow(at: box.rows.upperBound)
        plan.nodes[node].frame.height += 1
        plan.size.height = max(plan.size.height, plan.nodes[node].frame.rows.upperBound)
      }
      insertColumn(at: box.columns.upperBound + 1)
      insertColumn(at: box.column - 1)
    }
    plan.routes.append(
      CanvasPlan.Route(net: nextNet, kind: edge.kind, points: [], head: nil))
    nextNet += 1
    return false
  }

  private func way(_ edge: LayoutGraph.Edge, fromItsRow: Bool) -> CanvasPlan.Route? {
    let cells = CanvasCells(
      plan, CanvasSize(width: plan.size.width + 2, height: plan.size.height + 2))
    let row = plan.detail == .boxes && fromItsRow ? edge.sourceRow : nil
    let leaving = stubs { $0.source == edge.source && $0.sourceRow == edge.sourceRow }
      .filter { plan.routes[$0.edge].kind == edge.kind }
    let joining = stubs { $0.target == edge.target }
      .filter { plan.routes[$0.edge].kind == edge.kind }
    let heads = leaving.flatMap { branchings($0, atHead: false) }
    let tails = joining.flatMap { branchings($0, atHead: true) }
    guard
      let points = LineFinder(cells).way(
        from: ports(of: edge.source, row: row, isTail: true),
        to: ports(of: edge.target, row: nil, isTail: false),
        leaving: heads.map(\.cell), joining: tails.map(\.cell))
    else { return nil }
    let start = heads.first { $0.cell.cell == points.first }
    let end = start == nil ? tails.first { $0.cell.cell == points.last } : nil
    // A line that leaves one net and joins another would make them one.
    if start != nil, tails.contains(where: { $0.cell.cell == points.last }) { return nil }
    return route(edge, points, leaving: start?.edge, joining: end?.edge)
  }

  /// Lines that a new one may share a part of: all of their net come from one place, or all lead to
  /// one object.
  private func stubs(
    _ isWanted: (LayoutGraph.Edge) -> Bool
  ) -> [(edge: Int, net: Int)] {
    var nets: [Int: [Int]] = [:]
    for (edge, route) in plan.routes.enumerated() where !route.points.isEmpty {
      nets[route.net, default: []].append(edge)
    }
    return nets.flatMap { net, edges in
      edges.allSatisfy { isWanted(graph.edges[$0]) } ? edges.map { ($0, net) } : []
    }
    .sorted { $0.edge < $1.edge }
  }

  /// The cells of a line's first or last straight part at which another one may leave or join it.
  private func branchings(
    _ stub: (edge: Int, net: Int), atHead: Bool
  ) -> [(cell: LineFinder.Branching, edge: Int)] {
    let route = plan.routes[stub.edge]
    let points = atHead ? Array(route.points.reversed()) : route.points
    guard points.count > 1, plan.detail != .outline else { return [] }
    let (first, second) = (points[0], points[1])
    guard first.row == second.row else { return [] }
    let range = min(first.column, second.column)...max(first.column, second.column)
    let heads = Set(plan.routes.compactMap { $0.head?.point })
    var cells: [CanvasPoint: LineCell] = [:]
    for cell in plan.cells(rows: first.row..<first.row + 1, { _ in .living }) {
      cells[cell.point] = cell
    }
    return range.compactMap { column in
      let point = CanvasPoint(column: column, row: first.row)
      guard let cell = cells[point], cell.net == stub.net, cell.crossed == nil,
        cell.directions == .horizontal, !heads.contains(point)
      else { return nil }
      return (LineFinder.Branching(cell: point, isHorizontal: true), stub.edge)
    }
  }

  /// The cells beside a box at which a line may begin or end, with the direction away from it.
  private func ports(
    of index: Int, row: Int?, isTail: Bool
  ) -> [LineFinder.Port] {
    let node = plan.nodes[index]
    let border = plan.detail == .boxes ? 1 : 0
    let fields = Set(node.rows.map(\.row))
    return (node.frame.row + border..<node.frame.rows.upperBound - border).filter {
      if let row { return $0 == node.rows[row].row }
      return !isTail || !fields.contains($0)
    }
    .flatMap { row in
      [
        LineFinder.Port(
          cell: CanvasPoint(column: node.frame.columns.upperBound, row: row), outward: .right),
        LineFinder.Port(cell: CanvasPoint(column: node.frame.column - 1, row: row), outward: .left),
      ]
    }
  }

  private func route(
    _ edge: LayoutGraph.Edge, _ way: [CanvasPoint], leaving: Int?, joining: Int?
  ) -> CanvasPlan.Route {
    var points = way
    // The shared part belongs to both lines: it is drawn while either exists.
    if let leaving, let first = plan.routes[leaving].points.first {
      points = ([first] + points).withoutMiddles
    }
    if let joining, let last = plan.routes[joining].points.last {
      points = (points + [last]).withoutMiddles
    }
    func touch(_ point: CanvasPoint, _ node: Int) -> LineDirections {
      point.column < plan.nodes[node].frame.column ? .right : .left
    }
    let net = (leaving ?? joining).map { plan.routes[$0].net } ?? nextNet
    var route = CanvasPlan.Route(net: net, kind: edge.kind, points: points, head: nil)
    if let first = points.first, let last = points.last {
      route.firstTouch = touch(first, edge.source)
      route.lastTouch = touch(last, edge.target)
      route.head = CanvasPlan.Head(point: last, direction: route.lastTouch)
    }
    return route
  }

  // MARK: Room

  private mutating func insertRow(at row: Int) {
    insertedRows += 1
    plan.stretch { CanvasPoint(column: $0.column, row: $0.row + ($0.row >= row ? 1 : 0)) }
  }

  private mutating func insertColumn(at column: Int) {
    insertedColumns += 1
    plan.stretch { CanvasPoint(column: $0.column + ($0.column >= column ? 1 : 0), row: $0.row) }
  }
}

extension CanvasPlan {
  /// Moves every point; boxes grow with their corners.
  fileprivate mutating func stretch(_ move: (CanvasPoint) -> CanvasPoint) {
    func moved(_ rect: CanvasRect) -> CanvasRect {
      let first = move(CanvasPoint(column: rect.column, row: rect.row))
      let last = move(
        CanvasPoint(column: rect.columns.upperBound - 1, row: rect.rows.upperBound - 1))
      return CanvasRect(
        column: first.column, row: first.row, width: last.column - first.column + 1,
        height: last.row - first.row + 1)
    }
    for index in nodes.indices {
      let before = nodes[index].frame
      nodes[index].frame = moved(before)
      nodes[index].title = move(nodes[index].title)
      nodes[index].rows = nodes[index].rows.map(move)
      for flag in nodes[index].flags.indices {
        let old = nodes[index].flags[flag]
        nodes[index].flags[flag].text = move(old.text)
        nodes[index].flags[flag].head = nodes[index].frame.column - 1
        nodes[index].flags[flag].lineStart = nodes[index].flags[flag].text.column + old.textWidth
      }
    }
    for index in routes.indices { routes[index] = stretched(routes[index], move) }
    let corner = move(CanvasPoint(column: size.width - 1, row: size.height - 1))
    size = CanvasSize(width: corner.column + 1, height: corner.row + 1)
  }

  /// A line whose ends stay beside their boxes, even where the room is put in between.
  private func stretched(
    _ route: Route, _ move: (CanvasPoint) -> CanvasPoint
  ) -> Route {
    func end(_ point: CanvasPoint, _ touch: LineDirections) -> CanvasPoint {
      let side = touch == .left ? -1 : 1
      let box = move(CanvasPoint(column: point.column + side, row: point.row))
      return CanvasPoint(column: box.column - side, row: box.row)
    }
    guard let first = route.points.first, let last = route.points.last else { return route }
    var result = route
    let ends = (end(first, route.firstTouch), end(last, route.lastTouch))
    result.points = ([ends.0] + route.points.map(move) + [ends.1]).withoutMiddles
    if let head = route.head {
      result.head = Head(point: ends.1, direction: head.direction)
    }
    return result
  }
}

extension [CanvasPoint] {
  /// The corners only, of points that follow each other in rows and columns.
  var withoutMiddles: [CanvasPoint] {
    reduce(into: []) { points, point in
      if points.last == point { return }
      if points.count > 1, let last = points.last, let before = points.dropLast().last,
        before.row == last.row && last.row == point.row
          || before.column == last.column && last.column == point.column
      {
        points[points.count - 1] = point
      } else {
        points.append(point)
      }
    }
  }
}
