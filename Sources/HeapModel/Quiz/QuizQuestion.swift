/// A question about what a step will do, to be asked before it, with the answer that the timeline
/// knows.
public struct QuizQuestion: Hashable, Sendable {
  /// What is asked.
  public enum Subject: String, Hashable, Sendable, CaseIterable {
    /// Who dies.
    case deaths
    /// Who dies, and in which order.
    case order
    /// Which callbacks and finalizers are called.
    case callbacks
    /// What is printed.
    case printed
    /// What the value of an expression is.
    case value
  }

  /// Something that may be answered.
  public struct Choice: Hashable, Sendable {
    /// How it reads.
    public var text: String
    /// The object that it is about: who may die, what may be called; `none` for a value.
    public var object: ObjectID

    /// A choice.
    public init(_ text: String, _ object: ObjectID = .none) {
      self.text = text
      self.object = object
    }
  }

  /// The step that it is about, counted from 1. It is asked at the end of the step before.
  public var step: Int
  /// What is asked.
  public var subject: Subject
  /// The question: `who dies when 'del item' runs?`
  public var sentence: String
  /// What may be answered, in an order that tells nothing.
  public var choices: [Choice]
  /// The right choices, as indices: in the order of the deaths where the order is asked, else
  /// ascending. Empty where nothing of it happens.
  public var answer: [Int]
  /// Whether the value is one after the step, at which the step itself does not look.
  public var isAfterwards = false
  /// The expression whose value is asked for; empty where none is.
  public var expression = ""

  /// Whether exactly one choice is right.
  public var isSingle: Bool { subject == .printed || subject == .value }
  /// Whether it is answered by objects.
  public var isAboutObjects: Bool { subject == .deaths || subject == .order }

  /// Whether an answer is right. Only where the order is asked does it matter.
  public func isRight(_ given: [Int]) -> Bool {
    subject == .order ? given == answer : given.sorted() == answer
  }

  /// An answer in words: `Item#1 and Item#2`, `nobody`.
  public func text(_ answer: [Int]) -> String {
    guard !answer.isEmpty else { return isAboutObjects ? "nobody" : "nothing" }
    let texts = answer.map { choices[$0].text }
    guard subject == .order, texts.count > 1 else { return enumerated(texts, atMost: 20) }
    return texts.enumerated().map { "\($0 + 1) \($1)" }.joined(separator: ", ")
  }
}
