import TerminalFrame
import Testing

@testable import Terminal

@Suite("Reports about the mouse")
struct MouseDecoderTests {
  private let place = Point(column: 3, row: 4)

  @Test("make a double click of two presses at one cell, if they come soon")
  func doubleClick() {
    var decoder = MouseDecoder()
    func press(_ parameters: String, milliseconds: Int64) -> MouseEvent.Action? {
      decoder.event(
        parameters: parameters, isRelease: false, nanoseconds: milliseconds * 1_000_000)?.action
    }
    #expect(press("0;4;5", milliseconds: 0) == .press(.left))
    #expect(press("0;4;5", milliseconds: 400) == .doubleClick(.left))
    #expect(press("0;4;5", milliseconds: 500) == .press(.left), "a third one begins anew")
    #expect(press("0;4;5", milliseconds: 901) == .press(.left), "too late")
    #expect(press("0;9;5", milliseconds: 902) == .press(.left), "elsewhere")
    #expect(press("2;9;5", milliseconds: 903) == .press(.right), "another button")
  }

  @Test("tell a drag once a cell")
  func drag() {
    var decoder = MouseDecoder()
    let reports = ["0;1;1", "32;1;1", "32;2;1", "32;2;1", "32;3;1"]
    let events = reports.compactMap {
      decoder.event(parameters: $0, isRelease: false, nanoseconds: 0)
    }
    #expect(events.map(\.action) == [.press(.left), .drag(.left), .drag(.left)])
    #expect(events.map(\.point.column) == [0, 1, 2])
  }

  @Test("carry the keys held meanwhile")
  func modifiers() {
    var decoder = MouseDecoder()
    #expect(
      decoder.event(parameters: "20;4;5", isRelease: false, nanoseconds: 0)
        == MouseEvent(.press(.left), at: place, [.shift, .control]))
    #expect(
      decoder.event(parameters: "73;4;5", isRelease: false, nanoseconds: 0)
        == MouseEvent(.wheelDown, at: place, .alt))
  }

  @Test("are nothing if they are malformed", arguments: ["", "0;1", "0;0;1", "x;1;1", "3;1;1"])
  func malformed(parameters: String) {
    var decoder = MouseDecoder()
    #expect(decoder.event(parameters: parameters, isRelease: false, nanoseconds: 0) == nil)
  }
}

@Suite("A text for the clipboard")
struct Base64Tests {
  @Test(
    "is encoded as every terminal expects",
    arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
  func vectors(text: String, expected: String) {
    #expect(Base64.encoded(text.utf8) == expected)
  }
}
