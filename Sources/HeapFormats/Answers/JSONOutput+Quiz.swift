import HeapModel

extension JSONOutput {
  /// A question of a quiz; with its answer where that is wanted.
  public init(_ question: QuizQuestion, in timeline: Timeline, withAnswer: Bool) {
    let step = timeline.narration.step(question.step)
    var fields: [(name: String, value: JSONOutput)] = [
      ("step", .text(step.number)), ("line", step.line > 0 ? .number(step.line) : .null),
      ("about", .text(question.subject.rawValue)), ("question", .text(question.sentence)),
      ("choices", JSONOutput(question.choices.map(\.text))),
    ]
    if withAnswer {
      let verdict = QuizVerdict(question, given: question.answer, in: timeline)
      fields.append(("answer", JSONOutput(question.answer.map { question.choices[$0].text })))
      fields.append(("why", JSONOutput(verdict.remarks.map(\.sentence))))
    }
    self = .fields(fields)
  }
}
