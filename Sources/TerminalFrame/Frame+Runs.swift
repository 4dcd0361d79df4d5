/// Neighbouring cells of one row.
public struct Run: Equatable, Hashable, Sendable {
  /// The row.
  public var row: Int
  /// The columns.
  public var columns: Range<Int>

  /// The cells of a row in a range of columns.
  public init(row: Int, columns: Range<Int>) {
    self.row = row
    self.columns = columns
  }
}

extension Frame {
  /// The cells that differ from another frame, row by row; all cells if the sizes differ.
  ///
  /// A run never begins or ends inside a wide glyph of this frame. Complexity: linear in the cells.
  public func changedRuns(since other: Frame) -> [Run] {
    guard width == other.width, height == other.height else {
      return width == 0 ? [] : (0..<height).map { Run(row: $0, columns: 0..<width) }
    }
    var runs: [Run] = []
    for row in 0..<height {
      let start = row * width
      var column = 0
      while column < width {
        guard cells[start + column] != other.cells[start + column] else {
          column += 1
          continue
        }
        let first = cells[start + column].glyph.columns == 0 ? max(0, column - 1) : column
        repeat { column += 1 } while column < width && isPart(start + column, of: other)
        runs.append(Run(row: row, columns: first..<column))
      }
    }
    return runs
  }

  /// The cells of a row cut into runs of one style.
  public func styleRuns(row: Int) -> [(style: Style, columns: Range<Int>)] {
    styleRuns(in: Run(row: row, columns: 0..<width))
  }

  /// The cells of a run cut into runs of one style. The second cell of a wide glyph belongs to the
  /// first whatever its style.
  public func styleRuns(in run: Run) -> [(style: Style, columns: Range<Int>)] {
    var runs: [(style: Style, columns: Range<Int>)] = []
    var first = run.columns.lowerBound
    while first < run.columns.upperBound {
      let style = self[first, run.row].style
      var end = first + 1
      while end < run.columns.upperBound,
        self[end, run.row].style == style || self[end, run.row].glyph.columns == 0
      { end += 1 }
      runs.append((style, first..<end))
      first = end
    }
    return runs
  }

  /// The glyphs of a run as text.
  public func text(of run: Run) -> String {
    var text = ""
    for column in run.columns { self[column, run.row].glyph.write(to: &text) }
    return text
  }

  private func isPart(_ index: Int, of other: Frame) -> Bool {
    cells[index] != other.cells[index] || cells[index].glyph.columns == 0
  }
}
