extension ByteBuffer {
  /// Appends the inside of a JSON string: quotes, backslashes and all control characters escaped,
  /// DEL, the C1 set, marks that turn the direction of writing and marks that cannot be seen among
  /// them, so that a log that is shown raw does nothing to a terminal. O(length).
  public mutating func append(jsonEscaping text: String) {
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      var index = 0
      while index < utf8.count {
        let byte = utf8[index]
        if 0x20..<0x7F ~= byte && byte != 0x22 && byte != 0x5C {
          index += 1
          continue
        }
        let (scalar, length) = Self.scalar(of: utf8, at: index)
        if byte >= 0x80 && !Self.isDangerous(scalar) {
          index += length
          continue
        }
        append(UnsafeBufferPointer(rebasing: utf8[start..<index]))
        append(jsonEscape: scalar)
        index += length
        start = index
      }
      append(UnsafeBufferPointer(rebasing: utf8[start..<utf8.count]))
    }
  }

  /// The scalar that begins at an index of valid UTF-8, and how many bytes it takes.
  private static func scalar(
    of utf8: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (scalar: Unicode.Scalar, length: Int) {
    let lead = utf8[index]
    let length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = length == 1 ? UInt32(lead) : UInt32(lead) & (0x7F >> UInt32(length))
    for byte in utf8[(index + 1)..<min(index + length, utf8.count)] {
      value = value << 6 | UInt32(byte) & 0x3F
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  private mutating func append(jsonEscape scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": append("\\\"")
    case "\\": append("\\\\")
    case "\u{8}": append("\\b")
    case "\t": append("\\t")
    case "\n": append("\\n")
    case "\u{C}": append("\\f")
    case "\r": append("\\r")
    default:
      for unit in String(scalar).utf16 {
        append("\\u")
        for shift: UInt16 in [12, 8, 4, 0] {
          let digit = UInt8(unit >> shift & 0xF)
          append(byte: digit < 10 ? 0x30 + digit : 0x61 + digit - 10)
        }
      }
    }
  }
}
