import HeapModel
import TerminalFrame

extension Dashboard {
  /// Begins a quiz at the first question from here on, or ends the one that goes on.
  mutating func toggleQuiz() -> [Effect] {
    if quiz != nil {
      leaveQuiz()
      return []
    }
    guard timeline.stepCount > Self.mostAskedSteps || isLargeHeap else {
      return begin(QuizState(timeline, edits.branch, edits.engine, answers.simulator))
    }
    jobCount += 1
    quizNumber = jobCount
    notice = "making the questions; Esc leaves it"
    return [.work(jobCount)]
  }

  /// Steps up to which the questions are made at once.
  private static let mostAskedSteps = 2_000

  /// The questions are made; nil where nobody waits for them any more.
  func quizJob(_ number: Int) -> Job? {
    guard number == quizNumber else { return nil }
    let (timeline, branch, engine) = (timeline, edits.branch, edits.engine)
    let simulator = answers.simulator
    return Job(number: number) { stop in
      var answer = Answer(number: number)
      answer.quiz = QuizState(timeline, branch, engine?.stopping(stop), simulator)
      return answer
    }
  }

  /// Begins the quiz whose questions were made, unless another run is shown by now.
  mutating func takeQuiz(_ answer: Answer) -> [Effect] {
    guard answer.number == quizNumber, let state = answer.quiz else { return [] }
    quizNumber = 0
    notice = ""
    return state.extent == QuizState.Extent(timeline) ? begin(state) : []
  }

  private mutating func begin(_ prepared: QuizState) -> [Effect] {
    var state = prepared
    guard !state.questions.isEmpty else {
      notice = "no step has consequences to ask about"
      return []
    }
    let effects = pause()
    finishAnimation()
    // What was left behind is offered first.
    if case .offering = overlay {} else { overlay = nil }
    zoomed = nil
    let here = position.isEndOfStep ? position.step : position.step - 1
    state.number = state.questions.firstIndex { $0.step > here } ?? 0
    quiz = state
    goToQuestion()
    return effects
  }

  private mutating func leaveQuiz() {
    guard let quiz else { return }
    notice = quiz.answered > 0 ? "the quiz is left: \(quiz.scoreText)" : "the quiz is left"
    self.quiz = nil
    look()
  }

  /// Goes to the end of the step before the next question, and asks it.
  private mutating func goToQuestion() {
    guard var state = quiz else { return }
    state.verdict = nil
    state.marked = []
    state.cursor = 0
    guard let question = state.question else {
      state.phase = .over
      quiz = state
      return
    }
    state.phase = .asking
    quiz = state
    panned = nil
    // What was open before may show what comes.
    if case .offering = overlay {} else { overlay = nil }
    if position != Position(step: question.step - 1) { go(to: Position(step: question.step - 1)) }
    layOut()
    look()
    if question.isAboutObjects, plan.panes[.heap] != nil { setFocus(.heap) }
  }

  /// Whether a question waits for its answer: then nothing may show what comes.
  var isQuizAsking: Bool { quiz?.phase == .asking }

  /// The first step of which nothing may be shown yet; nil where there is no quiz.
  var firstHiddenStep: Int? {
    guard let quiz, quiz.phase != .over else { return nil }
    return max(position.step, quiz.phase == .told ? quiz.question?.step ?? 0 : 0) + 1
  }

  /// Keeps a quiz in step: nobody gets past a question, and another timeline ends it.
  mutating func settleQuiz() -> [Effect] {
    guard let state = quiz else { return [] }
    guard state.extent == QuizState.Extent(timeline) else {
      quiz = nil
      look()
      return []
    }
    guard let question = state.question else { return [] }
    let before = Position(step: question.step - 1)
    switch state.phase {
    case .asking:
      guard destination != before || animation != nil else { return [] }
      let effects = pause()
      animation = nil
      stage = nil
      go(to: before)
      notice = Self.waiting
      return effects
    case .between:
      guard destination >= before else { return [] }
    case .told:
      guard destination > Position(step: question.step) else { return [] }
      leaveVerdict()
      return settleQuiz()
    case .over: return []
    }
    let effects = pause()
    animation = nil
    stage = nil
    goToQuestion()
    return effects
  }

  // MARK: Keys

  private static let allowed: Set<Action> = [
    .moveLeft, .moveRight, .moveUp, .moveDown, .top, .bottom, .nextPane, .previousPane, .zoom,
    .panLeft, .panRight, .panUp, .panDown, .halfPageDown, .halfPageUp, .pageDown, .pageUp,
    .resizePanes, .moveBox, .trace, .find, .nextMatch, .previousMatch, .moreDetail, .lessDetail,
    .fitDetail, .rows, .canvas, .output, .followIn, .followOut, .help, .commandLine, .theme,
    .glyphs, .redraw, .suspend, .quit, .quitNow, .interrupt, .quiz, .saveFrame,
  ]

  /// Whether a command waits until a question is answered; says so.
  mutating func mustWaitForAnswer(_ action: Action) -> Bool {
    guard isQuizAsking, !Self.allowed.contains(action) else { return false }
    notice = Self.waiting
    return true
  }

