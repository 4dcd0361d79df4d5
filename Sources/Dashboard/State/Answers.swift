import HeapModel

/// What is asked about the heap beyond what every frame shows, and what was answered.
struct Answers: Sendable {
  /// The questions.
  enum Question: Hashable, Sendable {
    /// Why the selected object is alive, or how it died.
    case life
    /// What would have to go so that it dies.
    case cut
    /// Who keeps how much alive.
    case retained
  }

  /// How much of an answer is asked for.
  enum Part: Hashable, Sendable {
    /// All of it.
    case whole
    /// What would have to go: of a big heap that is known long before the rest.
    case cut
    /// All of it, when what would have to go is shown already.
    case rest
  }

  /// What an answer is about.
  struct Subject: Hashable, Sendable {
    var question: Question
    var object: ObjectID
    var position: Position
    /// Which of several cuts.
    var choice = 0
  }

  /// What can go on with the run, to find out what would happen.
  var simulator: (any Simulating)?
  /// What the answer box shows.
  var question = Question.life
  /// What was asked last, and its number.
  var asked: Subject?
  var number = 0
  var part = Part.whole
  /// The lines of the answer; empty while nobody has answered.
  var lines: [AnswerLine] = []
  var isWaiting = false
  /// The references that the answer is about.
  var slots: [SlotID] = []
  /// The first line that is shown.
  var scroll = 0
  var report: RetainedReport?
  /// Where the timeline stood when the report was made.
  var reportPosition: Position?
  /// The steps that do what the answer names; empty where it names nothing to do.
  var steps: [String] = []
  /// The cuts that can be chosen, in words.
  var cuts: [String] = []
  /// Which of them is shown.
  var choice = 0
}

/// An answer that was worked out elsewhere.
public struct Answer: Sendable {
  let number: Int
  var lines: [AnswerLine] = []
  var slots: [SlotID] = []
  var report: RetainedReport?
  var steps: [String] = []
  /// The cuts that can be chosen, in words.
  var cuts: [String] = []
  /// A quiz with its questions.
  var quiz: QuizState?
  /// What can be done to references.
  var choices: Edits.Search.Result?
  /// What an edit would do.
  var preview: Edits.Preview?
  /// The branch that was opened, or why it could not be.
  var opened: Result<Edits.State, BranchFailure>?
  /// The original and the branches of a history that was taken up, or why it could not be.
  var takenUp: Result<[Edits.State], BranchFailure>?
  /// The picture of a big heap.
  var picture: CanvasPicture?
}

/// Work that takes too long for a key press. It changes nothing, so any thread may do it.
public struct Job: Sendable {
  let number: Int
  let work: @Sendable (StopSign) -> Answer

  /// Does the work. The answer goes back to the dashboard as a message, which drops it when it is
  /// no longer asked for.
  ///
  /// - Parameter stop: tells when ``Dashboard/isWaiting(for:)`` says that nobody waits any more. What
  ///   takes long ends soon then, and what it answers is not to be sent.
  public func run(stop: StopSign = .never) -> Answer { work(stop) }
}
