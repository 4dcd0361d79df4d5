import TerminalFrame

/// A piece of text with its meaning.
struct Span: Hashable, Sendable {
  var text: String
  var role: Role

  init(_ text: String, _ role: Role = .text) {
    self.text = text
    self.role = role
  }
}

/// Paints meanings on a frame with a theme and a glyph set.
struct Brush {
  var frame: Frame
  let theme: Theme
  let glyphs: GlyphSet

  init(size: Size, theme: Theme, glyphs: GlyphSet) {
    frame = Frame(size, style: theme[.text])
    self.theme = theme
    self.glyphs = glyphs
  }

  /// Puts a text; returns the column behind it.
  @discardableResult
  mutating func put(
    _ text: some StringProtocol, column: Int, row: Int, _ role: Role, clip: Rectangle
  ) -> Int {
    frame.put(
      text, column: column, row: row, style: theme[role], clip: clip,
      repertoire: glyphs.repertoire)
  }

  /// Puts pieces of text one after the other into a row of an area. What does not fit is cut, with
  /// an ellipsis in the last column.
  @discardableResult
  mutating func put(_ spans: [Span], column: Int = 0, row: Int, in area: Rectangle) -> Int {
    var at = area.column + column
    let limit = area.endColumn
    for span in spans where at < limit {
      let text = span.text.truncated(toColumns: limit - at, glyphs.repertoire)
      at = put(text, column: at, row: area.row + row, span.role, clip: area)
    }
    return at
  }

  /// Makes an area blank.
  mutating func clear(_ area: Rectangle) {
    frame.fill(area, style: theme[.text])
  }

  /// Marks an area with a role's attributes, and with its colours where they are not those of plain
  /// text, keeping its glyphs.
  mutating func mark(_ area: Rectangle, _ role: Role) {
    let (style, plain) = (theme[role], theme[.text])
    frame.restyle(area) { old in
      var new = old
      new.attributes.formUnion(style.attributes)
      if style.foreground != plain.foreground { new.foreground = style.foreground }
      if style.background != plain.background { new.background = style.background }
      return new
    }
  }
}

/// Text cut into lines of a width at blanks.
func wrapped(_ text: String, columns: Int) -> [String] {
  guard columns > 0 else { return [] }
  var lines: [String] = []
  for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
    var line = ""
    var used = 0
    for word in paragraph.split(separator: " ") {
      let width = TextWidth.columns(of: word)
      if used > 0 && used + 1 + width > columns {
        lines.append(line)
        line = ""
        used = 0
      }
      if used > 0 {
        line += " "
        used += 1
      }
      line += width > columns ? String(word).truncated(toColumns: columns) : String(word)
      used += min(width, columns)
    }
    lines.append(line)
  }
  return lines
}
