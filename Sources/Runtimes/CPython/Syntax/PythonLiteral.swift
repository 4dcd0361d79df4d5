/// Numbers and texts as Python writes them in source.
public enum PythonLiteral {
  /// Python refuses to read an integer with more digits.
  public static let maximumDigits = 4300

  /// Reads a number with an optional sign and moves behind it.
  static func readNumber(
    _ bytes: UnsafeBufferPointer<UInt8>, from position: inout Int
  ) throws(ExpressionSyntaxError) -> Constant {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let first = position
    skipDigits(bytes, &position)
    let digits = position - first
    guard digits > 0 else {
      throw ExpressionSyntaxError(
        offset: position, "found \(found(bytes, at: position)) after '-'; expected a digit")
    }
    var isReal = false
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      isReal = true
      position += 1
      try expectDigits(bytes, &position, after: "the point of a number")
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      isReal = true
      position += 1
      if position < bytes.count,
        bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      try expectDigits(bytes, &position, after: "the exponent of a number")
    }
    if position < bytes.count, PythonNames.isPart(bytes[position]) {
      throw ExpressionSyntaxError(
        offset: position, "found \(found(bytes, at: position)) right after a number")
    }
    if !isReal, digits > 1, bytes[first] == UInt8(ascii: "0") {
      throw ExpressionSyntaxError(
        offset: start, "found a number with a leading zero; expected none")
    }
    let text = UnsafeBufferPointer(rebasing: bytes[start..<position])
    switch number(text, isReal: isReal) {
    case .success(let value): return value
    case .failure(let problem): throw ExpressionSyntaxError(offset: start, problem.message)
    }
  }

  /// Why a well-formed number has no value.
  public enum NumberProblem: Error {
    /// A floating-point number that would be infinite.
    case beyondFloat
    /// An integer that Python refuses to read.
    case tooManyDigits

    /// The sentence for it.
    public var message: String {
      switch self {
      case .beyondFloat: "this number is beyond the range of a floating-point number"
      case .tooManyDigits:
        "this integer has more than \(PythonLiteral.maximumDigits) digits, which Python refuses"
      }
    }
  }

  /// The value of a well-formed number: an optional minus, digits, and a fraction or an exponent
  /// if it is real.
  public static func number(
    _ text: UnsafeBufferPointer<UInt8>, isReal: Bool
  ) -> Result<Constant, NumberProblem> {
    guard isReal else { return integer(text) }
    guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
      return .failure(.beyondFloat)
    }
    return .success(.float(value))
  }

  private static func integer(
    _ text: UnsafeBufferPointer<UInt8>
  ) -> Result<Constant, NumberProblem> {
    let isNegative = text.first == UInt8(ascii: "-")
    let digits = text.count - (isNegative ? 1 : 0)
    guard digits <= maximumDigits else { return .failure(.tooManyDigits) }
    var value = 0
    for byte in text[(text.count - digits)...] {
      let digit = Int(byte - UInt8(ascii: "0"))
      let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) =
        isNegative
        ? shifted.subtractingReportingOverflow(digit) : shifted.addingReportingOverflow(digit)
      guard !overflow, !carry else {
        return .success(.bigInteger(String(decoding: text, as: UTF8.self)))
      }
      value = sum
    }
    return .success(.integer(value))
  }

  /// Reads a text in single or double quotes and moves behind it.
  static func readText(
    _ bytes: UnsafeBufferPointer<UInt8>, from position: inout Int
  ) throws(ExpressionSyntaxError) -> String {
    let start = position
    let quote = bytes[position]
    position += 1
    var first = position
    var text = ""
    while position < bytes.count {
      switch bytes[position] {
      case quote:
        text += String(decoding: bytes[first..<position], as: UTF8.self)
        position += 1
        return text
      case UInt8(ascii: "\\"):
        text += String(decoding: bytes[first..<position], as: UTF8.self)
        text.unicodeScalars.append(try readEscape(bytes, from: &position))
        first = position
      case UInt8(ascii: "\n"):
        throw ExpressionSyntaxError(
          offset: position,
          "found a line break inside a text; expected \\n, which is \\\\n in a JSON string")
      default: position += 1
      }
    }
    throw ExpressionSyntaxError(offset: start, "this text is never closed in the expression")
  }

  private static func readEscape(
    _ bytes: UnsafeBufferPointer<UInt8>, from position: inout Int
  ) throws(ExpressionSyntaxError) -> Unicode.Scalar {
    let start = position
    position += 2
    guard start + 1 < bytes.count else {
      position = bytes.count
      throw ExpressionSyntaxError(offset: start, "the expression ends after a backslash")
    }
    switch bytes[start + 1] {
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "'"): return "'"
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "x"): return try readCodePoint(bytes, from: &position, digits: 2)
    case UInt8(ascii: "u"): return try readCodePoint(bytes, from: &position, digits: 4)
    case UInt8(ascii: "U"): return try readCodePoint(bytes, from: &position, digits: 8)
    default:
      throw ExpressionSyntaxError(
        offset: start,
        "found a backslash before \(found(bytes, at: start + 1)) in a text; expected one of the "
          + "escapes \\\\ \\' \\\" \\n \\t \\r \\x \\u \\U")
    }
  }

  private static func readCodePoint(
    _ bytes: UnsafeBufferPointer<UInt8>, from position: inout Int, digits: Int
  ) throws(ExpressionSyntaxError) -> Unicode.Scalar {
    let start = position - 2
    let text = bytes[position..<min(position + digits, bytes.count)]
    position = text.endIndex
    guard text.count == digits, text.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: text, as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(value)
    else {
      throw ExpressionSyntaxError(
        offset: start,
        "found a broken escape in a text; expected \(digits) hexadecimal digits of a character")
    }
    return scalar
  }

  private static func skipDigits(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
    while position < bytes.count, UInt8(ascii: "0")...UInt8(ascii: "9") ~= bytes[position] {
      position += 1
    }
  }

  private static func expectDigits(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, after what: String
  ) throws(ExpressionSyntaxError) {
    let start = position
    skipDigits(bytes, &position)
    guard position > start else {
      throw ExpressionSyntaxError(
        offset: start, "found \(found(bytes, at: start)) after \(what); expected a digit")
    }
  }

  /// What stands at an offset of a valid UTF-8 text, in words.
  static func found(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> String {
    guard position < bytes.count else { return "the end" }
    var end = position
    if PythonNames.isPart(bytes[position]) {
      while end < bytes.count, end - position < 100, PythonNames.isPart(bytes[end]) { end += 1 }
    } else {
      end += 1
      while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    }
    return Quotation.of(String(decoding: bytes[position..<end], as: UTF8.self))
  }
}
