import HeapModel

// Closures, cells, bound methods, built-in methods. Source: Objects/funcobject.c,
// Objects/cellobject.c, Objects/classobject.c, Objects/methodobject.c.
extension Machine {
  // MARK: Closures

  /// Pushes a new function object made from a declared function, with a cell for each captured
  /// name; the cells lie in alphabetical order.
  mutating func makeClosure(_ function: FunctionID, _ range: PoolRange) throws(PythonError) {
    let base = stack.count
    var values: [Symbol: Int] = [:]
    for operand in program.namedOperands(range) {
      values[operand.name] = stack.count
      try evaluate(operand.value)
    }
    let captures = CodeTable.alphabetical(Array(values.keys), program)
    guard let code = codes.code(function, captures: captures) else { return push(none) }
    let closure = make(core.function)
    push(closure)
    timeline.setWord(well.code, Int(closure.index), UInt32(code + 1))
    if !captures.isEmpty {
      let tuple = make(core.hiddenTuple, partOf: closure)
      push(tuple)
      for symbol in captures {
        guard let place = values[symbol] else { continue }
        let cell = make(core.cell, partOf: closure)
        push(cell)
        track(cell)
        add(stack[place], to: cell, Label(.cell, symbolTexts[Int(symbol.index)].index))
        addElement(Value(cell), to: tuple)
        pop()
      }
      track(tuple)
      add(Value(tuple), to: closure, special("__closure__"))
      pop()
    }
    track(closure)
    keepTop(above: base)
  }

  /// The cells of a closure, in order.
  func cells(of closure: ObjectID) -> [ObjectID] {
    var slot = timeline.heap.firstSlot(closure)
    while slot != .none {
      if let part = timeline.heap.value(slot).object, type(part) == core.hiddenTuple {
        return elements(part).compactMap(\.object)
      }
      slot = timeline.heap.slot(after: slot)
    }
    return []
  }

  func functionCode(_ function: ObjectID) -> Int {
    Int(timeline.heap.runtimeWord(well.code, Int(function.index))) - 1
  }

  /// The code of the library that a hidden function runs.
  func nativeCode(_ function: ObjectID) -> Int? {
    type(function) == core.nativeFunction ? functionCode(function) : nil
  }

  func isLibraryFunction(_ callback: Value) -> Bool {
    callback.object.map { type($0) == core.nativeFunction || types[type($0)].isLibraryCallback }
      ?? false
  }

  /// What a dying function lets go: its attributes, then its closure. Source: func_clear.
  mutating func clearFunction(_ function: ObjectID) {
    while true {
      let slot = timeline.heap.firstSlot(function)
      guard slot != .none else { break }
      remove(slot)
    }
  }

  /// Pushes a hidden function of the library.
  mutating func pushNativeFunction(_ code: Int, partOf owner: ObjectID) -> ObjectID {
    let function = make(core.nativeFunction, partOf: owner)
    push(function)
    timeline.setWord(well.code, Int(function.index), UInt32(code + 1))
    track(function)
    return function
  }

  // MARK: Methods

  mutating func pushBoundMethod(_ function: FunctionID, of object: ObjectID) {
    let method = make(core.method)
    push(method)
    timeline.setWord(
      well.code, Int(method.index), UInt32(codes.code(function) + 1))
    add(Value(object), to: method, well.receiver)
    track(method)
  }

  func methodCode(_ method: ObjectID) -> Int { functionCode(method) }

  /// Pushes a method of a built-in type, or the bound method of a class of the library: that is a
  /// function of Python.
  mutating func pushBuiltInMethod(_ name: String, of object: ObjectID) {
    let qualified = library.qualifiedName(self, name, of: object)
    let method = make(qualified == nil ? core.builtInMethod : core.method)
    push(method)
    let word =
      qualified.map { timeline.intern($0).index | CodeTable.libraryMethodBit }
      ?? timeline.intern(name).index
    timeline.setWord(well.code, Int(method.index), word)
    add(Value(object), to: method, well.receiver)
    track(method)
  }

  /// The name under which the class of its receiver has the function of a bound method of the
  /// library; nil for all other methods.
  func libraryMethodName(_ method: ObjectID) -> String? {
    let word = timeline.heap.runtimeWord(well.code, Int(method.index))
    guard type(method) == core.method, word & CodeTable.libraryMethodBit != 0 else { return nil }
    return codes.methodName(word, timeline.heap.texts).split(separator: ".").last.map(String.init)
  }

  func builtInMethodName(_ method: ObjectID) -> String {
    timeline.heap.texts[TextID(timeline.heap.runtimeWord(well.code, Int(method.index)))]
  }

  /// Calls a built-in method of a value; the result is pushed above the arguments.
  mutating func callMethod(
    _ name: String, of receiver: Value, argumentsFrom base: Int
  ) throws(PythonError) {
    guard let object = receiver.object, let operation = types[type(object)].operations.methods[name]
    else {
      throw PythonError(
        "AttributeError", "'\(typeName(receiver))' object has no attribute '\(name)'")
    }
    let depth = stack.count
    try library.checkArguments(self, object, name, given: depth - base)
    try operation(&self, object, base)
    if stack.count == depth { push(none) }
    keepTop(above: base)
  }

  /// Checks the number of a method's arguments as CPython words it.
  func requireArguments(
    _ count: ClosedRange<Int>, _ method: String, from base: Int
  ) throws(PythonError) {
    let given = stack.count - base
    guard !count.contains(given) else { return }
    let expected: String
    if count.lowerBound == count.upperBound {
      let word = count.lowerBound == 0 ? "no arguments" : "exactly one argument"
      if count.lowerBound <= 1 {
        throw PythonError("TypeError", "\(method)() takes \(word) (\(given) given)")
      }
      expected = "\(count.lowerBound) arguments"
    } else if given < count.lowerBound {
      expected = "at least \(count.lowerBound) argument\(count.lowerBound == 1 ? "" : "s")"
    } else {
      expected = "at most \(count.upperBound) argument\(count.upperBound == 1 ? "" : "s")"
    }
    throw PythonError(
      "TypeError",
      "\(method.split(separator: ".").last.map(String.init) ?? method) expected \(expected), "
        + "got \(given)")
  }

  /// What the log calls a callable.
  func callableName(_ value: Value) -> String {
    guard let object = value.object else {
      switch plain(value) {
      case .function(let id): return codes[codes.code(id)].qualifiedName
      case .type(let id): return program.name(program.types[Int(id.index)].name)
      case .constant: return representation(value)
      }
    }
    switch types[type(object)].layout {
    case .function:
      return nativeCode(object).map { nativeFunctions[$0].name }
        ?? codes[functionCode(object)].qualifiedName
    case .method:
      let word = timeline.heap.runtimeWord(well.code, Int(object.index))
      return codes.methodName(word, timeline.heap.texts)
    case .builtInMethod: return builtInMethodName(object)
    default: return timeline.heap.name(object)
    }
  }
}
