/// What a reader sees of a step: its statement, where it stands, and what is written beside it.
public struct StepDescription: Hashable, Sendable {
  /// The statement as the runtime's language writes it, one or more lines.
  public var statement: String
  /// The line of the document where the step begins, counted from 1; 0 where there is none.
  public var line: Int
  /// The column of the document where the step begins, counted from 1; 0 where there is none.
  public var column: Int
  /// A sentence for the reader, empty when absent.
  public var note: String
  /// A heading that starts here, empty when absent.
  public var chapter: String
  /// How the step is numbered: `3`, or `3a` for an edit.
  public var number: String
  /// What a quiz shall ask before the step; nil lets it choose.
  public var ask: StepAsk?

  /// A description.
  public init(
    statement: String, line: Int = 0, column: Int = 0, note: String = "", chapter: String = "",
    number: String, ask: StepAsk? = nil
  ) {
    self.statement = statement
    self.line = line
    self.column = column
    self.note = note
    self.chapter = chapter
    self.number = number
    self.ask = ask
  }
}

/// Tells what the steps of a timeline are. Texts are made when they are asked for, so that a
/// timeline of a million steps stores none.
public protocol StepNarrating: Sendable {
  /// The title of the whole, for the top of the screen.
  var title: String { get }
  /// A paragraph for the opening screen.
  var summary: String { get }
  /// Where the story was seen, `owner/name#number`; empty where nobody says.
  var source: String { get }
  /// The runtime as people call it: `CPython 3.11`.
  var runtimeName: String { get }
  /// The description of a step, counted from 1. O(length of the statement).
  func step(_ number: Int) -> StepDescription
  /// The steps at which a chapter starts, with its heading, in order.
  var chapters: [(step: Int, heading: String)] { get }
  /// The code that is declared before the first step, a line each: types and functions. O(its
  /// length).
  var declarations: [String] { get }
  /// The code of a function that the runtime calls by itself, a line each: of `on_delete`, or of
  /// `Item.__del__`; empty where nobody knows it. O(its length, and declarations).
  func code(of function: String) -> [String]
  /// Which of these lines a statement takes, by the number that `RuntimeInspecting` gives; of a
  /// statement with a body its head. Nil where nobody knows. O(length of the code, and declarations).
  func lines(ofStatement number: Int, in function: String) -> Range<Int>?
}

extension StepNarrating {
  /// Nobody says what is declared.
  public var declarations: [String] { [] }

  /// Nobody knows the code.
  public func code(of function: String) -> [String] { [] }

  /// Nobody knows the statements.
  public func lines(ofStatement number: Int, in function: String) -> Range<Int>? { nil }

  /// Nobody says where the story was seen.
  public var source: String { "" }
}

/// A narration made of descriptions that are all there, for tests and short recordings.
public struct StoredNarration: StepNarrating {
  /// The title of the whole.
  public var title: String
  /// A paragraph for the opening screen.
  public var summary: String
  /// The runtime as people call it.
  public var runtimeName: String
  /// The descriptions; step *n* is `steps[n - 1]`.
  public var steps: [StepDescription]
  /// A narration.
  public init(
    title: String = "", summary: String = "", runtimeName: String = "",
    steps: [StepDescription] = []
  ) {
    self.title = title
    self.summary = summary
    self.runtimeName = runtimeName
    self.steps = steps
  }
  /// The description of a step.
  public func step(_ number: Int) -> StepDescription {
    steps.indices.contains(number - 1)
      ? steps[number - 1] : StepDescription(statement: "", number: "\(number)")
  }
  /// The steps at which a chapter starts.
  public var chapters: [(step: Int, heading: String)] {
    steps.enumerated().compactMap { $1.chapter.isEmpty ? nil : ($0 + 1, $1.chapter) }
  }
}
