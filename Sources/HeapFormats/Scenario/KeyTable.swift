/// Finds which of a few known keys a text is.
struct KeyTable {
  /// The keys, in the order of their indices.
  let names: [String]
  /// The length and the first seven bytes of each key: enough to tell almost all apart.
  private let marks: [UInt64]

  init(_ names: [String]) {
    self.names = names
    marks = names.map { name in
      Array(name.utf8).withUnsafeBufferPointer { KeyTable.mark($0) }
    }
  }

  /// The index of the key that the bytes spell, nil where it is none of them. O(keys).
  func index(of bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let mark = KeyTable.mark(bytes)
    for index in marks.indices where marks[index] == mark {
      if bytes.count <= 7 || names[index].utf8.elementsEqual(bytes) { return index }
    }
    return nil
  }

  private static func mark(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var mark = UInt64(truncatingIfNeeded: min(bytes.count, 255))
    for byte in bytes.prefix(7) { mark = mark << 8 | UInt64(byte) }
    return mark
  }
}
