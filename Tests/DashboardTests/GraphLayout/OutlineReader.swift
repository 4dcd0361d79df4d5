@testable import Dashboard

/// Reads an outline from its drawn characters: the branches at the left of the titles, and the lines
/// of the gutter with a `LineTracer`.
struct OutlineReader {
  let grid: [[Character]]
  let plan: CanvasPlan

  func readings() throws -> Set<LineTracer.Reading> {
    var gutter = grid
    var readings: Set<LineTracer.Reading> = []
    for (child, node) in plan.nodes.enumerated() {
      var column = node.frame.column - 1
      var heads = ""
      while let character = character(column, node.frame.row), "─╌▶▷◀◁✗".contains(character) {
        heads = String(character) + heads
        gutter[node.frame.row][column] = " "
        column -= 1
      }
      // A branch begins at a join or a corner; other lines at the left belong to the gutter.
      guard !heads.isEmpty, let trunk = character(column, node.frame.row),
        "├╰".contains(trunk)
      else { continue }
      let parent = try parent(trunk: column, row: node.frame.row)
      if let back = heads.first, "◀◁✗".contains(back), heads.count > 1 {
        readings.insert(.init(source: child, target: parent, kind: back == "◀" ? .strong : .weak))
        guard let forward = heads.last, "▶▷✗".contains(forward) else { continue }
        readings.insert(
          .init(source: parent, target: child, kind: forward == "▶" ? .strong : .weak))
      } else if let last = heads.last {
        readings.insert(
          .init(source: parent, target: child, kind: "─▶".contains(last) ? .strong : .weak))
      }
    }
    for (index, node) in plan.nodes.enumerated() {
      for row in rows(of: index).dropFirst() { gutter[row][node.frame.column] = " " }
    }
    clearTrunks(&gutter)
    let boxes = plan.nodes.indices.map { index in
      let frame = plan.nodes[index].frame
      return [CanvasRect(column: frame.column, row: frame.row, width: frame.width + 1, height: 1)]
        + rows(of: index).dropFirst().map {
          CanvasRect(column: frame.column + 1, row: $0, width: 1, height: 1)
        }
    }
    return readings.union(try LineTracer(grid: gutter, boxes: boxes).readings())
  }

  private func character(_ column: Int, _ row: Int) -> Character? {
    guard grid.indices.contains(row), grid[row].indices.contains(column) else { return nil }
    return grid[row][column]
  }

  /// The rows of a node: its title's, and those down to the next title.
  private func rows(of node: Int) -> Range<Int> {
    let start = plan.nodes[node].frame.row
    let end = plan.nodes.map(\.frame.row).filter { $0 > start }.min() ?? plan.size.height
    return start..<end
  }

  /// Follows a trunk upwards to the title that it hangs under.
  private func parent(trunk column: Int, row: Int) throws -> Int {
    var row = row - 1
    while row >= 0 {
      if let parent = plan.nodes.firstIndex(where: {
        $0.frame.row == row && $0.frame.column == column
      }) {
        return parent
      }
      guard let character = character(column, row), "│┊├".contains(character) else { break }
      row -= 1
    }
    throw LineTracer.Unreadable(description: "no parent over \(column), \(row)")
  }

  /// Takes the trunks of the tree away, which end above titles.
  private func clearTrunks(_ grid: inout [[Character]]) {
    for (index, node) in plan.nodes.enumerated() {
      var row = rows(of: index).lowerBound + 1
      while row < grid.count, "│┊├╰".contains(grid[row][node.frame.column]) {
        grid[row][node.frame.column] = " "
        row += 1
      }
    }
  }
}
