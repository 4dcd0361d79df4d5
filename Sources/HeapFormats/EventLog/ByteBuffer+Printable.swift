extension ByteBuffer {
  /// Appends a text that comes from a file, so that it does nothing to a terminal: controls, the C1
  /// set, marks that turn the direction of writing and marks that cannot be seen are written as
  /// Python would escape them, `\x1b` or `\u202e`; with `asASCII` all that is not ASCII.
  /// O(length).
  mutating func append(printable text: String, asASCII: Bool = false) {
    if text.utf8.allSatisfy({ 0x20...0x7E ~= $0 }) { return append(text: text) }
    for scalar in text.unicodeScalars {
      if asASCII ? !(0x20...0x7E ~= scalar.value) : Self.isDangerous(scalar) {
        append(escape: scalar.value)
      } else {
        append(text: String(scalar))
      }
    }
  }

  /// Whether a character acts on a terminal or cannot be seen.
  static func isDangerous(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .surrogate,
      .privateUse:
      true
    default: scalar.properties.isVariationSelector
    }
  }

  private mutating func append(escape value: UInt32) {
    let digits = String(value, radix: 16)
    let (prefix, width): (StaticString, Int) =
      value <= 0xFF ? ("\\x", 2) : value <= 0xFFFF ? ("\\u", 4) : ("\\U", 8)
    append(prefix)
    append(byte: 0x30, count: width - digits.utf8.count)
    append(text: digits)
  }
}
