/// What follows an operand: attributes, elements, calls, comparisons, commas, closing brackets.
extension ExpressionParser {
  /// Reads `.attribute` and `()` behind a reference. `[` opens a bracket and is left to
  /// `readContinuation`.
  mutating func readTrailers(
    of operand: inout Operand, into program: inout Program
  ) throws(ExpressionSyntaxError) {
    while true {
      skipBlanks()
      guard let byte = peek, byte == UInt8(ascii: ".") || byte == UInt8(ascii: "(") else { return }
      guard operand.isReference else { throw trailerRefusal() }
      let start = position
      position += 1
      skipBlanks()
      if byte == UInt8(ascii: "(") {
        guard peek == UInt8(ascii: ")") else {
          throw peek == nil
            ? unclosed(start)
            : ExpressionSyntaxError(
              offset: start,
              "a call in an expression has no arguments; the step \"call\" takes some")
        }
        position += 1
        operand.id = program.add(.call(operand.id))
      } else {
        let place = position
        operand.id = program.add(
          .attribute(base: operand.id, name: try readAttribute(into: &program)))
        note(operand.id, at: place)
      }
    }
  }

  mutating func readAttribute(
    into program: inout Program
  ) throws(ExpressionSyntaxError) -> Symbol {
    let start = position
    guard let byte = peek, PythonNames.isBeginning(byte) else {
      throw ExpressionSyntaxError(
        offset: start, "found \(found) after '.'; expected the name of an attribute")
    }
    let symbol = readIdentifier(into: &program)
    guard ruling(of: symbol, in: program) == .allowed else {
      let name = program.name(symbol)
      throw ExpressionSyntaxError(
        offset: start,
        PythonNames.message(PythonNames.objection(to: name) ?? .malformed, about: name))
    }
    return symbol
  }

  mutating func readContinuation(
    after operand: Operand, into program: inout Program
  ) throws(ExpressionSyntaxError) -> Continuation {
    let top = frames.count - 1
    guard let byte = peek else {
      guard top == 0 else { throw unclosed(frames[top].offset) }
      return .finished(try finishComparison(with: operand, into: &program))
    }
    switch byte {
    case UInt8(ascii: "["):
      guard operand.isReference else { throw trailerRefusal() }
      push(.subscripted, at: position)
      frames[top + 1].base = operand.id
      position += 1
      return .operandExpected
    case UInt8(ascii: ","):
      return try readComma(after: operand, into: &program)
    case UInt8(ascii: ":"):
      try readColon(after: operand, into: &program)
      return .operandExpected
    case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"):
      let element = try finishComparison(with: operand, into: &program)
      return .closed(try closeBracket(byte, element: element, into: &program))
    default:
      let start = position
      guard let operation = readOperator() else { throw unexpected() }
      if let first = frames[top].comparison {
        throw ExpressionSyntaxError(
          offset: start,
          "found a second comparison after '\(first.operation.rawValue)'; expected only one "
            + "(comparisons are not chained)")
      }
      try checkIdentity(operation, operand, in: program)
      frames[top].comparison = (operation, operand.id, start)
      return .operandExpected
    }
  }

  mutating func readComma(
    after operand: Operand, into program: inout Program
  ) throws(ExpressionSyntaxError) -> Continuation {
    let top = frames.count - 1
    switch frames[top].bracket {
    case .whole:
      throw ExpressionSyntaxError(
        offset: position, "found ','; expected one expression (a tuple stands in parentheses)")
    case .query:
      throw ExpressionSyntaxError(
        offset: position, "found ','; expected ')' (\(frames[top].query) has one argument)")
    case .subscripted:
      throw ExpressionSyntaxError(
        offset: position, "found ','; expected ']' (a tuple as a key stands in parentheses)")
    case .list, .parenthesis, .brace: break
    }
    let element = try finishComparison(with: operand, into: &program)
    try endElement(element)
    position += 1
    skipBlanks()
    let closing = frames[top].bracket.closing
    guard let byte = peek, byte == closing else { return .operandExpected }
    return .closed(try closeBracket(byte, element: nil, into: &program))
  }

  mutating func readColon(
    after operand: Operand, into program: inout Program
  ) throws(ExpressionSyntaxError) {
    let top = frames.count - 1
    guard frames[top].bracket == .brace else {
      throw ExpressionSyntaxError(
        offset: position,
        frames[top].bracket == .subscripted
          ? "found ':'; expected ']' (there are no slices)"
          : "found ':'; it stands only in a dict: {key: value}")
    }
    guard frames[top].hasPairs != false, !frames[top].isAfterColon else {
      throw ExpressionSyntaxError(offset: position, "found ':'; expected ',' or '}'")
    }
    let key = try finishComparison(with: operand, into: &program)
    elements.append(key)
    frames[top].hasPairs = true
    frames[top].isAfterColon = true
    position += 1
  }

