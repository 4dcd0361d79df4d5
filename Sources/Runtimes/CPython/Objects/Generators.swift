import HeapModel

// Generators: rule R7. A generator is a call that waits: it holds its locals, and when it is
// resumed they are those of a running call. Source: Objects/genobject.c (gen_send_ex2, gen_dealloc,
// _PyGen_Finalize).
//
// Its length word says where it waits: 0 before the first statement, n behind the statement n.
extension Machine {
  private enum State {
    static let created = 0
    static let running = Int(Int32.max) - 1
    static let finished = Int(Int32.max)
  }

  static func describeGenerators(_ types: inout [TypeDescription], _ core: CoreTypes) {
    types[core.generator].operations.iterate = { machine, object, _ throws(PythonError) in
      machine.push(object)
    }
    types[core.generator].operations.next = { machine, object, depth throws(PythonError) in
      // Who only loops has no use for what the generator returned.
      if try machine.resume(object, sending: machine.none) == .returned {
        machine.popAll(above: depth)
      }
    }
    types[core.generator].operations.methods = [
      "send": { machine, object, base throws(PythonError) in
        try machine.requireArguments(1...1, "generator.send", from: base)
        try machine.send(machine.stack[base], to: object)
      },
      "close": { machine, object, base throws(PythonError) in
        try machine.requireArguments(0...0, "generator.close", from: base)
        if machine.waitingPlace(object) == State.running { throw machine.alreadyExecuting }
        machine.closeGenerator(object)
      },
    ]
    types[core.generator].operations.close = { machine, object in machine.closeGenerator(object) }
    types[core.generator].operations.represent = { reader, object in
      "<generator \(reader.codes[reader.word(object) - 1].qualifiedName)>"
    }
  }

  private func waitingPlace(_ generator: ObjectID) -> Int {
    Int(timeline.heap.runtimeWord(well.lengths, Int(generator.index)))
  }

  private mutating func setWaitingPlace(_ generator: ObjectID, _ place: Int) {
    timeline.setWord(well.lengths, Int(generator.index), UInt32(place))
  }

  /// Puts a new generator in the place of the arguments from `base` on, which become its locals.
  mutating func pushGenerator(
    _ index: Int, closure: ObjectID?, argumentsFrom base: Int, handover: SlotID?
  ) {
    let code = codes[index]
    let given = stack.count - base
    let generator = make(core.generator)
    push(generator)
    timeline.setWord(well.code, Int(generator.index), UInt32(index + 1))
    for (place, symbol) in code.locals.enumerated() {
      let value = place < given ? stack[base + place] : .empty
      add(value, to: generator, Label(.special, symbolTexts[Int(symbol.index)].index))
    }
    if let closure {
      for cell in cells(of: closure) { add(Value(cell), to: generator, special("free variable")) }
      add(Value(closure), to: generator, special("f_func"))
    }
    track(generator)
    keepTop(above: base)
    if let handover { release(handover) }
  }

  /// `next(g)`: the value takes no place of the operand yet.
  mutating func pushNext(ofGeneratorAt place: Int) throws(PythonError) {
    if let object = stack[place].object, types[type(object)].layout == .proxy {
      return try pushNext(ofProxy: object)
    }
    guard let object = stack[place].object, types[type(object)].operations.next != nil else {
      throw PythonError("TypeError", "'\(typeName(stack[place]))' object is not an iterator")
    }
    try pushNext(ofIterator: object, at: place)
  }

  /// `next(x)` of an iterator at a place of the stack: at its end StopIteration, which has the value
  /// that a generator returned.
  private mutating func pushNext(ofIterator object: ObjectID, at place: Int) throws(PythonError) {
    if type(object) == core.generator { return try send(none, to: object) }
    guard try pushNext(place) else { throw PythonError("StopIteration", "") }
  }

  /// `g.send(x)`: pushes what the generator gives. Source: Objects/genobject.c (gen_send_ex).
  private mutating func send(_ value: Value, to generator: ObjectID) throws(PythonError) {
    if waitingPlace(generator) == State.created && value != none {
      throw PythonError(
        "TypeError", "can't send non-None value to a just-started generator")
    }
    if try resume(generator, sending: value) == .returned { throw stopIteration() }
  }

  /// The StopIteration with the value at the top of the stack. Source: _PyGen_SetStopIterationValue.
  private mutating func stopIteration() -> PythonError {
    let value = top
    guard value != none else {
      pop()
      return PythonError("StopIteration", "")
    }
    var error = PythonError("StopIteration", (try? printed(value)) ?? representation(value))
    error.argument = value
    error.argumentHolder = value.object.map { hold($0, by: "argument") }
    if let object = value.object {
      // A tuple would be taken for the arguments, an exception for the error itself.
      error.isMadeAtOnce =
        types[type(object)].layout == .tuple || core.exceptions.values.contains(type(object))
    } else {
      error.isMadeAtOnce = constant(value) == .emptyTuple
    }
    pop()
    return error
  }

  private var alreadyExecuting: PythonError {
    PythonError("ValueError", "generator already executing")
  }

  /// `next(p)`: the referent gives the value. Source: Objects/weakrefobject.c (proxy_iternext).
  private mutating func pushNext(ofProxy proxy: ObjectID) throws(PythonError) {
    let referent = value(of: try liveReferent(ofProxy: proxy))
    guard let object = referent.object, types[type(object)].operations.next != nil else {
      throw PythonError(
        "TypeError", "Weakref proxy referenced a non-iterator '\(typeName(referent))' object")
    }
    let depth = stack.count
    push(referent)
    try pushNext(ofIterator: object, at: depth)
    keepTop(above: depth)
  }

