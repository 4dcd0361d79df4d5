import Runtimes

/// The words of the reader's complaints.
extension JSONReader {
  func failure(at offset: Int, _ message: String) -> JSONSyntaxError {
    JSONSyntaxError(offset: offset, message: message)
  }

  /// Where a value was expected and none begins: names what people write instead.
  func valueFailure() -> JSONSyntaxError {
    switch source[position] {
    case UInt8(ascii: "'"):
      failure(at: position, "found a single quote; expected text in double quotes")
    case UInt8(ascii: "/"), UInt8(ascii: "#"):
      failure(at: position, "found a comment; JSON has none, expected a value")
    case UInt8(ascii: "+"):
      failure(at: position, "found '+'; expected a number without a plus sign")
    case UInt8(ascii: "."):
      failure(at: position, "found '.'; expected a digit before the point of a number")
    default:
      failure(at: position, "found \(found()); expected \(expectedValue)")
    }
  }

  private var expectedValue: String {
    switch word(at: position) {
    case "True", "TRUE": "true"
    case "False", "FALSE": "false"
    case "None", "nil", "undefined", "NULL", "Null": "null"
    case "NaN", "-NaN", "Infinity", "-Infinity", "nan", "inf":
      "a value (JSON has no NaN and no infinity)"
    case .some: "a value (text stands in double quotes)"
    case nil: "a value"
    }
  }

  /// What stands at the place where the reader is, in words.
  func found(at place: Int? = nil) -> String {
    let place = place ?? position
    guard place < source.count else { return "the end of the file" }
    if source[place] == UInt8(ascii: "\"") { return "a text" }
    if source[place] == UInt8(ascii: "'") { return "a single quote" }
    if source[place] == UInt8(ascii: "/") || source[place] == UInt8(ascii: "#") {
      return "a comment (JSON has none)"
    }
    if let word = word(at: place) { return Quotation.of(word) }
    let length = JSONReader.lengthOfCharacter(source, at: place)
    guard length > 0 else {
      return "the byte 0x\(JSONReader.hexadecimal(UInt32(source[place]), digits: 2)) "
        + "(not valid UTF-8)"
    }
    let character = String(decoding: source[place..<place + length], as: UTF8.self)
    return Quotation.of(character)
  }

  /// The word that begins at a place, its first bytes only.
  private func word(at place: Int) -> String? {
    var end = place
    if source[end] == UInt8(ascii: "-") { end += 1 }
    while end < source.count, end - place < 200, JSONReader.isWordByte(source[end]) { end += 1 }
    guard end > place, JSONReader.isWordByte(source[end - 1]) else { return nil }
    return String(decoding: source[place..<end], as: UTF8.self)
  }

  static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"):
      true
    default: false
    }
  }

  static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  static func codePoint(_ value: UInt32) -> String { "U+" + hexadecimal(value, digits: 4) }
}
