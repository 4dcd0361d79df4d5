import Testing

@testable import HeapFormats

@Suite("Texts with addresses of the interpreter")
struct AddressedTextsTests {
  @Test(
    "are the same as ours where only the names with addresses differ",
    arguments: [
      ("{<weakref at 0x7f2c; to 'P' at 0x7f2d>} is here", "{<weakref to P#1>} is here"),
      ("<A object at 0x10>", "<A#1>"),
      ("[<A object at 0x10>, <B object at 0x20>]", "[<A#1>, <B#1>]"),
      ("a <A at 0x1>", "a <>"),
    ])
  func same(theirs: String, ours: String) {
    #expect(AddressedTexts.areSame(theirs, ours))
  }

  @Test(
    "differ from ours where anything else does",
    arguments: [
      ("<A object at 0x10> is here", "<A#1> is there"),
      ("[<A object at 0x10>, 1]", "[<A#1>, 2]"),
      ("[<A object at 0x10>, <B object at 0x20>]", "[<A#1>]"),
      ("<A at 0x10>", "A#1"),
      ("<A>", "<B>"),
      ("nothing at 0x10", "nothing"),
      ("<A at 0x10><B at 0x20>", "<A>"),
      ("", ""),
    ])
  func different(theirs: String, ours: String) {
    #expect(!AddressedTexts.areSame(theirs, ours))
  }
}
