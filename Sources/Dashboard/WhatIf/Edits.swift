import HeapModel

/// What the user has changed, what is being tried out, and what can be undone.
struct Edits: Sendable {
  /// A branch that was opened, with all that is derived from its run.
  struct State: Sendable {
    var branch: Branch
    var timeline: Timeline
    var simulator: (any Simulating)?
    var index: StoryIndex
    var union: UnionGraph?
    /// Which of its objects are those of the state before.
    var origins = Origins()
    var difference: BranchDifference?
    /// Where its last edit acts: after this step of the state before.
    var after = 0
    /// How many steps that edit has.
    var count = 0
    /// The edit in words.
    var title = ""
    /// Whether its run was let go because runs of big heaps need much memory. It is run again when
    /// it is entered.
    var isLetGo = false
    /// Whether `origins` is known; it is not where the run was made again on the way back.
    var knowsOrigins = true

    /// Its run, where it can be gone on from.
    var run: BranchRun? { simulator.map { BranchRun(timeline: timeline, simulator: $0) } }

    /// Keeps nothing but what the run can be made of again.
    mutating func letGo() {
      timeline = Timeline(heap: MutableHeap())
      simulator = nil
      index = StoryIndex(timeline)
      union = nil
      origins = Origins()
      isLetGo = true
    }
  }

  /// Work on a branch that is under way.
  struct Request: Sendable {
    enum Aim: Sendable {
      /// To find out what can be done to references.
      case choices(Search)
      /// To find out what steps would do after a step of the branch.
      case preview(Trial)
      /// To open a branch: with an edit of so many steps after a step of the one that is shown.
      case open(Branch, after: Int, count: Int)
      /// To open the branches of edits that were made at another time.
      case takeUp(EditHistory)
      /// To go to a state whose run was let go, or of which nobody knows which objects are whose.
      case enter(Int)
    }

    var number: Int
    var aim: Aim
  }

  /// Steps that are tried out, and where.
  struct Trial: Hashable, Sendable {
    var steps: [String]
    /// The same as statements, where they are known to be some.
    var statements: [EditStatement] = []
    var after: Int
    var branch: Branch
    /// Whether the steps themselves end with a collection.
    var isCollection = false
  }

  /// What would happen.
  struct Preview: Sendable {
    var trial: Trial?
    var isWaiting = false
    var lines: [AnswerLine] = []
    var freedNow: Set<ObjectID> = []
    var freedLater: Set<ObjectID> = []
    /// The error that a step would raise; empty where none does.
    var failure = ""
    /// Whether the steps are none at all.
    var isImpossible = false
    /// The first line that is shown.
    var scroll = 0
  }

  /// What can run branches; nil where nothing can be edited.
  var engine: (any Branching)?
  /// The original, then each branch that was opened from the one before; empty before the first
  /// edit.
  var states: [State] = []
  /// The state that is shown.
  var current = 0
  /// The branch that was written into a file last.
  var saved = Branch.original
  /// The name of that file.
  var savedFile = ""
  /// Whether the branch was written down for the next start the last time that was tried.
  var areJournalled = true
  /// The edits that the file as it is now has no place for: a version to come may have one.
  var stranded = EditHistory.original
  var request: Request?
  var preview = Preview()
  /// Whether the user wants the picture laid out anew, though boxes move.
  var isRelaid = false

  /// Whether a branch is being run that will be shown.
  var isOpening: Bool {
    switch request?.aim {
    case .open, .takeUp, .enter: true
    case .preview, .choices, nil: false
    }
  }

  /// Lets go of the runs of big heaps that are far from the one that is shown: one step of undo and
  /// redo stays quick, and the memory does not grow with the number of edits.
  mutating func letFarRunsGo() {
    for number in states.indices.dropFirst()
    where abs(number - current) > 1 && states[number].union == nil && !states[number].isLetGo {
      states[number].letGo()
    }
  }

  /// The branch that is shown.
  var branch: Branch { states.isEmpty ? .original : states[current].branch }
  /// How the branch differs from the original.
  var difference: BranchDifference? { states.isEmpty ? nil : states[current].difference }
  /// The branches that were opened, and the one that is shown.
  private var history: EditHistory {
    EditHistory(states.dropFirst().map(\.branch), current: current)
  }
  /// What must survive a crash: all that was done, unless what is shown is in a file.
  var unsavedHistory: EditHistory { areUnsaved ? history : .original }
  /// The edits that a new version of the file is to have: those that are being run, else those that
  /// are in no file.
  var kept: EditHistory {
    switch request?.aim {
    case .open(let branch, _, _):
      var history = history
      history.record(branch)
      return history
    case .takeUp(let history): return history
    case .enter, .preview, .choices, nil: return areUnsaved ? history : stranded
    }
  }
  /// Whether there are edits that are in no file.
  var areUnsaved: Bool { !branch.edits.isEmpty && branch != saved }
}

/// What is done to references: some choices, of which one is selected and previewed.
struct EditView: Hashable, Sendable {
  /// One of them.
  struct Choice: Hashable, Sendable {
    /// The statement as people read it; empty for a step that was typed.
    var text: String
    /// The steps that do it.
    var steps: [String]
    /// The same as statements, where they are known to be some.
    var statements: [EditStatement] = []
    /// The reference that it is about; `none` where it is about none.
    var slot: SlotID = .none
    /// Whether it must not raise an error.
    var isStrict = false
    /// Whether the steps end with a collection.
    var isCollection = false
  }

  var title: String
  var choices: [Choice]
  var selected = 0
  /// The step of the branch after which it is done.
  var after: Int
  /// The key that opened it: pressed again it means the next choice, or Enter where there is one.
  var key = ""
  /// Whether the choices are still being looked for.
  var isSearching = false

  /// The selected choice.
  var choice: Choice? { choices.indices.contains(selected) ? choices[selected] : nil }
}
