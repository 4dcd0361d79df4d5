import Testing

@testable import TerminalFrame

@Suite("A frame as text")
struct PlainTextTests {
  private let picture: Frame = {
    var frame = Frame(width: 12, height: 3)
    frame.put("item ─▶ 日", column: 1, row: 0)
    frame.put("dying", column: 2, row: 1, style: Style(.palette(214, basic: .yellow), .bold))
    frame.put("next", column: 8, row: 1, style: Style(.standard, .reverse))
    return frame
  }()

  @Test("has a line a row without blanks at its end")
  func plain() {
    #expect(picture.plainText == " item ─▶ 日\n  dying next\n\n")
  }

  @Test("has a second plane of letters for the styles, and a legend")
  func golden() {
    #expect(
      picture.goldenText() == """
         item ─▶ 日
          dying next

        ---
         .... .. ..
          aaaaa bbbb

        ---
        a 214/yellow bold
        b reverse

        """)
  }

  @Test("uses the letters and the meanings that the styles have")
  func named() {
    var frame = Frame(width: 4, height: 1)
    frame.put("ab", column: 0, row: 0, style: Style(.basic(.red)))
    frame.put("c", column: 2, row: 0, style: Style(.basic(.blue)))
    frame.cursor = Point(column: 2, row: 0)
    let text = frame.goldenText { style in
      style == Style(.basic(.red)) ? ("L", "leaked") : nil
    }
    #expect(text == "abc\n---\nLLa\n---\nL leaked\na 4/blue\ncursor 2,0\n")
  }
}
