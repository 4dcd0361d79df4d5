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

  /// Looks at the events of one step. An exception in a step that only expects fails it: what it
  /// asked for was never checked. O(events).
  mutating func add(step: Int, of timeline: Timeline, isExpectation: Bool) {
    var error: String?
    for index in 0..<timeline.eventCount(ofStep: step) {
      let texts = timeline.heap.texts
      let event = timeline.event(index, ofStep: step).event
      if isExpectation, case .error(let type, let message) = event {
        error = "the expectation raised \(texts[type]): \(texts[message])"
      }
      guard case .expect(let expression, let expected, let actual, let holds) = event else {
        continue
      }
      checkedCount += 1
      let isRaising = texts[expression] == "raises"
      if isRaising { error = nil }
      guard !holds else { continue }
      complain(
        step, of: timeline,
        isRaising
          ? "the step was to raise \(texts[expected]), but raised \(texts[actual])"
          : "expected \(texts[expression]) to be \(texts[expected]), but it is \(texts[actual])")
    }
    if let error {
      checkedCount += 1
      complain(step, of: timeline, error)
    }
  }

  private mutating func complain(_ step: Int, of timeline: Timeline, _ sentence: String) {
    let place = timeline.narration.step(step)
    complaints.append("\(file):\(place.line):\(place.column): step \(step): \(sentence)")
  }
}
