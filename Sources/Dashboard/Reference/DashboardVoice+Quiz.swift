import HeapModel

/// What of a quiz has been said.
struct QuizMoment: Hashable, Sendable {
  var number: Int
  var phase: QuizState.Phase
  var marked: [Int]
  var cursor: Int
  /// Whether the box of it is to be seen.
  var isShown: Bool

  init(_ quiz: QuizState, isShown: Bool) {
    (number, phase, marked, cursor) = (quiz.number, quiz.phase, quiz.marked, quiz.cursor)
    self.isShown = isShown
  }
}

extension DashboardVoice {
  /// A question with its choices and how it is answered, then what is marked; a verdict with its
  /// reasons; the score.
  static func quiz(_ dashboard: Dashboard, since old: QuizMoment?) -> [String] {
    guard let quiz = dashboard.quiz, QuizMoment(quiz, isShown: dashboard.hasQuizBox) != old else {
      return []
    }
    switch quiz.phase {
    case .between: return []
    case .over: return texts(dashboard.quizRows(width: 500))
    case .told:
      // The verdict comes when the step has played.
      return dashboard.hasQuizBox ? told(quiz) : []
    case .asking: break
    }
    guard let question = quiz.question else { return [] }
    guard let old, old.number == quiz.number, old.phase == .asking else {
      return asked(question, quiz)
    }
    if old.marked != quiz.marked { return ["your answer: \(question.text(quiz.marked))"] }
    guard !question.isAboutObjects, question.choices.indices.contains(quiz.cursor) else {
      return []
    }
    let isMarked = quiz.marked.contains(quiz.cursor)
    return [question.numbered(quiz.cursor) + (isMarked ? ", marked" : "")]
  }

  private static func asked(_ question: QuizQuestion, _ quiz: QuizState) -> [String] {
    let most = 40
    let choices = question.choices.indices.prefix(most).map(question.numbered)
    let rest = question.choices.count - choices.count
    let keys: String
    if question.isNumeric {
      keys = "Type the value and Enter."
    } else if question.isSingle {
      keys = "Type i, the number of an answer, and Enter; or j and k to choose, and Enter."
    } else {
      let order = question.subject == .order ? ", the first to die first" : ""
      keys =
        "Type i, their numbers with blanks between\(order), and Enter; Enter alone is "
        + "\(question.text([]))."
    }
    return [
      "question \(quiz.number + 1) of \(quiz.questions.count): \(question.sentence)",
      "answers: " + choices.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : ""),
      "\(keys) Esc leaves the quiz.",
    ]
  }

  private static func told(_ quiz: QuizState) -> [String] {
    guard let verdict = quiz.verdict else { return [] }
    let question = verdict.question
    let head =
      verdict.isRight ? "" : "; right is: \(question.text(question.answer))"
    let reasons = verdict.remarks.map(verdict.text)
    return [verdict.sentence + head] + reasons
      + ["\(quiz.right) of \(counted(quiz.answered, "answer")) right. Enter goes on."]
  }
}
