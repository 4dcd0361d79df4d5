import Testing

@testable import TerminalFrame

@Suite("A frame printed")
struct PrinterTests {
  private let picture: Frame = {
    var frame = Frame(width: 12, height: 2)
    frame.put("item ─▶", column: 0, row: 0)
    frame.put("<b>", column: 8, row: 0, style: Style(.palette(32, basic: .blue), .bold))
    frame.put("next", column: 0, row: 1, style: Style(.standard, on: .basic(.red)))
    return frame
  }()

  @Test(
    "with escape sequences has no more of them than styles change",
    arguments: [
      (
        ColorDepth.palette,
        "item ─▶ \u{1B}[0;1;38;5;32m<b>\u{1B}[0m\n\u{1B}[0;48;5;1mnext\u{1B}[0m\n"
      ),
      (.basic, "item ─▶ \u{1B}[0;1;34m<b>\u{1B}[0m\n\u{1B}[0;41mnext\u{1B}[0m\n"),
      (.none, "item ─▶ \u{1B}[0;1m<b>\u{1B}[0m\nnext\n"),
    ])
  func ansi(depth: ColorDepth, expected: String) {
    #expect(picture.ansiText(depth: depth) == expected)
  }

  @Test("as an asciicast has a header, and then what changes")
  func asciicast() {
    var cast = Asciicast(size: Size(width: 12, height: 2), title: "a \"title\"", depth: .none)
    cast.append(picture, at: .zero)
    var next = picture
    next.put("N", column: 0, row: 1)
    cast.append(next, at: .milliseconds(1250))
    cast.append(next, at: .milliseconds(1500))
    cast.hold(until: .seconds(2))
    let lines = cast.text.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(
      lines[0] == #"{"version": 2, "width": 12, "height": 2, "title": "a \"title\""}"#)
    #expect(lines[1].hasPrefix(#"[0.000, "o", "\u001b[?25l\u001b[0m\u001b[2J\u001b[1;1Hitem ─▶"#))
    #expect(lines[2] == #"[1.250, "o", "\u001b[2;1HN"]"#)
    #expect(lines[3] == #"[2.000, "o", ""]"#)
  }

  @Test("as SVG has texts on a fixed grid, with markup made harmless")
  func svg() {
    let svg = picture.svg(theme: .dark, title: "a & b")
    #expect(
      svg.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"128.8\" height=\"56\""))
    #expect(svg.contains("<title>a &amp; b</title>"))
    #expect(
      svg.contains(
        "<text x=\"14\" y=\"24.4\" textLength=\"50.4\" lengthAdjust=\"spacingAndGlyphs\">item ─</text>"
      ))
    #expect(svg.contains("<text x=\"64.4\" y=\"24.4\" textLength=\"8.4\""))
    #expect(svg.contains(">&lt;b&gt;</text>"))
    #expect(svg.contains(".s0{fill:#0087d7;font-weight:bold;}"))
    #expect(svg.contains("fill=\"#e06c75\"/>"))
    #expect(svg.hasSuffix("</svg>\n"))
    #expect(!svg.contains("circle"))
    #expect(picture.svg(title: "x", hasWindow: true).contains("<circle"))
  }

  @Test("as SVG exchanges the colours of what is reversed")
  func reversed() {
    var frame = Frame(width: 2, height: 1)
    frame.put("x", column: 0, row: 0, style: Style(.standard, .reverse))
    let svg = frame.svg(theme: .dark)
    #expect(svg.contains("width=\"8.4\" height=\"16\" fill=\"#dadada\"/>"))
    #expect(svg.contains(".s0{fill:#1c1c1c;}"))
  }

  @Test("has the colours that all terminals share beyond the first sixteen")
  func palette() {
    #expect(SVGTheme.dark.rgb(16) == 0x000000)
    #expect(SVGTheme.dark.rgb(214) == 0xFFAF00)
    #expect(SVGTheme.dark.rgb(231) == 0xFFFFFF)
    #expect(SVGTheme.dark.rgb(232) == 0x080808)
    #expect(SVGTheme.dark.rgb(255) == 0xEEEEEE)
    #expect(SVGTheme.dark.rgb(1) == 0xE06C75)
  }
}
