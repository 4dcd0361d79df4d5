import TerminalFrame

/// What of a quiz has been said.
struct QuizMoment: Hashable, Sendable {
  var number: Int
  var phase: QuizState.Phase
  var marked: [Int]
  var cursor: Int

  init(_ quiz: QuizState) {
    (number, phase, marked, cursor) = (quiz.number, quiz.phase, quiz.marked, quiz.cursor)
  }
}

extension DashboardVoice {
  /// A question with its choices, then what is marked; a verdict with its reasons; the score.
  static func quiz(_ dashboard: Dashboard, since old: QuizMoment?) -> [String] {
    guard let quiz = dashboard.quiz, QuizMoment(quiz) != old else { return [] }
    guard quiz.phase == .asking, let question = quiz.question else {
      return texts(dashboard.quizRows(width: 500))
    }
    guard let old, old.number == quiz.number, old.phase == .asking else {
      var lines = ["question \(quiz.number + 1) of \(quiz.questions.count): \(question.sentence)"]
      let choices = question.choices.prefix(12).map(\.text)
      let rest = question.choices.count - choices.count
      lines.append(
        choices.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
          + ". Type i, the answer, and Enter.")
      return lines
    }
    if old.marked != quiz.marked { return ["your answer: \(question.text(quiz.marked))"] }
    return question.choices.indices.contains(quiz.cursor)
      ? [question.choices[quiz.cursor].text] : []
  }
}
