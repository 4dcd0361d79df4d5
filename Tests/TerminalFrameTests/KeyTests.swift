import Testing

@testable import TerminalFrame

@Suite("A key")
struct KeyTests {
  @Test(
    "has a name from which it can be made again",
    arguments: [
      (Key.character("n"), "n"), (.character("N"), "N"), (.character(" "), "Space"),
      (.control("d"), "Ctrl-d"), (.named(.tab, .shift), "Shift-Tab"), (.function(10), "F10"),
      (.named(.right, [.control, .alt, .shift]), "Ctrl-Alt-Shift-Right"),
      (.named(.escape), "Esc"), (.character("-", .alt), "Alt--"), (.character("é"), "é"),
      (.character("F"), "F"),
    ])
  func names(key: Key, name: String) {
    #expect(key.description == name)
    #expect(Key(name) == key)
  }

  @Test("has no other name", arguments: ["", "ctrl-d", "F0", "F64", "Return", "nn", "Ctrl-"])
  func noName(name: String) {
    #expect(Key(name) == nil)
  }
}
