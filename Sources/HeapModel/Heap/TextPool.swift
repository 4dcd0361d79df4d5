/// Texts by number. Only grows; equal texts that were interned have the same number.
public struct TextPool: Sendable {
  private var texts: [String] = [""]
  private var ids: [String: TextID] = ["": .empty]

  /// A pool with the empty text at 0.
  public init() {}

  /// The number of texts.
  public var count: Int { texts.count }

  /// The number of a text, the same one for the same text. O(length).
  public mutating func intern(_ text: String) -> TextID {
    if let known = ids[text], texts[Int(known.index)].utf8.elementsEqual(text.utf8) { return known }
    let id = append(text)
    ids[text] = id
    return id
  }

  /// Adds a text without looking for an equal one. O(1).
  public mutating func append(_ text: String) -> TextID {
    texts.append(text)
    return TextID(UInt32(texts.count - 1))
  }

  /// The text of a number. O(1).
  public subscript(id: TextID) -> String { texts[Int(id.index)] }
}

/// A type of a heap: its name and what its instances are.
public struct HeapType: Hashable, Sendable {
  /// The name, as the runtime writes it.
  public var name: String
  /// What its instances are to somebody who looks at the heap.
  public var kind: ObjectKind
  /// A type.
  public init(name: String, kind: ObjectKind) {
    self.name = name
    self.kind = kind
  }
}