  private static let waiting = "first answer the question: Enter; Esc leaves the quiz"

  /// Takes a key of a quiz; nil for keys that mean what they always do.
  mutating func pressInQuiz(_ key: Key) -> [Effect]? {
    guard let state = quiz else { return nil }
    switch state.phase {
    case .between: return nil
    case .asking: return state.question.flatMap { pressWhileAsked(key, $0) }
    case .told:
      switch key.description {
      case "Enter", "Space":
        quiz?.number += 1
        goToQuestion()
      case "n", "s", "N":
        leaveVerdict()
        return quiz?.phase == .over ? [] : nil
      case "Esc": leaveQuiz()
      default: return nil
      }
    case .over:
      guard ["Enter", "Space", "Esc"].contains(key.description) else { return nil }
      quiz = nil
    }
    return []
  }

  /// Steps on from a verdict to the next question.
  private mutating func leaveVerdict() {
    guard let state = quiz else { return }
    quiz?.number += 1
    quiz?.phase = state.number + 1 < state.questions.count ? .between : .over
    quiz?.verdict = nil
  }

  private mutating func pressWhileAsked(_ key: Key, _ question: QuizQuestion) -> [Effect]? {
    let name = key.description
    if name == "Esc" {
      leaveQuiz()
      return []
    }
    if name == "i" {
      overlay = .answering(TextEntry())
      return []
    }
    if question.isAboutObjects {
      switch name {
      case "Space": markSelected(question)
      case "Enter": return answerQuiz(quiz?.marked ?? [], question)
      default: return nil
      }
      return []
    }
    let last = question.choices.count - 1
    let cursor = quiz?.cursor ?? 0
    if question.isSingle, let first = name.first, name.count == 1,
      first.isNumber || "-'\"<".contains(first)
    {
      overlay = .answering(TextEntry(name))
      return []
    }
    switch name {
    case "j", "Down": quiz?.cursor = min(last, cursor + 1)
    case "k", "Up": quiz?.cursor = max(0, cursor - 1)
    case "Space":
      if question.isSingle { return answerQuiz([cursor], question) }
      quiz?.toggle(cursor)
    case "Enter":
      return answerQuiz(question.isSingle ? [cursor] : quiz?.marked ?? [], question)
    default:
      guard let digit = Int(name), digit >= 1, digit <= question.choices.count else { return nil }
      quiz?.cursor = digit - 1
      quiz?.toggle(digit - 1)
    }
    return []
  }

  private mutating func markSelected(_ question: QuizQuestion) {
    guard let choice = question.choices.firstIndex(where: { $0.object == insight.selected }) else {
      notice =
        insight.facts.map { "\($0.name) is \($0.appearance.word): it cannot die now" }
        ?? "nothing is selected"
      return
    }
    quiz?.toggle(choice)
  }

  /// Takes an answer that was typed.
  mutating func answerQuiz(typed text: String) -> [Effect] {
    guard isQuizAsking, var state = quiz, var question = state.question else { return [] }
    do {
      let answer = try question.answer(typed: text)
      // What nobody offered is a choice from now on.
      state.questions[state.number] = question
      quiz = state
      return answerQuiz(answer, question)
    } catch {
      notice =
        error.text.isEmpty ? "nothing was typed" : "\(error.text) is none of the answers"
      return []
    }
  }

  private mutating func answerQuiz(_ given: [Int], _ question: QuizQuestion) -> [Effect] {
    let verdict = QuizVerdict(question, given: given, in: timeline)
    quiz?.verdict = verdict
    quiz?.phase = .told
    quiz?.answered += 1
    if verdict.isRight { quiz?.right += 1 }
    look()
    return travel(to: Position(step: question.step))
  }

  // MARK: Marks on the canvas

  /// What stands on the boxes: the marks of the user, then what was right and wrong.
  var quizMarks: [ObjectID: Span] {
    guard let quiz, let question = quiz.question, animation == nil || quiz.phase == .asking else {
      return [:]
    }
    if quiz.phase == .told, let verdict = quiz.verdict {
      return verdict.marks.mapValues { Span("[\(sign($0))]", Self.role(of: $0)) }
    }
    guard quiz.phase == .asking, question.isAboutObjects else { return [:] }
    var marks: [ObjectID: Span] = [:]
    for (place, choice) in quiz.marked.enumerated() {
      let text = question.subject == .order ? "\(place + 1)" : options.glyphs.pick("●", "*")
      marks[question.choices[choice].object] = Span("[\(text)]", .changed)
    }
    return marks
  }

  func sign(_ mark: QuizVerdict.Mark) -> String {
    switch mark {
    case .right: options.glyphs.pick("✓", "v")
    case .wrong: options.glyphs.pick("✗", "x")
    case .missed: "!"
    case .misplaced: "~"
    }
  }

  static func role(of mark: QuizVerdict.Mark) -> Role {
    switch mark {
    case .right: .done
    case .wrong: .error
    case .missed, .misplaced: .notice
    }
  }
}
