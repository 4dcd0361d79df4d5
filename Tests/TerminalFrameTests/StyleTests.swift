import Testing

@testable import TerminalFrame

@Suite("A style")
struct StyleTests {
  @Test("gives back the parts it was made of", arguments: BasicColor.allCases)
  func parts(basic: BasicColor) {
    let style = Style(
      .palette(255, basic: basic), on: .palette(0, basic: basic), [.bold, .reverse])
    #expect(style.foreground == .palette(255, basic: basic))
    #expect(style.background == .palette(0, basic: basic))
    #expect(style.attributes == [.bold, .reverse])
  }

  @Test("changes one part without the others")
  func changes() {
    var style = Style(.basic(.red), on: .basic(.blue), .italic)
    style.foreground = .standard
    #expect(style == Style(.standard, on: .basic(.blue), .italic))
    style.background = .palette(17, basic: .green)
    #expect(style == Style(.standard, on: .palette(17, basic: .green), .italic))
    style.attributes = [.dim]
    #expect(style == Style(.standard, on: .palette(17, basic: .green), .dim))
    #expect(style.adding(.bold).attributes == [.dim, .bold])
  }

  @Test("is plain unless something is said, and takes four bytes")
  func plain() {
    #expect(Style() == .plain)
    #expect(Style.plain.foreground == .standard)
    #expect(MemoryLayout<Style>.size == 4)
  }
}
