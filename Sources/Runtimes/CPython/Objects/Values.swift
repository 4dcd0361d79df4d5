import HeapModel

// Plain values, identity, truth about types. Rule R2 and the reference of the scenario language:
// numbers, texts, booleans, None and () have no box on the heap.
extension Machine {
  /// What a plain value of the heap is.
  func plain(_ value: Value) -> Plain { plains[value.plain ?? 0] }

  func constant(_ value: Value) -> Constant? {
    guard !value.isObject, case .constant(let constant) = plain(value) else { return nil }
    return constant
  }

  /// The plain value of a constant of the program: those of the beginning come first, in the
  /// program's order.
  mutating func value(_ constant: ConstantID) -> Value {
    Int(constant.index) < constantCount
      ? Value(plain: Int(constant.index) + 1) : value(.constant(program[constant]))
  }

  mutating func value(_ plain: Plain) -> Value {
    if let known = plainIDs[plain] { return known }
    let value = timeline.addPlain(plainText(plain))
    plains.append(plain)
    plainIDs[plain] = value
    return value
  }

  /// What a plain value looks like.
  private func plainText(_ plain: Plain) -> String {
    switch plain {
    case .constant(let constant): PythonRepr.of(constant)
    case .function(let id): "<function \(codes[codes.code(id)].qualifiedName)>"
    case .type(let id): "<class '\(program.name(program.types[Int(id.index)].name))'>"
    }
  }

  mutating func integer(_ number: Int) -> Value { value(.constant(.integer(number))) }
  mutating func boolean(_ truth: Bool) -> Value { value(.constant(.boolean(truth))) }
  mutating func text(_ string: String) -> Value { value(.constant(.text(Text(string)))) }

  /// The name of a value's type in error messages.
  func typeName(_ value: Value) -> String {
    if let object = value.object {
      let type = type(object)
      return type == core.proxy && isCallableProxy(object)
        ? "weakref.CallableProxyType" : types[type].errorName
    }
    switch plain(value) {
    case .function: return "function"
    case .type: return "type"
    case .constant(let constant):
      switch constant {
      case .none: return "NoneType"
      case .boolean: return "bool"
      case .integer, .bigInteger: return "int"
      case .float: return "float"
      case .text: return "str"
      case .emptyTuple: return "tuple"
      }
    }
  }

  func isIdentical(_ a: Value, _ b: Value) -> Bool { a == b }

  // MARK: Equality

  /// `a == b`. Source: Objects/object.c (PyObject_RichCompare).
  func isEqual(_ a: Value, _ b: Value) throws(PythonError) -> Bool {
    var allowance = statementLimit - statementCount
    return try isEqual(a, b, depth: 0, &allowance)
  }

  /// `a == b`, as a part of a statement: many comparisons within it count towards the limit of the
  /// run like as many statements. Lists that hold another twice, and so on, unfold to more than any
  /// time has.
  mutating func isEqualCounted(_ a: Value, _ b: Value) throws(PythonError) -> Bool {
    let allowed = statementLimit - statementCount
    var allowance = allowed
    let result = try isEqual(a, b, depth: 0, &allowance)
    if allowed - allowance > Self.fewComparisons { statementCount += allowed - allowance }
    return result
  }

  /// So many comparisons belong to their statement.
  private static let fewComparisons = 1000

