/// Questions about a timeline, made from it alone: before each step with consequences one.
///
/// A step has consequences where somebody who was there dies, a callback or a finalizer is called,
/// something is printed, a value changes that the next step looks at, or where a reference is taken
/// away or garbage looked for and yet nobody dies. What is so already stands on the screen, and is
/// asked only where the author wants it.
public struct Quiz {
  /// The questions, in the order of their steps.
  public private(set) var questions: [QuizQuestion] = []

  /// Questions after which no more are made.
  public static let mostQuestions = 200
  static let mostSteps = 200_000
  /// Deaths beyond which nobody is asked for their order.
  static let mostOrdered = 6

  private var timeline: Timeline
  private let callable: Callable
  private let values: SeenValues
  private let evaluate: (_ step: Int, _ expression: String) -> String?
  private var asked: [QuizQuestion.Subject: Int] = [:]
  /// The value that each expression had when it was looked at last.
  private var known: [String: String] = [:]

  /// The questions of a timeline.
  ///
  /// - Parameter evaluate: what an expression is at the end of a step; by default nobody knows, and
  ///   what an author asks about such values is not asked.
  /// - Complexity: O(changes and events), and O(objects) for each question; it stops after
  ///   ``mostQuestions``.
  public init(
    _ timeline: Timeline,
    evaluate: @escaping (_ step: Int, _ expression: String) -> String? = { _, _ in nil }
  ) {
    self.timeline = timeline
    self.evaluate = evaluate
    callable = Callable(timeline)
    values = SeenValues(timeline)
    let last = min(timeline.stepCount, Self.mostSteps)
    for step in 1..<last + 1 {
      guard questions.count < Self.mostQuestions else { break }
      self.timeline.move(to: Position(step: step))
      let next = step < last ? StepFacts(step + 1, self.timeline) : nil
      self.timeline.move(to: Position(step: step - 1))
      let facts = StepFacts(step, self.timeline)
      if let question = question(facts, next) {
        asked[question.subject, default: 0] += 1
        questions.append(question)
      }
      for look in facts.looks { known[look.expression] = look.value }
    }
  }

  private func question(_ facts: StepFacts, _ next: StepFacts?) -> QuizQuestion? {
    var ask = timeline.narration.step(facts.step).ask
    guard ask?.isSilent != true else { return nil }
    if let ask, !ask.expression.isEmpty, let question = afterwards(ask, facts) { return question }
    if let about = ask?.about {
      if let question = make(about, facts, isWanted: true) { return worded(question, ask) }
      // Nothing of that happens here: its words would fit no other question.
      ask = nil
    }
    var subjects: [QuizQuestion.Subject] = []
    if !facts.deaths.isEmpty {
      subjects.append(2...Self.mostOrdered ~= facts.deaths.count ? .order : .deaths)
    }
    if !facts.called.isEmpty { subjects.append(.callbacks) }
    if subjects.isEmpty, facts.printed != nil { subjects.append(.printed) }
    if subjects.isEmpty, facts.isLook, ask != nil { subjects.append(.value) }
    let foreseen = facts.isLook ? nil : next.flatMap(foreseen)
    // That nobody dies is the better question.
    if subjects.isEmpty, facts.takesAway { subjects.append(.deaths) }
    if foreseen != nil, !facts.deaths.isEmpty || !facts.takesAway { subjects.append(.value) }
    // The kind that was asked least, so that a quiz asks for more than deaths.
    let order = subjects.enumerated().sorted {
      (asked[$0.element, default: 0], $0.offset) < (asked[$1.element, default: 0], $1.offset)
    }
    for (_, subject) in order {
      let made =
        subject == .value && foreseen != nil
        ? foreseen.flatMap { afterwards($0.expression, $0.value, facts) } : make(subject, facts)
      if let made { return worded(made, ask) }
    }
    return nil
  }

  /// A value that the step changes: the next one looks at it, and an author asks nothing there.
  private func foreseen(_ next: StepFacts) -> (expression: String, value: String)? {
    guard timeline.narration.step(next.step).ask == nil else { return nil }
    return next.looks.first {
      // What nobody has looked at before is worth a question where it is more than yes or no.
      guard let known = known[$0.expression] else { return !["True", "False"].contains($0.value) }
      return known != $0.value
    }
  }

