import HeapModel
import TerminalFrame

/// Another run beside the one that the panes show: the same program in another version of its
/// runtime, or with other statements. It steps together with that one.
public struct Companion: Sendable {
  /// Where the two runs part for the first time.
  public struct Parting: Hashable, Sendable {
    /// The step, counted from 1.
    public var step: Int
    /// What parts: `event 3`.
    public var subject: String
    /// What the companion does.
    public var here: String
    /// What the run beside it does.
    public var there: String
    /// Why they part.
    public var meaning: String

    /// A parting.
    public init(step: Int, subject: String, here: String, there: String, meaning: String) {
      self.step = step
      self.subject = subject
      self.here = here
      self.there = there
      self.meaning = meaning
    }
  }

  /// The run; its position follows the other run's.
  var timeline: Timeline
  /// What this run and the other one are called.
  private(set) var names: (own: String, other: String)
  private(set) var parting: Parting?
  /// What can go on with this run.
  var simulator: (any Simulating)?
  /// Whether it is shown at the left.
  private(set) var isAtLeft = false

  // Derived from the timeline, the size and the position.
  private(set) var union: UnionGraph?
  private(set) var picture: CanvasPicture?
  private(set) var moment: CanvasMoment?

  /// A run beside another one.
  ///
  /// - Parameters:
  ///   - name: what it is called: `CPython 3.13`.
  ///   - other: what the run beside it is called.
  ///   - parting: where they part; nil where they are the same to the end.
  ///   - simulator: what can go on with it, for when its side is looked into.
  /// - Complexity: linear in the events.
  public init(
    _ timeline: Timeline, name: String, beside other: String, parting: Parting?,
    simulator: (any Simulating)? = nil
  ) {
    self.timeline = timeline
    names = (name, other)
    self.parting = parting
    self.simulator = simulator
    union = UnionGraph(timeline)
  }

  /// Lays the canvas out; nothing is drawn where there is no room for it, or where the heap is too
  /// big for one picture.
  mutating func layOut(_ view: Size?, detail: CanvasDetail?, glyphs: GlyphSet) {
    guard let union, let view else {
      picture = nil
      return
    }
    picture = CanvasPicture(
      union, heap: timeline.heap, view: view, detail: detail, glyphs: glyphs)
  }

  /// Follows the other run: to the same event of the same step, or to the step's end where this run
  /// has fewer events in it. O(changes in between + objects + slots).
  mutating func follow(_ position: Position, mostSearched: Int) {
    timeline.move(to: timeline.normalized(position))
    let heap = timeline.heap
    moment = picture.map { picture in
      var moment = CanvasMoment(
        picture.union, timeline: timeline,
        reachable: heap.objectCount <= mostSearched ? heap.reachability(.none) : nil,
        changed: Set(timeline.lastEvents.lazy.flatMap(\.subjects).prefix(1_000)))
      moment.strikeLostEntries(picture.union, timeline)
      return moment
    }
  }

  /// Changes places with the run beside it: that one becomes the companion.
  mutating func exchange(_ timeline: inout Timeline, _ simulator: inout (any Simulating)?) {
    swap(&self.timeline, &timeline)
    swap(&self.simulator, &simulator)
    names = (names.other, names.own)
    parting = parting.map {
      Parting(
        step: $0.step, subject: $0.subject, here: $0.there, there: $0.here, meaning: $0.meaning)
    }
    isAtLeft.toggle()
    union = UnionGraph(self.timeline)
  }

  /// Why the runs part in a step; nil for other steps.
  func meaning(atStep step: Int) -> String? { step == parting?.step ? parting?.meaning : nil }

  /// What one of the two runs does otherwise at a position, or when it does.
  func verdict(at position: Position, ofCompanion: Bool) -> Span {
    let other = ofCompanion ? names.other : names.own
    guard let parting else { return Span("the same as \(other) to the end", .faint) }
    if position.step < parting.step {
      return Span("the same as \(other) until step \(parting.step)", .faint)
    }
    guard position.step == parting.step else {
      return Span("parted from \(other) at step \(parting.step)", .faint)
    }
    return Span("\(parting.subject): \(ofCompanion ? parting.here : parting.there)", .error)
  }
}
