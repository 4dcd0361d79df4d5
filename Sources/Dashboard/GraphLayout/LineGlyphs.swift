/// The characters of the lines.
enum LineGlyphs: Sendable {
  case unicode, ascii

  /// The character of a cell. It fills one column.
  func character(for cell: LineCell) -> Character {
    if let head = cell.head { return character(for: head, on: cell.kind) }
    switch self {
    case .unicode:
      return cell.crossed == nil ? unicodeLine(cell.directions, cell.kind) : "┼"
    case .ascii:
      return asciiLine(cell)
    }
  }

  private func character(for head: LineCell.Head, on line: LineKind) -> Character {
    if head.isCleared { return self == .unicode ? "✗" : "x" }
    let pointsRight = head.direction == .right
    switch (self, head.kind) {
    case (.unicode, .strong): return pointsRight ? "▶" : "◀"
    case (.unicode, .weak): return pointsRight ? "▷" : "◁"
    // Only on a line that is strong the other way must a weak head look weak by itself.
    case (.ascii, .weak) where line == .strong: return pointsRight ? ")" : "("
    case (.ascii, _): return pointsRight ? ">" : "<"
    }
  }

  private func unicodeLine(_ directions: LineDirections, _ kind: LineKind) -> Character {
    switch directions {
    case [.right, .down]: "╭"
    case [.left, .down]: "╮"
    case [.left, .up]: "╯"
    case [.right, .up]: "╰"
    case [.up, .down, .right]: "├"
    case [.up, .down, .left]: "┤"
    case [.left, .right, .down]: "┬"
    case [.left, .right, .up]: "┴"
    case [.up, .down, .left, .right]: "•"
    default:
      directions.isSubset(of: .vertical)
        ? (kind == .strong ? "│" : "┊") : (kind == .strong ? "─" : "╌")
    }
  }

  private func asciiLine(_ cell: LineCell) -> Character {
    switch cell.directions {
    case [.right, .down], [.left, .down]: "."
    case [.left, .up], [.right, .up]: "'"
    case [.up, .down, .left, .right]: "o"
    default:
      if cell.directions.isSubset(of: .vertical) {
        cell.kind == .strong ? "|" : ":"
      } else if cell.directions.isSubset(of: .horizontal) {
        cell.kind == .strong || cell.point.column.isMultiple(of: 2) ? "-" : " "
      } else {
        "+"
      }
    }
  }
}
