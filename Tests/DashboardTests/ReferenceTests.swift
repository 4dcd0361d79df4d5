import TerminalFrame
import Testing

@testable import Dashboard

/// The paper that is made from the table of commands. It is made anew as goldens are, and such a run
/// fails.
@Suite("Of the keys and commands")
struct ReferenceTests {
  private let table = CommandTable()

  @Test("the manual page tells what the table has")
  func manual() {
    check(table.manual, in: "Documentation/weakviz.1", marked: #".\" "#, "")
  }

  @Test("the page about them tells what the table has")
  func page() {
    check("\n" + table.markdown, in: "Documentation/Keys.md", marked: "<!-- ", " -->")
  }

  @Test("both hold every command")
  func everyCommand() {
    for command in table.commands {
      #expect(table.markdown.contains("`:\(command.name)"))
      let name = command.name.split(separator: "-").joined(separator: #"\-"#)
      #expect(table.manual.contains(#""\&:\#(name)"#))
    }
  }

  @Test(
    "the tour tells the keys that they have",
    arguments: [
      (
        "`n` is the next statement, `p` the one before", ["n": Action.nextStep, "p": .previousStep]
      ),
      ("`s` goes event by event", ["s": .nextMoment]),
      ("`Enter` on an object", ["Enter": .answer]),
      ("`y` shows the path", ["y": .whyAlive]),
      ("`X` says what would have to go", ["X": .minimumCut]),
      ("`D` who keeps how much alive, `T` the same", ["D": .retained, "T": .typeTable]),
      ("`N` and `P` jump", ["N": .nextOfInterest, "P": .previousOfInterest]),
      ("`Space` plays", ["Space": .play]),
      ("`/` finds an object, `Tab` goes", ["/": .find, "Tab": .nextPane]),
      ("`z` zooms one", ["z": .zoom]),
      ("`?` explains every sign and every key; `:` takes", ["?": .help, ":": .commandLine]),
    ])
  func tour(_ words: String, _ keys: [String: Action]) throws {
    #expect(try #require(Golden.file("README.md")).contains(words))
    for (name, action) in keys {
      let key = try #require(Key(name))
      #expect(table.command(for: key, in: .timeline)?.action == action)
    }
  }

  private func check(
    _ text: String, in path: String, marked head: String, _ tail: String,
    at location: SourceLocation = #_sourceLocation
  ) {
    let first =
      head + "The table of commands; WEAKVIZ_RECORD_GOLDENS=1 swift test "
      + "--filter ReferenceTests makes it anew." + tail + "\n"
    let last = head + "The table ends." + tail + "\n"
    guard let file = Golden.file(path), let start = file.firstRange(of: first)?.upperBound,
      let end = file.firstRange(of: last)?.lowerBound, start <= end
    else {
      Issue.record("\(path) has no table", sourceLocation: location)
      return
    }
    guard file[start..<end] != text else { return }
    if Golden.isRecording {
      Golden.write(file[..<start] + text + file[end...], toFile: path)
    }
    Issue.record(
      Golden.isRecording ? "\(path) was made anew" : "\(path) is not what the table says",
      sourceLocation: location)
  }
}
