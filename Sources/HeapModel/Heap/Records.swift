/// What a mutable heap knows of an object; all zero for what is not in use.
///
/// What changes with every reference stands first, within one cache line where possible.
@usableFromInline struct ObjectRecord: Sendable {
  /// The bits of the `ObjectState`.
  @usableFromInline var state: UInt32 = 0
  /// The number of strong slots that refer to the object.
  @usableFromInline var referenceCount: UInt32 = 0
  /// The heads of the circular lists of slots; 0 for an empty list.
  @usableFromInline var firstStrongIn: UInt32 = 0
  @usableFromInline var firstWeakIn: UInt32 = 0
  @usableFromInline var firstOut: UInt32 = 0
  /// The neighbours in a ring of objects; 0 outside all rings.
  @usableFromInline var ringNext: UInt32 = 0
  @usableFromInline var ringPrevious: UInt32 = 0
  @usableFromInline var type: UInt32 = 0
  @usableFromInline var serial: UInt32 = 0
  /// The object that a hidden one belongs to, or the text of a frame's function.
  @usableFromInline var detail: UInt32 = 0
  @usableFromInline var bytes: UInt32 = 0

  @usableFromInline init() {}

  /// What stands at number 0: no object, and never alive.
  @usableFromInline static var none: ObjectRecord {
    var record = ObjectRecord()
    record.state = ObjectState.freed.rawValue
    return record
  }

  var words: [UInt32] {
    [
      state, referenceCount, firstStrongIn, firstWeakIn, firstOut, ringNext, ringPrevious, type,
      serial, detail, bytes,
    ]
  }
}

/// What a mutable heap knows of a slot; all zero for what is not in use.
@usableFromInline struct SlotRecord: Sendable {
  /// The object that the slot belongs to; of a removed slot the slot that was removed before.
  @usableFromInline var source: UInt32 = 0
  /// The bits of the `Label` and of the `Value`.
  @usableFromInline var label: UInt32 = 0
  @usableFromInline var value: UInt32 = 0
  /// The neighbours among the slots that refer to the same object equally strongly.
  @usableFromInline var nextIn: UInt32 = 0
  @usableFromInline var previousIn: UInt32 = 0
  /// The neighbours among the slots of the same object.
  @usableFromInline var nextOut: UInt32 = 0
  @usableFromInline var previousOut: UInt32 = 0

  @usableFromInline init() {}

  @usableFromInline var isStrong: Bool { label & 0x60 == 0 }

  var words: [UInt32] { [source, label, value, nextIn, previousIn, nextOut, previousOut] }
}