  /// Puts an element into the display on top.
  mutating func endElement(_ element: ExpressionID) throws(ExpressionSyntaxError) {
    let top = frames.count - 1
    if frames[top].bracket == .brace {
      if frames[top].hasPairs == true, !frames[top].isAfterColon {
        throw ExpressionSyntaxError(
          offset: position, "found \(found) in a dict; expected ':' and a value after the key")
      }
      frames[top].hasPairs = frames[top].hasPairs ?? false
      frames[top].isAfterColon = false
    }
    elements.append(element)
  }

  /// Ends the bracket on top; `element` is nil behind a trailing comma.
  mutating func closeBracket(
    _ byte: UInt8, element: ExpressionID?, into program: inout Program
  ) throws(ExpressionSyntaxError) -> Operand {
    let top = frames.count - 1
    let frame = frames[top]
    guard frame.bracket != .whole else {
      throw ExpressionSyntaxError(
        offset: position, "found \(found), but nothing is open there; expected the end")
    }
    guard byte == frame.bracket.closing else {
      let expected = Character(Unicode.Scalar(frame.bracket.closing))
      throw ExpressionSyntaxError(
        offset: position,
        "found \(found); expected '\(expected)' for the bracket that is still open")
    }
    switch frame.bracket {
    case .subscripted, .query: break
    case .parenthesis where element != nil && elements.count == frame.start:
      throw ExpressionSyntaxError(
        offset: frame.offset,
        "found parentheses around one expression; expected none, or (a,) for a tuple of one")
    default:
      if let element { try endElement(element) }
    }
    position += 1
    frames.removeLast()
    defer { elements.removeLast(elements.count - frame.start) }
    let expression: Expression
    switch (frame.bracket, element) {
    case (.subscripted, let key?): expression = .subscripted(base: frame.base, key: key)
    case (.query, let argument?): expression = .query(frame.query, argument)
    case (.parenthesis, _): expression = .tuple(program.append(elements[frame.start...]))
    case (.brace, _):
      let range = program.append(elements[frame.start...])
      expression = frame.hasPairs == true ? .dict(range) : .set(range)
    default: expression = .list(program.append(elements[frame.start...]))
    }
    return Operand(
      id: program.add(expression), isReference: frame.bracket == .subscripted,
      offset: frame.offset)
  }

  mutating func finishComparison(
    with operand: Operand, into program: inout Program
  ) throws(ExpressionSyntaxError) -> ExpressionID {
    let top = frames.count - 1
    guard let comparison = frames[top].comparison else { return operand.id }
    try checkIdentity(comparison.operation, operand, in: program)
    frames[top].comparison = nil
    return program.add(.comparison(comparison.operation, comparison.left, operand.id))
  }

  /// `is` compares objects; which plain values are one object is an accident of the interpreter.
  func checkIdentity(
    _ operation: ComparisonOperator, _ operand: Operand, in program: Program
  ) throws(ExpressionSyntaxError) {
    guard operation == .identical || operation == .notIdentical,
      case .constant(let id) = program[operand.id]
    else { return }
    switch program[id] {
    case .none, .boolean: return
    default:
      throw ExpressionSyntaxError(
        offset: operand.offset,
        "found a plain value beside '\(operation.rawValue)'; expected an object, None, True or "
          + "False (plain values are compared with ==)")
    }
  }

  /// Reads `==`, `in`, `not in`, `is`, `is not`; nil where none of them stands.
  mutating func readOperator() -> ComparisonOperator? {
    if peek == UInt8(ascii: "="), position + 1 < bytes.count,
      bytes[position + 1] == UInt8(ascii: "=")
    {
      position += 2
      return .equal
    }
    if skipWord("in") { return .member }
    if skipWord("is") {
      let behind = position
      skipBlanks()
      if skipWord("not") { return .notIdentical }
      position = behind
      return .identical
    }
    let start = position
    if skipWord("not") {
      skipBlanks()
      if skipWord("in") { return .notMember }
      position = start
    }
    return nil
  }

  mutating func skipWord(_ word: StaticString) -> Bool {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count, end == bytes.count || !PythonNames.isPart(bytes[end]) else {
      return false
    }
    for index in 0..<word.utf8CodeUnitCount where bytes[position + index] != word.utf8Start[index] {
      return false
    }
    position = end
    return true
  }
}
