/// One reversible mutation of a heap as the journal stores it: 8 bytes, or 16 where it says more.
///
/// The list of forms is closed. Each change carries what its inverse needs, so that applying a
/// change and then its inverse gives the same heap, bit for bit; what both directions can derive is
/// not stored: the number of a new object, the free list of slots, reference counts, the order of
/// the lists of referrers, and the referent of a slot where a neighbour among its referrers is named.
///
/// The lowest bit of a head is 0 and that of a tail is 1, so that the journal can be walked from both
/// ends. A head has its form in 5 bits and 58 bits of payload; a tail has 63 bits of payload. The
/// payload begins with a slot (28 bits) or with an object, a type or a place in a column (29 bits).
struct PackedChange {
  /// The forms in which changes are stored; those from `state` on have a tail.
  enum Form: UInt8, CaseIterable {
    /// Flags of an object are turned over.
    case flags
    /// A new object of a size, with a type and flags that take few bits, and no detail.
    case make
    /// The empty slot gets a value, and is the last among the referrers of its referent.
    case fill
    /// The slot loses its value, which was plain, or whose last referrer it was.
    case drainLast
    /// The slot loses its reference; the word is the slot after it among the referrers.
    case drain
    /// The object enters a ring, before another one.
    case link
    /// The object, which stands before another one, leaves its ring.
    case unlink
    /// A word of the runtime changes by a little.
    case count
    /// The shallow size of an object changes by a little.
    case grow
    /// The flags of an object, from `b` to `c`.
    case state
    /// A new object of `id` bytes: type `object`, flags `b`, detail `c`.
    case allocate
    /// A new, empty slot of the object `a`, with the label `b`, before the slot `word`.
    case insert
    /// As `insert`, with a number that was never used before.
    case insertFresh
    /// A new slot at the end of the object `word`, with the label `b` and the value `a`, last among
    /// the referrers of its referent.
    case plant
    /// As `plant`, with a number that was never used before.
    case plantFresh
    /// A slot with the label `b` is removed with what it holds; see `Removal`.
    case pluck
    /// The slot changes its value from `a` to `b`; `word` is the neighbour in the list of referrers:
    /// of the old referent where there is one, else of the new one.
    case store
    /// The object moves within or between rings: from before `b` to before `c`; 0 is no ring.
    case relink
    /// The ring whose sentinel is `object` moves wholly to the end of the ring of sentinel `b`;
    /// `c` is the first object that moves.
    case splice
    /// A word of the runtime: column `id`, index `object`, from `b` to `c`.
    case word
    /// The shallow size of an object changes from `b` to `c` bytes.
    case size

    /// Whether the change takes a tail.
    @inline(__always) var isLong: Bool { rawValue >= Form.state.rawValue }

    /// Whether the payload begins with a slot.
    var isAboutSlot: Bool {
      switch self {
      case .fill, .drainLast, .drain, .insert, .insertFresh, .plant, .plantFresh, .pluck, .store:
        true
      default: false
      }
    }

  }

  var head: UInt64
  /// 0 where there is none.
  var tail: UInt64

  /// A change as it stands in the journal.
  @inline(__always) init(head: UInt64, tail: UInt64) {
    self.head = head
    self.tail = tail
  }

  /// The form. Only forms are ever written there, so that nothing needs to be checked in a loop
  /// over millions of changes; the cases have the numbers from 0 on.
  @inline(__always) var form: Form {
    unsafeBitCast(UInt8(truncatingIfNeeded: head >> 1) & 31, to: Form.self)
  }

  // MARK: What all changes of slots have in their head

  /// The slot that the change is about.
  @inline(__always) var slot: UInt32 { UInt32(truncatingIfNeeded: head >> 6) & 0xFFF_FFFF }
  /// The 30 bits beside the slot: a value, a neighbour, an object.
  @inline(__always) var word: UInt32 { UInt32(truncatingIfNeeded: head >> 34) }

  /// A change of a slot that fits into its head.
  @inline(__always) init(_ form: Form, slot: UInt32, word: UInt32) {
    head = UInt64(form.rawValue) << 1 | UInt64(slot) << 6 | UInt64(word) << 34
    tail = 0
  }

  /// A change of a slot; 31 bits of `a`.
  @inline(__always) init(_ form: Form, slot: UInt32, word: UInt32, a: UInt32, b: UInt32) {
    self.init(form, slot: slot, word: word)
    tail = 1 | UInt64(b) << 1 | UInt64(a) << 33
  }

  /// The first word of the tail of a slot's change.
  @inline(__always) var a: UInt32 { UInt32(truncatingIfNeeded: tail >> 33) }
  /// The word that every tail begins with.
  @inline(__always) var b: UInt32 { UInt32(truncatingIfNeeded: tail >> 1) }

  // MARK: What all other changes have

