import HeapModel

/// Writes small timelines by hand, as a runtime would: changes, then the event.
struct StoryWriter {
  var timeline: Timeline
  let module: ObjectID
  /// Holds what is made until something else does.
  private let stack: ObjectID
  private var held: [SlotID] = []
  private var steps: [StepDescription] = []
  private var types: [String: HeapTypeID]
  private var names: [String: SlotID] = [:]
  private let title: String
  private let summary: String

  init(title: String, summary: String = "", types: [HeapType]) {
    var heap = MutableHeap()
    var ids: [String: HeapTypeID] = [:]
    let frame = heap.addType(HeapType(name: "frame", kind: .frame))
    ids["frame"] = frame
    let table = heap.addType(HeapType(name: "stack", kind: .table))
    ids["entry"] = heap.addType(HeapType(name: "KeyedRef", kind: .weakReference))
    for type in types { ids[type.name] = heap.addType(type) }
    module = heap.addInitialObject(frame, .root)
    stack = heap.addInitialObject(table, [.root, .hidden])
    timeline = Timeline(heap: heap, inspector: StoryInspector())
    self.types = ids
    self.title = title
    self.summary = summary
  }

  /// Writes a step.
  mutating func step(
    _ statement: String, line: Int = 0, note: String = "", chapter: String = "",
    _ body: (inout StoryWriter) -> Void
  ) {
    let number = steps.count + 1
    steps.append(
      StepDescription(
        statement: statement, line: line == 0 ? number : line, note: note, chapter: chapter,
        number: "\(number)"))
    body(&self)
    timeline.endStep()
  }

  /// The timeline, at its beginning.
  func finished() -> Timeline {
    var result = timeline
    result.narration = StoredNarration(
      title: title, summary: summary, runtimeName: "CPython 3.11", steps: steps)
    result.move(to: .start)
    return result
  }

  mutating func make(_ type: String, bytes: Int = 48) -> ObjectID {
    let object = timeline.allocate(types[type] ?? HeapTypeID(0), bytes: bytes)
    let slot = timeline.addSlot(to: stack, Label(.temporary))
    timeline.store(Value(object), in: slot)
    held.append(slot)
    timeline.emit(.allocate(object))
    return object
  }

  private mutating func letGo() {
    for slot in held {
      timeline.store(.empty, in: slot)
      timeline.removeSlot(slot)
    }
    held = []
  }

  mutating func bind(_ name: String, _ object: ObjectID, in frame: ObjectID? = nil) {
    let frame = frame ?? module
    let text = timeline.intern(name)
    let slot = timeline.addSlot(to: frame, Label(.name, text.index))
    timeline.store(Value(object), in: slot)
    names["\(frame.index).\(name)"] = slot
    letGo()
    timeline.emit(.bind(name: text, value: Value(object), frame: frame))
  }

  mutating func unbind(_ name: String, in frame: ObjectID? = nil) {
    let frame = frame ?? module
    guard let slot = names["\(frame.index).\(name)"] else { return }
    let value = timeline.heap.value(slot)
    timeline.store(.empty, in: slot)
    timeline.removeSlot(slot)
    timeline.emit(.unbind(name: timeline.intern(name), value: value, frame: frame))
  }

  mutating func call(_ function: String, _ body: (inout StoryWriter, ObjectID) -> Void) {
    let text = timeline.intern(function)
    let frame = timeline.allocate(types["frame"] ?? HeapTypeID(0), .root, detail: text.index)
    body(&self, frame)
    timeline.insert(.freed, into: frame)
  }

  mutating func set(_ source: ObjectID, _ attribute: String, _ target: ObjectID) {
    let label = Label(.attribute, timeline.intern(attribute).index)
    let slot = timeline.addSlot(to: source, label)
    timeline.store(Value(target), in: slot)
    timeline.emit(.reference(from: source, label: label, to: target))
  }

  mutating func append(_ target: ObjectID, to source: ObjectID) {
    let label = Label(.element)
    let slot = timeline.addSlot(to: source, label)
    timeline.store(Value(target), in: slot)
    let index = timeline.heap.slots(source).reduce(-1) { count, _ in count + 1 }
    timeline.emit(
      .reference(from: source, label: Label(.element, UInt32(index)), to: target))
  }

  mutating func clearSlots(of source: ObjectID, emits: Bool = true) {
    while case let slot = timeline.heap.firstSlot(source), slot != .none {
      let target = timeline.heap.value(slot).object
      let label = timeline.heap.label(slot)
      if !timeline.heap.value(slot).isEmpty { timeline.store(.empty, in: slot) }
      timeline.removeSlot(slot)
      if emits, let target, label.isStrong {
        timeline.emit(.unreference(from: source, label: label, to: target))
      }
    }
  }

