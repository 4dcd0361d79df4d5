@testable import Dashboard

/// Draws a plan to characters: what a pane does, without colours and counts.
struct PictureDrawer {
  let graph: LayoutGraph
  let plan: CanvasPlan
  var glyphs = LineGlyphs.unicode
  var edgeState: (Int) -> LineState = { _ in .living }
  var isNamed: (_ node: Int, _ name: Int) -> Bool = { _, _ in true }

  /// The rows of the picture, without spaces at their ends.
  func rows() -> [String] {
    grid().map { row in
      var row = row
      while row.last == " " { row.removeLast() }
      return String(row)
    }
  }

  func text() -> String { rows().joined(separator: "\n") }

  func grid() -> [[Character]] {
    var grid = Array(
      repeating: [Character](repeating: " ", count: plan.size.width), count: plan.size.height)
    for index in plan.nodes.indices {
      drawBox(index, &grid)
      drawFlags(index, &grid)
    }
    for cell in plan.cells(edgeState) {
      grid[cell.point.row][cell.point.column] = glyphs.character(for: cell)
    }
    return grid
  }

  private func put(
    _ text: String, at point: CanvasPoint, width: Int = .max, _ grid: inout [[Character]]
  ) {
    let cut = text.count > width ? text.prefix(width - 1) + "…" : text[...]
    for (offset, character) in cut.enumerated() {
      grid[point.row][point.column + offset] = character
    }
  }

  private func drawBox(_ index: Int, _ grid: inout [[Character]]) {
    let place = plan.nodes[index]
    let node = graph.nodes[index]
    let frame = place.frame
    let first = frame.columns.lowerBound
    let last = frame.columns.upperBound - 1
    for row in frame.rows {
      for column in frame.columns {
        let isSide = column == first || column == last
        switch plan.detail {
        case .boxes:
          let isTop = row == frame.rows.lowerBound
          let isBottom = row == frame.rows.upperBound - 1
          if isTop && isSide {
            grid[row][column] = column == first ? "┌" : "┐"
          } else if isBottom && isSide {
            grid[row][column] = column == first ? "└" : "┘"
          } else if isTop || isBottom {
            grid[row][column] = "─"
          } else if isSide {
            grid[row][column] = "│"
          }
        case .chips:
          if isSide { grid[row][column] = column == first ? "▐" : "▌" }
        case .outline:
          break
        }
      }
    }
    var title = node.title.text
    if place.titleWidth < node.title.width {
      title = title.prefix(place.titleWidth - 1) + "…"
    }
    if !place.inlineNames.isEmpty {
      let names = place.inlineNames.filter { isNamed(index, $0) }.map { node.names[$0].text }
      let rest = place.hiddenNames > 0 ? ["+\(place.hiddenNames)"] : []
      if !names.isEmpty { title += " ‹" + (names + rest).joined(separator: " ") + "›" }
    }
    if place.isContinuation {
      put("…", at: CanvasPoint(column: place.frame.column, row: place.title.row), &grid)
    }
    put(title, at: place.title, &grid)
    for (row, point) in zip(node.rows, place.rows) {
      put(row.text, at: point, width: place.rowWidth, &grid)
    }
  }

  private func drawFlags(_ index: Int, _ grid: inout [[Character]]) {
    for flag in plan.nodes[index].flags {
      let living = flag.names.filter { isNamed(index, $0) }
      guard let first = living.first else { continue }
      let name = graph.nodes[index].names[first].text
      let text = flag.names.count > 1 ? "+\(living.count) names" : name
      put(text, at: flag.text, width: flag.textWidth, &grid)
      let end = flag.text.column + min(text.count, flag.textWidth)
      for column in (end + 1)..<flag.head { grid[flag.text.row][column] = "─" }
      grid[flag.text.row][flag.head] = "▶"
    }
  }
}
