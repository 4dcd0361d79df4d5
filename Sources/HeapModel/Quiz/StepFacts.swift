/// What a step does that is worth a question.
struct StepFacts {
  let step: Int
  /// Who was there before and dies, in the order in which the deaths begin.
  private(set) var deaths: [ObjectID] = []
  /// The weak references, finalizers and objects of which a function is called.
  private(set) var called: Set<ObjectID> = []
  /// The first line that is printed.
  private(set) var printed: String?
  /// The expressions that the step does nothing but look at, with their values.
  private(set) var looks: [(expression: String, value: String)] = []
  /// Whether the statement takes a reference away or looks for garbage.
  private(set) var takesAway = false

  /// Whether the step does nothing but look.
  var isLook: Bool { !looks.isEmpty }

  /// Reads a step of a timeline that stands at the end of the step before. O(events of the step).
  init(_ step: Int, _ timeline: Timeline) {
    self.step = step
    let heap = timeline.heap
    func isThere(_ object: ObjectID) -> Bool {
      Int(object.index) <= heap.objectCount && heap.isVisible(object) && heap.isAlive(object)
    }
    var dying: [ObjectID] = []
    var freed: Set<ObjectID> = []
    var hasFailed = false
    for logged in timeline.events(ofStep: step) {
      switch logged.event {
      case .deallocate(let object):
        dying.removeAll { $0 == object }
        dying.append(object)
      case .free(let object):
        freed.insert(object)
        if !dying.contains(object) { dying.append(object) }
      case .finalizer(let object), .callback(let object, _), .finalize(let object, _):
        if isThere(object) { called.insert(object) }
      case .output(let text, _):
        if printed == nil { printed = heap.texts[text] }
      case .expect(let expression, _, let actual, _):
        looks.append((heap.texts[expression], heap.texts[actual]))
      case .error, .unraisable: hasFailed = true
      case .unbind(_, let value, let frame):
        if frame == timeline.moduleFrame, let object = value.object, isThere(object) {
          takesAway = true
        }
      case .unreference(let from, let label, let to):
        if logged.cause == nil, label.isStrong, label.kind != .temporary, isThere(to),
          Int(from.index) <= heap.objectCount, heap.isAlive(from)
        {
          takesAway = true
        }
      case .collectStart(_, let isAutomatic): takesAway = takesAway || !isAutomatic
      default: break
      }
    }
    deaths = dying.filter { freed.contains($0) && isThere($0) }
    if hasFailed || !deaths.isEmpty || !called.isEmpty || printed != nil { looks = [] }
  }
}
