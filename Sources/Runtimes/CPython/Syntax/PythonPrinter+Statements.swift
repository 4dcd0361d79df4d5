extension PythonPrinter {
  /// Appends a statement, indented by four blanks a level.
  mutating func write(_ action: Action, depth: Int) {
    indent(depth)
    switch action {
    case .new(let construction, let target):
      write(target: target)
      write(construction)
    case .set(let target, let value):
      write(target: target)
      write(value)
    case .delete(let target):
      text += "del "
      write(target)
    case .weakref(let referent, let callback, let target):
      write(target: target)
      writeCall("weakref.ref", referent, callback)
    case .proxy(let referent, let callback, let target):
      write(target: target)
      writeCall("weakref.proxy", referent, callback)
    case .weakMethod(let method, let callback, let target):
      write(target: target)
      writeCall("weakref.WeakMethod", method, callback)
    case .finalize(let operands, let atexit, let target):
      writeFinalize(operands, atexit, target, depth: depth)
    case .closure(let function, let captures, let target):
      write(target: target)
      writeClosure(function, captures)
    case .call(let operands, let target):
      write(target: target)
      writeCall(operands)
    case .returning(let value):
      text += "return "
      write(value)
    case .global(let names):
      text += "global "
      writeList(names)
    case .print(let values):
      text += "print("
      writePrinted(values)
      text += ")"
    case .collect(let generation):
      text += "gc.collect(\(generation))"
    case .collector(let settings):
      write(settings, depth: depth)
    case .raising(let type, let message):
      text += "raise "
      text += dialect?.builtIn(source.name(type)) ?? source.name(type)
      if let message {
        text += "("
        write(message)
        text += ")"
      }
    case .iterate(let iterable, let target, let body):
      writeLoop(over: iterable, target, body, depth: depth)
    case .attempt(let body, let exception, let target, let handler):
      text += "try:"
      write(body: body, depth: depth + 1)
      newLine(depth)
      text += "except \(source.name(exception))"
      if let target {
        text += " as "
        write(target)
      }
      text += ":"
      write(body: handler, depth: depth + 1)
    case .frame(let target):
      write(target: target)
      text += "sys._getframe()"
    case .partial(let operands, let target):
      write(target: target)
      text += "\(dialect?.functools ?? "functools").partial("
      writeList(operands)
      text += ")"
    case .yielding(let value, let target):
      write(target: target)
      text += "yield "
      write(value)
    case .expect(let operands):
      writeAssertions(operands, depth: depth)
    case .exit:
      text += "sys.exit()"
    }
  }

  private mutating func indent(_ depth: Int) {
    for _ in 0..<depth { text += "    " }
  }

  private mutating func newLine(_ depth: Int) {
    text += "\n"
    indent(depth)
  }

  private mutating func write(target: ExpressionID?) {
    guard let target else { return }
    write(target)
    text += " = "
  }

  /// `name=value` with commas between them.
  mutating func write(named range: PoolRange, isFirst: Bool) {
    var isFirst = isFirst
    for operand in source.namedOperands(range) {
      if !isFirst { text += ", " }
      isFirst = false
      text += source.name(operand.name)
      text += "="
      write(operand.value)
    }
  }

  private mutating func writeCall(
    _ function: String, _ argument: ExpressionID, _ callback: ExpressionID?
  ) {
    text += function
    text += "("
    write(argument)
    if let callback {
      text += ", "
      write(callback)
    }
    text += ")"
  }

  /// The first operand is what is called.
  private mutating func writeCall(_ operands: PoolRange) {
    guard operands.count > 0 else { return }
    let start = Int(operands.start)
    write(source.operands[start])
    text += "("
    writeList(PoolRange(start: start + 1, count: Int(operands.count) - 1))
    text += ")"
  }

  private mutating func writeFinalize(
    _ operands: PoolRange, _ atexit: Bool?, _ target: ExpressionID?, depth: Int
  ) {
    write(target: target)
    text += "weakref.finalize("
    writeList(operands)
    text += ")"
    guard let atexit, !atexit else { return }
    if let target {
      newLine(depth)
      write(target)
    }
    text += ".atexit = False"
  }

  private mutating func write(_ construction: Construction) {
    switch construction {
    case .instance(let type, let attributes):
      writeInstance(type, attributes) { _ in false }
    case .instanceOfItems(let type, let attributes, let items):
      writeInstance(type, attributes) { printer in
        printer.text += "["
        printer.writeList(items)
        printer.text += "]"
        return true
      }
    case .instanceOfEntries(let type, let attributes, let entries):
      writeInstance(type, attributes) { printer in
        printer.text += "["
        printer.writeEntries(entries)
        printer.text += "]"
        return true
      }
    case .instanceOfValue(let type, let attributes, let value):
      writeInstance(type, attributes) { printer in
        printer.write(value)
        return true
      }
    case .builtIn(let type, let operands):
      write(type, operands)
    }
  }

  /// `Type(argument, name=value)`; the argument's writer says whether it wrote one.
  private mutating func writeInstance(
    _ type: TypeID, _ attributes: PoolRange, argument: (inout PythonPrinter) -> Bool
  ) {
    text += source.name(source.types[Int(type.index)].name)
    text += "("
    let hasArgument = argument(&self)
    write(named: attributes, isFirst: !hasArgument)
    text += ")"
  }

  /// `(key, value)` pairs with commas between them.
  private mutating func writeEntries(_ range: PoolRange) {
    for index in 0..<Int(range.count) / 2 {
      text += index == 0 ? "(" : ", ("
      writeList(PoolRange(start: Int(range.start) + 2 * index, count: 2))
      text += ")"
    }
  }

  private mutating func write(_ type: BuiltInType, _ operands: PoolRange) {
    switch type {
    case .list:
      text += "["
      writeList(operands)
      text += "]"
    case .tuple where dialect != nil && operands.count > 0 && isConstant(operands):
      text += "tuple(["
      writeList(operands)
      text += "])"
    case .tuple:
      text += "("
      writeList(operands)
      text += operands.count == 1 ? ",)" : ")"
    case .set where operands.count == 0:
      text += "set()"
    case .set:
      text += "{"
      writeList(operands)
      text += "}"
    case .dict:
      text += "{"
      writePairs(operands)
      text += "}"
    case .weakValueDictionary, .weakKeyDictionary, .weakSet:
      text += "weakref."
      text += type.rawValue
      text += "()"
    }
  }

  private mutating func write(_ settings: [CollectorSetting], depth: Int) {
    for (index, setting) in settings.enumerated() {
      if index > 0 { newLine(depth) }
      switch setting {
      case .enabled(let isEnabled): text += isEnabled ? "gc.enable()" : "gc.disable()"
      case .thresholds(let values):
        text += "gc.set_threshold("
        text += values.map { String($0) }.joined(separator: ", ")
        text += ")"
      case .freeze: text += "gc.freeze()"
      case .unfreeze: text += "gc.unfreeze()"
      }
    }
  }

  private mutating func writeLoop(
    over iterable: ExpressionID, _ target: ExpressionID, _ body: BodyID, depth: Int
  ) {
    text += "for "
    write(target)
    text += " in "
    write(iterable)
    text += ":"
    if dialect != nil { return }
    write(body: body, depth: depth + 1)
  }

  /// A declared function under a name: its head, and its body in lines of their own.
  mutating func write(function: FunctionDeclaration, named name: String, depth: Int) {
    indent(depth)
    let parameters = function.parameters.map { source.name($0) }.joined(separator: ", ")
    text += "def \(name)(\(parameters)):"
    write(body: function.body, depth: depth + 1)
  }

  /// The statements of a body, each in a line of its own.
  private mutating func write(body: BodyID, depth: Int) {
    for (place, statement) in source[body].enumerated() {
      text += "\n"
      let first = statementLines == nil ? 0 : lineCount
      write(statement.action, depth: depth)
      guard statementLines != nil else { continue }
      let end =
        switch statement.action {
        case .iterate, .attempt: first + 1
        default: lineCount + 1
        }
      statementLines?[body.number(ofStatement: place)] = first..<end
    }
    guard source[body].isEmpty else { return }
    newLine(depth)
    text += "pass"
  }

  /// The line feeds so far.
  private var lineCount: Int { text.utf8.count { $0 == UInt8(ascii: "\n") } }

  private mutating func writeAssertions(_ operands: PoolRange, depth: Int) {
    for index in 0..<Int(operands.count) / 2 {
      if index > 0 { newLine(depth) }
      let actual = source.operands[Int(operands.start) + 2 * index]
      let expected = source.operands[Int(operands.start) + 2 * index + 1]
      text += "assert "
      write(actual, parenthesized: true)
      text += " \(PythonPrinter.comparison(withExpected: expected, in: source).rawValue) "
      write(expected, parenthesized: true)
    }
  }
}
