import HeapModel
import TerminalFrame

/// The application as a value: what is shown, and what the user has chosen.
///
/// It changes only in ``update(_:)``; ``render(_:)`` is a pure function of it. It knows no clock, no
/// file and no terminal: messages bring what happens, effects say what is wanted.
public struct Dashboard: Sendable {
  /// What whoever runs the dashboard decides.
  public struct Options: Sendable {
    /// The name of the file, for the title.
    public var fileName: String
    /// The colours.
    public var theme: Theme
    /// The signs.
    public var glyphs: GlyphSet
    /// The size of the screen until a resize says otherwise.
    public var size: Size
    /// Whether changes may be shown in stages.
    public var isAnimated: Bool
    /// What the file's author probably did not mean, each a sentence with its place.
    public var warnings: [String]
    /// The sizes of panes that the user has chosen.
    public var paneSizes = PaneSizes()
    /// Whether edits that are in no file are written down, so that the next start can offer them.
    public var keepsEdits = true

    /// Options.
    public init(
      fileName: String = "", theme: Theme = .dark, glyphs: GlyphSet = .unicode,
      size: Size = Size(width: 80, height: 24), isAnimated: Bool = false,
      warnings: [String] = []
    ) {
      self.fileName = fileName
      self.theme = theme
      self.glyphs = glyphs
      self.size = size
      self.isAnimated = isAnimated
      self.warnings = warnings
    }
  }

  /// The timeline; its position is the one that is shown.
  public internal(set) var timeline: Timeline
  /// What was decided outside, and what the user has changed of it.
  public internal(set) var options: Options
  /// The pane that takes the keys.
  public internal(set) var focus = Pane.timeline

  let commands = CommandTable()
  var zoomed: Pane?
  /// The object that the user has chosen; `none` lets the selection follow the events.
  var chosen = ObjectID.none
  var overlay: Overlay?
  var playback = Playback()
  /// The digits typed before a key.
  var count: Int?
  /// Rows scrolled away, by pane; for the log from its end.
  var scroll: [Pane: Int] = [:]
  /// The detail that the user wants; nil for the first that fits.
  var detail: CanvasDetail?
  /// Whether weak collections show the weak references that they keep.
  var unfoldsEntries = false
  var isTracing = false
  /// A sentence about the last key, until the next one.
  var notice = ""
  /// Why the file can't be read; empty while it can.
  var diagnostics = ""
  var progress: (fraction: Double, text: String)?
  var matches: [ObjectID] = []
  var isInterrupted = false

  /// The way that is being shown in beats, and what the canvas shows of it.
  var animation: Animation?
  var stage: CanvasStage?
  /// So many moves are shown at once: the terminal is slow, or the user is in a hurry.
  var stillMoves = 0
  var breakpoints = Breakpoints()
  /// The selected line of the canvas, as an index into the edges of the union.
  var chosenLine: Int?
  /// The references that are being followed one after the other.
  var walk: Walk?
  /// The objects from which references were followed.
  var jumps: [ObjectID] = []
  /// Whether types are shown instead of objects; nil for where there are too many for a picture.
  var showsTypes: Bool?
  /// The row of the table of types that the keys have chosen.
  var typeCursor = 0
  /// What the mouse holds.
  var grip: Grip?
  /// The upper left cell of the canvas that the user has panned to.
  var panned: CanvasPoint?
  /// Where the user has moved boxes, and what it was before the move that goes on.
  var shifts: [ObjectID: LayoutGraph.Shift] = [:]
  var shiftsBefore: [ObjectID: LayoutGraph.Shift] = [:]
  /// Which of the ways from a root the answer shows.
  var pathIndex = 0
  /// What was asked about the heap, and what was answered.
  var answers = Answers()
  /// The run that is shown beside this one.
  var companion: Companion?
  /// The quiz that goes on.
  var quiz: QuizState?
  /// The number of the job that makes the questions of a quiz; 0 where none does.
  var quizNumber = 0
  /// The number of the job that lays out the picture; 0 where none does.
  var layoutNumber = 0
  /// How many jobs were wanted so far; each has its number.
  var jobCount = 0
  /// What the user has changed, and what can be undone.
  var edits = Edits()

  // Derived from the timeline as a whole.
  var index: StoryIndex
  var union: UnionGraph? {
    didSet { unionNumber += 1 }
  }
  /// Tells one union from the ones before, so that a picture of another one is never kept.
  private(set) var unionNumber = 0
  // Derived from the union, the size and the detail.
  var picture: CanvasPicture?
  /// Whether the picture of a small heap was put off.
  public private(set) var isPutOff = false
  // Derived from the position and the selection.
  var census: TypeCensus
  var insight = Insight()

  /// A dashboard of a timeline, shown at the timeline's position.
  ///
  /// - Parameters:
  ///   - simulator: what can go on with the run, to find out what would happen; it is asked by jobs
  ///     only.
  ///   - editor: what can run the program with edits; without it nothing can be edited.
  ///   - putsOff: whether the picture may be laid out later, by ``finish()`` or the first message,
  ///     where the first frame shows nothing of it: so that frame comes sooner.
  /// - Complexity: linear in the events, and the layout of one picture.
  public init(
    timeline: Timeline, options: Options = Options(), simulator: (any Simulating)? = nil,
    editor: (any Branching)? = nil, putsOff: Bool = false
  ) {
    answers.simulator = simulator
    edits.engine = editor
    self.timeline = timeline
    self.options = options
    index = StoryIndex(timeline)
    union = UnionGraph(timeline)
    census = TypeCensus(timeline.heap)
    isPutOff = putsOff && isOpening && union != nil
    if !isPutOff { layOut() }
    look()
  }

  /// Lays out the picture that was put off.
  public mutating func finish() {
    guard isPutOff else { return }
    isPutOff = false
    layOut()
    look()
  }

  /// Whether a change is being shown in stages.
  public var isMoving: Bool { animation != nil }

  /// Where the timeline is.
  public var position: Position { timeline.position }

  /// The selected object, chosen or followed; `none` where there is none.
  public var selection: ObjectID { insight.selected }

  /// Which panes there are, and where.
  var plan: ScreenPlan { plan(for: options.size) }

  func plan(for size: Size) -> ScreenPlan {
    let hasCaption =
      index.hasCaption || companion != nil || !diagnostics.isEmpty || !options.warnings.isEmpty
    var plan = ScreenPlan(
      size, hasCaption: hasCaption, zoomed: zoomed, sizes: options.paneSizes)
    if let companion { plan.splitHeap(companionIsAtLeft: companion.isAtLeft) }
    return plan
  }
}
