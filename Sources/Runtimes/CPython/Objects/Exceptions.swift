import HeapModel

/// An exception that a running `except` block handles.
struct HandledException: Sendable {
  var error: PythonError
  /// The exception object, once somebody asked for it, and what holds it for the block.
  var object: (id: ObjectID, holder: SlotID)?
}

// Exceptions as objects: rules E1-E3. Between the raise and the `except` an exception is a value
// of the machine with the frames that it left; an object is made of it when an `except` block
// gives it a name, or when another exception is raised in the block and remembers it.
// Source: Objects/exceptions.c (BaseException_traverse, BaseException_clear), Python/errors.c
// (_PyErr_SetObject: the context), Python/compile.c (compiler_try_except).
extension Machine {
  private enum Part {
    static let object = "obj"
    static let arguments = "args"
    static let traceback = "__traceback__"
    static let cause = "__cause__"
    static let context = "__context__"
    /// What a generator returned.
    static let value = "value"
  }

  /// Adds the types of exceptions to the tables, where the program can keep one.
  static func installExceptions(
    of program: Program, _ types: inout [TypeDescription], _ heap: inout MutableHeap,
    besides declared: Set<String>
  ) -> [String: Int] {
    guard program.usesFrames else { return [:] }
    var result: [String: Int] = [:]
    for name in PythonNames.exceptions {
      var type = TypeDescription(name: name, errorName: name, kind: .instance, layout: .instance)
      type.attributes = .dict
      type.bytes = 72
      type.operations.text = { machine, object in machine.exceptionText(object) }
      type.operations.represent = { reader, object in
        "\(name)(\(exceptionArgument(reader.heap, object).map { reader.part($0) } ?? ""))"
      }
      type.unmodelled = .exception(name)
      type.operations.getAttribute = { machine, object, attribute throws(PythonError) in
        machine.pushExceptionAttribute(attribute, of: object)
      }
      type.operations.methods = [
        "with_traceback": { machine, object, base throws(PythonError) in
          try machine.requireArguments(1...1, "\(name).with_traceback", from: base)
          try machine.setTraceback(of: object, at: base)
        }
      ]
      result[name] = types.count
      _ = heap.addType(type.heapType(besides: declared))
      types.append(type)
    }
    return result
  }

  /// The only argument of an exception; nil where it has none.
  private static func exceptionArgument(_ heap: MutableHeap, _ object: ObjectID) -> Value? {
    for slot in heap.slots(object) where heap.label(slot).kind == .special {
      guard heap.texts[heap.label(slot).text] == Part.arguments,
        let tuple = heap.value(slot).object
      else { continue }
      return heap.value(heap.firstSlot(tuple))
    }
    return nil
  }

  /// `str(e)`: the argument, for a KeyError as it is represented.
  private func exceptionText(_ object: ObjectID) -> String {
    guard let argument = Self.exceptionArgument(timeline.heap, object) else { return "" }
    if types[type(object)].name == "KeyError" { return representation(argument) }
    return (try? printed(argument)) ?? representation(argument)
  }

  /// Pushes `args` and a StopIteration's `value`; false for all other names.
  private mutating func pushExceptionAttribute(_ name: String, of object: ObjectID) -> Bool {
    switch name {
    case Part.arguments:
      guard let tuple = part(object, Part.arguments).object else {
        push(value(.constant(.emptyTuple)))
        return true
      }
      reveal(tuple)
      push(tuple)
    case Part.value where types[type(object)].name == "StopIteration":
      let slot = slot(object, special(Part.value))
      push(slot == .none ? none : timeline.heap.value(slot))
    default: return false
    }
    return true
  }

  private mutating func setTraceback(of object: ObjectID, at base: Int) throws(PythonError) {
    let value = stack[base]
    guard value == none || value.object.map({ type($0) == core.traceback }) == true else {
      throw PythonError("TypeError", "__traceback__ must be a traceback or None")
    }
    let slot = slot(object, special(Part.traceback))
    if slot != .none { assign(value == none ? .empty : value, to: slot) }
    push(object)
  }

  // MARK: try

  /// `try … except`: true when it returned from its function, with the result pushed.
  mutating func attempt(
    _ body: BodyID, _ kind: Symbol, _ target: ExpressionID?, _ handler: BodyID, _ depth: Int
  ) throws(PythonError) -> Bool {
    let caught: PythonError
    do throws(PythonError) {
      return try execute(body: body)
    } catch {
      popAll(above: depth)
      var error = error
      if error.entriesBeforeObject == nil { error.entriesBeforeObject = error.frames.count + 1 }
      guard !isStopped, PythonExceptions.isKind(error.type, of: program.name(kind)) else {
        throw error
      }
      caught = error
    }
    handling.append(HandledException(error: caught))
    if let target {
      push(handledException(handling.count - 1))
      try assign(toTarget: target)
    }
    let hasReturned: Bool
    do throws(PythonError) {
      hasReturned = try execute(body: handler)
    } catch {
      popAll(above: depth)
      var error = error
      if error.context == nil && !isStopped {
        // An exception remembers the one that was being handled.
        error.context = hold(handledException(handling.count - 1), by: "context")
      }
      try endHandling(target)
      throw error
    }
    try endHandling(target)
    return hasReturned
  }

