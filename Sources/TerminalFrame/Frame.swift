/// What one place of a frame shows.
public struct Cell: Equatable, Hashable, Sendable {
  /// The cluster; the second cell of a wide one has zero columns.
  public var glyph: Glyph
  /// How it looks.
  public var style: Style

  /// A cell of a glyph in a style.
  public init(_ glyph: Glyph = .blank, _ style: Style = .plain) {
    self.glyph = glyph
    self.style = style
  }
}

/// A picture: a grid of cells, and where the cursor stands.
///
/// Whatever is put outside the frame or outside a given clip is cut off. A wide glyph takes two
/// cells; one that would be cut in half, or that is overwritten by half, leaves a blank.
public struct Frame: Equatable, Sendable {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Where the hardware cursor stands; hidden if there is no place.
  public var cursor: Point?

  /// Rows one after the other.
  var cells: [Cell]

  /// A frame of blanks; a negative size counts as 0.
  public init(width: Int, height: Int, style: Style = .plain) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = Array(repeating: Cell(.blank, style), count: self.width * self.height)
  }

  /// A frame of blanks of a size.
  public init(_ size: Size, style: Style = .plain) {
    self.init(width: size.width, height: size.height, style: style)
  }

  /// The whole frame.
  public var bounds: Rectangle { Rectangle(column: 0, row: 0, width: width, height: height) }

  /// The cell at a place; a place outside the frame reads as a plain blank.
  public subscript(column: Int, row: Int) -> Cell {
    guard column >= 0, column < width, row >= 0, row < height else { return Cell() }
    return cells[row * width + column]
  }

  /// The cells of a row, from the left. The row must exist.
  public func row(_ row: Int) -> ArraySlice<Cell> {
    cells[row * width..<(row + 1) * width]
  }

  /// Puts one glyph at a place.
  public mutating func put(
    _ glyph: Glyph, column: Int, row: Int, style: Style, clip: Rectangle? = nil
  ) {
    let clip = clip.map { $0.intersection(bounds) } ?? bounds
    guard row >= clip.row, row < clip.endRow, column < clip.endColumn else { return }
    place(glyph, column: column, row: row, style: style, clip: clip)
  }

  /// Puts one scalar at a place; an unprintable one is replaced.
  public mutating func put(
    _ scalar: Unicode.Scalar, column: Int, row: Int, style: Style = .plain, clip: Rectangle? = nil
  ) {
    put(Glyph(scalar), column: column, row: row, style: style, clip: clip)
  }

  /// Puts a text, made safe, on one row, beginning at a place.
  ///
  /// - Returns: the column behind the text, whether or not it was cut.
  @discardableResult
  public mutating func put(
    _ text: some StringProtocol, column: Int, row: Int, style: Style = .plain,
    clip: Rectangle? = nil, repertoire: Repertoire = .unicode
  ) -> Int {
    let clip = clip.map { $0.intersection(bounds) } ?? bounds
    let isVisible = row >= clip.row && row < clip.endRow
    var column = column
    for glyph in SafeText(text, repertoire: repertoire) {
      if isVisible && column < clip.endColumn {
        place(glyph, column: column, row: row, style: style, clip: clip)
      }
      column += glyph.columns
    }
    return column
  }

  /// Fills a rectangle with one scalar of one column; a wide one counts as a blank.
  public mutating func fill(
    _ rectangle: Rectangle, with scalar: Unicode.Scalar = " ", style: Style = .plain
  ) {
    let area = rectangle.intersection(bounds)
    guard !area.isEmpty else { return }
    let glyph = Glyph(scalar)
    let cell = Cell(glyph.columns == 1 ? glyph : .blank, style)
    for row in area.row..<area.endRow {
      mend(column: area.column, row: row)
      mend(column: area.endColumn, row: row)
      for index in row * width + area.column..<row * width + area.endColumn { cells[index] = cell }
    }
  }

  /// Draws a line of one row to the right.
  public mutating func horizontalRule(
    column: Int, row: Int, width: Int, with scalar: Unicode.Scalar = "\u{2500}",
    style: Style = .plain
  ) {
    fill(
      Rectangle(column: column, row: row, width: width, height: 1), with: scalar, style: style)
  }

  /// Draws a line of one column downwards.
  public mutating func verticalRule(
    column: Int, row: Int, height: Int, with scalar: Unicode.Scalar = "\u{2502}",
    style: Style = .plain
  ) {
    fill(
      Rectangle(column: column, row: row, width: 1, height: height), with: scalar, style: style)
  }

  /// Changes the styles of a rectangle and leaves its glyphs.
  public mutating func restyle(_ rectangle: Rectangle, _ change: (Style) -> Style) {
    let area = rectangle.intersection(bounds)
    for row in area.row..<area.endRow {
      for index in row * width + area.column..<row * width + area.endColumn {
        cells[index].style = change(cells[index].style)
      }
    }
  }

  /// Writes a glyph whose row is visible and whose column is left of the clip's end.
  private mutating func place(
    _ glyph: Glyph, column: Int, row: Int, style: Style, clip: Rectangle
  ) {
    let index = row * width + column
    if glyph.columns == 1 {
      guard column >= clip.column else { return }
      mend(column: column, row: row)
      mend(column: column + 1, row: row)
      cells[index] = Cell(glyph, style)
    } else if glyph.columns == 2 {
      guard column >= clip.column, column + 1 < clip.endColumn else {
        // Half of it would be cut: the half that is left shows a blank.
        let visible = column < clip.column ? column + 1 : column
        guard visible >= clip.column, visible < clip.endColumn else { return }
        place(.blank, column: visible, row: row, style: style, clip: clip)
        return
      }
      mend(column: column, row: row)
      mend(column: column + 2, row: row)
      cells[index] = Cell(glyph, style)
      cells[index + 1] = Cell(.continuation, style)
    }
  }

  /// Turns a wide glyph into blanks if its halves lie on both sides of a column's left edge.
  private mutating func mend(column: Int, row: Int) {
    guard column > 0, column < width else { return }
    let index = row * width + column
    guard cells[index].glyph.columns == 0 else { return }
    cells[index].glyph = .blank
    cells[index - 1].glyph = .blank
  }
}
