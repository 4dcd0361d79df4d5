/// An identifier of a program: index into `Program.symbols`.
public struct Symbol: Hashable, Sendable {
  /// The index.
  public var index: UInt32
  /// The symbol at an index.
  public init(_ index: UInt32) { self.index = index }
}

/// An expression of a program: index into `Program.expressions`.
public struct ExpressionID: Hashable, Sendable {
  /// The index.
  public var index: UInt32
  /// The expression at an index.
  public init(_ index: UInt32) { self.index = index }
}

/// A plain value of a program: index into `Program.constants`.
public struct ConstantID: Hashable, Sendable {
  /// The index.
  public var index: UInt32
  /// The constant at an index.
  public init(_ index: UInt32) { self.index = index }
}

/// A body of statements: index into `Program.bodies`.
public struct BodyID: Hashable, Sendable {
  /// The index.
  public var index: UInt32
  /// The body at an index.
  public init(_ index: UInt32) { self.index = index }

  /// The number of a statement of the body among those of all bodies, never 0; 0 where there are too
  /// many to number them.
  func number(ofStatement place: Int) -> UInt32 {
    index < 1 << 16 && place < 1 << 16 - 1 ? index << 16 | UInt32(place) + 1 : 0
  }
}

/// A declared function or method: index into `Program.functions`.
public struct FunctionID: Hashable, Sendable {
  /// The index.
  public var index: UInt32
  /// The function at an index.
  public init(_ index: UInt32) { self.index = index }
}

/// A declared type: index into `Program.types`.
public struct TypeID: Hashable, Sendable {
  /// The index.
  public var index: UInt32
  /// The type at an index.
  public init(_ index: UInt32) { self.index = index }
}

/// What is written beside a statement: index into `Program.annotations`.
public struct AnnotationID: Hashable, Sendable {
  /// The index.
  public var index: UInt32
  /// The annotation at an index.
  public init(_ index: UInt32) { self.index = index }
}

/// Consecutive elements of a pool.
public struct PoolRange: Hashable, Sendable {
  /// The index of the first element.
  public var start: UInt32
  /// The number of elements.
  public var count: UInt32
  /// No elements.
  public static let empty = PoolRange(start: 0, count: 0)
  /// The elements from `start` on.
  public init(start: Int, count: Int) {
    self.start = UInt32(start)
    self.count = UInt32(count)
  }
  /// The indices as a range of the pool.
  public var indices: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// An expression with a name: an attribute of a new object, a captured variable.
public struct NamedOperand: Hashable, Sendable {
  /// The attribute or the captured name.
  public var name: Symbol
  /// The value.
  public var value: ExpressionID
  /// A value with its name.
  public init(name: Symbol, value: ExpressionID) {
    self.name = name
    self.value = value
  }
}