  /// What an expression of the author's is after a step.
  private func afterwards(_ ask: StepAsk, _ facts: StepFacts) -> QuizQuestion? {
    guard let value = evaluate(facts.step, ask.expression) else { return nil }
    return afterwards(ask.expression, value, facts).map { worded($0, ask) }
  }

  private func afterwards(
    _ expression: String, _ value: String, _ facts: StepFacts
  ) -> QuizQuestion? {
    let statement = timeline.narration.step(facts.step).quoted
    let sentence = "what is '\(expression)' after \(statement)?"
    guard Int(value) != nil || !sentence.contains(value) else { return nil }
    var question = single(
      .value, facts.step, sentence, value,
      values.others(than: value, of: expression, timeline.heap))
    question?.isAfterwards = true
    question?.expression = expression
    return question
  }

  /// The author's words and wrong values, where there are any.
  private func worded(_ question: QuizQuestion, _ ask: StepAsk?) -> QuizQuestion {
    guard let ask else { return question }
    var question = question
    if !ask.question.isEmpty { question.sentence = ask.question }
    if !ask.choices.isEmpty, question.isSingle, let right = question.answer.first {
      let text = question.choices[right].text
      let texts = SeenValues.sorted(Array(Set(ask.choices + [text])))
      question.choices = texts.map { QuizQuestion.Choice($0) }
      question.answer = texts.firstIndex(of: text).map { [$0] } ?? []
    }
    return question
  }

  private func make(
    _ subject: QuizQuestion.Subject, _ facts: StepFacts, isWanted: Bool = false
  ) -> QuizQuestion? {
    let heap = timeline.heap
    let statement = timeline.narration.step(facts.step).quoted
    switch subject {
    case .deaths, .order:
      let living = heap.allObjects.filter { heap.isVisible($0) && heap.isAlive($0) }.prefix(2_000)
      let choices = living.map { QuizQuestion.Choice(heap.name($0), $0) }
      guard !choices.isEmpty else { return nil }
      var places: [ObjectID: Int] = [:]
      for (index, choice) in choices.enumerated() { places[choice.object] = index }
      let answer = facts.deaths.compactMap { places[$0] }
      guard answer.count == facts.deaths.count, subject == .deaths || answer.count > 1 else {
        return nil
      }
      return QuizQuestion(
        step: facts.step, subject: subject,
        sentence: subject == .deaths
          ? "who dies when \(statement) runs?"
          : "who dies when \(statement) runs, and in which order?",
        choices: choices, answer: subject == .order ? answer : answer.sorted())
    case .callbacks:
      let choices = callable.choices(timeline, called: facts.called).prefix(8)
      let answer = choices.indices.filter { facts.called.contains(choices[$0].object) }
      guard !choices.isEmpty, answer.count == facts.called.count else { return nil }
      // Where only one could be called, who dies is the better question.
      guard choices.count > 1 || facts.deaths.isEmpty || isWanted else { return nil }
      return QuizQuestion(
        step: facts.step, subject: subject,
        sentence: "which callbacks and finalizers are called when \(statement) runs?",
        choices: Array(choices), answer: answer)
    case .printed:
      guard let text = facts.printed, !statement.contains(text) else { return nil }
      return single(
        subject, facts.step, "what is the first line that \(statement) prints?", text,
        values.otherLines(than: text))
    case .value:
      guard
        let look = facts.looks.first(where: { known[$0.expression] != $0.value })
          ?? facts.looks.first
      else { return nil }
      return single(
        subject, facts.step, "what is '\(look.expression)' now?", look.value,
        values.others(than: look.value, of: look.expression, heap))
    }
  }

  private func single(
    _ subject: QuizQuestion.Subject, _ step: Int, _ sentence: String, _ right: String,
    _ others: [String]
  ) -> QuizQuestion? {
    guard !others.isEmpty else { return nil }
    let texts = SeenValues.sorted(others + [right])
    return QuizQuestion(
      step: step, subject: subject, sentence: sentence,
      choices: texts.map { QuizQuestion.Choice($0) },
      answer: texts.firstIndex(of: right).map { [$0] } ?? [])
  }
}

extension StepDescription {
  /// The first line of the statement in quotation marks.
  var quoted: String {
    let lines = statement.split(separator: "\n")
    return "'\(lines.first.map(String.init) ?? "")\(lines.count > 1 ? " …" : "")'"
  }
}
