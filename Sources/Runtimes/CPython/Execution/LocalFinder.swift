/// Finds the local names of a function: what its body binds or deletes and does not declare global.
///
/// The locals stand in the order of their first mention in the code, as the compiler meets them
/// (rule R5; source: Python/compile.c, dict_add_o in compiler_nameop).
struct LocalFinder {
  let program: Program
  let captures: [Symbol]
  var parameters: [Symbol] = []
  private var globals: Set<Symbol> = []
  private(set) var bound: Set<Symbol> = []
  private var mentioned: [Symbol] = []
  private(set) var seen: Set<Symbol> = []

  init(program: Program, captures: [Symbol]) {
    self.program = program
    self.captures = captures
  }

  /// Parameters, then the other locals.
  var locals: [Symbol] {
    let known = globals.union(captures).union(parameters)
    return parameters + mentioned.filter { bound.contains($0) && !known.contains($0) }
  }

  mutating func visit(body: BodyID) {
    for statement in program[body] { visit(statement.action) }
  }

  private mutating func visit(_ action: Action) {
    switch action {
    case .new(let construction, let target):
      visit(construction)
      bind(target)
    case .set(let target, let value):
      visit(value)
      bind(target)
    case .delete(let target): bind(target)
    case .weakref(let referent, let callback, let target),
      .proxy(let referent, let callback, let target),
      .weakMethod(let referent, let callback, let target):
      visit(referent)
      if let callback { visit(callback) }
      bind(target)
    case .finalize(let operands, _, let target):
      visit(operands)
      bind(target)
    case .closure(_, let captures, let target):
      for operand in program.namedOperands(captures) { visit(operand.value) }
      bind(target)
    case .call(let operands, let target):
      visit(operands)
      bind(target)
    case .returning(let value): visit(value)
    case .global(let names):
      for name in program.operands(names) {
        if case .name(let symbol) = program[name] { globals.insert(symbol) }
      }
    case .print(let operands), .expect(let operands): visit(operands)
    case .iterate(let iterable, let target, let body):
      visit(iterable)
      bind(target)
      visit(body: body)
    case .raising(_, let message):
      if let message { visit(message) }
    case .attempt(let body, _, let target, let handler):
      visit(body: body)
      bind(target)
      visit(body: handler)
    case .frame(let target): bind(target)
    case .partial(let operands, let target):
      visit(operands)
      bind(target)
    case .yielding(let value, let target):
      visit(value)
      bind(target)
    case .collect, .collector, .exit: break
    }
  }

  private mutating func visit(_ construction: Construction) {
    switch construction {
    case .instance(_, let attributes): visit(named: attributes)
    case .instanceOfItems(_, let attributes, let operands),
      .instanceOfEntries(_, let attributes, let operands):
      visit(operands)
      visit(named: attributes)
    case .instanceOfValue(_, let attributes, let value):
      visit(value)
      visit(named: attributes)
    case .builtIn(_, let operands): visit(operands)
    }
  }

  private mutating func visit(named range: PoolRange) {
    for operand in program.namedOperands(range) { visit(operand.value) }
  }

  private mutating func visit(_ range: PoolRange) {
    for operand in program.operands(range) { visit(operand) }
  }

  private mutating func bind(_ target: ExpressionID?) {
    guard let target else { return }
    if case .name(let symbol) = program[target] { bound.insert(symbol) }
    visit(target)
  }

  private mutating func visit(_ root: ExpressionID) {
    // A stack of its own: expressions may be deeper than the machine's stack.
    var pending = [root]
    while let id = pending.popLast() {
      switch program[id] {
      case .constant: break
      case .name(let symbol):
        if seen.insert(symbol).inserted { mentioned.append(symbol) }
      case .attribute(let base, _), .call(let base), .query(_, let base): pending.append(base)
      case .subscripted(let a, let b), .comparison(_, let a, let b): pending += [b, a]
      case .list(let range), .tuple(let range), .set(let range), .dict(let range):
        pending += program.operands(range).reversed()
      }
    }
  }
}

/// Which names a body uses.
public struct NameUses: Sendable {
  /// The names that it mentions at all.
  public let mentioned: Set<Symbol>
  /// The names that it binds or deletes.
  public let bound: Set<Symbol>

  /// Looks at a body and at the loops in it. O(size of the body).
  public init(of body: BodyID, in program: Program) {
    var finder = LocalFinder(program: program, captures: [])
    finder.visit(body: body)
    (mentioned, bound) = (finder.seen, finder.bound)
  }
}
