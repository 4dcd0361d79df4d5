import HeapModel

// Calls: rules R4, R5. Source: Python/ceval.c (_PyEvalFramePushAndInit, initialize_locals),
// Python/frame.c (_PyFrame_Clear).
extension Machine {
  /// Calls a value with the arguments on the stack from `base` on; the result takes their place.
  /// The callee itself is not on the stack: the frame holds it while it runs.
  mutating func invoke(_ callee: Value, argumentsFrom base: Int) throws(PythonError) {
    // What the library calls, a `finalize` that calls the next one, makes no frame to be counted.
    if isStackExhausted {
      throw PythonError(
        "RecursionError", "maximum recursion depth exceeded while calling a Python object")
    }
    guard let object = callee.object else {
      switch plain(callee) {
      case .function(let function):
        return try call(code: codes.code(function), closure: nil, argumentsFrom: base)
      case .type(let id):
        return try construct(id, argumentsFrom: base)
      case .constant:
        throw PythonError("TypeError", "'\(typeName(callee))' object is not callable")
      }
    }
    let type = types[self.type(object)]
    if let operation = type.operations.call { return try operation(&self, object, base) }
    switch type.layout {
    case .function:
      if let native = nativeCode(object) {
        let depth = stack.count
        try nativeFunctions[native].body(&self, object, base)
        if stack.count == depth { push(none) }
        return keepTop(above: base)
      }
      try call(code: functionCode(object), closure: object, argumentsFrom: base)
    case .weakReference:
      try requireNoArguments("weakref", from: base)
      push(referent(object).map { value(of: $0) } ?? none)
    case .proxy:
      guard isCallable(callee) else {
        throw PythonError("TypeError", "'\(typeName(callee))' object is not callable")
      }
      let referent = try liveReferent(ofProxy: object)
      guard well.standIns.contains(referent.index) else {
        let holder = hold(referent, by: "call through a proxy")
        defer { release(holder) }
        return try invoke(Value(referent), argumentsFrom: base)
      }
      try invoke(value(of: referent), argumentsFrom: base)
    case .method:
      let receiver = timeline.heap.value(slot(object, well.receiver))
      if let name = libraryMethodName(object) {
        let holder = hold(object, by: "running method")
        defer { release(holder) }
        return try callMethod(name, of: receiver, argumentsFrom: base)
      }
      try call(
        code: methodCode(object), closure: nil, argumentsFrom: insert([receiver], at: base))
    case .builtInMethod:
      let receiver = timeline.heap.value(slot(object, well.receiver))
      let holder = hold(object, by: "running built-in method")
      defer { release(holder) }
      try callMethod(builtInMethodName(object), of: receiver, argumentsFrom: base)
    default:
      throw PythonError("TypeError", "'\(type.errorName)' object is not callable")
    }
  }

  /// Puts values below the arguments that begin at `base`, and gives `base`. O(both).
  @discardableResult
  mutating func insert(_ values: [Value], at base: Int) -> Int {
    let row = values + stack[base...]
    for value in values { push(value) }
    for (offset, value) in row.enumerated() {
      // Every value stays referenced once the row is complete, so nothing dies in between.
      timeline.store(value.isObject ? value : .empty, in: stackSlots[base + offset])
      stack[base + offset] = value
    }
    return base
  }

  func requireNoArguments(_ name: String, from base: Int) throws(PythonError) {
    let given = stack.count - base
    if given > 0 { throw PythonError("TypeError", "\(name) expected 0 arguments, got \(given)") }
  }

