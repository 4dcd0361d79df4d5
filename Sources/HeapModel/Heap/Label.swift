/// The label of a slot: which place of its source it is, and how strongly it holds.
///
/// One word: 5 bits of kind, 2 bits of strength, 25 bits of payload.
public struct Label: Hashable, Sendable {
  /// The bits.
  public var word: UInt32

  /// The kinds of places that hold a value.
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// A name of a frame; the payload is its text.
    case name
    /// An attribute; the payload is its text without the dot.
    case attribute
    /// An element of a sequence; its index is its place among the elements.
    case element
    /// An element of a set.
    case member
    /// The key of an entry whose key is an object; the next slot is the entry's value.
    case key
    /// The value of an entry; the payload is the plain key, 0 where the slot before is the key.
    case entry
    /// A captured variable; the payload is its text.
    case cell
    /// Another place with a name of its own; the payload is its text.
    case special
    /// A reference that the runtime holds for a moment; the payload says who.
    case temporary
  }

  /// The label of a word.
  @inlinable public init(word: UInt32) { self.word = word }

  /// A label with a payload: the index of a text or of a plain value, as the kind says.
  @inlinable public init(_ kind: Kind, _ payload: UInt32 = 0, _ strength: Strength = .strong) {
    word = UInt32(kind.rawValue) | UInt32(strength.rawValue) << 5 | payload << 7
  }

  /// The kind of place.
  @inlinable public var kind: Kind {
    Kind(rawValue: UInt8(truncatingIfNeeded: word & 0x1F)) ?? .special
  }
  /// How strongly the slot holds.
  @inlinable public var strength: Strength {
    Strength(rawValue: UInt8(truncatingIfNeeded: word >> 5 & 3)) ?? .strong
  }
  /// Whether the slot counts for its referent.
  @inlinable public var isStrong: Bool { word & 0x60 == 0 }
  /// The index of a text or of a plain value.
  @inlinable public var payload: UInt32 { word >> 7 }
  /// The payload as a text.
  @inlinable public var text: TextID { TextID(word >> 7) }
}
