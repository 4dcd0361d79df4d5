/// What the author of a step wants a quiz to ask before it. The answer is never the author's: it
/// comes from what the step does.
public struct StepAsk: Hashable, Sendable {
  /// What is asked about; nil lets the quiz choose.
  public var about: QuizQuestion.Subject?
  /// Whether nothing shall be asked here.
  public var isSilent: Bool
  /// The question in the author's words; empty for the quiz's own.
  public var question: String
  /// Wrong values to choose from beside the right one.
  public var choices: [String]
  /// The expression whose value after the step is asked for; empty where a step looks at one itself.
  public var expression: String

  /// A wish.
  public init(
    about: QuizQuestion.Subject? = nil, isSilent: Bool = false, question: String = "",
    choices: [String] = [], expression: String = ""
  ) {
    self.about = about
    self.isSilent = isSilent
    self.question = question
    self.choices = choices
    self.expression = expression
  }
}
