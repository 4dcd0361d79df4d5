/// Reads expressions of the scenario language into the pools of a program.
///
/// It keeps its own stack: nesting is limited by memory only. A parser belongs to one program
/// (it remembers which of the program's symbols are allowed) and reads any number of expressions,
/// each in O(length).
public struct ExpressionParser {
  /// A place where the expression that was read last looks a name up.
  public struct NameUse: Hashable, Sendable {
    /// The name.
    public var name: Symbol
    /// The offset of its first byte in the text.
    public var offset: Int
  }

  /// The names that the last expression looks up, in the order of the text.
  public private(set) var names: [NameUse] = []

  /// The name or the attribute whose place is wanted.
  public var sought: ExpressionID?

  /// The offset of the first byte of the name that is sought, or of the attribute's, once it was
  /// read.
  public private(set) var soughtOffset: Int?

  /// Brackets that are open, and the comparison that waits for its right side in each.
  var frames: [Frame] = []
  /// The finished elements of the displays that are open.
  var elements: [ExpressionID] = []
  /// What `PythonNames` says of the program's symbols, by index.
  var rulings: [Ruling] = []
  var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  var position = 0

  /// What may be done with a symbol.
  enum Ruling: UInt8 {
    case unknown, allowed, refused, constant, query
  }

  enum Bracket {
    case whole, list, parenthesis, brace, subscripted, query

    var closing: UInt8 {
      switch self {
      case .list, .subscripted: UInt8(ascii: "]")
      case .brace: UInt8(ascii: "}")
      case .parenthesis, .query, .whole: UInt8(ascii: ")")
      }
    }
  }

  struct Frame {
    var bracket: Bracket
    /// The offset of the opening bracket.
    var offset: Int
    /// Where its elements begin in `elements`.
    var start: Int
    /// The object before `[`.
    var base = ExpressionID(0)
    var query = Query.len
    /// The comparison that has its left side only.
    var comparison: (operation: ComparisonOperator, left: ExpressionID, offset: Int)?
    /// In braces: whether the elements are `key: value`, once that is known.
    var hasPairs: Bool?
    /// In braces: whether the element being read is the value after a colon.
    var isAfterColon = false
  }

  /// What has just been read.
  struct Operand {
    var id: ExpressionID
    /// Whether `.attribute`, `[key]` and `()` may follow.
    var isReference: Bool
    /// The offset where it begins.
    var offset: Int
  }

  /// A parser for expressions of one program.
  public init() {}

  /// Reads a whole text as one expression and returns its index in the pool of the program.
  public mutating func parse(
    _ text: UnsafeBufferPointer<UInt8>, into program: inout Program
  ) throws(ExpressionSyntaxError) -> ExpressionID {
    bytes = text
    position = 0
    names.removeAll(keepingCapacity: true)
    frames.removeAll(keepingCapacity: true)
    elements.removeAll(keepingCapacity: true)
    defer { bytes = UnsafeBufferPointer(start: nil, count: 0) }
    frames.append(Frame(bracket: .whole, offset: 0, start: 0))
    while true {
      guard var operand = try readOperand(into: &program) else { continue }
      while true {
        try readTrailers(of: &operand, into: &program)
        switch try readContinuation(after: operand, into: &program) {
        case .operandExpected: break
        case .closed(let closed):
          operand = closed
          continue
        case .finished(let id): return id
        }
        break
      }
    }
  }

  /// Reads a whole text as one expression.
  public mutating func parse(
    _ text: String, into program: inout Program
  ) throws(ExpressionSyntaxError) -> ExpressionID {
    try Array(text.utf8).withUnsafeBufferPointer { bytes throws(ExpressionSyntaxError) in
      try parse(bytes, into: &program)
    }
  }

  /// What the characters after an operand make of it.
  enum Continuation {
    /// A comma, a colon or a comparison: another operand follows.
    case operandExpected
    /// A bracket was closed and is an operand itself.
    case closed(Operand)
    /// The text is at its end.
    case finished(ExpressionID)
  }
}

extension ExpressionParser {
  /// Reads the beginning of an operand; nil where it was an opening bracket with something in it.
  mutating func readOperand(
    into program: inout Program
  ) throws(ExpressionSyntaxError) -> Operand? {
    skipBlanks()
    let start = position
    guard let byte = peek else { throw missingOperand() }
    switch byte {
    case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"):
      return try openBracket(byte, into: &program)
    case UInt8(ascii: "'"), UInt8(ascii: "\""):
      let text = try PythonLiteral.readText(bytes, from: &position)
      return constant(.text(Text(text)), from: start, into: &program)
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
      let number = try PythonLiteral.readNumber(bytes, from: &position)
      return constant(number, from: start, into: &program)
    case _ where PythonNames.isBeginning(byte):
      return try readName(into: &program)
    default:
      throw missingOperand()
    }
  }