  /// Runs a function; its arguments move from the stack into its frame, which also takes over
  /// the reference to the function where `handover` holds one.
  mutating func call(
    code index: Int, closure: ObjectID?, argumentsFrom base: Int, handover: SlotID? = nil
  ) throws(PythonError) {
    let code = codes[index]
    let given = stack.count - base
    let isTooDeep = calls.count >= profile.recursionLimit || isStackExhausted
    if given != code.parameterCount || isTooDeep {
      popAll(above: base)
      if let handover { release(handover) }
      throw given != code.parameterCount
        ? arityError(code, given: given)
        : PythonError("RecursionError", "maximum recursion depth exceeded")
    }
    if code.isGenerator {
      return pushGenerator(index, closure: closure, argumentsFrom: base, handover: handover)
    }
    let frame = timeline.allocate(
      HeapTypeID(UInt32(core.frame)), .root, detail: code.frameName.index)
    var call = Call(frame: frame, code: index, locals: [])
    for (place, symbol) in code.locals.enumerated() {
      let name = symbolTexts[Int(symbol.index)]
      let slot = timeline.addSlot(to: frame, Label(.name, name.index))
      call.locals.append(slot)
      guard place < given else { continue }
      let value = stack[base + place]
      timeline.store(value, in: slot)
      if value.isObject { timeline.store(.empty, in: stackSlots[base + place]) }
      stack[base + place] = .empty
      timeline.emit(.bind(name: name, value: value, frame: frame))
    }
    stack.removeSubrange(base...)
    if let closure {
      for cell in cells(of: closure) {
        let slot = timeline.addSlot(to: frame, special("free variable"), holding: Value(cell))
        call.locals.append(slot)
      }
      _ = timeline.addSlot(to: frame, special("running call"), holding: Value(closure))
    }
    if let handover { timeline.removeSlot(handover) }
    calls.append(call)
    do throws(PythonError) {
      collectIfDue()
      let hasReturned = try execute(body: code.body)
      if !hasReturned { push(none) }
    } catch {
      calls.removeLast()
      popAll(above: base)
      var error = error
      error.frames.append(frame)
      if usesFrames { linkToCaller(frame) }
      throw error
    }
    calls.removeLast()
    releaseFrame(frame)
    keepTop(above: base)
  }

  /// Ends the locals of a call in the order of their slots, then the call itself.
  mutating func releaseFrame(_ frame: ObjectID) {
    if usesFrames && handOver(frame) { return }
    while true {
      let slot = timeline.heap.firstSlot(frame)
      guard slot != .none else { break }
      let value = timeline.heap.value(slot)
      let label = timeline.heap.label(slot)
      timeline.removeSlot(slot)
      guard !value.isEmpty else { continue }
      if label.kind == .name {
        timeline.emit(.unbind(name: label.text, value: value, frame: frame))
        guard let object = value.object, count(object) == 0 else { continue }
        timeline.beginCause()
        deallocate(object)
        timeline.endCause()
      } else if let object = value.object {
        releaseIfUnreferenced(object)
      }
    }
    timeline.insert(.freed, into: frame)
  }

  /// Reports an exception that nobody can catch, then lets its traceback go.
  mutating func report(_ error: PythonError, origin: String) {
    if let reason = error.stop { stop(reason) }
    if isStopped { return release(error) }
    timeline.emit(
      .unraisable(
        origin: timeline.intern(origin), type: timeline.intern(error.type),
        message: timeline.intern(error.message)))
    release(error)
  }

  /// Lets go what an exception keeps: the object whose attribute was missing, its argument, the
  /// frames of its traceback, its context.
  mutating func release(_ error: PythonError) {
    if let holder = error.objectHolder { release(holder) }
    if let holder = error.argumentHolder { release(holder) }
    if let frame = error.clearedFrame { releaseFrame(frame) }
    for frame in error.frames { releaseFrame(frame) }
    if let replaced = error.replaced { release(replaced) }
    if let cause = error.cause { release(cause) }
    if let context = error.context { release(context) }
  }

  private func arityError(_ code: Code, given: Int) -> PythonError {
    let name = "\(code.qualifiedName)()"
    if given > code.parameterCount {
      let expected = code.parameterCount
      return PythonError(
        "TypeError",
        "\(name) takes \(expected) positional argument\(expected == 1 ? "" : "s") but \(given) "
          + (given == 1 ? "was given" : "were given"))
    }
    let missing = code.locals[given..<code.parameterCount].map { "'\(program.name($0))'" }
    let list: String
    switch missing.count {
    case 1: list = missing[0]
    case 2: list = "\(missing[0]) and \(missing[1])"
    default:
      list = missing.dropLast().joined(separator: ", ") + ", and " + missing[missing.count - 1]
    }
    return PythonError(
      "TypeError",
      "\(name) missing \(missing.count) required positional argument"
        + "\(missing.count == 1 ? "" : "s"): \(list)")
  }
}
