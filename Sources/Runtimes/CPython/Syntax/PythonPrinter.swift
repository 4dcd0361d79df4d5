/// Writes expressions and statements of a program as `ast.unparse` of CPython 3.11 writes them.
///
/// It keeps its own stack for expressions, so that a deeply nested one is written too.
public struct PythonPrinter {
  private let shared: SharedProgram
  /// How a program is written that is to be run; nil for the text that people read.
  let dialect: PythonDialect?
  var text = ""
  /// The lines of each statement of a body that was written, by number; nil where nobody wants to know.
  var statementLines: [UInt32: Range<Int>]?
  private var pending: [Piece] = []

  /// What is still to be written, the last one first.
  private enum Piece {
    case expression(ExpressionID, parenthesized: Bool)
    /// The operands from `next` on, with commas between them; pairs of a dict with colons.
    case operands(PoolRange, next: Int, isDict: Bool)
    case literal(String)
    case name(Symbol)
  }

  init(_ program: SharedProgram, dialect: PythonDialect? = nil) {
    shared = program
    self.dialect = dialect
  }

  /// An expression as Python text. O(length of the text).
  public static func text(of expression: ExpressionID, in program: Program) -> String {
    var printer = PythonPrinter(SharedProgram(program))
    printer.write(expression)
    return printer.text
  }

  /// A statement as Python text, with line feeds where it takes several lines and none at its
  /// end. O(length of the text).
  public static func text(of statement: Statement, in program: Program) -> String {
    text(of: statement, in: SharedProgram(program))
  }

  /// A statement as Python text, for whoever asks for many of them.
  static func text(of statement: Statement, in program: SharedProgram) -> String {
    var printer = PythonPrinter(program)
    printer.write(statement.action, depth: 0)
    return printer.text
  }

  /// How an assertion compares with an expected value: plain values other than `None`, `True` and
  /// `False` and containers with `==`, everything else with `is`.
  ///
  /// What a name stands for is known only when it is looked up; there the runtime decides by the
  /// value, and the text says `is`.
  public static func comparison(
    withExpected expected: ExpressionID, in program: Program
  ) -> ComparisonOperator {
    switch program[expected] {
    case .constant(let id):
      switch program[id] {
      case .none, .boolean: .identical
      default: .equal
      }
    case .query(.next, _): .identical
    case .list, .tuple, .set, .dict, .query: .equal
    case .name, .attribute, .subscripted, .call, .comparison: .identical
    }
  }

  var source: Program {
    _read { yield shared.program }
  }

  /// Appends an expression; a comparison inside a comparison stands in parentheses.
  mutating func write(_ expression: ExpressionID, parenthesized: Bool = false) {
    pending.append(.expression(expression, parenthesized: parenthesized))
    drain()
  }

  /// Appends expressions with commas between them.
  mutating func writeList(_ range: PoolRange) {
    pending.append(.operands(range, next: 0, isDict: false))
    drain()
  }

  /// Appends `key: value` pairs with commas between them.
  mutating func writePairs(_ range: PoolRange) {
    pending.append(.operands(range, next: 0, isDict: true))
    drain()
  }

  private mutating func drain() {
    while let piece = pending.popLast() {
      switch piece {
      case .literal(let literal): text += literal
      case .name(let symbol): text += shared.program.name(symbol)
      case .operands(let range, let next, let isDict): writeOperand(range, next, isDict)
      case .expression(let id, let parenthesized): expand(shared.program[id], parenthesized)
      }
    }
  }

  private mutating func writeOperand(_ range: PoolRange, _ next: Int, _ isDict: Bool) {
    guard next < Int(range.count) else { return }
    if next > 0 { text += isDict && next % 2 == 1 ? ": " : ", " }
    pending.append(.operands(range, next: next + 1, isDict: isDict))
    pending.append(
      .expression(shared.program.operands[Int(range.start) + next], parenthesized: false))
  }

  private mutating func expand(_ expression: Expression, _ parenthesized: Bool) {
    switch expression {
    case .constant(let id): text += literal(shared.program[id])
    case .name(let symbol): text += shared.program.name(symbol)
    case .attribute(let base, let name):
      pending.append(.name(name))
      pending.append(.literal("."))
      pending.append(.expression(base, parenthesized: false))
    case .subscripted(let base, let key):
      pending.append(.literal("]"))
      pushKey(key)
      pending.append(.literal("["))
      pending.append(.expression(base, parenthesized: false))
    case .call(let callee):
      pending.append(.literal("()"))
      pending.append(.expression(callee, parenthesized: false))
    case .list(let range): bracket("[", range, "]")
    case .tuple(let range) where dialect != nil && isConstant(range):
      bracket("tuple([", range, "])")
    case .tuple(let range): bracket("(", range, range.count == 1 ? ",)" : ")")
    case .set(let range): bracket("{", range, "}")
    case .dict(let range): bracket("{", range, "}", isDict: true)
    case .query(let query, let argument):
      let (before, after) = form(of: query)
      text += before
      pending.append(.literal(after))
      pending.append(.expression(argument, parenthesized: false))
    case .comparison(let operation, let left, let right):
      if parenthesized {
        text += "("
        pending.append(.literal(")"))
      }
      pending.append(.expression(right, parenthesized: true))
      pending.append(.literal(operation.spaced))
      pending.append(.expression(left, parenthesized: true))
    }
  }

  /// A tuple as a key stands without parentheses.
  private mutating func pushKey(_ key: ExpressionID) {
    guard case .tuple(let range) = shared.program[key], dialect == nil || !isConstant(range) else {
      pending.append(.expression(key, parenthesized: false))
      return
    }
    if range.count == 1 { pending.append(.literal(",")) }
    pending.append(.operands(range, next: 0, isDict: false))
  }

  private mutating func bracket(
    _ opening: String, _ range: PoolRange, _ closing: String, isDict: Bool = false
  ) {
    text += opening
    pending.append(.literal(closing))
    pending.append(.operands(range, next: 0, isDict: isDict))
  }
}

extension ComparisonOperator {
  fileprivate var spaced: String {
    switch self {
    case .equal: " == "
    case .identical: " is "
    case .notIdentical: " is not "
    case .member: " in "
    case .notMember: " not in "
    }
  }
}

/// A program that many share: handing it on counts one reference instead of those of its pools.
final class SharedProgram: Sendable {
  let program: Program

  init(_ program: Program) { self.program = program }
}
