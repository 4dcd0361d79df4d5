import HeapModel
import TerminalFrame

/// What a quiz keeps from the reader until the answer is given.
extension Dashboard {
  /// What stands in the place of a statement that would give an answer away: empty for a row that is
  /// left out; nil where the statement may be seen.
  func hiddenStatement(_ step: Int) -> String? {
    guard let quiz, let first = firstHiddenStep, step >= first else { return nil }
    if step > first { return "" }
    let isLook = quiz.questions.contains {
      $0.step == step && $0.subject == .value && !$0.isAfterwards
    }
    return isLook ? options.glyphs.pick("assert …", "assert ...") : nil
  }

  /// Whether the log must not say what comes next.
  var hidesNext: Bool {
    guard quiz != nil, let first = firstHiddenStep else { return false }
    return hiddenStatement(first) != nil
  }

  /// The facts about the selected object without what says what will become of it: whether a root
  /// reaches it, and when its callback is called.
  func withoutForecast(_ facts: ObjectFacts) -> ObjectFacts {
    var facts = facts
    facts.path = nil
    (facts.pathText, facts.pathCount) = ("", 0)
    if facts.callback != nil { facts.forecast = "" }
    return facts
  }

  /// The marks of the quiz on the nodes of the canvas.
  func marksOfNodes(_ union: UnionGraph) -> [Int: Span] {
    var marks: [Int: Span] = [:]
    for (object, span) in quizMarks {
      guard let node = union.nodeIndices[object], insight.moment?.nodes[node].object == object
      else { continue }
      marks[node] = span
    }
    return marks
  }
}