  mutating func openBracket(
    _ byte: UInt8, into program: inout Program
  ) throws(ExpressionSyntaxError) -> Operand? {
    let start = position
    position += 1
    skipBlanks()
    switch (byte, peek) {
    case (UInt8(ascii: "["), UInt8(ascii: "]")):
      position += 1
      return Operand(id: program.add(.list(.empty)), isReference: false, offset: start)
    case (UInt8(ascii: "("), UInt8(ascii: ")")):
      position += 1
      return constant(.emptyTuple, from: start, into: &program)
    case (UInt8(ascii: "{"), UInt8(ascii: "}")):
      position += 1
      return Operand(id: program.add(.dict(.empty)), isReference: false, offset: start)
    case (UInt8(ascii: "["), _): push(.list, at: start)
    case (UInt8(ascii: "("), _): push(.parenthesis, at: start)
    default: push(.brace, at: start)
    }
    return nil
  }

  mutating func push(_ bracket: Bracket, at offset: Int) {
    frames.append(Frame(bracket: bracket, offset: offset, start: elements.count))
  }

  func constant(
    _ value: Constant, from start: Int, into program: inout Program
  ) -> Operand {
    let id = program.add(.constant(program.intern(value)))
    return Operand(id: id, isReference: false, offset: start)
  }

  /// Reads a word where an operand is expected: a name, a constant, or the name of a query.
  mutating func readName(
    into program: inout Program
  ) throws(ExpressionSyntaxError) -> Operand? {
    let start = position
    let symbol = readIdentifier(into: &program)
    switch ruling(of: symbol, in: program) {
    case .allowed, .unknown:
      if let operand = try readLaterQuery(program.name(symbol), from: start) {
        return operand.value
      }
      names.append(NameUse(name: symbol, offset: start))
      let id = program.add(.name(symbol))
      note(id, at: start)
      return Operand(id: id, isReference: true, offset: start)
    case .constant:
      let value: Constant =
        switch program.name(symbol) {
        case "True": .boolean(true)
        case "False": .boolean(false)
        default: .none
        }
      return constant(value, from: start, into: &program)
    case .query:
      return try readQuery(program.name(symbol), from: start)
    case .refused:
      throw refusal(of: program.name(symbol), at: start, isCalled: peek == UInt8(ascii: "("))
    }
  }

  /// Reads the opening parenthesis of a query whose name is not reserved; nil where it is a name.
  private mutating func readLaterQuery(
    _ name: String, from start: Int
  ) throws(ExpressionSyntaxError) -> (value: Operand?, Void)? {
    guard let query = Query(rawValue: name), !query.isReserved else { return nil }
    let end = position
    skipBlanks()
    if peek == UInt8(ascii: "(") {
      position += 1
      skipBlanks()
      if let byte = peek, byte != UInt8(ascii: ")") {
        position = end
        return (try readQuery(name, from: start), ())
      }
    }
    position = end
    return nil
  }

  /// Reads the opening parenthesis of `len(e)` and its like.
  mutating func readQuery(
    _ name: String, from start: Int
  ) throws(ExpressionSyntaxError) -> Operand? {
    skipBlanks()
    guard peek == UInt8(ascii: "("), let query = Query(rawValue: name) else {
      throw refusal(of: name, at: start, isCalled: false)
    }
    let open = position
    position += 1
    skipBlanks()
    if peek == UInt8(ascii: ")") {
      throw ExpressionSyntaxError(offset: open, "\(name)() has no argument; expected \(name)(x)")
    }
    push(.query, at: open)
    frames[frames.count - 1].query = query
    return nil
  }

  /// Notes where a name or an attribute stands, if it is the one that is sought.
  mutating func note(_ id: ExpressionID, at offset: Int) {
    if id == sought { soughtOffset = offset }
  }

  mutating func readIdentifier(into program: inout Program) -> Symbol {
    let start = position
    while position < bytes.count, PythonNames.isPart(bytes[position]) { position += 1 }
    return program.intern(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  mutating func ruling(of symbol: Symbol, in program: Program) -> Ruling {
    let index = Int(symbol.index)
    if index >= rulings.count {
      let missing = max(program.symbols.count, index + 1) - rulings.count
      rulings.append(contentsOf: repeatElement(.unknown, count: missing))
    }
    if rulings[index] == .unknown { rulings[index] = judge(program.name(symbol)) }
    return rulings[index]
  }

  func judge(_ name: String) -> Ruling {
    switch name {
    case "None", "True", "False": .constant
    case _ where Query(rawValue: name)?.isReserved == true: .query
    default: PythonNames.objection(to: name) == nil ? .allowed : .refused
    }
  }
}

extension ExpressionParser {
  @inline(__always)
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  @inline(__always)
  mutating func skipBlanks() {
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 {
      position += 1
    }
  }
}
