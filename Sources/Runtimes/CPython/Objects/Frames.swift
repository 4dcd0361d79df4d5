import HeapModel

// Frame objects and tracebacks: rules F1, F2. A running call has its locals in a frame of the
// interpreter; a frame object is made when somebody asks for it, and takes the locals over when
// the call ends and somebody still holds it.
// Source: Python/frame.c (_PyFrame_MakeAndSetFrameObject, take_ownership, _PyFrame_Clear),
// Objects/frameobject.c (frame_dealloc, frame_tp_clear), Python/traceback.c.
extension Machine {
  private static let ownObject = "frame object"
  private static let runningCall = "running call"

  static func describeFrames(_ types: inout [TypeDescription], _ core: CoreTypes) {
    types[core.frameObject].operations.represent = { reader, object in
      "<frame \(reader.heap.texts[TextID(UInt32(reader.word(object)))])>"
    }
    types[core.frameObject].operations.getAttribute = { machine, object, name throws(PythonError) in
      guard name == "f_back" else { return false }
      machine.push(try machine.caller(ofFrameObject: object))
      return true
    }
    types[core.traceback].operations.represent = { _, _ in "<traceback>" }
  }

  /// The frame object of a running call; made at the first question, and untracked until the call
  /// ends.
  mutating func frameObject(of frame: ObjectID) -> ObjectID {
    if let known = part(frame, Self.ownObject).object { return known }
    let object = make(core.frameObject)
    let name = timeline.intern(timeline.heap.frameName(frame))
    timeline.setWord(well.code, Int(object.index), name.index)
    let slot = timeline.addSlot(to: frame, special(Self.ownObject))
    timeline.store(Value(object), in: slot)
    return object
  }

  /// The frame object of the module for the running statement: hidden, for each statement is run
  /// on its own.
  mutating func moduleFrameObject() -> ObjectID {
    if let known = statementFrame { return known.object }
    let object = timeline.allocate(
      HeapTypeID(UInt32(core.frameObject)), .hidden, bytes: types[core.frameObject].bytes)
    statementFrame = (object, hold(object, by: "running statement"))
    // A statement is compiled to a function, which its frame holds (PyEval_EvalCode).
    let function = timeline.allocate(HeapTypeID(UInt32(core.nativeFunction)), .hidden)
    add(Value(function), to: object, special("f_func"))
    track(function)
    return object
  }

  /// The statement ended; its frame object lives on where somebody holds it.
  mutating func endStatementFrame() {
    guard let (object, holder) = statementFrame else { return }
    statementFrame = nil
    if count(object) > 1 { track(object) }
    release(holder)
  }

  /// The frame object of whoever called a call that has just ended.
  private mutating func callerFrameObject() -> ObjectID {
    calls.last.map { frameObject(of: $0.frame) } ?? moduleFrameObject()
  }

  /// Whether the frame object of an ended call remembers the caller: that of a generator does not
  /// where it has left the stack of calls before it is cleared.
  private func isLinked(_ frame: ObjectID) -> Bool {
    !(profile.leavesGeneratorsFirst && isGeneratorFrame(frame))
  }

  /// A call ended by an error; its frame object, where there is one, remembers the caller.
  mutating func linkToCaller(_ frame: ObjectID) {
    guard isLinked(frame), let object = part(frame, Self.ownObject).object else { return }
    link(object, to: callerFrameObject())
  }

  /// `f_back`: of a running call the frame object of the call that waits for it.
  private mutating func caller(ofFrameObject object: ObjectID) throws(PythonError) -> Value {
    let caller: ObjectID?
    if let place = calls.lastIndex(where: { part($0.frame, Self.ownObject).object == object }) {
      caller = place > 0 ? frameObject(of: calls[place - 1].frame) : nil
    } else {
      let back = slot(object, Label(.name, timeline.intern("f_back").index))
      if back == .none { return none }
      caller = timeline.heap.value(back).object
    }
    guard let caller, !isHidden(caller) else {
      throw .notModelled("the frame of the module, which 'f_back' would give")
    }
    return Value(caller)
  }

  private mutating func link(_ object: ObjectID, to caller: ObjectID) {
    let label = Label(.name, timeline.intern("f_back").index)
    if slot(object, label) == .none { add(Value(caller), to: object, label) }
  }

