/// A cell's place: columns and rows count from 0 at the top left.
public struct Point: Equatable, Hashable, Sendable {
  /// Columns from the left edge.
  public var column: Int
  /// Rows from the top edge.
  public var row: Int

  /// The place in a column and a row.
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// The size of a grid, in cells.
public struct Size: Equatable, Hashable, Sendable {
  /// Columns.
  public var width: Int
  /// Rows.
  public var height: Int

  /// A size; neither side is negative.
  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }
}

/// A rectangle of cells; it may be empty, never of negative size.
public struct Rectangle: Equatable, Hashable, Sendable {
  /// The leftmost column.
  public var column: Int
  /// The topmost row.
  public var row: Int
  /// Columns.
  public var width: Int
  /// Rows.
  public var height: Int

  /// A rectangle by its top left cell and its size; a negative size counts as 0.
  public init(column: Int, row: Int, width: Int, height: Int) {
    self.column = column
    self.row = row
    self.width = max(0, width)
    self.height = max(0, height)
  }

  /// The column right of the rectangle.
  public var endColumn: Int { column + width }

  /// The row below the rectangle.
  public var endRow: Int { row + height }

  /// Whether it has no cell.
  public var isEmpty: Bool { width == 0 || height == 0 }

  /// Its size.
  public var size: Size { Size(width: width, height: height) }

  /// Whether a place is inside.
  public func contains(_ point: Point) -> Bool {
    point.column >= column && point.column < endColumn && point.row >= row && point.row < endRow
  }

  /// The cells that both have; empty if there is none.
  public func intersection(_ other: Rectangle) -> Rectangle {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Rectangle(
      column: left, row: top, width: min(endColumn, other.endColumn) - left,
      height: min(endRow, other.endRow) - top)
  }

  /// The rectangle without margins of the given widths.
  public func inset(left: Int = 0, top: Int = 0, right: Int = 0, bottom: Int = 0) -> Rectangle {
    Rectangle(
      column: column + left, row: row + top, width: width - left - right,
      height: height - top - bottom)
  }

  /// The first rows and the rest; more rows than there are give all and an empty rest.
  public func splitRows(at rows: Int) -> (top: Rectangle, bottom: Rectangle) {
    let kept = min(max(0, rows), height)
    return (
      Rectangle(column: column, row: row, width: width, height: kept),
      Rectangle(column: column, row: row + kept, width: width, height: height - kept)
    )
  }

  /// The first columns and the rest; more columns than there are give all and an empty rest.
  public func splitColumns(at columns: Int) -> (left: Rectangle, right: Rectangle) {
    let kept = min(max(0, columns), width)
    return (
      Rectangle(column: column, row: row, width: kept, height: height),
      Rectangle(column: column + kept, row: row, width: width - kept, height: height)
    )
  }

  /// The rectangle cut into bands from top to bottom.
  public func rows(_ lengths: [Length]) -> [Rectangle] {
    var rest = self
    return Length.resolved(lengths, total: height).map { length in
      let (band, below) = rest.splitRows(at: length)
      rest = below
      return band
    }
  }

  /// The rectangle cut into bands from left to right.
  public func columns(_ lengths: [Length]) -> [Rectangle] {
    var rest = self
    return Length.resolved(lengths, total: width).map { length in
      let (band, beside) = rest.splitColumns(at: length)
      rest = beside
      return band
    }
  }
}

/// How long a band of a split rectangle is, in cells.
public enum Length: Equatable, Sendable {
  /// So many cells, fewer if there are not enough.
  case fixed(Int)
  /// A share of what the fixed ones leave, by weight.
  case share(Int)

  /// The lengths in cells. Fixed ones are served first, in order; cells that don't divide evenly
  /// go to the last share.
  static func resolved(_ lengths: [Length], total: Int) -> [Int] {
    var left = total
    var weights = 0
    var cells = lengths.map { length in
      switch length {
      case .fixed(let wanted):
        let given = min(max(0, wanted), left)
        left -= given
        return given
      case .share(let weight):
        weights += max(0, weight)
        return 0
      }
    }
    for (index, length) in lengths.enumerated() {
      guard case .share(let weight) = length, weight > 0 else { continue }
      let given = left * weight / weights
      cells[index] = given
      left -= given
      weights -= weight
    }
    return cells
  }
}
