/// An object of a heap. Never reused within a timeline; ids ascend in order of creation.
public struct ObjectID: Hashable, Comparable, Sendable {
  /// The index into the columns of the heap; 0 is no object.
  public var index: UInt32
  /// The object at an index.
  @inlinable public init(_ index: UInt32) { self.index = index }
  /// No object.
  public static let none = ObjectID(0)
  /// Whether `a` was made before `b`.
  @inlinable public static func < (a: ObjectID, b: ObjectID) -> Bool { a.index < b.index }
}

/// A place in an object that can hold a reference or a plain value. Reused after it is removed.
public struct SlotID: Hashable, Sendable {
  /// The index into the columns of the heap; 0 is no slot.
  public var index: UInt32
  /// The slot at an index.
  @inlinable public init(_ index: UInt32) { self.index = index }
  /// No slot.
  public static let none = SlotID(0)
}

/// A text of a `TextPool`: names, labels, lines of output.
public struct TextID: Hashable, Sendable {
  /// The index into the pool.
  public var index: UInt32
  /// The text at an index.
  @inlinable public init(_ index: UInt32) { self.index = index }
  /// The empty text.
  public static let empty = TextID(0)
}

/// A type of a heap: index into `MutableHeap.types`.
public struct HeapTypeID: Hashable, Sendable {
  /// The index into the table of types.
  public var index: UInt32
  /// The type at an index.
  @inlinable public init(_ index: UInt32) { self.index = index }
}

/// What a slot holds: nothing, an object, or a plain value that has no box on the heap.
public struct Value: Hashable, Sendable {
  /// 0 is nothing; odd is an object; even is a plain value.
  public var word: UInt32
  /// The value of a word.
  @inlinable public init(word: UInt32) { self.word = word }
  /// A reference to an object.
  @inlinable public init(_ object: ObjectID) { word = object.index << 1 | 1 }
  /// The plain value at an index of `MutableHeap.plainTexts`; index 0 is reserved.
  @inlinable public init(plain index: Int) { word = UInt32(truncatingIfNeeded: index) << 1 }
  /// Nothing.
  public static let empty = Value(word: 0)
  /// Whether the slot holds nothing.
  @inlinable public var isEmpty: Bool { word == 0 }
  /// Whether this is a reference.
  @inlinable public var isObject: Bool { word & 1 == 1 }
  /// The object, nil for a plain value and for nothing.
  @inlinable public var object: ObjectID? { word & 1 == 1 ? ObjectID(word >> 1) : nil }
  /// The index of the plain value, nil for an object and for nothing.
  @inlinable public var plain: Int? { word != 0 && word & 1 == 0 ? Int(word >> 1) : nil }
}
