/// Values that come up in a timeline, to choose plausible wrong ones from.
struct SeenValues {
  private var ofExpressions: [String: [String]] = [:]
  private var values: [String] = []
  private var printed: [String] = []

  private static let most = 1_000
  /// How many wrong values stand beside the right one.
  private static let wrongCount = 3

  /// O(events).
  init(_ timeline: Timeline) {
    let texts = timeline.heap.texts
    for step in 1..<min(timeline.stepCount, Quiz.mostSteps) + 1 {
      for logged in timeline.events(ofStep: step) {
        switch logged.event {
        case .expect(let expression, _, let actual, _):
          guard values.count < Self.most else { return }
          values.append(texts[actual])
          ofExpressions[texts[expression], default: []].append(texts[actual])
        case .output(let text, _):
          if printed.count < Self.most { printed.append(texts[text]) }
        default: break
        }
      }
    }
  }

  /// Wrong values for an expression, most plausible first: what it is at other times, its
  /// neighbours, what others are.
  func others(than right: String, of expression: String, _ heap: MutableHeap) -> [String] {
    var candidates = ofExpressions[expression] ?? []
    if let number = Int(right) {
      candidates += [number - 1, number + 1, 0, number + 2].filter { $0 >= 0 }.map { "\($0)" }
    } else if right == "True" || right == "False" {
      return [right == "True" ? "False" : "True"]
    } else {
      let objects = heap.allObjects.filter { heap.isVisible($0) && heap.isAlive($0) }
      let isObject = Self.kind(right) == .object
      candidates += values.filter { Self.kind($0) == Self.kind(right) }
      if isObject { candidates.append("None") }
      candidates += objects.prefix(3).map { isObject ? "<\(heap.name($0))>" : heap.name($0) }
      candidates.append("None")
      candidates += values.filter { [.object, .text, .other].contains(Self.kind($0)) }
    }
    return Self.few(candidates, without: right)
  }

  /// What a value looks like: nobody takes an error for an object.
  private enum Kind { case number, truth, error, text, object, other }

  private static func kind(_ value: String) -> Kind {
    if Int(value) != nil { return .number }
    switch value.first {
    case "<": return .object
    case "'", "\"": return .text
    default: break
    }
    if value == "None" { return .object }
    if value == "True" || value == "False" { return .truth }
    return value.split(separator: " ").first?.hasSuffix("Error:") == true ? .error : .other
  }

  /// Wrong lines for something that is printed.
  func otherLines(than right: String) -> [String] {
    if let number = Int(right) {
      return Self.few([number + 1, max(0, number - 1), 0].map { "\($0)" }, without: right)
    }
    return Self.few(printed + ["None"], without: right)
  }

  private static func few(_ candidates: [String], without right: String) -> [String] {
    var result: [String] = []
    for text in candidates where text != right && !result.contains(text) {
      result.append(text)
      if result.count == wrongCount { break }
    }
    return result
  }

  /// Numbers by their size, then texts by the alphabet.
  static func sorted(_ texts: [String]) -> [String] {
    texts.sorted { a, b in
      switch (Int(a), Int(b)) {
      case (let a?, let b?): a < b
      case (_?, nil): true
      case (nil, _?): false
      case (nil, nil): a < b
      }
    }
  }
}
