import HeapFormats
import HeapModel

/// A quiz in lines of text: a question, an answer from a line of standard input, the verdict.
struct PlainQuiz {
  private let timeline: Timeline
  private let questions: [QuizQuestion]

  /// Reads and runs a scenario, and makes the questions.
  init(file: String, _ limit: LimitOptions) throws(CommandFailure) {
    let source = ScenarioSource(argument: file)
    if source == .standardInput {
      throw CommandFailure(
        "'--plain' reads the answers from standard input; the scenario must be a file",
        status: ExitStatus.badUsage)
    }
    let run = try SimulatedScenario(source, limit)
    timeline = try run.timeline(at: nil)
    questions = run.questions(in: timeline, limit)
  }

  /// Asks until the questions or the lines end.
  func run() throws(CommandFailure) {
    guard !questions.isEmpty else {
      try say("no step has consequences to ask about")
      return
    }
    try say("\(timeline.narration.title): \(counted(questions.count, "question"))")
    try say(
      "Type numbers, names or a value, and Enter; an empty line is nobody or nothing; q ends the quiz."
    )
    var (right, answered) = (0, 0)
    asking: for (index, question) in questions.enumerated() {
      try write(question.lines(number: index + 1, in: timeline))
      while true {
        guard let line = readLine(), line != "q" else { break asking }
        var question = question
        do throws(UnknownAnswer) {
          let answer = try question.answer(typed: line)
          let verdict = QuizVerdict(question, given: answer, in: timeline)
          answered += 1
          right += verdict.isRight ? 1 : 0
          try? write(verdict.lines)
          break
        } catch {
          try? say(
            error.text.isEmpty
              ? "nothing was typed" : "\(error.text.sanitized()) is none of the answers")
        }
      }
    }
    try say("\(right) of \(counted(answered, "answer")) right")
  }

  private func say(_ line: String) throws(CommandFailure) {
    try StandardOutput.write(line.sanitized() + "\n")
  }

  private func write(_ lines: [AnswerLine]) throws(CommandFailure) {
    var buffer = ByteBuffer()
    AnswerText(style: .standardOutput).append(lines, to: &buffer)
    try buffer.withUnsafeBytes { bytes throws(CommandFailure) in
      try StandardOutput.write(bytes)
    }
  }
}

extension SimulatedScenario {
  /// The questions about a timeline of the run.
  func questions(in timeline: Timeline, _ limit: LimitOptions) -> [QuizQuestion] {
    let editor = scenario.editor(limit.statementLimit)
    return Quiz(timeline) { editor.value(of: $1, afterStep: $0) }.questions
  }
}
