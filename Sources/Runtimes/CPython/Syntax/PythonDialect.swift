/// How the program that an interpreter runs differs from the canonical text of its statements.
///
/// A statement as people read it may leave things open that a program must say: where a closure
/// comes from, that a tuple of constants is a new object, how a reference count is asked for, and
/// what to do where the scenario uses a name of Python's own for something else.
public struct PythonDialect: Sendable {
  /// The name of the function that makes a closure.
  public var factories: [ClosureShape: String] = [:]
  /// The name of the class that prints objects as weakviz does; nil where `print` does it alone.
  public var printedForm: String?
  /// The names of functions that answer `refcount` and `weakrefcount`; nil where the interpreter's
  /// own functions do.
  public var countFunctions: (refcount: String, weakrefcount: String)?
  /// The identifiers that mean something else in the program than to Python, and the name of the
  /// module `builtins` there.
  public var builtIns: (shadowed: Set<String>, module: String) = ([], "builtins")

  /// Which function a closure runs, and what it captures.
  public struct ClosureShape: Hashable, Sendable {
    /// The function.
    public var function: FunctionID
    /// The captured names, in the order of the alphabet.
    public var captures: [String]
    /// A shape; the names may come in any order.
    public init(function: FunctionID, captures: [String]) {
      self.function = function
      self.captures = captures.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }

  /// The name of the module `functools`.
  public var functools = "functools"

  /// A dialect without closures in which Python's names mean what they do in Python.
  public init() {}

  /// How a name of the module `builtins` is written.
  public func builtIn(_ name: String) -> String {
    builtIns.shadowed.contains(name) ? "\(builtIns.module).\(name)" : name
  }
}

extension PythonPrinter {
  /// An action as a program does it, without a line feed at its end; a loop without its body.
  /// O(length of the text).
  public static func text(
    of action: Action, in program: Program, dialect: PythonDialect
  ) -> String {
    var printer = PythonPrinter(SharedProgram(program), dialect: dialect)
    printer.write(action, depth: 0)
    return printer.text
  }

  /// An expression as a program evaluates it; a comparison in parentheses if it is to be compared
  /// in turn. O(length of the text).
  public static func text(
    of expression: ExpressionID, in program: Program, dialect: PythonDialect,
    parenthesized: Bool = false
  ) -> String {
    var printer = PythonPrinter(SharedProgram(program), dialect: dialect)
    printer.write(expression, parenthesized: parenthesized)
    return printer.text
  }

  /// The printed values, each in the form that the dialect gives objects.
  mutating func writePrinted(_ range: PoolRange) {
    guard let form = dialect?.printedForm else { return writeList(range) }
    for (index, operand) in source.operands(range).enumerated() {
      if index > 0 { text += ", " }
      guard mayBeObject(operand) else {
        write(operand)
        continue
      }
      text += form
      text += "("
      write(operand)
      text += ")"
    }
  }

  /// Whether an expression may give anything but a plain value.
  private func mayBeObject(_ expression: ExpressionID) -> Bool {
    switch source[expression] {
    case .constant, .comparison: false
    case .query(let query, _):
      switch query {
      case .len, .refcount, .weakrefcount, .id: false
      case .list, .dict, .sorted, .next: true
      }
    default: true
    }
  }

  /// Whether a tuple of these elements would be a constant of the code instead of a new object.
  func isConstant(_ range: PoolRange) -> Bool {
    source.operands(range).allSatisfy {
      if case .constant = source[$0] { true } else { false }
    }
  }

  /// A constant as the dialect writes it: Python has no literal for what is infinite.
  func literal(_ constant: Constant) -> String {
    if dialect != nil, case .float(let number) = constant, number.isInfinite {
      return number < 0 ? "-1e999" : "1e999"
    }
    return PythonRepr.of(constant)
  }

  /// What stands before and behind the argument of a query.
  func form(of query: Query) -> (before: String, after: String) {
    guard let dialect else { return (query.rawValue + "(", ")") }
    switch query {
    case .refcount:
      guard let name = dialect.countFunctions?.refcount else {
        return ("sys.getrefcount(", ") - 1")
      }
      return (name + "(", ")")
    case .weakrefcount:
      return ((dialect.countFunctions?.weakrefcount ?? "weakref.getweakrefcount") + "(", ")")
    default: return (dialect.builtIn(query.rawValue) + "(", ")")
    }
  }

  /// `make_f(name=value)` in a dialect, `closure(f, name=value)` for people.
  mutating func writeClosure(_ function: FunctionID, _ captures: PoolRange) {
    let name = source.name(source.functions[Int(function.index)].name)
    let names = source.namedOperands(captures).map { source.name($0.name) }
    let shape = PythonDialect.ClosureShape(function: function, captures: names)
    if let dialect {
      text += dialect.factories[shape] ?? name
      text += "("
    } else {
      text += "closure("
      text += name
    }
    write(named: captures, isFirst: dialect != nil)
    text += ")"
  }
}
