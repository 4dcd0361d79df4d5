import Runtimes

/// Texts and numbers: where they end, and what is wrong in them.
extension JSONReader {
  /// Moves behind a text and says whether it has escapes.
  mutating func skipText() throws(JSONSyntaxError) -> Bool {
    let start = position
    position += 1
    var isEscaped = false
    while true {
      skipPlainText()
      guard position < source.count else {
        throw failure(at: start, "this text is never closed: the file ends where '\"' was expected")
      }
      switch source[position] {
      case UInt8(ascii: "\""):
        position += 1
        return isEscaped
      case UInt8(ascii: "\\"):
        isEscaped = true
        try skipEscape()
      case 0..<0x20:
        throw controlFailure(in: start)
      default:
        try skipMultibyte()
      }
    }
  }

  /// Moves to the next byte of a text that needs a look: a quote, a backslash, a control
  /// character, or a byte that is not ASCII. Eight bytes at a time.
  @inline(__always)
  private mutating func skipPlainText() {
    let low: UInt64 = 0x0101_0101_0101_0101
    let high: UInt64 = 0x8080_8080_8080_8080
    guard let base = source.baseAddress else { return }
    while position + 8 <= source.count {
      let word = UInt64(
        littleEndian: UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self))
      let control = (word &- low &* 0x20) & ~word
      let quote = word ^ (low &* 0x22)
      let backslash = word ^ (low &* 0x5C)
      let marks =
        (control | ((quote &- low) & ~quote) | ((backslash &- low) & ~backslash) | word) & high
      // A borrow can only spoil marks above the first true one, so the lowest mark is exact.
      if marks != 0 {
        position += marks.trailingZeroBitCount >> 3
        return
      }
      position += 8
    }
    while position < source.count {
      switch source[position] {
      case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x80...: return
      default: position += 1
      }
    }
  }

  private func controlFailure(in start: Int) -> JSONSyntaxError {
    switch source[position] {
    case 0x0A, 0x0D:
      failure(
        at: start,
        "this text does not end on its line; expected a closing '\"' (a line break inside a text "
          + "is written \\n)")
    case 0x09:
      failure(at: position, "found a tab inside a text; expected it to be written \\t")
    case let byte:
      failure(
        at: position,
        "found the control character \(JSONReader.codePoint(UInt32(byte))) inside a text; expected "
          + "it to be written \\u00\(JSONReader.hexadecimal(UInt32(byte), digits: 2))")
    }
  }

  private mutating func skipEscape() throws(JSONSyntaxError) {
    guard position + 1 < source.count else {
      position = source.count
      return
    }
    switch source[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
    case UInt8(ascii: "u"):
      try skipUnicodeEscape()
    case UInt8(ascii: "'"):
      throw failure(
        at: position, "found the escape \\' in a text; expected a plain ', which needs none")
    default:
      throw failure(
        at: position,
        "found a backslash before \(found(at: position + 1)); expected one of the escapes "
          + "\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u (a backslash itself is written \\\\)")
    }
  }

  private mutating func skipUnicodeEscape() throws(JSONSyntaxError) {
    guard let unit = JSONText.hexadecimal(source, at: position + 2) else {
      throw failure(at: position, "found \\u; expected four hexadecimal digits after it")
    }
    switch unit {
    case 0xD800..<0xDC00:
      let hasPair =
        position + 7 < source.count && source[position + 6] == UInt8(ascii: "\\")
        && source[position + 7] == UInt8(ascii: "u")
      guard hasPair, let low = JSONText.hexadecimal(source, at: position + 8),
        0xDC00..<0xE000 ~= low
      else { throw surrogateFailure(unit) }
      position += 12
    case 0xDC00..<0xE000:
      throw surrogateFailure(unit)
    default:
      position += 6
    }
  }

  private func surrogateFailure(_ unit: UInt32) -> JSONSyntaxError {
    failure(
      at: position,
      "found \\u\(JSONReader.hexadecimal(unit, digits: 4)), half of a surrogate pair; expected "
        + "both halves, one after the other")
  }

  /// Moves over one character of two to four bytes.
  private mutating func skipMultibyte() throws(JSONSyntaxError) {
    let length = JSONReader.lengthOfCharacter(source, at: position)
    guard length > 0 else {
      throw failure(
        at: position,
        "found the byte 0x\(JSONReader.hexadecimal(UInt32(source[position]), digits: 2)), which "
          + "is not valid UTF-8 here; expected a file in UTF-8")
    }
    position += length
  }

  /// The number of bytes of a well-formed UTF-8 character, 0 where there is none.
  static func lengthOfCharacter(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int {
    func isContinuation(_ index: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      index < bytes.count && range ~= bytes[index]
    }
    let second = position + 1
    switch bytes[position] {
    case 0..<0x80: return 1
    case 0xC2...0xDF: return isContinuation(second) ? 2 : 0
    case 0xE0...0xEF:
      let range: ClosedRange<UInt8> =
        switch bytes[position] {
        case 0xE0: 0xA0...0xBF
        case 0xED: 0x80...0x9F
        default: 0x80...0xBF
        }
      return isContinuation(second, range) && isContinuation(position + 2) ? 3 : 0
    case 0xF0...0xF4:
      let range: ClosedRange<UInt8> =
        switch bytes[position] {
        case 0xF0: 0x90...0xBF
        case 0xF4: 0x80...0x8F
        default: 0x80...0xBF
        }
      return isContinuation(second, range) && isContinuation(position + 2)
        && isContinuation(position + 3) ? 4 : 0
    default: return 0
    }
  }

  /// Moves behind a number and says whether it has a fraction or an exponent.
  mutating func skipNumber() throws(JSONSyntaxError) -> Bool {
    let start = position
    var isReal = false
    if source[position] == UInt8(ascii: "-") { position += 1 }
    guard let first = digit else {
      if position < source.count, JSONReader.isWordByte(source[position]) {
        position = start
        throw valueFailure()
      }
      throw failure(at: position, "found \(found()) after '-'; expected a digit")
    }
    position += 1
    if first == UInt8(ascii: "0") {
      if digit != nil {
        throw failure(at: start, "found a number with a leading zero; expected none")
      }
    } else {
      skipDigits()
    }
    if position < source.count, source[position] == UInt8(ascii: ".") {
      isReal = true
      position += 1
      try expectDigits(after: "the point of a number")
    }
    if position < source.count, source[position] | 0x20 == UInt8(ascii: "e") {
      isReal = true
      position += 1
      if position < source.count,
        source[position] == UInt8(ascii: "+") || source[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      try expectDigits(after: "the exponent of a number")
    }
    if position < source.count, JSONReader.isWordByte(source[position]) {
      throw failure(at: position, "found \(found()) right after a number")
    }
    return isReal
  }

  private var digit: UInt8? {
    guard position < source.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= source[position]
    else { return nil }
    return source[position]
  }

  private mutating func skipDigits() {
    while digit != nil { position += 1 }
  }

  private mutating func expectDigits(after what: String) throws(JSONSyntaxError) {
    guard digit != nil else {
      throw failure(at: position, "found \(found()) after \(what); expected a digit")
    }
    skipDigits()
  }
}
