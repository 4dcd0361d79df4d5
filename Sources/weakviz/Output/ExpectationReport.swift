import HeapModel

/// Finds the expectations that did not hold, and says of each what was expected and what came.
struct ExpectationReport {
  /// The name of the file that complaints begin with.
  var file: String
  /// One line an expectation that did not hold.
  private(set) var complaints: [String] = []
  /// How many expectations were checked.
  private(set) var checkedCount = 0

  init(file: String) { self.file = file }

  /// Looks at the events of one step. O(events).
  mutating func add(step: Int, of timeline: Timeline) {
    for index in 0..<timeline.eventCount(ofStep: step) {
      guard
        case .expect(let expression, let expected, let actual, let holds) =
          timeline.event(index, ofStep: step).event
      else { continue }
      checkedCount += 1
      guard !holds else { continue }
      let texts = timeline.heap.texts
      let place = timeline.narration.step(step)
      let sentence =
        texts[expression] == "raises"
        ? "the step was to raise \(texts[expected]), but raised \(texts[actual])"
        : "expected \(texts[expression]) to be \(texts[expected]), but it is \(texts[actual])"
      complaints.append("\(file):\(place.line):\(place.column): step \(step): \(sentence)")
    }
  }
}
