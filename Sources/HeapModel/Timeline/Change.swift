/// One reversible mutation of a heap: 16 bytes.
///
/// The list of kinds is closed. Each change carries what its inverse needs, so that applying a
/// change and then its inverse gives the same heap, bit for bit; what both directions can derive
/// (the number of a new object, the free list of slots, reference counts, the order of the lists of
/// referrers) is not stored.
public struct Change: Hashable, Sendable {
  /// The kinds of changes.
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// A word of an object's flags: index `a`, from `b` to `c`.
    case state
    /// A new object of `id` bytes: type `a`, flags `b`, detail `c`.
    case allocate
    /// A new, empty slot `id` of the object `a`, with the label `b`, before the slot `c`.
    case addSlot
    /// As `addSlot`, with a number that was never used before.
    case addFreshSlot
    /// An empty slot `id` is removed from the object `a`; label `b`, before the slot `c`.
    case removeSlot
    /// The slot `id` changes its value from `a` to `b`; `c` is the neighbour in the list of
    /// referrers: of the old referent where there is one, else of the new one.
    case store
    /// The object `a` moves within or between rings: from before `b` to before `c`; 0 is no ring.
    case relink
    /// The ring whose sentinel is `a` moves wholly to the end of the ring of sentinel `b`;
    /// `c` is the first object that moves.
    case splice
    /// A word of the runtime: column `id`, index `a`, from `b` to `c`.
    case word
    /// The shallow size of the object `a` changes from `b` to `c` bytes.
    case size
  }

  /// Kind in the lower 4 bits, the slot, column or size in the upper 28.
  @usableFromInline var head: UInt32
  @usableFromInline var a: UInt32
  @usableFromInline var b: UInt32
  @usableFromInline var c: UInt32

  @inlinable init(_ kind: Kind, id: UInt32 = 0, _ a: UInt32, _ b: UInt32, _ c: UInt32) {
    head = UInt32(kind.rawValue) | id << 4
    self.a = a
    self.b = b
    self.c = c
  }

  @inlinable var id: UInt32 { head >> 4 }

  /// What an `allocate` can say of a size in bytes.
  static func allocationBytes(_ bytes: Int) -> UInt32 { UInt32(min(max(bytes, 0), 1 << 28 - 1)) }

  /// What kind of change this is.
  @inlinable public var kind: Kind {
    Kind(rawValue: UInt8(truncatingIfNeeded: head & 0xF)) ?? .word
  }

  /// The slot that a change makes, removes or stores to; nil for other kinds.
  public var slot: SlotID? {
    switch kind {
    case .addSlot, .addFreshSlot, .removeSlot, .store: SlotID(id)
    default: nil
    }
  }

  /// The object that a change is about, where the change itself says it; a `store` does not.
  public var object: ObjectID? {
    switch kind {
    case .state, .addSlot, .addFreshSlot, .removeSlot, .relink, .size: ObjectID(a)
    default: nil
    }
  }

  /// What the slot held before a `store`, and what it holds afterwards; nil for other kinds.
  public var values: (old: Value, new: Value)? {
    kind == .store ? (Value(word: a), Value(word: b)) : nil
  }
}
