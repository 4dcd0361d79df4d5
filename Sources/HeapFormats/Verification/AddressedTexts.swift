/// Texts in which the library of the interpreter names an object by its address, as
/// `{<weakref at 0x7f2c; to 'P' at 0x7f2d>}`: the simulation has `{<weakref to P#1>}` there.
enum AddressedTexts {
  /// Whether both texts are the same but for what stands between angle brackets with an address in
  /// them. O(length), O(length²) at worst.
  static func areSame(_ theirs: String, _ ours: String) -> Bool {
    guard theirs.utf8.count < 100_000, let parts = partsBetweenAddresses(Array(theirs.utf8)) else {
      return false
    }
    var rest = Array(ours.utf8)[...]
    for (index, part) in parts.enumerated() {
      let isFirst = index == 0
      let isLast = index == parts.count - 1
      let wanted =
        (isFirst ? [] : [UInt8(ascii: ">")]) + part + (isLast ? [] : [UInt8(ascii: "<")])
      if isFirst {
        guard rest.starts(with: wanted) else { return false }
        rest = rest.dropFirst(wanted.count)
      } else if isLast {
        return rest.count >= wanted.count && rest.suffix(wanted.count).elementsEqual(wanted)
      } else {
        guard let end = end(of: wanted, in: rest) else { return false }
        rest = rest[end...]
      }
    }
    return false
  }

  private static func end(of wanted: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    var start = bytes.startIndex
    while start + wanted.count <= bytes.endIndex {
      if bytes[start..<start + wanted.count].elementsEqual(wanted) { return start + wanted.count }
      start += 1
    }
    return nil
  }

  /// What lies around the names with addresses; nil where there is none.
  private static func partsBetweenAddresses(_ bytes: [UInt8]) -> [[UInt8]]? {
    let mark = Array(" at 0x".utf8)
    var parts: [[UInt8]] = []
    var (begin, opening) = (0, Int?.none)
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: "<") {
        opening = index
      } else if byte == UInt8(ascii: ">"), let start = opening {
        opening = nil
        if end(of: mark, in: bytes[start..<index]) != nil {
          parts.append(Array(bytes[begin..<start]))
          begin = index + 1
        }
      }
    }
    return parts.isEmpty ? nil : parts + [Array(bytes[begin...])]
  }
}