  /// The object that the change is about, or a type, or the index of a word.
  @inline(__always) var object: UInt32 { UInt32(truncatingIfNeeded: head >> 6) & 0x1FFF_FFFF }
  /// The 29 bits beside the object: flags, another object.
  @inline(__always) var bits: UInt32 { UInt32(truncatingIfNeeded: head >> 35) }
  /// The 29 bits as a difference.
  @inline(__always) var difference: UInt32 {
    UInt32(bitPattern: Int32(truncatingIfNeeded: Int64(bitPattern: head) >> 35))
  }

  /// A change of an object that fits into its head.
  @inline(__always) init(_ form: Form, object: UInt32, bits: UInt32) {
    head = UInt64(form.rawValue) << 1 | UInt64(object) << 6 | UInt64(bits) << 35
    tail = 0
  }

  /// A change of an object; 28 bits of `id`.
  @inline(__always) init(_ form: Form, object: UInt32, id: UInt32 = 0, b: UInt32, c: UInt32) {
    self.init(form, object: object, bits: id | (c >> 31) << 28)
    tail = 1 | UInt64(b) << 1 | UInt64(c) << 33
  }

  /// The column or the size of a change that has a tail.
  @inline(__always) var id: UInt32 { bits & 0xFFF_FFFF }
  /// The last word of the tail of an object's change.
  @inline(__always) var c: UInt32 {
    UInt32(truncatingIfNeeded: tail >> 33) | (UInt32(truncatingIfNeeded: head >> 63) << 31)
  }

  // MARK: Words of the runtime that change by a little

  /// The change of a word, as a difference where column and difference are small.
  @inline(__always) init(column: UInt32, index: UInt32, from old: UInt32, to new: UInt32) {
    let difference = Int64(new) - Int64(old)
    if column < 16 && abs(difference) < 1 << 24 {
      let bits = UInt32(truncatingIfNeeded: difference << 4) & 0x1FFF_FFFF | column
      self.init(.count, object: index, bits: bits)
    } else {
      self.init(.word, object: index, id: column, b: old, c: new)
    }
  }

  /// The column of a small change.
  @inline(__always) var column: UInt32 { bits & 15 }
  /// By how much the word changes.
  @inline(__always) var step: UInt32 {
    UInt32(bitPattern: Int32(truncatingIfNeeded: Int64(bitPattern: head) >> 39))
  }

  // MARK: New objects

  /// A new object, in few bits where they are enough.
  @inline(__always) init(type: UInt32, state: UInt32, detail: UInt32, bytes: UInt32) {
    if detail == 0 && type < 1 << 14 && (state | bytes) < 1 << 22 {
      let payload = UInt64(type) | UInt64(state) << 14 | UInt64(bytes) << 36
      self.init(head: UInt64(Form.make.rawValue) << 1 | payload << 6, tail: 0)
    } else {
      self.init(.allocate, object: type, id: bytes, b: state, c: detail)
    }
  }

  /// The type, the flags and the size of an object in few bits.
  @inline(__always) var made: (type: UInt32, state: UInt32, bytes: UInt32) {
    (
      UInt32(truncatingIfNeeded: head >> 6) & 0x3FFF,
      UInt32(truncatingIfNeeded: head >> 20) & 0x3F_FFFF, UInt32(truncatingIfNeeded: head >> 42)
    )
  }

  // MARK: Removed slots

  /// What a `pluck` says besides slot and label.
  struct Removal: Hashable {
    /// The slot after it in the same object; 0 where it was the last one.
    var successor: UInt32
    /// The object that it belonged to, where it was the last one.
    var source: UInt32
    /// The slot after it among the referrers of its referent; 0 where there is none.
    var neighbour: UInt32
    /// The value that it held, where it has no neighbour.
    var value: UInt32
  }

  @inline(__always) init(removing slot: UInt32, label: UInt32, _ removal: Removal) {
    let place = removal.successor == 0 ? removal.source << 1 | 1 : removal.successor << 1
    let content = removal.neighbour == 0 ? removal.value << 1 | 1 : removal.neighbour << 1
    self.init(.pluck, slot: slot, word: place, a: content, b: label)
  }

  @inline(__always) var removal: Removal {
    let (place, content) = (word, a)
    return Removal(
      successor: place & 1 == 0 ? place >> 1 : 0, source: place & 1 == 1 ? place >> 1 : 0,
      neighbour: content & 1 == 0 ? content >> 1 : 0, value: content & 1 == 1 ? content >> 1 : 0)
  }

  // MARK: Limits

  /// What numbers the forms have room for; a heap of that size would take more than 7 GB.
  static let (objectLimit, slotLimit): (UInt32, UInt32) = (1 << 29, 1 << 28)
  /// What an `allocate` can say of a size in bytes.
  static func allocationBytes(_ bytes: Int) -> UInt32 { UInt32(min(max(bytes, 0), 1 << 28 - 1)) }
}
