import Testing

@testable import Terminal

@Suite("Shorter moves of the cursor")
struct CursorSequencesTests {
  @Test(
    "go to the same place",
    arguments: [
      // Onward in the row, as long as all that was written is plain.
      ("\u{1B}[5;9Hab\u{1B}[5;20Hc", "\u{1B}[5;9Hab\u{1B}[9Cc"),
      ("\u{1B}[5;9Hab\u{1B}[5;12Hc", "\u{1B}[5;9Hab\u{1B}[Cc"),
      ("\u{1B}[5;9Hab\u{1B}[31m\u{1B}[5;11Hc", "\u{1B}[5;9Hab\u{1B}[31mc"),
      ("\u{1B}[5;9Ha●\u{1B}[5;20Hc", "\u{1B}[5;9Ha●\u{1B}[5;20Hc"),
      // Never back: at the right edge a cursor may wait in the last column.
      ("\u{1B}[5;9Hab\u{1B}[5;3Hc", "\u{1B}[5;9Hab\u{1B}[5;3Hc"),
      ("\u{1B}[5;9Ha●\u{1B}[5;1Hc", "\u{1B}[5;9Ha●\rc"),
      // Down and up in a column.
      ("\u{1B}[5;9Hab\u{1B}[6;11Hc", "\u{1B}[5;9Hab\u{1B}[Bc"),
      ("\u{1B}[5;9Hab\u{1B}[4;11Hc", "\u{1B}[5;9Hab\u{1B}[Ac"),
      ("\u{1B}[5;9Hab\u{1B}[7;11Hc", "\u{1B}[5;9Hab\u{1B}[7;11Hc"),
      // The first column need not be said.
      ("\u{1B}[5;1Hab\u{1B}[1;1Hc", "\u{1B}[5Hab\u{1B}[Hc"),
      // What else may move the cursor makes its place unknown.
      ("\u{1B}[5;9Hab\n\u{1B}[5;20Hc", "\u{1B}[5;9Hab\n\u{1B}[5;20Hc"),
      ("\u{1B}[5;9Hab\u{1B}[3d\u{1B}[5;20Hc", "\u{1B}[5;9Hab\u{1B}[3d\u{1B}[5;20Hc"),
      ("\u{1B}[5;9Hab\u{1B}M\u{1B}[5;20Hc", "\u{1B}[5;9Hab\u{1B}M\u{1B}[5;20Hc"),
      ("\u{1B}[5;9Hab\u{1B}(B\u{1B}[K\u{1B}[5;20Hc", "\u{1B}[5;9Hab\u{1B}(B\u{1B}[K\u{1B}[9Cc"),
      // Sequences that are cut off stay as they are.
      ("ab\u{1B}", "ab\u{1B}"), ("ab\u{1B}[5;", "ab\u{1B}[5;"),
    ])
  func moves(written: String, sent: String) {
    let shortened = CursorSequences.shortened(Array(written.utf8))
    #expect(String(decoding: shortened, as: UTF8.self) == sent)
  }
}
