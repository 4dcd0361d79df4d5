/// What may be called when somebody dies, as far as a timeline shows it.
struct Callable {
  /// The types of which a finalizer runs somewhere in the timeline.
  private var types: Set<HeapTypeID> = []
  /// The objects that call something at a death, with what they call.
  private var finalizers: [ObjectID: String] = [:]

  /// O(events).
  init(_ timeline: Timeline) {
    var end = timeline
    end.move(to: Position(step: timeline.stepCount))
    let heap = end.heap
    for step in 1..<min(timeline.stepCount, Quiz.mostSteps) + 1 {
      for logged in end.events(ofStep: step) {
        switch logged.event {
        case .finalizer(let object): types.insert(heap.typeID(object))
        case .finalize(let finalizer, let function):
          finalizers[finalizer] = "\(heap.texts[function])() of \(heap.name(finalizer))"
        default: break
        }
      }
    }
  }

  /// What may be called from a timeline's position on; what is called is always among the first.
  /// O(objects).
  func choices(_ timeline: Timeline, called: Set<ObjectID>) -> [QuizQuestion.Choice] {
    let heap = timeline.heap
    var choices: [QuizQuestion.Choice] = []
    for object in heap.allObjects where heap.isVisible(object) && heap.isAlive(object) {
      if let function = timeline.inspector.callbackName(of: object, in: heap) {
        choices.append(.init("\(function)(\(heap.name(object)))", object))
      } else if let text = finalizers[object] {
        choices.append(.init(text, object))
      } else if types.contains(heap.typeID(object)) {
        choices.append(.init("\(heap.name(object)).__del__()", object))
      }
    }
    guard choices.count > 8 else { return choices }
    var room = max(0, 8 - called.count)
    return choices.filter {
      if called.contains($0.object) { return true }
      room -= 1
      return room >= 0
    }
  }
}
