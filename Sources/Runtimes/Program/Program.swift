/// What a scenario stands for: types, functions and statements, in flat arrays.
///
/// A program is a value without classes: every expression and every list of operands is an index
/// into one of its pools, so that a program of a million statements costs little more than its
/// statements. A decoder builds it with `intern`, `add` and `append`; a runtime executes it.
public struct Program: Sendable {
  /// The line at the top of the dashboard.
  public var title = ""
  /// The paragraph of the opening screen.
  public var summary = ""
  /// Where the idea of the scenario comes from, empty when nothing is said.
  public var source = ""
  /// The version of CPython that executes the program.
  public var runtime = RuntimeVersion.cpython311
  /// How the cyclic collector is set up when the run begins.
  public var collector = CollectorSettings()

  /// The declared types, in the order of the document.
  public var types: [TypeDeclaration] = []
  /// The declared functions and all methods and finalizers, in the order of the document.
  public var functions: [FunctionDeclaration] = []
  /// The statements at module level, in order: step *n* is `steps[n - 1]`.
  public var steps: [Statement] = []
  /// The bodies of functions, finalizers and loops.
  public var bodies: [[Statement]] = []

  /// Identifiers: names, attributes, parameters; a `Symbol` is an index here.
  public internal(set) var symbols: [String] = []
  /// Plain values; a `ConstantID` is an index here. Equal constants are stored once.
  public internal(set) var constants: [Constant] = []
  /// Expressions; an `ExpressionID` is an index here.
  public internal(set) var expressions: [Expression] = []
  /// Lists of expressions: displays, arguments, printed values.
  public internal(set) var operands: [ExpressionID] = []
  /// Lists of named expressions: attributes of `new`, captures of closures.
  public internal(set) var namedOperands: [NamedOperand] = []
  /// What the reader of the scenario sees beside a statement.
  public internal(set) var annotations: [Annotation] = []

  private var symbolIDs: [String: Symbol] = [:]
  private var constantIDs: [Constant: ConstantID] = [:]
  /// Floats by their bits: 0.0 and -0.0 are equal, but print differently.
  private var floatIDs: [UInt64: ConstantID] = [:]

  /// An empty program.
  public init() {}

  /// The symbol of an identifier, the same one for the same text. O(length).
  public mutating func intern(_ name: String) -> Symbol {
    if let known = symbolIDs[name] { return known }
    let symbol = Symbol(UInt32(symbols.count))
    symbols.append(name)
    symbolIDs[name] = symbol
    return symbol
  }

  /// The symbol of an identifier that was interned before.
  public func symbol(_ name: String) -> Symbol? { symbolIDs[name] }

  /// The text of a symbol. O(1).
  public func name(_ symbol: Symbol) -> String { symbols[Int(symbol.index)] }

  /// The place of a plain value in the pool, the same one for the same value.
  public mutating func intern(_ constant: Constant) -> ConstantID {
    let next = ConstantID(UInt32(constants.count))
    let id: ConstantID
    if case .float(let number) = constant {
      id = floatIDs.insert(next, forKey: number.bitPattern)
    } else {
      id = constantIDs.insert(next, forKey: constant)
    }
    if id == next { constants.append(constant) }
    return id
  }

  /// Stores an expression and returns its index. O(1) amortized.
  public mutating func add(_ expression: Expression) -> ExpressionID {
    expressions.append(expression)
    return ExpressionID(UInt32(expressions.count - 1))
  }

  /// Stores a list of operands side by side and returns the range. O(count).
  public mutating func append(_ list: some Collection<ExpressionID>) -> PoolRange {
    operands.append(contentsOf: list)
    return PoolRange(start: operands.count - list.count, count: list.count)
  }

  /// Stores a list of named operands side by side and returns the range. O(count).
  public mutating func append(_ list: some Collection<NamedOperand>) -> PoolRange {
    namedOperands.append(contentsOf: list)
    return PoolRange(start: namedOperands.count - list.count, count: list.count)
  }

  /// Stores what the reader sees beside a statement.
  public mutating func add(_ annotation: Annotation) -> AnnotationID {
    annotations.append(annotation)
    return AnnotationID(UInt32(annotations.count - 1))
  }

  /// Stores a body and returns its index.
  public mutating func add(body: [Statement]) -> BodyID {
    bodies.append(body)
    return BodyID(UInt32(bodies.count - 1))
  }

  /// The expression at an index. O(1).
  public subscript(id: ExpressionID) -> Expression { expressions[Int(id.index)] }
  /// The plain value at an index. O(1).
  public subscript(id: ConstantID) -> Constant { constants[Int(id.index)] }
  /// The statements of a body. O(1).
  public subscript(id: BodyID) -> [Statement] { bodies[Int(id.index)] }
  /// The annotation at an index. O(1).
  public subscript(id: AnnotationID) -> Annotation { annotations[Int(id.index)] }
  /// The operands of a range. O(1).
  public func operands(_ range: PoolRange) -> ArraySlice<ExpressionID> {
    operands[range.indices]
  }
  /// The named operands of a range. O(1).
  public func namedOperands(_ range: PoolRange) -> ArraySlice<NamedOperand> {
    namedOperands[range.indices]
  }
}

/// How the cyclic collector is set up.
public struct CollectorSettings: Sendable, Equatable {
  /// Whether automatic collections happen.
  public var isEnabled = true
  /// The thresholds of the first generations, as of `gc.set_threshold`; what is not given is as in
  /// the version that runs.
  public var thresholds: [Int] = []
  /// CPython's settings at start.
  public init() {}
}

extension Dictionary where Value == ConstantID {
  /// The value of a key, the new one where it has none yet.
  fileprivate mutating func insert(_ value: ConstantID, forKey key: Key) -> ConstantID {
    { (slot: inout Value) in slot }(&self[key, default: value])
  }
}
