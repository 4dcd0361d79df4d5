import Testing

@testable import TerminalFrame

@Suite("A rectangle")
struct RectangleTests {
  private let screen = Rectangle(column: 0, row: 0, width: 80, height: 24)

  @Test("splits into rows and columns that cover it")
  func splits() {
    let (title, rest) = screen.splitRows(at: 1)
    #expect(title == Rectangle(column: 0, row: 0, width: 80, height: 1))
    #expect(rest == Rectangle(column: 0, row: 1, width: 80, height: 23))
    let (left, right) = rest.splitColumns(at: 100)
    #expect(left == rest)
    #expect(right == Rectangle(column: 80, row: 1, width: 0, height: 23))
  }

  @Test("gives fixed bands their cells and shares the rest by weight")
  func bands() {
    let rows = screen.rows([.fixed(1), .share(2), .share(1), .fixed(2)])
    #expect(rows.map(\.height) == [1, 14, 7, 2])
    #expect(rows.map(\.row) == [0, 1, 15, 22])
    #expect(screen.columns([.share(1), .share(1), .share(1)]).map(\.width) == [26, 27, 27])
  }

  @Test("gives the first fixed bands what there is if there is too little")
  func tooSmall() {
    let tiny = Rectangle(column: 3, row: 3, width: 4, height: 3)
    #expect(tiny.rows([.fixed(2), .share(1), .fixed(5)]).map(\.height) == [2, 0, 1])
  }

  @Test("intersects, insets and never has a negative size")
  func bounds() {
    let other = Rectangle(column: 70, row: -5, width: 20, height: 6)
    #expect(
      screen.intersection(other) == Rectangle(column: 70, row: 0, width: 10, height: 1))
    #expect(screen.intersection(Rectangle(column: 90, row: 0, width: 1, height: 1)).isEmpty)
    #expect(screen.inset(left: 50, right: 50).width == 0)
    #expect(screen.contains(Point(column: 79, row: 23)))
    #expect(!screen.contains(Point(column: 80, row: 0)))
  }
}
