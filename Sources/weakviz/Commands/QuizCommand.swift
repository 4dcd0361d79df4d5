import ArgumentParser
import HeapFormats
import HeapModel

/// `weakviz quiz`: questions about what the next step does.
struct QuizCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quiz",
    abstract: "Asks before each step with consequences what it will do.",
    discussion: """
      Who dies, in which order, what is called, what a value is: the questions are made from the \
      run itself. On a terminal they are asked in the dashboard, then the step plays, with what was \
      right and wrong marked, and why. With --format or --answers, or where the output is no \
      terminal, they are written.

      EXAMPLES
        weakviz quiz @callback
        weakviz quiz mine.json --answers
        weakviz quiz mine.json --plain
        weakviz quiz mine.json --format json | jq '.[].question'
      """)

  @Argument(help: ScenarioArgument.help, completion: ScenarioArgument.completion)
  var file: String

  @Flag(help: "Write the answers, too, each with a sentence why.")
  var answers = false

  @Flag(help: "Ask in lines of text, and read an answer from each line of standard input.")
  var plain = false

  @Option(help: "Write the questions: for people, or for programs.")
  var format: AnswerFormat?

  @OptionGroup var appearance: AppearanceOptions
  @OptionGroup var limit: LimitOptions

  func validate() throws {
    if plain, format != nil || answers {
      throw ValidationError("'--plain' asks; '--format' and '--answers' write the questions.")
    }
  }

  mutating func run() throws {
    if plain {
      try PlainQuiz(file: file, limit).run()
      return
    }
    guard format == nil, !answers, StandardOutput.isTerminal else {
      try write(format ?? .text)
      return
    }
    let launch = DashboardLaunch(
      file: file, statementLimit: limit.statementLimit, beginsQuiz: true)
    let status = try launch.run { appearance.appearance($0) }
    if status != ExitStatus.fine { throw ExitCode(status) }
  }

  private func write(_ format: AnswerFormat) throws {
    let run = try SimulatedScenario(ScenarioSource(argument: file), limit)
    let timeline = try run.timeline(at: nil)
    let questions = run.questions(in: timeline, limit)
    switch format {
    case .json:
      let value = JSONOutput.list(
        questions.map { JSONOutput($0, in: timeline, withAnswer: answers) })
      try StandardOutput.write(value.line + "\n")
    case .text:
      var lines: [AnswerLine] = []
      for (index, question) in questions.enumerated() {
        lines += question.lines(number: index + 1, in: timeline)
        if answers { lines += question.answerLines(in: timeline) }
      }
      if lines.isEmpty { lines = [AnswerLine(.answer, "no step has consequences to ask about")] }
      var buffer = ByteBuffer()
      AnswerText(style: .standardOutput).append(lines, to: &buffer)
      try buffer.withUnsafeBytes { bytes throws(CommandFailure) in
        try StandardOutput.write(bytes)
      }
    }
  }
}
