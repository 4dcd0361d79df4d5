/// What the cells of a picture hold.
struct CanvasCells {
  enum Content: UInt8 {
    case free
    /// A straight line that another one may cross.
    case horizontal, vertical
    /// A box, a name, a corner, a join, a crossing or a head.
    case taken
  }

  let size: CanvasSize
  private var contents: [Content]

  init(_ plan: CanvasPlan, _ size: CanvasSize) {
    self.size = size
    contents = Array(repeating: .free, count: size.width * size.height)
    for cell in plan.cells({ _ in .living }) {
      let isCrossable = cell.head == nil && cell.crossed == nil
      let isHorizontal = cell.directions == .horizontal
      let isVertical = cell.directions == .vertical
      set(
        cell.point,
        isCrossable && isHorizontal ? .horizontal : isCrossable && isVertical ? .vertical : .taken)
    }
    for route in plan.routes {
      // The ends of a line belong to the boxes.
      for point in [route.points.first, route.points.last] { if let point { set(point, .taken) } }
    }
    for node in plan.nodes {
      for row in node.frame.rows {
        for column in node.frame.columns { set(CanvasPoint(column: column, row: row), .taken) }
      }
      for flag in node.flags where flag.head >= flag.text.column {
        for column in flag.text.column...flag.head {
          set(CanvasPoint(column: column, row: flag.text.row), .taken)
        }
      }
    }
  }

  private mutating func set(_ point: CanvasPoint, _ content: Content) {
    guard contains(point) else { return }
    contents[point.row * size.width + point.column] = content
  }

  func contains(_ point: CanvasPoint) -> Bool {
    point.column >= 0 && point.row >= 0 && point.column < size.width && point.row < size.height
  }

  /// What a cell holds; a cell outside is taken.
  subscript(point: CanvasPoint) -> Content {
    contains(point) ? contents[point.row * size.width + point.column] : .taken
  }

  /// Whether a rectangle holds nothing. It must lie inside.
  func areFree(_ rect: CanvasRect) -> Bool {
    rect.rows.allSatisfy { row in
      contents[row * size.width + rect.column..<row * size.width + rect.columns.upperBound]
        .allSatisfy { $0 == .free }
    }
  }
}
