/// An event as it is stored: 16 bytes; lists and texts are ranges of pools.
struct EventRecord: Hashable, Sendable {
  /// Kind in the lower 6 bits, two flags, and one more than the cause's index in the upper 24.
  var head: UInt32
  var a: UInt32
  var b: UInt32
  /// The number of words that the journal had when the event happened.
  var changeIndex: UInt32

  init(
    _ kind: Event.Kind, flag: Bool = false, cause: Int?, _ a: UInt32, _ b: UInt32,
    changeIndex: Int
  ) {
    let causeBits = cause.map { UInt32(truncatingIfNeeded: min($0 + 1, 0xFF_FFFF)) } ?? 0
    head = UInt32(kind.rawValue) | (flag ? 1 << 6 : 0) | causeBits << 8
    self.a = a
    self.b = b
    self.changeIndex = UInt32(truncatingIfNeeded: changeIndex)
  }

  var kind: Event.Kind { Event.Kind(rawValue: UInt8(truncatingIfNeeded: head & 0x3F)) ?? .output }
  var flag: Bool { head & 1 << 6 != 0 }
  /// Where the event's own part of the details begins; nil where it has none.
  var firstDetail: Int? {
    switch kind {
    case .reference, .unreference, .unreachable, .collectEnd, .unraisable, .expect: Int(a)
    case .bind, .unbind: flag ? Int(a) : nil
    default: nil
    }
  }
  var cause: Int? { head >> 8 == 0 ? nil : Int(head >> 8) - 1 }
}
