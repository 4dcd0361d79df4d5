import CSystem
import TerminalFrame
import Testing

@Suite("The table of widths")
struct WidthTests {
  @Test("agrees with the C library about every scalar that may be shown")
  func agrees() {
    #expect(csys_use_utf8_locale())
    var disputed: [String] = []
    var shown = 0
    // All others are private or unassigned.
    for value in [UInt32(0)..<0x32000, 0xE0000..<0xE1000].joined() {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let expected: Int32
      switch TextWidth.scalarClass(of: scalar) {
      case .narrow: expected = 1
      case .wide: expected = 2
      case .combining: expected = 0
      case .unprintable, .modifier, .invisible: continue
      }
      shown += 1
      if csys_wcwidth(value) != expected { disputed.append(String(value, radix: 16)) }
    }
    #expect(disputed.isEmpty)
    #expect(shown > 140_000)
  }
}
