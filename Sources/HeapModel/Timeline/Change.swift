/// What one change of the journal is about, for whoever looks again at what a move has changed.
public struct Change: Hashable, Sendable {
  /// The kinds of changes.
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// The flags of an object.
    case state
    /// A new object.
    case allocate
    /// A new slot of an object, empty or with a value.
    case addSlot
    /// As `addSlot`, with a number that was never used before.
    case addFreshSlot
    /// A slot is removed, with what it holds.
    case removeSlot
    /// A slot changes its value.
    case store
    /// An object moves within or between rings.
    case relink
    /// A ring moves wholly to the end of another one.
    case splice
    /// A word of the runtime.
    case word
    /// The shallow size of an object.
    case size
  }

  /// What kind of change this is.
  public let kind: Kind
  /// The slot that a change makes, removes or stores to; nil for other kinds.
  public let slot: SlotID?
  /// The object that a change is about, where the change itself says it; a `store` does not, nor
  /// does the removal of a slot that others of its object followed.
  public let object: ObjectID?
  /// What the slot holds after a `store` or an addition; nil for other kinds.
  public let newValue: Value?

  init(_ change: PackedChange) {
    kind = Kind(change.form)
    slot = change.form.isAboutSlot ? SlotID(change.slot) : nil
    object =
      switch change.form {
      case .insert, .insertFresh: ObjectID(change.a)
      case .plant, .plantFresh: ObjectID(change.word)
      case .pluck: change.removal.source == 0 ? nil : ObjectID(change.removal.source)
      case .flags, .state, .link, .unlink, .relink, .grow, .size: ObjectID(change.object)
      default: nil
      }
    newValue =
      switch change.form {
      case .fill: Value(word: change.word)
      case .drain, .drainLast, .insert, .insertFresh: .empty
      case .plant, .plantFresh: Value(word: change.a)
      case .store: Value(word: change.b)
      default: nil
      }
  }
}

extension Change.Kind {
  init(_ form: PackedChange.Form) {
    self =
      switch form {
      case .flags, .state: .state
      case .make, .allocate: .allocate
      case .insert, .plant: .addSlot
      case .insertFresh, .plantFresh: .addFreshSlot
      case .pluck: .removeSlot
      case .fill, .drain, .drainLast, .store: .store
      case .link, .unlink, .relink: .relink
      case .splice: .splice
      case .count, .word: .word
      case .grow, .size: .size
      }
  }
}

/// Changes of a timeline, in the order in which they were made.
///
/// The list keeps the journal as it is: writing while one is held copies it.
public struct ChangeList: Sequence, Sendable {
  let journal: ContiguousArray<UInt64>
  let range: Range<Int>

  /// The number of 8-byte words of the journal that the changes take: as many as there are changes,
  /// at most twice as many. O(1).
  public var wordCount: Int { range.count }
  /// Whether there is none. O(1).
  public var isEmpty: Bool { range.isEmpty }

  /// Walks the changes.
  public func makeIterator() -> Iterator { Iterator(list: self, index: range.lowerBound) }

  /// Walks the changes of a list.
  public struct Iterator: IteratorProtocol, Sendable {
    let list: ChangeList
    var index: Int

    /// The next change.
    public mutating func next() -> Change? {
      guard index < list.range.upperBound else { return nil }
      var change = PackedChange(head: list.journal[index], tail: 0)
      index += 1
      if change.form.isLong {
        change.tail = list.journal[index]
        index += 1
      }
      return Change(change)
    }
  }
}
