/// The inside of a JSON text that the reader has accepted: escapes to characters and back.
enum JSONText {
  /// The characters of a text with escapes. O(length).
  static func decoded(_ raw: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(raw.count)
    var position = 0
    while position < raw.count {
      let unit = unit(of: raw, at: position)
      if let scalar = unit.scalar {
        result.append(contentsOf: String(scalar).utf8)
      } else {
        result.append(raw[position])
      }
      position += unit.length
    }
    return result
  }

  /// A walk over a raw text, to find where the bytes of the decoded one come from.
  struct Walk {
    /// Where the unit begins that is reached, and how many decoded bytes lie before it.
    private var position = 0
    private var decoded = 0

    /// Goes on to the unit that holds a byte of the decoded text, and gives its offset in the raw
    /// one. O(the way).
    mutating func advance(toDecoded target: Int, in raw: UnsafeBufferPointer<UInt8>) -> Int {
      while position < raw.count {
        let unit = unit(of: raw, at: position)
        let end = decoded + (unit.scalar.map { UTF8.width($0) } ?? 1)
        if end > target { break }
        decoded = end
        position += unit.length
      }
      return position
    }
  }

  /// How many bytes an escape takes and what it stands for; nil for a byte that is itself.
  private static func unit(
    of raw: UnsafeBufferPointer<UInt8>, at position: Int
  ) -> (scalar: Unicode.Scalar?, length: Int) {
    guard raw[position] == UInt8(ascii: "\\"), position + 1 < raw.count else { return (nil, 1) }
    switch raw[position + 1] {
    case UInt8(ascii: "b"): return ("\u{8}", 2)
    case UInt8(ascii: "f"): return ("\u{C}", 2)
    case UInt8(ascii: "n"): return ("\n", 2)
    case UInt8(ascii: "r"): return ("\r", 2)
    case UInt8(ascii: "t"): return ("\t", 2)
    case UInt8(ascii: "u"):
      let high = hexadecimal(raw, at: position + 2) ?? 0xFFFD
      guard 0xD800..<0xDC00 ~= high, let low = hexadecimal(raw, at: position + 8) else {
        return (Unicode.Scalar(high) ?? "\u{FFFD}", 6)
      }
      let pair = 0x10000 + (high - 0xD800) << 10 + (low &- 0xDC00) & 0x3FF
      return (Unicode.Scalar(pair) ?? "\u{FFFD}", 12)
    case let byte: return (Unicode.Scalar(byte), 2)
    }
  }

  /// The value of four hexadecimal digits, nil where there are not four.
  static func hexadecimal(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = hexadecimalDigit(byte) else { return nil }
      value = value << 4 | digit
    }
    return value
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}
