extension QuizVerdict {
  /// The verdict with a sentence why for each part of the answer. O(remarks).
  public var lines: [AnswerLine] {
    let head = isRight ? "" : "; right is: \(question.text(question.answer))"
    return [AnswerLine(.statement, sentence + head, depth: 1)]
      + remarks.map { AnswerLine(.remark, text(of: $0), depth: 2) }
  }

  /// A remark in words: `missed: Node#1 died in step 4`; of the one right value only why.
  public func text(of remark: Remark) -> String {
    question.isSingle ? remark.sentence : "\(remark.mark.word): \(remark.sentence)"
  }
}

extension QuizVerdict.Mark {
  /// The mark as a word: `missed`.
  public var word: String {
    switch self {
    case .right: "right"
    case .wrong: "wrong"
    case .missed: "missed"
    case .misplaced: "misplaced"
    }
  }
}

extension QuizQuestion {
  /// Objects up to which all choices are listed.
  private static let mostListed = 40

  /// How the question is answered in words, in a sentence.
  public var howToAnswer: String {
    switch subject {
    case .deaths: "Type their numbers or names with blanks between; nobody is an answer, too."
    case .order:
      "Type their numbers or names with blanks between, the first to die first; nobody is an "
        + "answer, too."
    case .callbacks: "Type their numbers with blanks between; nothing is an answer, too."
    case .printed, .value:
      isNumeric ? "Type the value." : "Type the number of an answer, or the answer itself."
    }
  }

  /// The question with its choices, without the answer. O(choices).
  public func lines(number: Int, in timeline: Timeline) -> [AnswerLine] {
    var lines = [
      AnswerLine(
        .answer, "\(number). before step \(timeline.narration.step(step).number): \(sentence)")
    ]
    for choice in choices.indices.prefix(Self.mostListed) {
      lines.append(AnswerLine(.holder, numbered(choice), depth: 1))
    }
    if choices.count > Self.mostListed {
      lines.append(
        AnswerLine(.remark, "and \(choices.count - Self.mostListed) more objects", depth: 1))
    }
    return lines
  }

  /// The answer, with a sentence why for each part of it.
  public func answerLines(in timeline: Timeline) -> [AnswerLine] {
    let verdict = QuizVerdict(self, given: answer, in: timeline)
    return [AnswerLine(.statement, "answer: \(text(answer))", depth: 1)]
      + verdict.remarks.map { AnswerLine(.remark, $0.sentence, depth: 2) }
  }
}
