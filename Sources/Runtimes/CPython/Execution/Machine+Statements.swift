import HeapModel

// Statements: each means the Python statement that the reference of the scenario language gives.
extension Machine {
  /// Executes a body; true when it returned, with the result pushed.
  mutating func execute(body: BodyID) throws(PythonError) -> Bool {
    let outer = runningStatement
    for (place, statement) in program[body].enumerated() {
      runningStatement = body.number(ofStatement: place)
      if try execute(statement) { return true }
    }
    // The body of a loop goes back to its head.
    if outer != 0 { runningStatement = outer }
    return false
  }

  /// The number of the statement that the innermost call executes, for whoever looks at the heap;
  /// 0 before its first one, and outside of calls.
  var runningStatement: UInt32 {
    get {
      calls.last.map { timeline.heap.runtimeWord(well.statements, Int($0.frame.index)) } ?? 0
    }
    set {
      guard let frame = calls.last?.frame else { return }
      timeline.setWord(well.statements, Int(frame.index), newValue)
    }
  }

  /// Executes a statement of a body and checks what it must raise; true when it returned.
  mutating func execute(_ statement: Statement) throws(PythonError) -> Bool {
    let raises = statement.annotation.flatMap { program[$0].raises }
    do throws(PythonError) {
      if try execute(statement.action) { return true }
      if let raises { check(raises, error: nil) }
    } catch {
      if let raises { check(raises, error: error) }
      throw error
    }
    return false
  }

  /// Counts towards the limit of a run. What a list is extended by counts like as many statements:
  /// a list that doubles would be out of memory long before the limit.
  mutating func count(statements: Int) throws(PythonError) {
    statementCount += statements
    if statementCount > statementLimit {
      throw PythonError(stop: .statementLimit(statementLimit))
    }
  }

  /// Executes a statement; true when it returned from its function, with the result pushed.
  mutating func execute(_ action: Action) throws(PythonError) -> Bool {
    let depth = stack.count
    do throws(PythonError) {
      try count(statements: 1)
      switch action {
      case .returning(let value):
        try evaluate(value)
        return true
      case .iterate(let iterable, let target, let body):
        if try iterate(iterable, target, body, depth) { return true }
      case .attempt(let body, let exception, let target, let handler):
        if try attempt(body, exception, target, handler, depth) { return true }
      default:
        try perform(action)
      }
    } catch {
      if let reason = error.stop { stop(reason) }
      // Temporaries die while the error unwinds, the newest first.
      popAll(above: depth)
      throw error
    }
    popAll(above: depth)
    return false
  }

  /// Gives up. No finalizer and no callback runs any more, so that everything unwinds, and the
  /// unfinished step is withdrawn.
  mutating func stop(_ reason: SimulationStop.Reason) {
    if stopReason == nil { stopReason = reason }
  }

  private mutating func perform(_ action: Action) throws(PythonError) {
    switch action {
    case .set(let target, let value):
      try evaluate(value)
      try assign(toTarget: target)
    case .delete(let target):
      try delete(target)
    case .new(let construction, let target):
      try construct(construction)
      try assignResult(to: target)
    case .weakref(let referent, let callback, let target):
      try makeWeakReference(core.weakref, referent, callback)
      try assignResult(to: target)
    case .proxy(let referent, let callback, let target):
      try makeWeakReference(core.proxy, referent, callback)
      try assignResult(to: target)
    case .weakMethod(let method, let callback, let target):
      let base = stack.count
      try evaluate(method)
      try evaluate(callback)
      try library.makeWeakMethod(&self, base)
      try assignResult(to: target)
    case .finalize(let operands, let atexit, let target):
      let base = stack.count
      for operand in program.operands(operands) { try evaluate(operand) }
      try library.makeFinalizer(&self, base)
      if let atexit { library.setAtExit(&self, top, atexit) }
      try assignResult(to: target)
    case .closure(let function, let captures, let target):
      try makeClosure(function, captures)
      try assignResult(to: target)
    case .call(let operands, let target):
      try call(operands)
      try assignResult(to: target)
    case .print(let operands):
      try print(operands)
    case .collect(let generation):
      _ = collect(generation: generation)
    case .collector(let settings):
      for setting in settings { apply(setting) }
    case .raising(let type, let message):
      throw try exception(type, message)
    case .expect(let operands):
      try expect(operands)
    case .exit:
      exit()
    case .frame(let target):
      if let call = calls.last { push(frameObject(of: call.frame)) } else { push(none) }
      try assignResult(to: target)
    case .partial(let operands, let target):
      let base = stack.count
      for operand in program.operands(operands) { try evaluate(operand) }
      try library.makePartial(&self, base)
      try assignResult(to: target)
    case .global, .returning, .iterate, .attempt, .yielding:
      break
    }
  }

  private mutating func assignResult(to target: ExpressionID?) throws(PythonError) {
    collectIfDue()
    if let target { try assign(toTarget: target) } else { pop() }
  }

  private mutating func evaluate(_ expression: ExpressionID?) throws(PythonError) {
    if let expression { try evaluate(expression) } else { push(none) }
  }

