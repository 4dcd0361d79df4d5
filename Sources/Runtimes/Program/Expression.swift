/// A plain value: no box on the heap, no reference count.
public enum Constant: Hashable, Sendable {
  /// `None`.
  case none
  /// `True` or `False`.
  case boolean(Bool)
  /// An integer that fits a machine word.
  case integer(Int)
  /// An integer beyond a machine word, as canonical decimal text.
  case bigInteger(String)
  /// A floating-point number.
  case float(Double)
  /// A text; compared by code points, not by canonical equivalence.
  case text(Text)
  /// `()`.
  case emptyTuple
}

/// A text that compares and hashes by its UTF-8 bytes, as Python compares by code points.
public struct Text: Hashable, Sendable {
  /// The characters.
  public var value: String
  /// A text.
  public init(_ value: String) { self.value = value }
  /// Whether both have the same code points.
  public static func == (a: Text, b: Text) -> Bool { a.value.utf8.elementsEqual(b.value.utf8) }
  /// Feeds the bytes.
  public func hash(into hasher: inout Hasher) {
    var value = value
    value.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xFF as UInt8)
  }
}

/// An expression of the scenario language, in a flat pool.
public enum Expression: Hashable, Sendable {
  /// A plain value.
  case constant(ConstantID)
  /// A name.
  case name(Symbol)
  /// `base.attribute`
  case attribute(base: ExpressionID, name: Symbol)
  /// `base[key]`
  case subscripted(base: ExpressionID, key: ExpressionID)
  /// `callee()`
  case call(ExpressionID)
  /// `[a, b]`: a new list; the range is of `Program.operands`.
  case list(PoolRange)
  /// `(a, b)`: a new tuple, never empty.
  case tuple(PoolRange)
  /// `{a, b}`: a new set, never empty.
  case set(PoolRange)
  /// `{k: v}`: a new dict; the operands are key, value, key, value …
  case dict(PoolRange)
  /// `a == b`, `a is b`, `a in b` …
  case comparison(ComparisonOperator, ExpressionID, ExpressionID)
  /// `len(e)`, `refcount(e)` …
  case query(Query, ExpressionID)
}

/// The comparisons of the language.
public enum ComparisonOperator: String, Hashable, Sendable, CaseIterable {
  /// `==`
  case equal = "=="
  /// `is`
  case identical = "is"
  /// `is not`
  case notIdentical = "is not"
  /// `in`
  case member = "in"
  /// `not in`
  case notMember = "not in"
}

/// The built-in functions that an expression may call.
public enum Query: String, Hashable, Sendable, CaseIterable {
  /// The number of elements.
  case len
  /// A new list of the elements.
  case list
  /// A new dict of the entries.
  case dict
  /// A new sorted list of the elements.
  case sorted
  /// The number of strong references to an object: `sys.getrefcount(x) - 1`.
  case refcount
  /// The number of weak references to an object: `weakref.getweakrefcount(x)`.
  case weakrefcount
  /// The address of an object while it lives.
  case id
  /// Runs a generator up to its next `yield`.
  case next

  /// Whether nothing else may have its name. The others are queries only where something stands
  /// in their parentheses: they came later, and names like them were in use.
  public var isReserved: Bool {
    switch self {
    case .len, .list, .dict, .sorted, .refcount, .weakrefcount: true
    case .id, .next: false
    }
  }
}
