import HeapFormats
import HeapModel
import Testing

@Suite struct `A journal of edits` {
  private let one = Branch([Edit(after: 3, step: #"{"del": "a['ключ \"x\"']"}"#)])
  private let two = Branch([
    Edit(after: 0, step: #"{"collect": 2}"#), Edit(after: 3, step: #"{"del": "a"}"#),
  ])

  private func read(_ text: String) -> Branch { read(Array(text.utf8)) }
  private func read(_ bytes: [UInt8]) -> Branch { BranchJournal.history(in: bytes).branch }

  @Test func `The last line counts`() {
    #expect(read(BranchJournal.line(one)) == one)
    #expect(read(BranchJournal.line(one) + BranchJournal.line(two)) == two)
    #expect(read(BranchJournal.line(two) + BranchJournal.line(.original)) == .original)
    #expect(read("") == .original)
  }

  @Test func `A line that was cut off anywhere costs that line only`() {
    let (first, second) = (BranchJournal.line(one), Array(BranchJournal.line(two).utf8))
    for length in 0..<second.count - 1 {
      #expect(read(Array(first.utf8) + second[..<length]) == one)
    }
    #expect(read(Array(first.utf8) + second.dropLast()) == two)
  }

  @Test func `What was undone and done again is told by the lines before`() {
    let both = Branch(one.edits + two.edits)
    func history(_ branches: Branch...) -> EditHistory {
      BranchJournal.history(in: Array(branches.map(BranchJournal.line).joined().utf8))
    }
    #expect(history(one, both) == EditHistory([one, both]))
    #expect(history(one, both, one) == EditHistory([one, both], current: 1))
    #expect(history(one, both, one, both) == EditHistory([one, both]))
    // A new edit takes the place of the one that was undone.
    #expect(history(one, both, one, two) == EditHistory([one, two]))
    #expect(history(one, both, .original) == EditHistory([one, both], current: 0))
  }

  @Test func `A new journal gets all lines that its history needs`() {
    let both = Branch(one.edits + two.edits)
    for current in 1...3 {
      let history = EditHistory([one, both, two], current: current)
      #expect(BranchJournal.history(in: Array(BranchJournal.lines(history).utf8)) == history)
    }
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
