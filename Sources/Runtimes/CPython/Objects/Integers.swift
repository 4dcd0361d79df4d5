import HeapModel

// Integers of any size beside floats, and what `int()` reads. Source: Objects/floatobject.c
// (float_richcompare), Objects/longobject.c (PyLong_FromString, PyLong_FromDouble).
extension Machine {
  /// Numbers of all types compare by value: `1 == 1.0 == True`. A number has one form only.
  enum Number: Hashable {
    case integer(Int)
    /// No whole number.
    case float(Double)
    /// The digits of an integer that is no `Int`.
    case big(String)
  }

  static func number(_ constant: Constant) -> Number? {
    switch constant {
    case .boolean(let truth): return .integer(truth ? 1 : 0)
    case .integer(let number): return .integer(number)
    case .bigInteger(let digits): return .big(digits)
    case .float(let number): return whole(number) ?? .float(number)
    default: return nil
    }
  }

  /// The integer that a float is; nil where it has a fraction, or is infinite or no number.
  private static func whole(_ number: Double) -> Number? {
    if let small = Int(exactly: number) { return .integer(small) }
    guard number.isFinite, number.rounded(.towardZero) == number else { return nil }
    return .big((number < 0 ? "-" : "") + digits(ofWhole: number.magnitude))
  }

  /// All digits of a float of at least 2 to the 53rd. O(digits²).
  private static func digits(ofWhole number: Double) -> String {
    let base: UInt64 = 1_000_000_000
    let significand = number.significandBitPattern | 1 << 52
    // The last nine digits first.
    var parts = [significand % base, significand / base % base]
    var exponent = Int(number.exponent) - 52
    while exponent > 0 {
      let shift = min(exponent, 32)
      exponent -= shift
      var carry: UInt64 = 0
      for index in parts.indices {
        let product = parts[index] << UInt64(shift) + carry
        parts[index] = product % base
        carry = product / base
      }
      while carry > 0 {
        parts.append(carry % base)
        carry /= base
      }
    }
    var text = ""
    for part in parts.reversed() {
      let digits = String(part)
      if !text.isEmpty {
        text += String(repeating: "0", count: 9 - digits.count) + digits
      } else if part > 0 {
        text = digits
      }
    }
    return text
  }

  /// `a < b` of numbers; what is no number is less than nothing.
  static func isLess(_ a: Number, _ b: Number) -> Bool {
    switch (a, b) {
    case (.integer(let m), .integer(let n)): m < n
    case (.float(let m), .float(let n)): m < n
    // A float with a fraction is small enough for the conversion of its neighbours to be exact.
    case (.integer(let m), .float(let n)): Double(m) < n
    case (.float(let m), .integer(let n)): m < Double(n)
    case (.big(let m), .big(let n)): isLess(m, n)
    case (.big(let m), .integer): m.hasPrefix("-")
    case (.integer, .big(let n)): !n.hasPrefix("-")
    case (.big(let m), .float(let n)): n.isFinite ? m.hasPrefix("-") : n == .infinity
    case (.float(let m), .big(let n)): m.isFinite ? !n.hasPrefix("-") : m == -.infinity
    }
  }

  private static func isLess(_ a: String, _ b: String) -> Bool {
    let (x, y) = (a.hasPrefix("-"), b.hasPrefix("-"))
    if x != y { return x }
    let isShorter = a.utf8.count != b.utf8.count ? a.utf8.count < b.utf8.count : a < b
    return x ? !isShorter && a != b : isShorter
  }

  // MARK: int()

  /// `int(x)`, as a plain value.
  mutating func wholeNumber(of value: Value) throws(PythonError) -> Value {
    switch value.object.map({ baseValue($0) }) ?? constant(value) {
    case .integer(let number)?: return integer(number)
    case .bigInteger(let digits)?: return self.value(.constant(.bigInteger(digits)))
    case .boolean(let truth)?: return integer(truth ? 1 : 0)
    case .float(let number)?:
      if number.isNaN {
        throw PythonError("ValueError", "cannot convert float NaN to integer")
      }
      switch Self.whole(number.rounded(.towardZero)) {
      case .integer(let number)?: return integer(number)
      case .big(let digits)?: return self.value(.constant(.bigInteger(digits)))
      default: throw PythonError("OverflowError", "cannot convert float infinity to integer")
      }
    case .text(let text)?: return try wholeNumber(in: text.value)
    default:
      throw PythonError(
        "TypeError",
        "int() argument must be a string, a bytes-like object or a real number, not "
          + "'\(typeName(value))'")
    }
  }

  /// `int('12')`: digits of any script, with underscores between them, a sign, spaces around it all.
  private mutating func wholeNumber(in text: String) throws(PythonError) -> Value {
    var scalars = Substring(text).unicodeScalars
    while let first = scalars.first, Self.isSpace(first) { scalars.removeFirst() }
    while let last = scalars.last, Self.isSpace(last) { scalars.removeLast() }
    let isNegative = scalars.first == "-"
    if isNegative || scalars.first == "+" { scalars.removeFirst() }
    var digits: [UInt8] = []
    var isBehindDigit = false
    var isNumber = true
    for scalar in scalars {
      if let digit = Self.digit(scalar) {
        digits.append(digit)
        isBehindDigit = true
      } else if scalar == "_" && isBehindDigit {
        isBehindDigit = false
      } else {
        isNumber = false
        break
      }
    }
    if digits.count > Self.mostDigits {
      throw PythonError(
        "ValueError",
        "Exceeds the limit (\(Self.mostDigits) digits) for integer string conversion: value has "
          + "\(digits.count) digits; use sys.set_int_max_str_digits() to increase the limit")
    }
    guard isNumber && isBehindDigit else {
      let shown = String(String.UnicodeScalarView(PythonRepr.of(text).unicodeScalars.prefix(200)))
      throw PythonError("ValueError", "invalid literal for int() with base 10: \(shown)")
    }
    let significant = digits.drop { $0 == 0 }
    let written = (isNegative ? "-" : "") + significant.map { String($0) }.joined()
    if significant.isEmpty { return integer(0) }
    if let number = Int(written) { return integer(number) }
    return value(.constant(.bigInteger(written)))
  }

  /// So many digits `int()` reads at most (`sys.get_int_max_str_digits()`).
  private static let mostDigits = 4300

  private static func digit(_ scalar: Unicode.Scalar) -> UInt8? {
    if scalar.isASCII {
      return ("0"..."9").contains(scalar) ? UInt8(scalar.value) - UInt8(ascii: "0") : nil
    }
    guard scalar.properties.numericType == .decimal else { return nil }
    return scalar.properties.numericValue.map { UInt8($0) }
  }

  /// What `str.isspace` calls a space: besides those of Unicode four separators of ASCII.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
  }
}
