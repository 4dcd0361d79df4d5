@testable import Dashboard

/// What is wrong with a plan of boxes or chips; nothing, for a good one.
func faults(of plan: CanvasPlan, for graph: LayoutGraph) -> [String] {
  var faults: [String] = []
  var owner: [CanvasPoint: String] = [:]
  func claim(_ point: CanvasPoint, for claimant: String) {
    if let other = owner[point] { faults.append("\(claimant) and \(other) share \(point)") }
    if point.column < 0 || point.column >= plan.size.width || point.row < 0
      || point.row >= plan.size.height
    {
      faults.append("\(claimant) leaves the canvas at \(point)")
    }
    owner[point] = claimant
  }
  for (index, node) in plan.nodes.enumerated() {
    for row in node.frame.rows {
      for column in node.frame.columns {
        claim(CanvasPoint(column: column, row: row), for: "box \(index)")
      }
    }
    for flag in node.flags {
      for column in flag.text.column...flag.head {
        claim(CanvasPoint(column: column, row: flag.text.row), for: "flag of \(index)")
      }
      if flag.text.column + flag.textWidth > flag.head - 2 {
        faults.append("the flag of \(index) has no line")
      }
    }
    if node.titleWidth < min(graph.nodes[index].shownTitle(plan.detail).width, 24) {
      faults.append("the title of \(index) is cut")
    }
  }
  for cell in plan.cells({ _ in .living }) { claim(cell.point, for: "net \(cell.net)") }
  return faults + lineFaults(of: plan)
}

/// Cells that two nets share other than in a crossing, computed from the routes alone.
private func lineFaults(of plan: CanvasPlan) -> [String] {
  var users: [CanvasPoint: [Int: LineDirections]] = [:]
  for route in plan.routes {
    for (start, end) in zip(route.points, route.points.dropFirst()) {
      let isHorizontal = start.row == end.row
      for column in min(start.column, end.column)...max(start.column, end.column) {
        for row in min(start.row, end.row)...max(start.row, end.row) {
          users[CanvasPoint(column: column, row: row), default: [:]][route.net, default: []]
            .formUnion(isHorizontal ? .horizontal : .vertical)
        }
      }
    }
  }
  return users.compactMap { point, nets in
    if nets.count == 1 { return nil }
    let directions = Set(nets.values.map(\.rawValue))
    let isCrossing =
      nets.count == 2
      && directions == [LineDirections.horizontal.rawValue, LineDirections.vertical.rawValue]
    return isCrossing ? nil : "nets \(nets.keys.sorted()) share \(point)"
  }
}

/// The references of a graph that are not absent, as a picture should show them.
func readings(
  of graph: LayoutGraph, _ state: (Int) -> LineState = { _ in .living }
) -> Set<LineTracer.Reading> {
  Set(
    graph.edges.enumerated().filter { state($0.offset) != .absent }.map {
      LineTracer.Reading(
        source: $0.element.source, target: $0.element.target, kind: $0.element.kind)
    })
}
