import Testing

@testable import TerminalFrame

@Suite("A frame")
struct FrameTests {
  /// The text of a row without the blanks at its end.
  private func text(_ frame: Frame, row: Int = 0) -> String {
    var text = ""
    for cell in frame.row(row) { cell.glyph.write(to: &text) }
    while text.last == " " { text.removeLast() }
    return text
  }

  @Test("shows a text where it was put, and says which column is behind it")
  func putsText() {
    var frame = Frame(width: 10, height: 2)
    let end = frame.put("item ─▶", column: 1, row: 1)
    #expect(end == 8)
    #expect(text(frame, row: 1) == " item ─▶")
    #expect(text(frame, row: 0) == "")
  }

  @Test("cuts off what lies outside it or outside the clip")
  func clips() {
    var frame = Frame(width: 6, height: 1)
    #expect(frame.put("abcdefgh", column: -2, row: 0) == 6)
    #expect(text(frame) == "cdefgh")
    frame.put("XYZ", column: 0, row: 5)
    frame.put("XYZ", column: 0, row: -1)
    frame.put("XYZ", column: 9, row: 0)
    #expect(text(frame) == "cdefgh")
    frame.put(
      "123456", column: 0, row: 0, clip: Rectangle(column: 1, row: 0, width: 3, height: 9))
    #expect(text(frame) == "c234gh")
  }

  @Test("lets a wide glyph take two cells")
  func wideGlyph() {
    var frame = Frame(width: 6, height: 1)
    #expect(frame.put("a日b", column: 0, row: 0) == 4)
    #expect(frame[1, 0].glyph.columns == 2)
    #expect(frame[2, 0].glyph.columns == 0)
    #expect(text(frame) == "a日b")
  }

  @Test("leaves a blank where half of a wide glyph was cut or overwritten", arguments: [1, 2])
  func halfOfWideGlyph(column: Int) {
    var frame = Frame(width: 6, height: 1)
    frame.put("a日b", column: 0, row: 0)
    frame.put("x", column: column, row: 0)
    #expect(text(frame) == (column == 1 ? "ax b" : "a xb"))

    var narrow = Frame(width: 2, height: 1)
    narrow.put("a日", column: 0, row: 0, style: Style(.standard, .reverse))
    #expect(text(narrow) == "a")
    #expect(narrow[1, 0] == Cell(.blank, Style(.standard, .reverse)))

    var filled = Frame(width: 6, height: 1)
    filled.put("日日日", column: 0, row: 0)
    filled.fill(Rectangle(column: 1, row: 0, width: 2, height: 1), with: ".")
    #expect(text(filled) == " .. 日")
  }

  @Test("keeps one combining mark with its letter")
  func combiningMark() {
    var frame = Frame(width: 3, height: 1)
    #expect(frame.put("e\u{301}\u{302}x", column: 0, row: 0) == 2)
    #expect(frame[0, 0].glyph.combiningMark == "\u{301}")
    #expect(text(frame) == "e\u{301}x")
  }

  @Test("draws rules and fills, cut at its edges")
  func rules() {
    var frame = Frame(width: 4, height: 3)
    frame.horizontalRule(column: -1, row: 0, width: 99)
    frame.verticalRule(column: 1, row: 1, height: 99)
    #expect((0..<3).map { text(frame, row: $0) } == ["────", " │", " │"])
    frame.fill(frame.bounds, with: "#", style: Style(.basic(.red)))
    #expect(frame[3, 2] == Cell(Glyph("#"), Style(.basic(.red))))
  }

  @Test("changes styles and leaves the glyphs")
  func restyles() {
    var frame = Frame(width: 4, height: 1)
    frame.put("abcd", column: 0, row: 0)
    frame.restyle(Rectangle(column: 1, row: 0, width: 2, height: 1)) { $0.adding(.reverse) }
    #expect(text(frame) == "abcd")
    #expect(frame.row(0).map(\.style.attributes) == [[], .reverse, .reverse, []])
  }

  @Test("may be empty, and reads as blank outside")
  func empty() {
    var frame = Frame(width: -1, height: 5)
    #expect(frame.put("a", column: 0, row: 0) == 1)
    frame.fill(Rectangle(column: 0, row: 0, width: 5, height: 5))
    #expect(frame == Frame(width: 0, height: 5))
    #expect(frame[0, 0] == Cell())
  }

  @Test("fits a cell into twelve bytes")
  func cellSize() {
    #expect(MemoryLayout<Cell>.size == 12)
  }
}
