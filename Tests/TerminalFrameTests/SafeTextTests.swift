import Testing

@testable import TerminalFrame

@Suite("Hostile text")
struct SafeTextTests {
  @Test(
    "is made safe",
    arguments: [
      ("plain", "plain"),
      ("─▶ ●2 ○1 † ✗ ƒ", "─▶ ●2 ○1 † ✗ ƒ"),
      ("a\u{1B}[31mb", "a\u{FFFD}[31mb"),
      ("a\r\nb\u{7}c\u{7F}d", "a\u{FFFD}\u{FFFD}b\u{FFFD}c\u{FFFD}d"),
      ("a\tb", "a b"),
      ("\u{9B}31m", "\u{FFFD}31m"),
      ("a\u{202E}b", "a·b"),
      ("a\u{200B}b\u{AD}c", "a·b·c"),
      ("👨‍👩‍👧", "·"),
      ("❤\u{FE0F}!", "·!"),
      ("👍🏽", "·"),
      ("1\u{FE0F}\u{20E3}", "·"),
      ("🇩🇪", "··"),
      ("\u{301}a", "·a"),
      ("e\u{301}", "e\u{301}"),
      ("\u{E000}\u{10FFFF}\u{378}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
      ("日本 😀", "日本 😀"),
    ])
  func sanitized(text: String, expected: String) {
    #expect(text.sanitized() == expected)
  }

  @Test("becomes ASCII where nothing else can be shown")
  func ascii() {
    #expect("a─é日\u{1B}e\u{301}🇩🇪b".sanitized(.ascii) == "a?????" + "??b")
  }

  @Test("is cut with an ellipsis, never in the middle of a wide glyph")
  func truncated() {
    #expect("Expensive".truncated(toColumns: 9) == "Expensive")
    #expect("Expensive".truncated(toColumns: 8) == "Expensi…")
    #expect("日本語".truncated(toColumns: 6) == "日本語")
    #expect("日本語".truncated(toColumns: 5) == "日本…")
    #expect("日本語".truncated(toColumns: 4) == "日…")
    #expect("ab".truncated(toColumns: 1) == "…")
    #expect("ab".truncated(toColumns: 0) == "")
    #expect("abc".truncated(toColumns: 2, .ascii) == "a~")
  }

  @Test("is filled to a width that is exact", arguments: 0..<12)
  func padded(columns: Int) {
    let text = "a日\u{1B}e\u{301}語z"
    #expect(TextWidth.columns(of: text.padded(toColumns: columns)) == columns)
  }

  @Test("has the width that it takes once it is safe")
  func widths() {
    #expect(TextWidth.columns(of: "abc") == 3)
    #expect(TextWidth.columns(of: "日本") == 4)
    #expect(TextWidth.columns(of: "e\u{301}") == 1)
    #expect(TextWidth.columns(of: "👨‍👩‍👧") == 1)
    #expect(TextWidth.columns(of: "┌─┐") == 3)
  }

  @Test("never brings an unprintable scalar into a glyph")
  func everyScalar() {
    // All others are private or unassigned.
    for value in [UInt32(0)..<0x32000, 0xE0000..<0xE1000].joined() {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let scalarClass = TextWidth.scalarClass(of: Glyph(scalar).base)
      guard scalarClass != .narrow && scalarClass != .wide else { continue }
      Issue.record("U+\(String(value, radix: 16)) gives a glyph of class \(scalarClass)")
    }
  }

  @Test("has no width beyond the planes that are tested scalar by scalar")
  func unassignedPlanes() {
    let others = TextWidth.boundaries.filter { entry in
      let start = entry >> 3
      return (0x32000..<0xE0000).contains(start) || start >= 0xE1000
    }
    #expect(others.allSatisfy { $0 & 7 == 0 })
    for start in [UInt32(0x32000), 0xE1000, 0x10FFFF] {
      let scalar = Unicode.Scalar(start) ?? " "
      #expect(TextWidth.scalarClass(of: scalar) == .unprintable)
    }
  }
}
