import HeapModel

/// A quiz that goes on: what is asked, what was marked, how it stands.
struct QuizState: Sendable {
  /// Where the quiz is.
  enum Phase: Hashable, Sendable {
    /// The user steps on to the next question.
    case between
    /// A question waits for its answer.
    case asking
    /// The step plays, and the answer is judged.
    case told
    /// Nothing is left to ask.
    case over
  }

  var questions: [QuizQuestion]
  /// What tells one timeline from another.
  let extent: Extent
  /// The question that is asked or comes next.
  var number = 0
  var phase = Phase.between
  /// The choices that are marked, in the order of marking.
  var marked: [Int] = []
  /// The choice under the cursor, where choices are listed.
  var cursor = 0
  var verdict: QuizVerdict?
  /// The score.
  var right = 0
  var answered = 0

  /// What tells one timeline from another.
  struct Extent: Hashable, Sendable {
    var steps: Int
    var events: Int
    init(_ timeline: Timeline) {
      steps = timeline.stepCount
      events = timeline.eventCount
    }
  }

  /// A quiz about a timeline, which is a run of a branch. As long as it takes to make the questions.
  init(
    _ timeline: Timeline, _ branch: Branch, _ engine: (any Branching)?,
    _ simulator: (any Simulating)?
  ) {
    let run = simulator.map { BranchRun(timeline: timeline, simulator: $0) }
    questions =
      Quiz(timeline) {
        engine?.value(of: $1, afterStep: $0, in: branch, from: run)
      }.questions
    extent = Extent(timeline)
  }

  /// The question that is asked, judged or comes next; nil at the end.
  var question: QuizQuestion? { questions.indices.contains(number) ? questions[number] : nil }

  /// How it stands, for the title.
  var scoreText: String {
    answered == 0 ? "quiz" : "quiz: \(right) of \(answered) right"
  }

  /// Marks a choice, or takes the mark back.
  mutating func toggle(_ choice: Int) {
    if let index = marked.firstIndex(of: choice) {
      marked.remove(at: index)
    } else {
      marked.append(choice)
    }
  }
}