  /// `a == b`, with so many comparisons as are allowed.
  func isEqual(
    _ a: Value, _ b: Value, depth: Int, _ allowance: inout Int
  ) throws(PythonError) -> Bool {
    if depth > 400 || isStackExhausted {
      throw PythonError("RecursionError", "maximum recursion depth exceeded in comparison")
    }
    allowance -= 1
    if allowance < 0 { throw PythonError(stop: .statementLimit(statementLimit)) }
    guard let x = a.object else {
      if let y = b.object {
        // A proxy compares as its referent; an instance of int or str as its value.
        if types[type(y)].layout == .proxy { return try isEqual(b, a, depth: depth, &allowance) }
        if let other = baseValue(y), let own = constant(a) { return Self.equal(own, other) }
        return false
      }
      if a == b { return true }
      guard let p = constant(a), let q = constant(b) else { return false }
      return Self.equal(p, q)
    }
    let type = types[self.type(x)]
    if type.layout == .proxy {
      let referent = try liveReferent(ofProxy: x)
      return try isEqual(value(of: referent), b, depth: depth + 1, &allowance)
    }
    if let y = b.object, types[self.type(y)].layout == .proxy {
      if type.layout == .weakReference && self.type(x) != library.weakMethod {
        // A proxy is a weak reference to another one. Source: weakref_richcompare.
        guard let p = referent(x), let q = referent(y) else { return false }
        return try isEqual(value(of: p), value(of: q), depth: depth + 1, &allowance)
      }
      return try isEqual(a, value(of: try liveReferent(ofProxy: y)), depth: depth + 1, &allowance)
    }
    if let own = baseValue(x) {
      if let other = b.object.flatMap({ baseValue($0) }) ?? constant(b) {
        return Self.equal(own, other)
      }
      return false
    }
    guard let y = b.object else { return false }
    let other = types[self.type(y)]
    switch (type.layout, other.layout) {
    case (.list, .list), (.tuple, .tuple):
      let (m, n) = (elements(x), elements(y))
      guard m.count == n.count else { return false }
      for (p, q) in zip(m, n) where p != q {
        if try !isEqual(p, q, depth: depth + 1, &allowance) { return false }
      }
      return true
    case (.set, .set):
      let m = elements(x)
      guard m.count == length(y) else { return false }
      for p in m where try findMember(y, p, &allowance) == .none { return false }
      return true
    case (.dict, .dict):
      guard length(x) == length(y) else { return false }
      for (key, value) in entries(x) {
        let slot = try findEntry(y, key, &allowance)
        guard slot != .none else { return false }
        let other = timeline.heap.value(slot)
        if value != other {
          if try !isEqual(value, other, depth: depth + 1, &allowance) { return false }
        }
      }
      return true
    default: break
    }
    if type.layout == .weakReference && other.layout == .weakReference {
      return try areEqualReferences(x, y, depth, &allowance)
    }
    if let result = try areEqualViews(x, y, depth: depth, &allowance) { return result }
    if let result = try areEqualWeakCollections(x, y, depth: depth, &allowance) { return result }
    if type.layout == .method && other.layout == .method {
      return methodCode(x) == methodCode(y) && receiver(x) == receiver(y)
    }
    if type.layout == .builtInMethod && other.layout == .builtInMethod {
      return builtInMethodName(x) == builtInMethodName(y) && receiver(x) == receiver(y)
    }
    return x == y
  }

  func receiver(_ method: ObjectID) -> Value {
    timeline.heap.value(timeline.heap.firstSlot(method))
  }

  /// Rule W6: while both live, their referents are compared; afterwards the references themselves.
  private func areEqualReferences(
    _ x: ObjectID, _ y: ObjectID, _ depth: Int, _ allowance: inout Int
  ) throws(PythonError) -> Bool {
    if let special = types[type(x)].operations.isEqual, types[type(y)].operations.isEqual != nil {
      return try special(self, x, y)
    }
    guard let p = referent(x), let q = referent(y) else { return x == y }
    return try isEqual(Value(p), Value(q), depth: depth + 1, &allowance)
  }

  /// The value of an instance of a subclass of int or str.
  func baseValue(_ object: ObjectID) -> Constant? {
    guard types[type(object)].hasBaseValue else { return nil }
    var slot = timeline.heap.lastSlot(object)
    while slot != .none {
      if timeline.heap.label(slot).kind == .member {
        return constant(timeline.heap.value(slot))
      }
      slot = timeline.heap.slot(before: slot)
    }
    return nil
  }

  static func equal(_ a: Constant, _ b: Constant) -> Bool {
    if let x = number(a), let y = number(b) { return x == y }
    return a == b
  }
}
