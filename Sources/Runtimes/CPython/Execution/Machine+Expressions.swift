import HeapModel

// Expressions: each pushes one owned value, as CPython's evaluation does (rule R4).
extension Machine {
  /// Pushes the value of an expression.
  mutating func evaluate(_ id: ExpressionID) throws(PythonError) {
    let base = stack.count
    switch program[id] {
    case .constant(let constant):
      push(value(constant))
    case .name(let symbol):
      lookUp(id)
      try load(symbol)
    case .attribute(let owner, let name):
      try deeper { machine throws(PythonError) in try machine.evaluate(owner) }
      lookUp(id)
      try getAttribute(of: base, symbolTexts[Int(name.index)])
      keepTop(above: base)
    case .subscripted(let owner, let key):
      try deeper { machine throws(PythonError) in
        try machine.evaluate(owner)
        try machine.evaluate(key)
      }
      try getItem(of: base, keyAt: base + 1)
      keepTop(above: base)
    case .call(let callee):
      try deeper { machine throws(PythonError) in
        let method = try machine.evaluate(callee: callee)
        try machine.finishCall(method, base)
      }
    case .list(let range):
      try evaluate(all: range)
      pushList(movingFrom: base)
    case .tuple(let range):
      try evaluate(all: range)
      pushTuple(movingFrom: base)
    case .set(let range):
      try evaluate(all: range)
      try pushSet(from: base)
      keepTop(above: base)
    case .dict(let range):
      try evaluate(all: range)
      try pushDict(from: base)
      keepTop(above: base)
    case .comparison(let comparison, let left, let right):
      try deeper { machine throws(PythonError) in
        try machine.evaluate(left)
        try machine.evaluate(right)
      }
      let result = try compare(comparison, stack[base], stack[base + 1], base)
      push(boolean(result))
      keepTop(above: base)
    case .query(let query, let operand):
      try deeper { machine throws(PythonError) in try machine.evaluate(operand) }
      try answer(query, base)
      keepTop(above: base)
    }
  }

  private mutating func evaluate(all range: PoolRange) throws(PythonError) {
    for operand in program.operands(range) {
      try deeper { machine throws(PythonError) in try machine.evaluate(operand) }
    }
  }

  /// Evaluates a part of an expression, up to the depth that CPython's compiler takes.
  private mutating func deeper(
    _ body: (inout Machine) throws(PythonError) -> Void
  ) throws(PythonError) {
    expressionDepth += 1
    defer { expressionDepth -= 1 }
    if expressionDepth > 900 || isStackExhausted {
      throw PythonError(
        "RecursionError", "maximum recursion depth exceeded during compilation")
    }
    try body(&self)
  }

  // MARK: Calls

  /// What `evaluate(callee:)` found: a method to be called on the object at the place of the
  /// callee, without a bound method in between (LOAD_METHOD), or a value.
  enum Callee {
    case value
    case declaredMethod(FunctionID)
    case builtInMethod(String)
  }

  /// Pushes what is called: the callee, or the receiver of its method.
  mutating func evaluate(callee: ExpressionID) throws(PythonError) -> Callee {
    guard case .attribute(let owner, let name) = program[callee] else {
      try evaluate(callee)
      return .value
    }
    let base = stack.count
    try evaluate(owner)
    lookUp(callee)
    let text = symbolTexts[Int(name.index)]
    if let method = try findMethod(of: base, text) { return method }
    try getAttribute(of: base, text)
    keepTop(above: base)
    return .value
  }

  /// Calls what `evaluate(callee:)` pushed at `base`, with the arguments above it; the result
  /// takes the place of all.
  mutating func finishCall(_ callee: Callee, _ base: Int) throws(PythonError) {
    switch callee {
    case .declaredMethod(let function):
      try call(code: codes.code(function), closure: nil, argumentsFrom: base)
    case .builtInMethod(let name):
      try callMethod(name, of: stack[base], argumentsFrom: base + 1)
      keepTop(above: base)
    case .value:
      let function = stack[base]
      if let object = function.object, types[type(object)].layout == .method {
        // A bound method is taken apart before the call: its receiver becomes an argument.
        let receiver = timeline.heap.value(slot(object, well.receiver))
        if let name = libraryMethodName(object) {
          replace(base, with: receiver)
          try callMethod(name, of: receiver, argumentsFrom: base + 1)
          return keepTop(above: base)
        }
        let code = methodCode(object)
        replace(base, with: receiver)
        return try call(code: code, closure: nil, argumentsFrom: base)
      }
      if let object = function.object, types[type(object)].layout == .function,
        nativeCode(object) == nil
      {
        // The frame takes over the reference to the function.
        try moveCallee(object, base)
        return
      }
      var first = base + 1
      if let object = function.object, type(object) == library.partial {
        // A partial is C code: what it is given stays on the stack beside what it hands on.
        first = stack.count
        for place in (base + 1)..<first { push(stack[place]) }
      }
      try invoke(function, argumentsFrom: first)
      keepTop(above: base)
    }
  }

  private mutating func moveCallee(_ function: ObjectID, _ base: Int) throws(PythonError) {
    let arguments = Array(stack[(base + 1)...])
    let code = functionCode(function)
    let holder = hold(function, by: "call")
    for (offset, argument) in arguments.enumerated() {
      stack[base + offset] = argument
      timeline.store(argument.isObject ? argument : .empty, in: stackSlots[base + offset])
    }
    let last = stack.count - 1
    stack[last] = .empty
    timeline.store(.empty, in: stackSlots[last])
    stack.removeLast()
    try call(code: code, closure: function, argumentsFrom: base, handover: holder)
  }

  // MARK: Comparisons and queries

  private mutating func compare(
    _ comparison: ComparisonOperator, _ left: Value, _ right: Value, _ base: Int
  ) throws(PythonError) -> Bool {
    switch comparison {
    case .identical: return isIdentical(left, right)
    case .notIdentical: return !isIdentical(left, right)
    case .equal: return try isEqualCounted(left, right)
    case .member: return try contains(right, left)
    case .notMember: return try !contains(right, left)
    }
  }

  private mutating func answer(_ query: Query, _ base: Int) throws(PythonError) {
    switch query {
    case .len: try pushLength(of: base)
    case .list: try pushElements(of: base)
    case .dict: try pushDictCopy(of: base)
    case .sorted:
      try pushElements(of: base)
      try sort(top)
    case .refcount:
      guard let object = stack[base].object else {
        throw PythonError("TypeError", "refcount of a plain value")
      }
      push(integer(count(object) - 1))
    case .id: push(address(of: stack[base]))
    case .next: try pushNext(ofGeneratorAt: base)
    case .weakrefcount:
      guard let object = stack[base].object else {
        throw PythonError("TypeError", "weakrefcount of a plain value")
      }
      push(integer(weakReferenceCount(object)))
    }
  }
}