  private mutating func makeWeakReference(
    _ type: Int, _ referent: ExpressionID, _ callback: ExpressionID?
  ) throws(PythonError) {
    let base = stack.count
    try evaluate(referent)
    if let callback { try evaluate(callback) }
    let callable = callback == nil || top == none ? Value.empty : top
    guard let object = weakReferent(stack[base]) else {
      throw PythonError(
        "TypeError", "cannot create weak reference to '\(typeName(stack[base]))' object")
    }
    try pushWeakReference(type, to: object, callback: callable)
    keepTop(above: base)
  }

  /// Calls what the first operand says with the others.
  private mutating func call(_ range: PoolRange) throws(PythonError) {
    let operands = program.operands(range)
    guard let callee = operands.first else { return }
    let base = stack.count
    let method = try evaluate(callee: callee)
    for operand in operands.dropFirst() { try evaluate(operand) }
    try finishCall(method, base)
  }

  private mutating func exception(
    _ type: Symbol, _ message: ExpressionID?
  ) throws(PythonError) -> PythonError {
    guard let message else {
      var error = PythonError(program.name(type), "")
      error.isMadeAtOnce = true
      return error
    }
    try evaluate(message)
    let text = try printed(top)
    pop()
    let name = program.name(type)
    // `str` of a KeyError is the representation of its key.
    var error = PythonError(name, name == "KeyError" ? PythonRepr.of(text) : text)
    error.argument = self.text(text)
    error.isMadeAtOnce = true
    return error
  }

  // MARK: print

  private mutating func print(_ range: PoolRange) throws(PythonError) {
    let base = stack.count
    for operand in program.operands(range) { try evaluate(operand) }
    var text = ""
    for place in base..<stack.count {
      if place > base { text += " " }
      do throws(PythonError) {
        text += try printed(stack[place])
      } catch {
        if !text.isEmpty { write(text, isPartial: true) }
        endOperands(above: base)
        throw error
      }
    }
    write(text, isPartial: false)
    endOperands(above: base)
  }

  /// Ends the references of what a function or an operator was given, the first one first (source:
  /// Python/bytecodes.c, CALL and COMPARE_OP).
  private mutating func endOperands(above base: Int) {
    push(none)
    keepTop(above: base)
    pop()
  }

  /// Notes what was printed, one line an event.
  mutating func write(_ text: String, isPartial: Bool) {
    // A carriage return before a line feed belongs to the line: to a `String` the two are one.
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let isLast = index == lines.count - 1
      if isLast && isPartial && line.isEmpty { continue }
      let id = timeline.intern(String(Substring(line)))
      timeline.emit(.output(text: id, partial: isPartial && isLast))
    }
  }

  // MARK: for

  private mutating func iterate(
    _ iterable: ExpressionID, _ target: ExpressionID, _ body: BodyID, _ depth: Int
  ) throws(PythonError) -> Bool {
    try evaluate(iterable)
    try pushIterator()
    keepTop(above: depth)
    while try pushNext(depth) {
      collectIfDue()
      try assign(toTarget: target)
      if try execute(body: body) {
        keepTop(above: depth)
        return true
      }
    }
    return false
  }

  // MARK: expect

  private mutating func expect(_ range: PoolRange) throws(PythonError) {
    let operands = Array(program.operands(range))
    for index in stride(from: 0, to: operands.count - 1, by: 2) {
      let base = stack.count
      try evaluate(operands[index])
      try evaluate(operands[index + 1])
      let (actual, expected) = (stack[base], stack[base + 1])
      let holds =
        comparesByIdentity(operands[index + 1], expected)
        ? isIdentical(actual, expected)
        : try isEqualCounted(actual, expected) && !isBoolean(actual)
      if !holds { failedExpectations += 1 }
      let text = PythonPrinter.text(of: operands[index], in: program)
      timeline.emit(
        .expect(
          expression: timeline.intern(text),
          expected: timeline.intern(representation(expected)),
          actual: timeline.intern(representation(actual)), holds: holds))
      endOperands(above: base)
    }
  }

  /// `None`, `True`, `False` and objects are compared with `is`; numbers, texts and containers
  /// with `==`.
  private func comparesByIdentity(_ expression: ExpressionID, _ value: Value) -> Bool {
    switch program[expression] {
    case .query(.next, _): break
    case .list, .tuple, .set, .dict, .query: return false
    default: break
    }
    guard case .constant(let constant) = plain(value) else { return true }
    switch constant {
    case .none, .boolean: return true
    default: return false
    }
  }

  /// `True` is expected as `True`, never as `1`.
  private func isBoolean(_ value: Value) -> Bool {
    if case .boolean? = constant(value) { return true }
    return false
  }

  /// Checks that a statement raised what it must.
  mutating func check(_ expected: RaisedError, error: PythonError?) {
    if isStopped { return }
    let holds =
      error.map { raised in
        raised.type == expected.type
          && (expected.message.map { $0 == raised.message } ?? true)
      } ?? false
    if !holds { failedExpectations += 1 }
    func text(_ type: String, _ message: String?) -> String {
      message.map { $0.isEmpty ? type : "\(type): \($0)" } ?? type
    }
    timeline.emit(
      .expect(
        expression: timeline.intern("raises"),
        expected: timeline.intern(text(expected.type, expected.message)),
        actual: timeline.intern(error.map { text($0.type, $0.message) } ?? "nothing"),
        holds: holds))
  }
}
