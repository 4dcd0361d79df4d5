import HeapModel

/// What is derived from the position and the selection, so that a frame has only to paint it.
struct Insight: Sendable {
  /// The position that all this is about.
  var position = Position.start
  /// Which objects a root reaches, by index; nil for heaps that are too big to ask at each step.
  var reachable: Reachability?
  /// What the last micro-step was about.
  var changed: Set<ObjectID> = []
  /// The object that the selection follows without a choice of the user's.
  var followed = ObjectID.none
  /// The selected object, chosen or followed.
  var selected = ObjectID.none
  /// All about the selected object.
  var facts: ObjectFacts?
  /// What dominates the selected object, and what it dominates; nil where nobody has asked.
  var dominators: [RetainedReport.Line]?
  /// What the objects of each type retain; nil where nobody has asked.
  var retained: RetainedTypes?
  /// The canvas at this position.
  var moment: CanvasMoment?
  /// The micro-step within the step, and how many the step has; nil between steps.
  var micro: (happened: Int, total: Int)?
}

/// What the objects of each type keep alive, without the heap in which that was found out.
struct RetainedTypes: Hashable, Sendable {
  /// Bytes by type; types that retain nothing may be missing.
  private let bytes: [HeapTypeID: Int]
  /// The bytes of all that is reached.
  let total: Int
  /// The objects that nothing reaches, and those that only weak references lead to.
  let unreachable: Int
  let weaklyHeld: Int
  /// The weak references that have their referent, and those that have lost it.
  let aimed: Int
  let cleared: Int

  init(_ report: RetainedReport) {
    bytes = Dictionary(uniqueKeysWithValues: report.types.map { ($0.type, $0.retainedBytes) })
    total = report.totalBytes
    unreachable = report.unreachable.count
    weaklyHeld = report.weaklyHeld.count
    (aimed, cleared) = report.weakReferences
  }

  /// What else is worth knowing about the whole heap, in words.
  var totals: [String] {
    var totals: [String] = []
    if aimed + cleared > 0 {
      totals.append(
        counted(aimed, "weak edge") + (cleared > 0 ? " (\(grouped(cleared)) cleared)" : ""))
    }
    if weaklyHeld > 0 { totals.append("\(grouped(weaklyHeld)) held only weakly") }
    if unreachable > 0 { totals.append("\(grouped(unreachable)) unreachable") }
    return totals
  }

  subscript(type: HeapTypeID) -> Int { bytes[type] ?? 0 }
}
