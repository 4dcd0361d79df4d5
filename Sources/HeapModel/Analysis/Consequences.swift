/// What would happen if some references were removed by statements, and then everything collected:
/// found out by letting it happen in a copy of the run.
public struct Consequences: Sendable {
  /// When something happens.
  public enum Phase: Hashable, Sendable {
    /// While the references are removed: by reference counting.
    case now
    /// At the next collection of everything.
    case collection
  }

  /// Something that would happen.
  public struct Happening: Hashable, Sendable {
    /// When.
    public var phase: Phase
    /// The event.
    public var event: Event
  }

  /// The statements that remove the references, in their order, as the runtime's language has them.
  public private(set) var statements: [String] = []
  /// The same statements, to be carried out.
  public private(set) var edits: [EditStatement] = []
  /// The visible objects that reference counting frees, in order.
  public private(set) var freedNow: [ObjectID] = []
  /// The visible objects that the next collection frees, in order.
  public private(set) var freedLater: [ObjectID] = []
  /// Finalizers, callbacks, cleared weak references, lost entries, resurrections, output and errors,
  /// in order.
  public private(set) var happenings: [Happening] = []
  /// Whether the object that all this is about is freed in the end; nil where it is about none.
  public private(set) var isFreed: Bool?
  /// The sizes of what is freed, in bytes.
  public private(set) var freedBytes = 0
  /// Whether a collection comes after the statements.
  public private(set) var endsWithCollection = true
  /// Why not all of it could be done; empty where it could.
  public private(set) var failure = ""
  /// The timeline in which it happened, for names of objects that were made on the way.
  public private(set) var timeline: Timeline

  /// Removes references at the end of a step, each by a statement, those far from the module's
  /// names first so that the others keep their names.
  ///
  /// - Complexity: O(what happens), and the search for names before each statement.
  public init(
    removing references: [MinimumCut.Reference], toFree object: ObjectID? = nil,
    afterStep step: Int, in simulator: some Simulating
  ) {
    // Nobody else may have the run's timeline while it goes on: a shared heap is copied.
    timeline = Timeline(heap: MutableHeap())
    var run = simulator
    run.rewind(toStep: step)
    var left = references
    while !left.isEmpty {
      guard let (index, edit) = Self.next(of: left, run.timeline) else {
        failure = "nothing in the program can remove \(Self.names(left, run.timeline))"
        break
      }
      left.remove(at: index)
      guard perform(edit, .now, &run) else { break }
      edits.append(edit)
    }
    if failure.isEmpty { _ = perform(.collect(2), .collection, &run) }
    timeline = run.timeline
    if let object { isFreed = !timeline.heap.isAlive(object) }
  }

  /// What happens if a statement is executed after a step.
  public init(of edit: EditStatement, afterStep step: Int, in simulator: some Simulating) {
    timeline = Timeline(heap: MutableHeap())
    var run = simulator
    run.rewind(toStep: step)
    if perform(edit, .now, &run) {
      edits = [edit]
      _ = perform(.collect(2), .collection, &run)
    }
    timeline = run.timeline
  }

  /// What happens if statements are executed where a run ends, and then everything is collected if
  /// that is wanted.
  public init(of edits: [EditStatement], isCollected: Bool, in simulator: some Simulating) {
    timeline = Timeline(heap: MutableHeap())
    endsWithCollection = isCollected
    var run = simulator
    for edit in edits {
      self.edits.append(edit)
      _ = perform(edit, .now, &run)
    }
    if isCollected { _ = perform(.collect(2), .collection, &run) }
    timeline = run.timeline
  }

  /// What has happened in steps of a run: statements, and then a collection of everything where
  /// there is one.
  ///
  /// - Complexity: O(events of the steps).
  public init(ofSteps steps: Range<Int>, collection: Int?, in timeline: Timeline) {
    self.timeline = timeline
    for step in steps {
      statements.append(timeline.narration.step(step).statement)
      read(timeline, step, .now)
      if let error = Self.error(inStep: step, of: timeline) {
        failure = "'\(statements[statements.count - 1])' raises \(error)"
      }
    }
    endsWithCollection = collection != nil
    if let collection { read(timeline, collection, .collection) }
  }

  /// The error that a step raised, in words; nil where it raised none.
  private static func error(inStep step: Int, of timeline: Timeline) -> String? {
    let texts = timeline.heap.texts
    for logged in timeline.events(ofStep: step) {
      guard case .error(let type, let message) = logged.event else { continue }
      return texts[message].isEmpty ? texts[type] : "\(texts[type]): \(texts[message])"
    }
    return nil
  }

  private mutating func perform(
    _ edit: EditStatement, _ phase: Phase, _ run: inout some Simulating
  ) -> Bool {
    guard run.perform(edit) else {
      failure = "the statement was not done in the end"
      return false
    }
    let step = run.timeline.stepCount
    let statement = run.timeline.narration.step(step).statement
    if phase == .now { statements.append(statement) }
    read(run.timeline, step, phase)
    guard let error = Self.error(inStep: step, of: run.timeline) else { return true }
    failure = "'\(statement)' raises \(error)"
    return false
  }

  private mutating func read(_ timeline: Timeline, _ step: Int, _ phase: Phase) {
    let heap = timeline.heap
    for logged in timeline.events(ofStep: step) {
      switch logged.event {
      case .free(let object):
        freedBytes += heap.shallowBytes(object)
        guard heap.isVisible(object) else { continue }
        if phase == .now { freedNow.append(object) } else { freedLater.append(object) }
      case .finalizer, .resurrect, .clear, .callback, .remove, .finalize, .output, .error,
        .unraisable:
        happenings.append(Happening(phase: phase, event: logged.event))
      default: break
      }
    }
  }

  /// The reference whose statement has the longest name, with that statement.
  private static func next(
    of references: [MinimumCut.Reference], _ timeline: Timeline
  ) -> (index: Int, edit: EditStatement)? {
    let heap = timeline.heap
    let addresses = Addresses(heap, timeline.inspector)
    var best: (index: Int, edit: EditStatement, length: Int)?
    for (index, reference) in references.enumerated() {
      guard heap.value(reference.slot).isObject || reference.key != .none,
        let edit = addresses.removal(of: reference.slot, in: heap, timeline.inspector)
      else { continue }
      let length = addresses.depth(ofOwner: reference.slot, in: heap, timeline.inspector)
      if length > best?.length ?? -1 { best = (index, edit, length) }
    }
    return best.map { ($0.index, $0.edit) }
  }

  private static func names(
    _ references: [MinimumCut.Reference], _ timeline: Timeline
  ) -> String {
    references.map { timeline.heap.holderText($0.slot) }.joined(separator: ", ")
  }
}
