import HeapModel
import TerminalFrame

/// The bar beside a picture that is higher than its view: the whole picture, a cell for some rows.
/// A cell says what is worth seeing there, and the rows in view are reversed.
struct MiniMap: Hashable {
  /// What a cell stands for.
  enum Mark: Hashable {
    case nothing
    case object(Appearance)
    case selection
  }

  let marks: [Mark]
  /// The cells whose rows are in view.
  let shown: Range<Int>

  /// - Complexity: O(nodes).
  init(
    _ picture: CanvasPicture, _ moment: CanvasMoment, selection: Int?, origin: CanvasPoint,
    rows: Int
  ) {
    let height = max(1, picture.plan.size.height)
    var marks = [Mark](repeating: .nothing, count: max(0, rows))
    for (index, node) in picture.plan.nodes.enumerated() {
      let appearance = moment.nodes[index].appearance
      let cell = node.title.row * rows / height
      guard appearance != .absent, marks.indices.contains(cell) else { continue }
      let mark = index == selection ? Mark.selection : .object(appearance)
      if mark.rank > marks[cell].rank { marks[cell] = mark }
    }
    self.marks = marks
    let first = max(0, min(rows - 1, origin.row * rows / height))
    let end = (max(0, origin.row) + picture.view.height) * rows / height
    shown = first..<max(first + 1, min(rows, end))
  }

  /// The first row of the picture when the view shows what a cell stands for in its middle.
  static func row(forCell cell: Int, of rows: Int, in picture: CanvasPicture) -> Int {
    (cell * 2 + 1) * picture.plan.size.height / max(1, rows * 2) - picture.view.height / 2
  }

  /// Draws it into a column of an area.
  func paint(_ brush: inout Brush, column: Int, in area: Rectangle) {
    for (cell, mark) in marks.enumerated() {
      let (text, role) = mark.span(brush.glyphs)
      brush.put(text, column: column, row: area.row + cell, role, clip: area)
    }
    brush.mark(
      Rectangle(column: column, row: area.row + shown.lowerBound, width: 1, height: shown.count)
        .intersection(area), .selection)
  }
}

extension MiniMap.Mark {
  /// What is worth more is seen where several fall into one cell.
  fileprivate var rank: Int {
    switch self {
    case .nothing, .object(.absent): 0
    case .object(.dead): 1
    case .object(.live): 2
    case .object(.resurrected): 3
    case .object(.unreachable): 4
    case .object(.dying): 5
    case .object(.leaked): 6
    case .selection: 7
    }
  }

  fileprivate func span(_ glyphs: GlyphSet) -> (text: String, role: Role) {
    switch self {
    case .nothing, .object(.absent): (glyphs.pick("│", "|"), .rule)
    case .object(.leaked): ("!", .error)
    case .object(let appearance):
      (appearance.letter(glyphs) ?? glyphs.speck, appearance == .live ? .count : appearance.role)
    case .selection: (glyphs.selected, .next)
    }
  }
}
