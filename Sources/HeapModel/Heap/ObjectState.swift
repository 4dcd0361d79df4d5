/// What an object is to somebody who looks at a heap, whatever its runtime.
public enum ObjectKind: UInt8, Sendable, CaseIterable {
  /// An instance of a declared type.
  case instance
  /// A list, dict, set, tuple, array …
  case container
  /// An object that refers weakly to another one.
  case weakReference
  /// A collection that holds its keys or values weakly.
  case weakCollection
  /// A function object, for example a closure.
  case function
  /// A method bound to its object.
  case method
  /// The variable that a closure shares with its definition.
  case cell
  /// The names of a module or of a running call: a root.
  case frame
  /// A table of the runtime itself.
  case table
}

/// The flags of an object, one word a heap.
///
/// The lower half is the model's, the upper half belongs to the runtime and means nothing here.
public struct ObjectState: OptionSet, Hashable, Sendable {
  /// The bits.
  public var rawValue: UInt32
  /// The flags of a word.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The memory was released; the record stays for the history.
  public static let freed = ObjectState(rawValue: 1 << 6)
  /// The death of the object has begun.
  public static let dying = ObjectState(rawValue: 1 << 7)
  /// The object belongs to another one (`partOf`) and is not shown by itself.
  public static let hidden = ObjectState(rawValue: 1 << 8)
  /// The object keeps what it refers to alive whatever its own count.
  public static let root = ObjectState(rawValue: 1 << 9)
  /// The object outlived its own death or collection once.
  public static let resurrected = ObjectState(rawValue: 1 << 10)
  /// A cyclic collection has found the object unreachable.
  public static let condemned = ObjectState(rawValue: 1 << 11)
  /// The object outlived the program: nothing can use it any more, and nothing will free it.
  public static let leaked = ObjectState(rawValue: 1 << 12)
  /// The bits from here on are the runtime's.
  public static let firstRuntimeBit: UInt32 = 16

  /// The kind and some flags.
  @inlinable public init(_ kind: ObjectKind, _ flags: ObjectState = []) {
    rawValue = UInt32(kind.rawValue) | flags.rawValue
  }
  /// Whether this is an ordinary object to look at: no frame, no table, not hidden.
  @inlinable public var isVisible: Bool {
    !contains(.hidden) && kind != .frame && kind != .table
  }
  /// The kind of the object.
  @inlinable public var kind: ObjectKind {
    ObjectKind(rawValue: UInt8(truncatingIfNeeded: rawValue & 0x3F)) ?? .instance
  }
}

/// How strongly a reference holds its referent.
public enum Strength: UInt8, Sendable, CaseIterable {
  /// The referent lives as long as the reference.
  case strong
  /// The reference is cleared when the referent dies.
  case weak
  /// The reference must not be used after the referent died (Swift's `unowned`).
  case unowned
  /// The reference counts only while a key lives (JavaScript's `WeakMap`).
  case ephemeron
}
