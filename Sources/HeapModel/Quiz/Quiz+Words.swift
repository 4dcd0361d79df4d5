extension QuizVerdict {
  /// The verdict with a sentence why for each part of the answer. O(remarks).
  public var lines: [AnswerLine] {
    let head = isRight ? "" : "; right is: \(question.text(question.answer))"
    return [AnswerLine(.statement, sentence + head, depth: 1)]
      + remarks.map { AnswerLine(.remark, $0.sentence, depth: 2) }
  }
}

extension QuizQuestion {
  /// Objects up to which all choices are listed.
  private static let mostListed = 12

  /// The question with its choices, without the answer. O(choices).
  public func lines(number: Int, in timeline: Timeline) -> [AnswerLine] {
    var lines = [
      AnswerLine(
        .answer, "\(number). before step \(timeline.narration.step(step).number): \(sentence)")
    ]
    for (place, choice) in choices.prefix(Self.mostListed).enumerated() {
      // Values are typed as they are: a number before one would look like another.
      let number = isSingle ? "" : "\(place + 1)  "
      lines.append(AnswerLine(.holder, number + choice.text, depth: 1))
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