  mutating func weakref(to target: ObjectID, callback: String? = nil) -> ObjectID {
    let reference = make("weakref", bytes: 72)
    let label = Label(.special, timeline.intern("referent").index, .weak)
    let slot = timeline.addSlot(to: reference, label)
    timeline.store(Value(target), in: slot)
    if let callback {
      let slot = timeline.addSlot(
        to: reference, Label(.special, timeline.intern("callback").index))
      timeline.store(timeline.addPlain(callback), in: slot)
    }
    timeline.emit(.reference(from: reference, label: label, to: target))
    return reference
  }

  /// Clears a weak reference, and takes its callback away.
  mutating func clear(_ reference: ObjectID) {
    let slots = Array(timeline.heap.slots(reference))
    guard let slot = slots.first, let referent = timeline.heap.value(slot).object else { return }
    timeline.store(.empty, in: slot)
    timeline.emit(.clear(weakReference: reference, referent: referent))
  }

  mutating func takeCallback(of reference: ObjectID) {
    for slot in Array(timeline.heap.slots(reference)).dropFirst() {
      timeline.store(.empty, in: slot)
      timeline.removeSlot(slot)
    }
  }

  /// Begins a death; what `body` writes is caused by it; then the object is freed.
  mutating func die(_ object: ObjectID, _ body: (inout StoryWriter) -> Void = { _ in }) {
    timeline.insert(.dying, into: object)
    timeline.emit(.deallocate(object))
    timeline.beginCause()
    body(&self)
    clearSlots(of: object)
    timeline.insert(.freed, into: object)
    timeline.remove(.dying, from: object)
    timeline.emit(.free(object))
    timeline.endCause()
  }

  /// Adds an entry to a weak dictionary: a hidden weak reference under a key.
  mutating func put(_ key: String, _ value: ObjectID, into collection: ObjectID) -> ObjectID {
    let entry = timeline.allocate(
      types["entry"] ?? HeapTypeID(0), .hidden, detail: collection.index, bytes: 80)
    let plain = timeline.addPlain("'\(key)'")
    let label = Label(.entry, UInt32(plain.plain ?? 0))
    let holder = timeline.addSlot(to: collection, label)
    timeline.store(Value(entry), in: holder)
    let slot = timeline.addSlot(to: entry, Label(.entry, UInt32(plain.plain ?? 0), .weak))
    timeline.store(Value(value), in: slot)
    timeline.emit(
      .reference(
        from: collection, label: Label(.entry, UInt32(plain.plain ?? 0), .weak), to: value))
    return entry
  }

  /// Takes an entry away because its value died.
  mutating func lose(_ entry: ObjectID, key: String, from collection: ObjectID) {
    for slot in Array(timeline.heap.slots(entry)) {
      timeline.store(.empty, in: slot)
      timeline.removeSlot(slot)
    }
    for slot in Array(timeline.heap.slots(collection))
    where timeline.heap.value(slot).object == entry {
      timeline.store(.empty, in: slot)
      timeline.removeSlot(slot)
    }
    timeline.insert(.freed, into: entry)
    timeline.emit(.remove(collection: collection, key: timeline.intern("'\(key)'")))
  }

  mutating func print(_ text: String) {
    let id = timeline.intern(text)
    timeline.emit(.output(text: id, partial: false))
  }
}

/// What the writer's stories know of weak things.
struct StoryInspector: RuntimeInspecting {
  func generation(of object: ObjectID, in heap: MutableHeap) -> Int? { 0 }

  func generations(in heap: MutableHeap) -> [Int?] {
    [Int?](repeating: 0, count: heap.objectCount + 1)
  }

  func entries(of collection: ObjectID, in heap: MutableHeap) -> [WeakEntry]? {
    guard heap.kind(collection) == .weakCollection else { return nil }
    return heap.slots(collection).compactMap { slot in
      guard let entry = heap.value(slot).object else { return nil }
      let weakSlot = heap.firstSlot(entry)
      return WeakEntry(
        keyText: heap.plainTexts[Int(heap.label(slot).payload)],
        key: Value(plain: Int(heap.label(slot).payload)),
        value: weakSlot == .none ? .empty : heap.value(weakSlot),
        referent: weakSlot == .none ? nil : heap.value(weakSlot).object, weakSlot: weakSlot)
    }
  }

  func callbackName(of weakReference: ObjectID, in heap: MutableHeap) -> String? {
    for slot in heap.slots(weakReference) where heap.text(heap.label(slot)) == "callback" {
      return heap.text(heap.value(slot))
    }
    return nil
  }

  func representation(of value: Value, in heap: MutableHeap) -> String { heap.text(value) }
}
