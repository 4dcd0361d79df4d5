import HeapFormats
import HeapModel
import Testing

@Suite struct `A journal of edits` {
  private let one = Branch([Edit(after: 3, step: #"{"del": "a['ключ \"x\"']"}"#)])
  private let two = Branch([
    Edit(after: 0, step: #"{"collect": 2}"#), Edit(after: 3, step: #"{"del": "a"}"#),
  ])

  private func read(_ text: String) -> Branch { BranchJournal.branch(in: Array(text.utf8)) }

  @Test func `The last line counts`() {
    #expect(read(BranchJournal.line(one)) == one)
    #expect(read(BranchJournal.line(one) + BranchJournal.line(two)) == two)
    #expect(read(BranchJournal.line(two) + BranchJournal.line(.original)) == .original)
    #expect(read("") == .original)
  }

  @Test func `A line that was cut off anywhere costs that line only`() {
    let (first, second) = (BranchJournal.line(one), Array(BranchJournal.line(two).utf8))
    for length in 0..<second.count - 1 {
      #expect(BranchJournal.branch(in: Array(first.utf8) + second[..<length]) == one)
    }
    #expect(BranchJournal.branch(in: Array(first.utf8) + second.dropLast()) == two)
  }

  @Test(arguments: [
    "{}", "[1]", "null", "{\"weakviz-journal\": 2, \"edits\": []}",
    "{\"weakviz-journal\": 1, \"edits\": [{\"after\": -1, \"step\": \"{}\"}]}",
    "{\"weakviz-journal\": 1, \"edits\": [{\"after\": 1, \"step\": 5}]}",
    "{\"weakviz-journal\": 1, \"edits\": {}}", "\u{0}\u{FF}",
  ])
  func `What is no journal is passed over`(line: String) {
    #expect(read(BranchJournal.line(one) + line + "\n") == one)
  }
}
