/// Bytes that wait to be written: numbers and texts are appended without making a `String`.
public struct ByteBuffer: Sendable {
  /// The bytes that wait, then room: copying into room costs half as much as appending.
  private var bytes: [UInt8] = []

  /// The number of bytes that wait. O(1).
  public private(set) var count = 0

  /// An empty buffer.
  public init() {}

  /// The bytes as text, for tests and short outputs. O(count).
  public var text: String { String(decoding: bytes[..<count], as: UTF8.self) }

  /// Lends the bytes to whoever writes them. O(1).
  public func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try bytes.withUnsafeBufferPointer { buffer throws(Failure) in
      try body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
    }
  }

  /// Forgets the bytes and keeps the memory.
  public mutating func removeAll() { count = 0 }

  /// Makes room for some more bytes. O(1), amortized.
  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if bytes.count - count < more { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    // What lies behind `count` is never read, so nothing has to fill it.
    let size = bytes.count + max(more, bytes.count, 1024)
    bytes = [UInt8](unsafeUninitializedCapacity: size) { room, filled in
      bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(room).copyMemory(from: $0) }
      filled = size
    }
  }

  @inline(__always)
  mutating func append(_ source: UnsafeBufferPointer<UInt8>) {
    guard let start = source.baseAddress, source.count > 0 else { return }
    reserve(source.count)
    bytes.withUnsafeMutableBufferPointer { room in
      UnsafeMutableRawBufferPointer(room).baseAddress?.advanced(by: count)
        .copyMemory(from: start, byteCount: source.count)
    }
    count += source.count
  }

  /// Appends an ASCII or UTF-8 literal. O(length).
  public mutating func append(_ literal: StaticString) {
    append(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Appends a text as it is. O(length).
  public mutating func append(text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  /// Appends one byte. O(1) amortized.
  public mutating func append(byte: UInt8) {
    reserve(1)
    bytes[count] = byte
    count += 1
  }

  /// Appends the same byte several times. O(count).
  public mutating func append(byte: UInt8, count: Int) {
    for _ in 0..<max(0, count) { append(byte: byte) }
  }

  /// Appends a number in decimal. O(digits).
  public mutating func append(_ number: Int) {
    var rest = number.magnitude
    if number < 0 { append(byte: 0x2D) }
    var digits = 1
    var bound: UInt = 10
    while rest >= bound && digits < 19 {
      digits += 1
      bound *= 10
    }
    reserve(digits)
    var place = count + digits
    count = place
    repeat {
      place -= 1
      bytes[place] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
  }
}
