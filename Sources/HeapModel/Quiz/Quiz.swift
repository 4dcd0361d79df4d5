/// Questions about a timeline, made from it alone: before each step with consequences one.
///
/// A step has consequences where somebody who was there dies, a callback or a finalizer is called,
/// something is printed, a value is another one at which the next steps look, or where a reference
/// is taken away or garbage looked for and yet nobody dies.
///
/// A value is asked for before the step that makes it what it is, not where it stands in the picture
/// already.
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
    var next: StepFacts? = last > 0 ? facts(ofStep: 1) : nil
    while let facts = next, questions.count < Self.mostQuestions {
      // The steps after it that only look say what it has done.
      var looks: [Look] = []
      next = nil
      for step in facts.step..<last {
        let after = self.facts(ofStep: step + 1)
        if next == nil { next = after }
        guard after.isLook, !facts.isLook else { break }
        if self.timeline.narration.step(step + 1).ask == nil { looks += after.looks }
      }
      self.timeline.move(to: Position(step: facts.step - 1))
      if let question = question(facts, looks) {
        asked[question.subject, default: 0] += 1
        questions.append(question)
      }
      for look in facts.looks { known[look.expression] = look.value }
    }
  }

  /// What a step does; the timeline then stands before it.
  private mutating func facts(ofStep step: Int) -> StepFacts {
    timeline.move(to: Position(step: step - 1))
    return StepFacts(step, timeline)
  }

  /// An expression that a step looks at, with its value.
  typealias Look = (expression: String, value: String)

  private func question(_ facts: StepFacts, _ looks: [Look]) -> QuizQuestion? {
    var ask = timeline.narration.step(facts.step).ask
    guard ask?.isSilent != true else { return nil }
    if let ask, !ask.expression.isEmpty, let question = afterwards(ask, facts) { return question }
    if let about = ask?.about {
      if let question = make(about, facts, looks, isWanted: true) { return worded(question, ask) }
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
    if subjects.isEmpty, facts.takesAway { subjects.append(.deaths) }
    // That nobody dies is the better question.
    if !looks.isEmpty, !facts.deaths.isEmpty || !facts.takesAway { subjects.append(.value) }
    // The kind that was asked least, so that a quiz asks for more than deaths.
    let order = subjects.enumerated().sorted {
      (asked[$0.element, default: 0], $0.offset) < (asked[$1.element, default: 0], $1.offset)
    }
    for (_, subject) in order {
      if let question = make(subject, facts, looks) { return worded(question, ask) }
    }
    return nil
  }

  /// What an expression of the author's is after a step.
  private func afterwards(_ ask: StepAsk, _ facts: StepFacts) -> QuizQuestion? {
    guard let value = evaluate(facts.step, ask.expression) else { return nil }
    return afterwards((ask.expression, value), facts.step).map { worded($0, ask) }
  }

  private func afterwards(_ look: Look, _ step: Int) -> QuizQuestion? {
    let statement = timeline.narration.step(step).quoted
    var question = single(
      .value, step, "what is '\(look.expression)' after \(statement)?", look.value,
      values.others(than: look.value, of: look.expression, timeline.heap))
    question?.isAfterwards = true
    question?.expression = look.expression
    return question
  }

  /// What the looks after a step find that must be thought about: a value that nobody has seen yet,
  /// of something that the statement names, or that the statement changes.
  private func news(_ looks: [Look], _ step: Int) -> Look? {
    let statement = timeline.narration.step(step).statement
    let words = Set(statement.names)
    let news = looks.filter { look in
      let before = known[look.expression]
      guard before != look.value else { return false }
      // What the statement says needs no thinking, and a yes or no only where it was the other one.
      return Int(look.value) != nil
        || !statement.contains(look.value)
          && (before != nil || !["True", "False"].contains(look.value))
    }
    return news.first { !words.isDisjoint(with: $0.expression.names) }
      ?? news.prefix(2).first { look in
        evaluate(step - 1, look.expression).map { $0 != look.value } == true
      }
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
    _ subject: QuizQuestion.Subject, _ facts: StepFacts, _ looks: [Look], isWanted: Bool = false
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
      guard facts.isLook else {
        return news(looks, facts.step).flatMap { afterwards($0, facts.step) }
      }
      guard
        let look = facts.looks.first(where: { known[$0.expression] != $0.value })
          ?? facts.looks.first
      else { return nil }
      var question = single(
        subject, facts.step, "what is '\(look.expression)' now?", look.value,
        values.others(than: look.value, of: look.expression, heap))
      question?.expression = look.expression
      return question
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

extension String {
  /// The names in an expression or a statement.
  fileprivate var names: [String] {
    split { !$0.isLetter && !$0.isNumber && $0 != "_" }
      .filter { $0.first?.isNumber == false }.map(String.init)
  }
}

extension StepDescription {
  /// The first line of the statement in quotation marks.
  var quoted: String {
    let lines = statement.split(separator: "\n")
    return "'\(lines.first.map(String.init) ?? "")\(lines.count > 1 ? " …" : "")'"
  }
}
