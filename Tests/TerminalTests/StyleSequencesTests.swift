import Testing

@testable import Terminal

@Suite("Shorter sequences for styles")
struct StyleSequencesTests {
  private func shortened(_ text: String, after before: String = "\u{1B}[m\u{1B}(Bx") -> String {
    var styles = StyleSequences()
    _ = styles.shortened(Array(before.utf8))
    return String(decoding: styles.shortened(Array(text.utf8)), as: UTF8.self)
  }

  @Test(
    "say only what differs",
    arguments: [
      // What ncurses writes between two colours, and what does the same.
      ("\u{1B}[38;5;246ma\u{1B}[39m\u{1B}(B\u{1B}[mb", "\u{1B}[38;5;246ma\u{1B}[mb"),
      ("\u{1B}[31ma\u{1B}[39m\u{1B}(B\u{1B}[m\u{1B}[32mb", "\u{1B}[31ma\u{1B}[32mb"),
      ("\u{1B}(B\u{1B}[0;1m\u{1B}[38;5;255ma", "\u{1B}[1;38;5;255ma"),
      ("\u{1B}[1ma\u{1B}(B\u{1B}[0m\u{1B}[31mb", "\u{1B}[1ma\u{1B}[;31mb"),
      ("\u{1B}[1;7ma\u{1B}[27mb", "\u{1B}[1;7ma\u{1B}[;1mb"),
      ("\u{1B}[48;5;17ma\u{1B}[49mb", "\u{1B}[48;5;17ma\u{1B}[mb"),
      // A background that stays is not sent again.
      (
        "\u{1B}[1m\u{1B}[31m\u{1B}[48;5;234ma\u{1B}(B\u{1B}[m\u{1B}[32m\u{1B}[48;5;234mb",
        "\u{1B}[1;31;48;5;234ma\u{1B}[22;32mb"
      ),
      (
        "\u{1B}[1;7m\u{1B}[44ma\u{1B}(B\u{1B}[0;2m\u{1B}[44mb", "\u{1B}[1;7;44ma\u{1B}[22;27;2mb"
      ),
      ("\u{1B}[31m\u{1B}[44ma\u{1B}[32m  \u{1B}[31mb", "\u{1B}[31;44ma  b"),
      // Nothing is drawn in the styles between.
      ("\u{1B}[31m\u{1B}[5;9H\u{1B}[32ma", "\u{1B}[5;9H\u{1B}[32ma"),
      // Erasing and scrolling is done in the style at hand.
      ("\u{1B}[44m\u{1B}[K\u{1B}[31mx", "\u{1B}[44m\u{1B}[K\u{1B}[31mx"),
      ("\u{1B}[44m\n\u{1B}[mx", "\u{1B}[44m\n\u{1B}[mx"),
      // A blank looks the same in every colour, but not reversed or underlined.
      ("\u{1B}[31ma\u{1B}[m  \u{1B}[31mb", "\u{1B}[31ma  b"),
      ("\u{1B}[31ma\u{1B}[m\u{1B}[5X\u{1B}[32mb", "\u{1B}[31ma\u{1B}[5X\u{1B}[32mb"),
      ("\u{1B}[7ma\u{1B}[m b", "\u{1B}[7ma\u{1B}[m b"),
      ("a\u{1B}[4m b", "a\u{1B}[4m b"),
      // The next frame begins in the style in which ncurses believes to be.
      ("a\u{1B}[31m", "a\u{1B}[31m"),
      // A style that is not known passes through, and so does all that comes after it.
      (
        "\u{1B}[1m\u{1B}[38;2;1;2;3ma\u{1B}[39m\u{1B}[mb",
        "\u{1B}[1m\u{1B}[38;2;1;2;3ma\u{1B}[39m\u{1B}[mb"
      ),
      ("日\u{1B}[1m本\u{1B}7\u{1B}8", "日\u{1B}[1m本\u{1B}7\u{1B}8"),
    ])
  func differences(written: String, sent: String) {
    #expect(shortened(written) == sent)
  }

  @Test("keep the line drawing of an old terminal")
  func lineDrawing() {
    #expect(shortened("\u{1B}(0qq\u{1B}(B\u{1B}[mx") == "\u{1B}(0qq\u{1B}(Bx")
  }

  @Test("begin with a whole style after something else has written")
  func forgetting() {
    var styles = StyleSequences()
    _ = styles.shortened(Array("\u{1B}[1mx".utf8))
    styles.forget()
    let sent = String(decoding: styles.shortened(Array("\u{1B}(B\u{1B}[31mx".utf8)), as: UTF8.self)
    #expect(sent == "\u{1B}(B\u{1B}[;31mx")
  }
}
