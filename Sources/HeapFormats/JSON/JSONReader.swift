import Runtimes

/// Reads a JSON document strictly by RFC 8259 into a flat tape.
///
/// It keeps its own stack, so nesting is limited by memory only; it never looks back, and it
/// counts no lines. O(length of the file).
struct JSONReader {
  let source: UnsafeBufferPointer<UInt8>
  var position = 0
  private var values: [JSONValue] = []
  /// The indices of the containers that are not closed yet, outermost first.
  private var open: [UInt32] = []

  private enum Expectation {
    case value, firstElement, firstKey, key, separator
  }

  private init(_ source: UnsafeBufferPointer<UInt8>) {
    self.source = source
    // Room that is never used is never touched and costs no memory; growing would copy the tape.
    values.reserveCapacity(source.count / 5)
  }

  /// The tape of the document in `source`, or the first reason why it is none.
  static func read(
    _ source: UnsafeBufferPointer<UInt8>
  ) throws(JSONSyntaxError) -> [JSONValue] {
    guard source.count < UInt32.max else {
      throw JSONSyntaxError(offset: 0, message: "the file is larger than 4 GiB")
    }
    var reader = JSONReader(source)
    try reader.readBeginning()
    try reader.readDocument()
    return reader.values
  }

  /// Recognises files that are no UTF-8 text at all by their first bytes.
  private func readBeginning() throws(JSONSyntaxError) {
    if source.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw failure(
        at: 0, "the file begins with a byte order mark (U+FEFF); expected UTF-8 text without one")
    }
    if source.starts(with: [0xFF, 0xFE]) || source.starts(with: [0xFE, 0xFF])
      || (source.count > 1 && (source[0] == 0) != (source[1] == 0))
    {
      throw failure(at: 0, "the file looks like UTF-16 text; expected UTF-8")
    }
  }

  private mutating func readDocument() throws(JSONSyntaxError) {
    var expectation = Expectation.value
    while true {
      skipWhitespace()
      guard position < source.count else { return try readEnd(expectation) }
      let byte = source[position]
      switch expectation {
      case .firstElement where byte == UInt8(ascii: "]"),
        .firstKey where byte == UInt8(ascii: "}"):
        try close()
        expectation = .separator
      case .value, .firstElement:
        expectation = try readValue(byte)
      case .firstKey, .key:
        try readKey(byte)
        expectation = .value
      case .separator:
        expectation = try readSeparator(byte)
      }
    }
  }

  private func readEnd(_ expectation: Expectation) throws(JSONSyntaxError) {
    if let container = open.last {
      let offset = Int(values[Int(container)].offset)
      let closing = values[Int(container)].kind == .array ? "]" : "}"
      throw failure(
        at: offset,
        "this '\(Character(Unicode.Scalar(source[offset])))' is never closed: the file ends "
          + "where '\(closing)' was expected")
    }
    guard expectation == .separator else {
      throw failure(at: 0, "the file is empty; expected a JSON document")
    }
  }

  /// After a value: a comma, the end of its container, or nothing at all behind the document.
  private mutating func readSeparator(_ byte: UInt8) throws(JSONSyntaxError) -> Expectation {
    guard let container = open.last else {
      throw failure(
        at: position, "found \(found()) after the end of the document; expected nothing more")
    }
    let isArray = values[Int(container)].kind == .array
    let closing = isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")
    if byte == closing {
      try close()
      return .separator
    }
    guard byte == UInt8(ascii: ",") else {
      throw failure(
        at: position,
        "found \(found()); expected ',' or '\(Character(Unicode.Scalar(closing)))' "
          + "(\(isArray ? "the array" : "the object") begins at "
          + "\(LineTable(source).place(at: Int(values[Int(container)].offset))))")
    }
    let comma = position
    position += 1
    skipWhitespace()
    if position < source.count, source[position] == closing {
      throw failure(
        at: comma,
        "found ',' before '\(Character(Unicode.Scalar(closing)))'; "
          + "expected no comma after the last \(isArray ? "element" : "member")")
    }
    return isArray ? .value : .key
  }

  private mutating func readKey(_ byte: UInt8) throws(JSONSyntaxError) {
    guard byte == UInt8(ascii: "\"") else {
      throw failure(at: position, "found \(found()); expected a key in double quotes")
    }
    try readText()
    skipWhitespace()
    guard position < source.count, source[position] == UInt8(ascii: ":") else {
      guard position < source.count else { return }
      throw failure(at: position, "found \(found()); expected ':' after the key")
    }
    position += 1
  }

  private mutating func readValue(_ byte: UInt8) throws(JSONSyntaxError) -> Expectation {
    switch byte {
    case UInt8(ascii: "\""):
      try readText()
    case UInt8(ascii: "{"):
      openContainer(.object)
      return .firstKey
    case UInt8(ascii: "["):
      openContainer(.array)
      return .firstElement
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      try readNumber()
    default:
      try readWord()
    }
    return .separator
  }

  private mutating func openContainer(_ kind: JSONValue.Kind) {
    open.append(UInt32(values.count))
    append(kind, from: position, to: position + 1)
    position += 1
  }

  private mutating func close() throws(JSONSyntaxError) {
    position += 1
    let container = Int(open.removeLast())
    values[container].end = UInt32(position)
    values[container].next = UInt32(values.count)
    if values[container].kind == .object { try checkKeys(of: container) }
  }

  private mutating func append(
    _ kind: JSONValue.Kind, from start: Int, to end: Int, isEscaped: Bool = false
  ) {
    values.append(
      JSONValue(
        kind: kind, isEscaped: isEscaped, offset: UInt32(start), end: UInt32(end),
        next: UInt32(values.count + 1)))
  }

  private mutating func readText() throws(JSONSyntaxError) {
    let start = position
    let isEscaped = try skipText()
    append(.text, from: start, to: position, isEscaped: isEscaped)
  }

  private mutating func readNumber() throws(JSONSyntaxError) {
    let start = position
    let isReal = try skipNumber()
    append(isReal ? .real : .integer, from: start, to: position)
  }

  private mutating func readWord() throws(JSONSyntaxError) {
    let start = position
    while position < source.count, JSONReader.isWordByte(source[position]) { position += 1 }
    let word = source[start..<position]
    if word.elementsEqual("null".utf8) {
      append(.null, from: start, to: position)
    } else if word.elementsEqual("true".utf8) {
      append(.true, from: start, to: position)
    } else if word.elementsEqual("false".utf8) {
      append(.false, from: start, to: position)
    } else {
      position = start
      throw valueFailure()
    }
  }

  @inline(__always)
  private mutating func skipWhitespace() {
    while position < source.count {
      switch source[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }
}

extension JSONReader {
  /// Refuses a key that stands twice in an object. O(keys) for many, pairwise for a few.
  private func checkKeys(of container: Int) throws(JSONSyntaxError) {
    try values.withUnsafeBufferPointer { values throws(JSONSyntaxError) in
      try checkKeys(of: container, in: JSONDocument(source: source, values: values))
    }
  }

  private func checkKeys(
    of container: Int, in document: JSONDocument
  ) throws(JSONSyntaxError) {
    let values = document.values
    var position = container + 1
    let end = values.count
    var count = 0
    while position < end {
      count += 1
      position = Int(values[position + 1].next)
    }
    guard count > 1 else { return }
    guard count <= 12 else { return try checkManyKeys(of: container, in: document) }
    var second = Int(values[container + 2].next)
    while second < end {
      var first = container + 1
      while first < second {
        if document.haveEqualText(first, second) { throw duplicate(first, second, in: document) }
        first = Int(values[first + 1].next)
      }
      second = Int(values[second + 1].next)
    }
  }

  private func checkManyKeys(
    of container: Int, in document: JSONDocument
  ) throws(JSONSyntaxError) {
    var known: [[UInt8]: Int] = [:]
    for member in document.members(of: container) {
      let text = document.withText(member.key) { Array($0) }
      if let first = known.updateValue(member.key, forKey: text) {
        throw duplicate(first, member.key, in: document)
      }
    }
  }

  private func duplicate(
    _ first: Int, _ second: Int, in document: JSONDocument
  ) -> JSONSyntaxError {
    failure(
      at: Int(values[second].offset),
      "found the key \(Quotation.of(document.string(second))) a second time; the first is at "
        + "\(LineTable(source).place(at: Int(values[first].offset)))")
  }
}

extension JSONDocument {
  /// Whether two texts have the same characters.
  fileprivate func haveEqualText(_ a: Int, _ b: Int) -> Bool {
    if !values[a].isEscaped, !values[b].isEscaped {
      let (x, y) = (rawBytes(a), rawBytes(b))
      return x.count == y.count && x.elementsEqual(y)
    }
    return withText(a) { x in withText(b) { y in x.elementsEqual(y) } }
  }
}
