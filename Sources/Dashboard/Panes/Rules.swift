import TerminalFrame

/// The lines between panes, with their joints.
struct Rules {
  private struct Sides: OptionSet {
    var rawValue: UInt8
    static let up = Sides(rawValue: 1)
    static let down = Sides(rawValue: 2)
    static let left = Sides(rawValue: 4)
    static let right = Sides(rawValue: 8)
  }

  private var sides: [Sides]
  private let size: Size

  init(_ plan: ScreenPlan) {
    size = plan.size
    sides = [Sides](repeating: [], count: size.width * size.height)
    for wall in plan.walls {
      for row in wall.row..<wall.endRow { add([.up, .down], column: wall.column, row: row) }
      add(.up, column: wall.column, row: wall.endRow)
    }
    for rule in Array(plan.rules.values) + [plan.beside?.rule, plan.stepsRule].compactMap(\.self) {
      for column in rule.column..<rule.endColumn {
        add([.left, .right], column: column, row: rule.row)
      }
      add(.right, column: rule.column - 1, row: rule.row)
      add(.left, column: rule.endColumn, row: rule.row)
    }
    trim(plan)
  }

  private mutating func add(_ more: Sides, column: Int, row: Int) {
    guard column >= 0, column < size.width, row >= 0, row < size.height else { return }
    sides[row * size.width + column].formUnion(more)
  }

  /// A joint touches only what is there: a half line into an empty cell is taken back, and a wall
  /// ends at the rule where it begins.
  private mutating func trim(_ plan: ScreenPlan) {
    let horizontal: Sides = [.left, .right]
    let vertical: Sides = [.up, .down]
    for row in 0..<size.height {
      for column in 0..<size.width {
        let index = row * size.width + column
        let cell = sides[index]
        guard !cell.isEmpty else { continue }
        if cell.isDisjoint(with: vertical) && !horizontal.isSubset(of: cell) {
          sides[index] = []
        } else if cell == .up {
          sides[index] = []
        } else if cell.contains(.up) && !horizontal.isDisjoint(with: cell) {
          let above = row > 0 ? sides[index - size.width] : []
          if !above.contains(.down) { sides[index].remove(.up) }
        }
      }
    }
  }

  /// Draws all lines.
  func paint(_ brush: inout Brush) {
    let isASCII = brush.glyphs == .ascii
    let style = brush.theme[.rule]
    for row in 0..<size.height {
      for column in 0..<size.width {
        let cell = sides[row * size.width + column]
        guard !cell.isEmpty else { continue }
        brush.frame.put(
          isASCII ? Self.ascii(cell) : Self.unicode(cell), column: column, row: row, style: style)
      }
    }
  }

  private static func unicode(_ sides: Sides) -> Unicode.Scalar {
    switch sides {
    case [.up, .down]: "│"
    case [.up, .down, .right]: "├"
    case [.up, .down, .left]: "┤"
    case [.left, .right, .down], [.left, .down], [.right, .down]: "┬"
    case [.left, .right, .up], [.left, .up], [.right, .up]: "┴"
    case [.up, .down, .left, .right]: "┼"
    case .up, .down: "│"
    default: "─"
    }
  }

  private static func ascii(_ sides: Sides) -> Unicode.Scalar {
    if sides.isSubset(of: [.up, .down]) { return "|" }
    return sides.isSubset(of: [.left, .right]) ? "-" : "+"
  }
}
