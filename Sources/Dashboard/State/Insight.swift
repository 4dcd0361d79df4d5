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
  /// The canvas at this position.
  var moment: CanvasMoment?
  /// The micro-step within the step, and how many the step has; nil between steps.
  var micro: (happened: Int, total: Int)?
}