  /// How a generator answers.
  private enum Answer { case yielded, returned }

  /// Runs a generator up to its next `yield` or to its end, and pushes the value that it gives. What
  /// is sent is held by the caller.
  private mutating func resume(
    _ generator: ObjectID, sending sent: Value
  ) throws(PythonError) -> Answer {
    let place = waitingPlace(generator)
    if place == State.finished {
      push(none)
      return .returned
    }
    if place == State.running { throw alreadyExecuting }
    if calls.count >= profile.recursionLimit || isStackExhausted {
      throw PythonError("RecursionError", "maximum recursion depth exceeded")
    }
    let frame = begin(generator)
    let depth = stack.count
    do throws(PythonError) {
      if let next = try run(generator, from: place, sending: sent) {
        calls.removeLast()
        suspend(generator, frame)
        setWaitingPlace(generator, next)
        return .yielded
      }
    } catch {
      calls.removeLast()
      popAll(above: depth)
      finish(generator)
      var error = error
      error.frames.append(frame)
      if usesFrames { linkToCaller(frame) }
      throw error.type == "StopIteration" ? generatorRaisedStop(error) : error
    }
    calls.removeLast()
    finish(generator)
    releaseFrame(frame)
    return .returned
  }

  /// Runs the statements behind a place; the place behind the `yield` that pushed a value, nil at
  /// the end, where the value is what was returned.
  private mutating func run(
    _ generator: ObjectID, from place: Int, sending sent: Value
  ) throws(PythonError) -> Int? {
    let body = codes[functionCode(generator)].body
    if place > 0, case .yielding(_, let target?) = program[body][place - 1].action {
      push(sent)
      try assign(toTarget: target)
    }
    for index in place..<program[body].count {
      let statement = program[body][index]
      runningStatement = body.number(ofStatement: index)
      if case .yielding(let value, _) = statement.action {
        try evaluate(value)
        return index + 1
      }
      if try execute(statement) { return nil }
    }
    push(none)
    return nil
  }

  /// Whether a frame of the interpreter is that of a generator.
  func isGeneratorFrame(_ frame: ObjectID) -> Bool {
    timeline.heap.runtimeWord(well.givenCount, Int(frame.index)) != 0
  }

  /// Moves the locals of a generator into a running call.
  private mutating func begin(_ generator: ObjectID) -> ObjectID {
    let index = functionCode(generator)
    let code = codes[index]
    let frame = timeline.allocate(
      HeapTypeID(UInt32(core.frame)), .root, detail: code.frameName.index)
    timeline.setWord(well.givenCount, Int(frame.index), 1)
    var call = Call(frame: frame, code: index, locals: [])
    setWaitingPlace(generator, State.running)
    var slot = timeline.heap.firstSlot(generator)
    var count = 0
    while slot != .none {
      let label = timeline.heap.label(slot)
      let isLocal = count < code.locals.count
      let own = timeline.addSlot(
        to: frame, isLocal ? Label(.name, label.text.index) : label)
      if count < code.locals.count + code.captures.count { call.locals.append(own) }
      transfer(slot, to: own)
      count += 1
      slot = timeline.heap.slot(after: slot)
    }
    calls.append(call)
    return frame
  }

  /// Moves the locals of a call that waits back into its generator.
  private mutating func suspend(_ generator: ObjectID, _ frame: ObjectID) {
    var slot = timeline.heap.firstSlot(generator)
    while slot != .none {
      let own = timeline.heap.firstSlot(frame)
      guard own != .none else { break }
      transfer(own, to: slot)
      timeline.removeSlot(own)
      slot = timeline.heap.slot(after: slot)
    }
    // The frame object, where somebody asked for it meanwhile.
    let own = timeline.heap.firstSlot(frame)
    if own != .none {
      let slot = timeline.addSlot(to: generator, timeline.heap.label(own))
      transfer(own, to: slot)
      timeline.removeSlot(own)
    }
    timeline.insert(.freed, into: frame)
  }

  /// Moves a value without a moment in which nobody holds it; the log hears of what a generator
  /// holds.
  private mutating func transfer(_ slot: SlotID, to other: SlotID) {
    let value = timeline.heap.value(slot)
    guard !value.isEmpty else { return }
    let ended = value.object.flatMap { shownLabel(slot, to: $0, index: 0) }
    timeline.store(value, in: other)
    timeline.store(.empty, in: slot)
    guard let object = value.object else { return }
    if let ended, timeline.heap.kind(ended.owner) != .frame {
      timeline.emit(.unreference(from: ended.owner, label: ended.label, to: object))
    }
    if let shown = shownLabel(other, to: object, index: 0),
      timeline.heap.kind(shown.owner) != .frame
    {
      timeline.emit(.reference(from: shown.owner, label: shown.label, to: object))
    }
  }

  private mutating func finish(_ generator: ObjectID) {
    setWaitingPlace(generator, State.finished)
    while true {
      let slot = timeline.heap.firstSlot(generator)
      guard slot != .none else { break }
      remove(slot)
    }
  }

  /// A collection ends a generator: its locals go, in order. One that never ran keeps its arguments
  /// since 3.12, and is only marked (Objects/genobject.c, gen_close).
  private mutating func closeGenerator(_ generator: ObjectID) {
    let place = waitingPlace(generator)
    guard place < State.running else { return }
    if place == State.created && !profile.emptiesNewGenerators {
      return setWaitingPlace(generator, State.finished)
    }
    let holder = hold(generator, well.cyclicCollection)
    finish(generator)
    release(holder)
  }
}