  /// The error that comes out of a generator whose body a StopIteration leaves: it is caused by that
  /// one, and remembers it. Source: Objects/genobject.c (gen_send_ex2), Python/errors.c
  /// (_PyErr_FormatFromCause); since 3.12 Python/intrinsics.c (stopiteration_error), in the frame of
  /// the generator.
  mutating func generatorRaisedStop(_ error: PythonError) -> PythonError {
    var result = PythonError("RuntimeError", "generator raised StopIteration")
    result.isMadeAtOnce = true
    guard usesFrames else {
      result.replaced = error
      return result
    }
    var error = error
    if error.context == nil && !handling.isEmpty {
      error.context = hold(handledException(handling.count - 1), by: "context")
    }
    let object = pushException(error, isCaught: false)
    result.cause = hold(object, by: "cause")
    result.context = hold(object, by: "context")
    result.clearedFrame = error.frames.last
    if let frame = result.clearedFrame { linkToCaller(frame) }
    pop()
    return result
  }

  /// An error that a function of the library has raised while it handled another one, which it
  /// remembers. Both tracebacks have the frame of the function, which holds these values.
  mutating func raised(
    _ error: PythonError, handling caught: PythonError, _ locals: [Value]
  ) -> PythonError {
    var error = unwound(error, locals)
    guard usesFrames else {
      error.replaced = caught
      return error
    }
    var caught = caught
    caught.frames = error.frames
    if caught.context == nil && !handling.isEmpty {
      caught.context = hold(handledException(handling.count - 1), by: "context")
    }
    error.context = hold(pushException(caught, isCaught: false), by: "context")
    pop()
    return error
  }

  /// The object of an exception that is being handled.
  private mutating func handledException(_ level: Int) -> ObjectID {
    if let known = handling[level].object { return known.id }
    var error = handling[level].error
    if level > 0 {
      error.isMadeAtOnce = true
      if error.context == nil { error.context = hold(handledException(level - 1), by: "context") }
    }
    let object = pushException(error)
    handling[level].object = (object, hold(object, by: "handled exception"))
    pop()
    return object
  }

  /// The block ended: the interpreter lets the exception go, then its name ends.
  private mutating func endHandling(_ target: ExpressionID?) throws(PythonError) {
    let handled = handling.removeLast()
    if let object = handled.object { release(object.holder) } else { release(handled.error) }
    guard let target else { return }
    push(none)
    try assign(toTarget: target)
    try delete(target)
  }

  /// Pushes the object of an error: its object, its argument in a tuple, its traceback, its cause,
  /// its context.
  private mutating func pushException(
    _ error: PythonError, isCaught: Bool = true
  ) -> ObjectID {
    let exception = make(core.exceptions[error.type] ?? core.exceptions["Exception"] ?? 0)
    push(exception)
    if let holder = error.objectHolder, let object = timeline.heap.value(holder).object {
      add(Value(object), to: exception, special(Part.object))
      release(holder)
    }
    var made: [ObjectID] = []
    let argument = error.argument ?? (error.message.isEmpty ? nil : text(error.message))
    if let argument {
      if error.type == "StopIteration" { add(argument, to: exception, special(Part.value)) }
      let tuple = make(core.tuple, partOf: exception)
      push(tuple)
      addElement(argument, to: tuple)
      made.append(tuple)
      addPartFromStack(exception, Part.arguments)
    }
    if let holder = error.argumentHolder { release(holder) }
    made.append(exception)
    let isLate = profile.makesExceptionsLate && !error.isMadeAtOnce
    pushTraceback(
      of: error, tracking: made, behind: isLate ? error.entriesBeforeObject ?? 0 : 0,
      isCaught: isCaught)
    addPartFromStack(exception, Part.traceback)
    if let cause = error.cause {
      if let object = timeline.heap.value(cause).object {
        add(Value(object), to: exception, special(Part.cause))
      }
      release(cause)
    }
    if let context = error.context {
      if let object = timeline.heap.value(context).object {
        add(Value(object), to: exception, special(Part.context))
      }
      release(context)
    }
    return exception
  }
}
