import HeapModel
import TerminalFrame

extension Dashboard {
  /// The question, or the verdict, at the foot of the canvas.
  func paintQuiz(_ plan: ScreenPlan, _ brush: inout Brush) {
    guard let quiz, hasQuizBox else { return }
    let area = footArea(plan) { quizRows(width: $0).count }
    let title: String
    switch quiz.phase {
    case .over: title = "the quiz is over"
    case .told:
      let isRight = quiz.verdict?.isRight == true
      title =
        "question \(quiz.number + 1) of \(quiz.questions.count): "
        + (isRight ? "\(sign(.right)) right" : "\(sign(.wrong)) not right")
    default: title = "question \(quiz.number + 1) of \(quiz.questions.count)"
    }
    paintBox(title: title, rows: quizRows(width: area.width - 4), scroll: 0, in: area, &brush)
  }

  /// Whether the quiz has something to show now: not while the step plays.
  var hasQuizBox: Bool {
    guard let quiz else { return false }
    return quiz.phase == .asking || quiz.phase == .over || quiz.phase == .told && animation == nil
  }

  /// The rows of the box.
  func quizRows(width: Int) -> [[Span]] {
    guard let quiz else { return [] }
    switch quiz.phase {
    case .between: return []
    case .asking: return quiz.question.map { questionRows($0, quiz, width) } ?? []
    case .told: return quiz.verdict.map { verdictRows($0, width) } ?? []
    case .over:
      return [
        [Span("\(quiz.right) of \(counted(quiz.answered, "answer")) right", .next)],
        [Span("Enter closes the quiz; :quiz begins a new one from where you are", .faint)],
      ]
    }
  }

  private func questionRows(
    _ question: QuizQuestion, _ quiz: QuizState, _ width: Int
  ) -> [[Span]] {
    var rows = wrapped(question.sentence, columns: width).map { [Span($0, .next)] }
    if question.isAboutObjects {
      let marked = question.text(quiz.marked)
      for (index, line) in wrapped(marked, columns: max(8, width - 13)).enumerated() {
        rows.append([Span(index == 0 ? "your answer: " : "             ", .faint), Span(line)])
      }
      let wish = question.subject == .order ? ", the first to die first" : ""
      rows.append([Span("Space marks the selected object\(wish); Enter answers", .faint)])
      return rows
    }
    for (index, choice) in question.choices.enumerated() {
      let isMarked = quiz.marked.contains(index)
      let box = question.isSingle ? "" : isMarked ? "[\(options.glyphs.pick("●", "*"))] " : "[ ] "
      rows.append([
        Span(index == quiz.cursor ? "\(options.glyphs.next) " : "  ", .now),
        Span(question.isNumeric ? "" : "\(index + 1) ", .faint),
        Span(box, isMarked ? .changed : .faint),
        Span(choice.text, index == quiz.cursor ? .next : .text),
      ])
    }
    if !question.isSingle {
      rows.append([Span("Space marks each that is called; Enter answers", .faint)])
    }
    return rows
  }

  private func verdictRows(_ verdict: QuizVerdict, _ width: Int) -> [[Span]] {
    let head =
      verdict.isRight ? "" : "; right is: \(verdict.question.text(verdict.question.answer))"
    var rows = wrapped(verdict.sentence + head, columns: width).map {
      [Span($0, verdict.isRight ? .done : .error)]
    }
    if verdict.question.answer.isEmpty, verdict.given.isEmpty { rows += nobodyRows(verdict, width) }
    if verdict.question.isSingle {
      return rows
        + verdict.remarks.flatMap { wrapped($0.sentence, columns: width).map { [Span($0)] } }
    }
    for remark in verdict.remarks {
      for (index, line) in wrapped(remark.sentence, columns: max(8, width - 12)).enumerated() {
        let word = "\(sign(remark.mark)) \(remark.mark.word)"
        rows.append([
          Span((index == 0 ? word : "").padded(toColumns: 12), Self.role(of: remark.mark)),
          Span(line),
        ])
      }
    }
    return rows
  }

  /// Why somebody lives on whom the reader may have had in mind: what the step was about.
  private func nobodyRows(_ verdict: QuizVerdict, _ width: Int) -> [[Span]] {
    guard verdict.question.isAboutObjects, let facts = insight.facts, facts.appearance != .dead
    else { return [] }
    let sentence = WhyAlive(facts.object, in: timeline, limit: 1).sentence(in: timeline.heap)
    return wrapped(sentence, columns: width).map { [Span($0)] }
  }

  /// The keys that matter for the quiz, for the help line.
  var quizKeys: [(key: String, does: String)] {
    guard let quiz, let question = quiz.question ?? quiz.questions.last else { return [] }
    let space = options.glyphs.pick("␣", "SPC")
    let enter = options.glyphs.pick("⏎", "RET")
    switch quiz.phase {
    case .between: return []
    case .asking:
      if question.isSingle {
        return [
          ("j k", "choose"), (enter, "answer"), ("i or a digit", "type the answer"),
          ("Esc", "leave the quiz"),
        ]
      }
      let move = question.isAboutObjects ? "h j k l" : "j k"
      let marks = question.subject == .order ? "mark in order" : "mark"
      return [
        (move, "select"), (space, marks),
        (enter, question.isAboutObjects ? "answer (or nobody)" : "answer"), ("i", "type"),
        ("Esc", "leave"),
      ]
    case .told: return [(enter, "next question"), ("n", "one step on"), ("Esc", "leave the quiz")]
    case .over: return [(enter, "close")]
    }
  }
}