  /// A call ended: its frame object takes the locals over where somebody else holds it (true), or
  /// dies.
  mutating func handOver(_ frame: ObjectID) -> Bool {
    let own = slot(frame, special(Self.ownObject))
    guard own != .none, let object = timeline.heap.value(own).object else { return false }
    guard count(object) > 1 else {
      timeline.store(.empty, in: own)
      timeline.removeSlot(own)
      deallocate(object)
      return false
    }
    if isLinked(frame) { link(object, to: callerFrameObject()) }
    takeOver(frame, object)
    return true
  }

  /// A generator dies that waits; where somebody else holds its frame object, that takes over the
  /// locals that are left. Source: Objects/genobject.c (_PyGen_Finalize, gen_dealloc).
  mutating func handOver(generator: ObjectID) {
    let own = slot(generator, special(Self.ownObject))
    guard own != .none, let object = timeline.heap.value(own).object, count(object) > 1 else {
      return
    }
    while true {
      let slot = timeline.heap.firstSlot(generator)
      guard slot != .none, slot != own else { break }
      if profile.clearsWaitingGenerators {
        remove(slot)
      } else {
        move(slot, to: object, timeline.heap.label(slot), before: .none)
      }
    }
    remove(own)
    track(object)
  }

  /// Moves the locals of an ended call into its frame object, before the link to the caller: the
  /// function, then the locals in the order of their slots.
  mutating func takeOver(_ frame: ObjectID, _ object: ObjectID) {
    let back = slot(object, Label(.name, timeline.intern("f_back").index))
    let call = slot(frame, special(Self.runningCall))
    if call != .none { move(call, to: object, special("f_func"), before: back) }
    while true {
      let slot = timeline.heap.firstSlot(frame)
      guard slot != .none else { break }
      let label = timeline.heap.label(slot)
      if label.kind == .name {
        move(slot, to: object, Label(.special, label.text.index), before: back)
      } else if label == special(Self.ownObject) {
        timeline.store(.empty, in: slot)
        timeline.removeSlot(slot)
      } else {
        move(slot, to: object, label, before: back)
      }
    }
    timeline.insert(.freed, into: frame)
    track(object)
  }

  /// Moves a value from a frame of the interpreter to an object; a name of the frame ends.
  private mutating func move(
    _ slot: SlotID, to object: ObjectID, _ label: Label, before successor: SlotID
  ) {
    let value = timeline.heap.value(slot)
    let old = timeline.heap.label(slot)
    let frame = timeline.heap.source(slot)
    if !value.isEmpty {
      add(value, to: object, label, before: successor)
      timeline.store(.empty, in: slot)
      if old.kind == .name {
        timeline.emit(.unbind(name: old.text, value: value, frame: frame))
      }
    }
    timeline.removeSlot(slot)
  }

  // MARK: Tracebacks

  /// Pushes the traceback of an error that was caught: one entry for each call that it left,
  /// innermost first, and one for the catching code, which holds the others, unless nothing has
  /// caught it yet. Other objects get their
  /// places in the collector's list behind so many entries.
  mutating func pushTraceback(
    of error: PythonError, tracking others: [ObjectID], behind entryCount: Int,
    isCaught: Bool = true
  ) {
    let base = stack.count
    func trackOthers(_ machine: inout Machine, ifMade count: Int) {
      if count == entryCount { for other in others { machine.track(other) } }
    }
    trackOthers(&self, ifMade: 0)
    if let frame = error.clearedFrame { releaseFrame(frame) }
    for (index, frame) in error.frames.enumerated() {
      pushTracebackEntry(frameObject(of: frame), next: base)
      trackOthers(&self, ifMade: index + 1)
      // Where nobody has caught it yet, the last frame is not cleared.
      if !isCaught && index + 1 == error.frames.count { return }
      guard let object = part(frame, Self.ownObject).object else { continue }
      if isLinked(frame) {
        let isOutermost = index + 1 == error.frames.count
        link(
          object,
          to: isOutermost ? callerFrameObject() : frameObject(of: error.frames[index + 1]))
      }
      takeOver(frame, object)
    }
    pushTracebackEntry(callerFrameObject(), next: base)
    trackOthers(&self, ifMade: error.frames.count + 1)
  }

  /// Puts an entry for a frame in the place of the entry at `next`, which it holds.
  private mutating func pushTracebackEntry(_ frame: ObjectID, next: Int) {
    let entry = make(core.traceback)
    push(entry)
    if stack.count - 1 > next {
      add(stack[next], to: entry, special("tb_next"))
    }
    add(Value(frame), to: entry, special("tb_frame"))
    track(entry)
    keepTop(above: next)
  }
}
