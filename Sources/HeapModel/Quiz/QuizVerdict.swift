/// What is right and wrong about an answer, each with a sentence why.
public struct QuizVerdict: Hashable, Sendable {
  /// What became of a choice.
  public enum Mark: Hashable, Sendable {
    /// It was chosen and is right.
    case right
    /// It was chosen and is wrong.
    case wrong
    /// It is right and was not chosen.
    case missed
    /// It was chosen at another place of the order.
    case misplaced
  }

  /// A choice with what is to be said about it.
  public struct Remark: Hashable, Sendable {
    /// The choice, as an index.
    public var choice: Int
    /// What became of it.
    public var mark: Mark
    /// Why, in a sentence.
    public var sentence: String
  }

  /// The question.
  public var question: QuizQuestion
  /// What was answered.
  public var given: [Int]
  /// Whether all of it is right.
  public var isRight: Bool
  /// What is right, wrong and missing: first what is right in its order, then the wrong ones.
  public private(set) var remarks: [Remark] = []

  /// Judges an answer by what the step of a timeline does, wherever the timeline stands.
  ///
  /// - Complexity: that of ``Obituary`` or ``WhyAlive`` for each choice of which something is said.
  public init(_ question: QuizQuestion, given: [Int], in timeline: Timeline) {
    self.question = question
    self.given = given
    isRight = question.isRight(given)
    var after = timeline
    after.move(to: Position(step: question.step))
    for (place, choice) in question.answer.enumerated() {
      let mark: Mark =
        !given.contains(choice)
        ? .missed
        : question.subject == .order && (place >= given.count || given[place] != choice)
          ? .misplaced : .right
      let reason = Self.reason(choice, question, after)
      // Of a value that nobody's death explains there is nothing more to say.
      if question.isSingle, reason.isEmpty { continue }
      remarks.append(Remark(choice: choice, mark: mark, sentence: reason))
    }
    // Of a value there is no more to say than why the right one is right.
    guard !question.isSingle else { return }
    for choice in given where !question.answer.contains(choice) {
      remarks.append(
        Remark(choice: choice, mark: .wrong, sentence: Self.reason(choice, question, after)))
    }
  }

  /// The marks of objects, for whoever draws them.
  public var marks: [ObjectID: Mark] {
    var marks: [ObjectID: Mark] = [:]
    for remark in remarks where question.choices[remark.choice].object != .none {
      marks[question.choices[remark.choice].object] = remark.mark
    }
    return marks
  }

  /// The verdict in one sentence.
  public var sentence: String {
    isRight ? "right: \(question.text(question.answer))" : "not right: \(question.text(given))"
  }

  // MARK: Why

  private static func reason(
    _ choice: Int, _ question: QuizQuestion, _ timeline: Timeline
  ) -> String {
    let (text, object) = (question.choices[choice].text, question.choices[choice].object)
    switch question.subject {
    case .deaths, .order: return life(of: object, timeline)
    case .callbacks: return call(by: object, text, question.step, timeline)
    case .printed, .value:
      return printing(text, question, timeline) ?? counting(question, timeline)
        ?? lastDeath(in: question.step, timeline)
    }
  }

  private static func life(of object: ObjectID, _ timeline: Timeline) -> String {
    timeline.heap.isAlive(object)
      ? WhyAlive(object, in: timeline, limit: 1).sentence(in: timeline.heap)
      : Obituary(object, in: timeline).sentence(in: timeline)
  }

  /// Why something was called, or was not.
  private static func call(
    by object: ObjectID, _ text: String, _ step: Int, _ timeline: Timeline
  ) -> String {
    let heap = timeline.heap
    for logged in timeline.events(ofStep: step) {
      switch logged.event {
      case .callback(object, _), .finalizer(object), .finalize(object, _):
        guard let cause = logged.cause else { return "\(text) is called by the statement" }
        let event = timeline.event(cause, ofStep: step).event
        return "\(text) is called: \(heap.sentence(event))"
      default: continue
      }
    }
    guard heap.isAlive(object) else {
      return "\(text) is not called: \(heap.name(object)) was dead before it could be"
    }
    let referents = heap.slots(object).filter { !heap.label($0).isStrong }
      .compactMap { heap.value($0).object }
    if let referent = referents.first(where: heap.isAlive) {
      return "\(text) is not called: \(life(of: referent, timeline))"
    }
    if timeline.inspector.callbackName(of: object, in: heap) == nil, referents.isEmpty {
      return "\(text) is not called: \(life(of: object, timeline))"
    }
    return "\(text) is not called: nobody that it watches dies now"
  }

  /// What made a line be printed; nil where the statement did itself, or where nothing was printed.
  private static func printing(
    _ text: String, _ question: QuizQuestion, _ timeline: Timeline
  ) -> String? {
    guard question.subject == .printed else { return nil }
    for logged in timeline.events(ofStep: question.step) {
      guard case .output(let line, _) = logged.event, timeline.heap.texts[line] == text else {
        continue
      }
      return logged.cause.map {
        "\(text): \(timeline.heap.sentence(timeline.event($0, ofStep: question.step).event))"
      }
    }
    return nil
  }

  /// Who makes up a count that is asked for; nil for any other value.
  private static func counting(_ question: QuizQuestion, _ timeline: Timeline) -> String? {
    let heap = timeline.heap
    for function in ["refcount(", "weakrefcount("] where question.expression.hasPrefix(function) {
      let place = String(question.expression.dropFirst(function.utf8.count).dropLast())
      guard let object = heap.object(named: place), heap.isAlive(object) else { return nil }
      let why = WhyAlive(object, in: timeline, limit: 1)
      let texts = function == "refcount(" ? why.holders.map(\.text) : why.weakReferrers.map(\.text)
      let verb = function == "refcount(" ? "is held by" : "is known weakly to"
      return "\(heap.name(object)) \(verb) \(enumerated(texts))"
    }
    return nil
  }

  /// The last death in a step, in a sentence; empty where nobody dies in it.
  private static func lastDeath(in step: Int, _ timeline: Timeline) -> String {
    let heap = timeline.heap
    for logged in timeline.events(ofStep: step).reversed() {
      guard case .free(let object) = logged.event, heap.isVisible(object) else { continue }
      return Obituary(object, in: timeline).sentence(in: timeline)
    }
    return ""
  }
}
