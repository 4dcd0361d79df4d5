/// One value of a JSON document: an entry of the tape, 16 bytes.
///
/// An array is followed by its elements, an object by its keys and values in turn; `next` skips
/// them all.
struct JSONValue {
  enum Kind: UInt8 {
    case null, `false`, `true`, integer, real, text, array, object
  }

  var kind: Kind
  /// Whether a text has escapes, so that its bytes in the file are not its characters.
  var isEscaped = false
  /// The offset of the first byte in the file: the quote of a text, the bracket of a container.
  var offset: UInt32
  /// The offset behind the last byte.
  var end: UInt32
  /// The index of the tape where the next value stands that is not inside this one.
  var next: UInt32
}

/// A JSON document that was read: its bytes and the tape of its values. The root is value 0.
///
/// Both are borrowed: a document lives no longer than the buffer that was read and the tape that
/// `JSONReader` made of it.
struct JSONDocument {
  let source: UnsafeBufferPointer<UInt8>
  let values: UnsafeBufferPointer<JSONValue>

  subscript(index: Int) -> JSONValue { values[index] }

  /// The indices of the elements of an array.
  func elements(of container: Int) -> Children {
    Children(values: values, position: container + 1, end: Int(values[container].next))
  }

  /// The number of elements of an array, at most `limit`.
  func elementCount(of container: Int, limit: Int) -> Int {
    var elements = elements(of: container)
    var count = 0
    while count < limit, elements.next() != nil { count += 1 }
    return count
  }

  /// The pairs (key, value) of an object as indices of the tape.
  func members(of container: Int) -> Members {
    Members(values: values, position: container + 1, end: Int(values[container].next))
  }

  /// The bytes of a number, a word or a text without its quotes, as they stand in the file.
  func rawBytes(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let value = values[index]
    let quote = value.kind == .text ? 1 : 0
    return UnsafeBufferPointer(
      rebasing: source[Int(value.offset) + quote..<Int(value.end) - quote])
  }

  /// The characters of a text: UTF-8, escapes resolved. O(length); without escapes nothing is
  /// copied.
  func withText<Result, Failure: Error>(
    _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard values[index].isEscaped else { return try body(rawBytes(index)) }
    let decoded = JSONText.decoded(rawBytes(index))
    return try decoded.withUnsafeBufferPointer(body)
  }

  /// The characters of a text as a string. O(length).
  func string(_ index: Int) -> String {
    withText(index) { String(decoding: $0, as: UTF8.self) }
  }

  /// The offset in the file of a byte of a decoded text. O(length).
  func fileOffset(ofDecoded position: Int, in index: Int) -> Int {
    var offsets = TextOffsets(of: index, in: self)
    return offsets.fileOffset(ofDecoded: position)
  }

  /// Finds the offsets in the file of bytes of a decoded text. Ascending ones cost one pass over the
  /// text together.
  struct TextOffsets {
    private let start: Int
    private let raw: UnsafeBufferPointer<UInt8>?
    private var walk = JSONText.Walk()

    init(of index: Int, in document: JSONDocument) {
      start = Int(document.values[index].offset) + 1
      raw = document.values[index].isEscaped ? document.rawBytes(index) : nil
    }

    /// The offset of a byte, which must not lie before the one that was asked for last.
    mutating func fileOffset(ofDecoded position: Int) -> Int {
      start + (raw.map { walk.advance(toDecoded: position, in: $0) } ?? position)
    }
  }

  /// A walk over the elements of an array.
  struct Children: Sequence, IteratorProtocol {
    let values: UnsafeBufferPointer<JSONValue>
    var position: Int
    let end: Int
    mutating func next() -> Int? {
      guard position < end else { return nil }
      defer { position = Int(values[position].next) }
      return position
    }
  }

  /// A walk over the keys and values of an object.
  struct Members: Sequence, IteratorProtocol {
    let values: UnsafeBufferPointer<JSONValue>
    var position: Int
    let end: Int
    mutating func next() -> (key: Int, value: Int)? {
      guard position < end else { return nil }
      defer { position = Int(values[position + 1].next) }
      return (position, position + 1)
    }
  }
}

/// Why a file is no JSON: the place and a sentence.
struct JSONSyntaxError: Error, Equatable {
  /// The offset of the byte where the complaint belongs.
  var offset: Int
  /// What was found and what was expected.
  var message: String
}
