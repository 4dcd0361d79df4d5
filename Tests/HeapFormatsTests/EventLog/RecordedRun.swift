import HeapModel

/// A timeline that is recorded by hand, as a runtime would record it.
struct RecordedRun {
  var timeline: Timeline
  let module: ObjectID
  private let frameType: HeapTypeID
  private var types: [String: HeapTypeID] = [:]
  private var steps: [StepDescription] = []

  /// A run whose heap knows some types of objects.
  init(types names: KeyValuePairs<String, ObjectKind> = [:]) {
    var heap = MutableHeap()
    for (name, kind) in names { types[name] = heap.addType(HeapType(name: name, kind: kind)) }
    let module = heap.addInitialObject(
      heap.addType(HeapType(name: "module", kind: .frame)), .root)
    self.module = module
    frameType = heap.addType(HeapType(name: "frame", kind: .frame))
    timeline = Timeline(heap: heap)
  }

  /// Makes an object of a type and says so.
  mutating func allocate(_ type: String) -> ObjectID {
    let object = timeline.allocate(types[type, default: frameType])
    timeline.emit(.allocate(object))
    return object
  }

  /// Begins a call.
  mutating func frame(_ function: String) -> ObjectID {
    let text = timeline.intern(function)
    return timeline.allocate(frameType, .root, detail: text.index)
  }

  /// Binds a name.
  mutating func bind(_ name: String, to value: Value, in frame: ObjectID? = nil) {
    let text = timeline.intern(name)
    let slot = timeline.addSlot(to: frame ?? module, Label(.name, text.index))
    timeline.store(value, in: slot)
    timeline.emit(.bind(name: text, value: value, frame: frame ?? module))
  }

  /// Unbinds the name that was bound last in a frame, or a name of the module.
  mutating func unbind(_ name: String, in frame: ObjectID? = nil) {
    let text = timeline.intern(name)
    var slot = timeline.heap.firstSlot(frame ?? module)
    while timeline.heap.label(slot).text != text { slot = timeline.heap.slot(after: slot) }
    let value = timeline.heap.value(slot)
    timeline.store(.empty, in: slot)
    timeline.removeSlot(slot)
    timeline.emit(.unbind(name: text, value: value, frame: frame ?? module))
  }

  /// Lets a slot of an object refer to another one.
  @discardableResult
  mutating func reference(
    _ from: ObjectID, _ kind: Label.Kind, _ text: String = "", _ to: ObjectID,
    _ strength: Strength = .strong
  ) -> SlotID {
    let label = Label(kind, timeline.intern(text).index, strength)
    let slot = timeline.addSlot(to: from, label)
    timeline.store(Value(to), in: slot)
    timeline.emit(.reference(from: from, label: label, to: to))
    return slot
  }

  /// Emits an event; what `body` does is caused by it.
  mutating func emit(_ event: Event, causing body: (inout RecordedRun) -> Void = { _ in }) {
    timeline.emit(event)
    timeline.beginCause()
    body(&self)
    timeline.endCause()
  }

  /// The number of a text.
  mutating func text(_ text: String) -> TextID { timeline.intern(text) }

  /// Ends a step that stood at a line of a document; 0 for an edit.
  mutating func endStep(
    _ statement: String, line: Int = 0, note: String = "", chapter: String = "",
    number: String? = nil
  ) {
    timeline.endStep()
    steps.append(
      StepDescription(
        statement: statement, line: line, note: note, chapter: chapter,
        number: number ?? "\(steps.count + 1)"))
    timeline.narration = StoredNarration(
      title: "A recorded run", runtimeName: "CPython 3.11", steps: steps)
  }
}
