import HeapModel
import TerminalFrame

@testable import Dashboard

extension Dashboard {
  /// Presses keys by their names, parted by blanks; returns all effects.
  @discardableResult
  mutating func press(_ keys: String) -> [Effect] {
    keys.split(separator: " ").flatMap { name in
      Key(String(name)).map { update(.input(.key($0))) } ?? []
    }
  }

  /// Types a text, a key a character.
  @discardableResult
  mutating func type(_ text: String) -> [Effect] {
    text.flatMap { update(.input(.key(.character($0)))) }
  }

  init(_ timeline: Timeline, _ width: Int = 80, _ height: Int = 24, file: String = "story.json") {
    self.init(
      timeline: timeline,
      options: Options(fileName: file, size: Size(width: width, height: height)))
  }

  /// The rows of the picture.
  var lines: [String] {
    render().plainText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
