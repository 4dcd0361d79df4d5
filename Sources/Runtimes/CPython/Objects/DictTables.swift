import HeapModel

// The table in which a dict keeps its entries, as far as a running iterator can tell: a hole stays
// where an entry was deleted, until the table is made anew, and an iterator keeps its place in the
// table whatever happens to it. Source: Objects/dictobject.c (insertdict, insertion_resize,
// dictresize, delitem_common, dict_popitem, dict_merge, PyDict_Copy).
//
// The heap keeps entries without holes; how many holes lie before each is told by words.
extension Machine {
  /// The size of a table, and what its keys are.
  private struct TableShape: Equatable {
    /// log2 of the size; 0 where the dict has no table yet.
    var logSize = 0
    /// Whether a key came that is no text.
    var isGeneral = false
    /// Places that an entry had that `popitem` took: nothing is put there before the table is new.
    var lost = 0

    init(logSize: Int, isGeneral: Bool, lost: Int = 0) {
      self.logSize = logSize
      self.isGeneral = isGeneral
      self.lost = lost
    }

    init(word: UInt32) {
      logSize = Int(word & 31)
      isGeneral = word & 32 != 0
      lost = Int(word >> 6)
    }

    var word: UInt32 { UInt32(logSize) | (isGeneral ? 32 : 0) | UInt32(lost) << 6 }

    /// How many entries the table has room for, holes included (USABLE_FRACTION).
    var places: Int { logSize == 0 ? 0 : (1 << logSize) * 2 / 3 }

    /// calculate_log2_keysize.
    static func logSize(ofAtLeast count: Int) -> Int {
      Int.bitWidth - (((count | 8) - 1) | 7).leadingZeroBitCount
    }

    /// estimate_log2_keysize.
    static func logSize(forEntries count: Int) -> Int { logSize(ofAtLeast: (count * 3 + 1) / 2) }
  }

  private func tableShape(_ dict: ObjectID) -> TableShape {
    TableShape(word: timeline.heap.runtimeWord(well.tableShapes, Int(dict.index)))
  }

  private mutating func setTableShape(_ dict: ObjectID, _ shape: TableShape) {
    timeline.setWord(well.tableShapes, Int(dict.index), shape.word)
  }

  private func holes(_ dict: ObjectID) -> Int {
    Int(timeline.heap.runtimeWord(well.tableHoles, Int(dict.index)))
  }

  private mutating func setHoles(_ dict: ObjectID, _ count: Int) {
    timeline.setWord(well.tableHoles, Int(dict.index), UInt32(count))
  }

  private func holesAtEnd(_ dict: ObjectID) -> Int {
    Int(timeline.heap.runtimeWord(well.holesAtEnd, Int(dict.index)))
  }

  private mutating func setHolesAtEnd(_ dict: ObjectID, _ count: Int) {
    timeline.setWord(well.holesAtEnd, Int(dict.index), UInt32(count))
  }

  /// The holes between the entry before and this one.
  private func holesBefore(_ entry: SlotID) -> Int {
    Int(timeline.heap.runtimeWord(well.holesBefore, Int(entry.index)))
  }

  private mutating func setHolesBefore(_ entry: SlotID, _ count: Int) {
    timeline.setWord(well.holesBefore, Int(entry.index), UInt32(count))
  }

  // MARK: Reading

  /// The first entry at a place of the table or behind it, and its place. O(the way from the first
  /// one, or from the one that was asked for last): a loop takes one step a turn.
  mutating func entry(of dict: ObjectID, from first: Int) -> (slot: SlotID, place: Int)? {
    var place = 0
    var slot = timeline.heap.firstSlot(dict)
    if let cursor = elementCursors[dict], cursor.index <= first {
      slot = cursor.slot
      place = cursor.index - holesBefore(slot)
    }
    while slot != .none {
      if timeline.heap.label(slot).kind == .entry {
        place += holesBefore(slot)
        if place >= first {
          if place > 16 { elementCursors[dict] = ElementCursor(index: place, slot: slot) }
          return (slot, place)
        }
        place += 1
      }
      slot = timeline.heap.slot(after: slot)
    }
    return nil
  }

  // MARK: Entries that come and go

  /// Makes the table anew if a key finds no place in it, or is the first that is no text.
  mutating func makeRoom(for key: Value, in dict: ObjectID) {
    let shape = tableShape(dict)
    let isGeneral = !isText(key)
    if shape.logSize == 0 {
      return setTableShape(dict, TableShape(logSize: 3, isGeneral: isGeneral))
    }
    if isGeneral && !shape.isGeneral
      || shape.places <= length(dict) + holes(dict) + shape.lost
    {
      let logSize = TableShape.logSize(ofAtLeast: length(dict) * 3)
      makeTableAnew(dict, logSize, isGeneral: shape.isGeneral || isGeneral)
    }
  }

  private func isText(_ key: Value) -> Bool {
    if case .text? = constant(key) { return true }
    return false
  }

  /// The holes that were the last are before a new entry.
  mutating func countHoles(beforeNew entry: SlotID, of dict: ObjectID) {
    setHolesBefore(entry, holesAtEnd(dict))
    setHolesAtEnd(dict, 0)
  }

  /// Notes the hole that an entry leaves, which is about to go.
  mutating func leaveHole(at entry: SlotID, of dict: ObjectID) {
    var next = timeline.heap.slot(after: entry)
    while next != .none, timeline.heap.label(next).kind != .entry {
      next = timeline.heap.slot(after: next)
    }
    let count = holesBefore(entry) + 1
    if next == .none {
      setHolesAtEnd(dict, holesAtEnd(dict) + count)
    } else {
      setHolesBefore(next, holesBefore(next) + count)
    }
    setHoles(dict, holes(dict) + 1)
  }

  /// Notes that `popitem` takes the last entry: the table ends before it.
  mutating func loseLastPlace(at entry: SlotID, of dict: ObjectID) {
    let behind = holesAtEnd(dict)
    var shape = tableShape(dict)
    shape.lost += behind + 1
    setTableShape(dict, shape)
    setHoles(dict, holes(dict) - behind)
    setHolesAtEnd(dict, holesBefore(entry))
  }

  // MARK: New tables

  private mutating func makeTableAnew(_ dict: ObjectID, _ logSize: Int, isGeneral: Bool) {
    setTableShape(dict, TableShape(logSize: logSize, isGeneral: isGeneral))
    guard holes(dict) > 0 else { return }
    forgetElementCursor(of: dict)
    var slot = timeline.heap.firstSlot(dict)
    while slot != .none {
      if timeline.heap.label(slot).kind == .entry { setHolesBefore(slot, 0) }
      slot = timeline.heap.slot(after: slot)
    }
    setHolesAtEnd(dict, 0)
    setHoles(dict, 0)
  }

  /// A dict that was emptied has no table.
  mutating func dropTable(of dict: ObjectID) {
    setTableShape(dict, TableShape(word: 0))
    setHolesAtEnd(dict, 0)
    setHoles(dict, 0)
  }

  /// The table of a dict that is made with so many entries at once (dict_new_presized).
  mutating func presizeTable(of dict: ObjectID, keys: some Sequence<Value>, count: Int) {
    guard count > 5 else { return }
    setTableShape(
      dict,
      TableShape(
        logSize: TableShape.logSize(forEntries: count), isGeneral: !keys.allSatisfy { isText($0) }))
  }

  /// The table of a dict that the entries of another are about to be put into. Where it is copied as
  /// a whole, the dict is tracked as the other is, whatever that holds now.
  mutating func prepareTable(of dict: ObjectID, forEntriesOf other: ObjectID) {
    let (shape, others) = (tableShape(dict), tableShape(other))
    let count = length(other)
    guard dict != other, count > 0 else { return }
    let isTight = others.logSize == 3 || (1 << others.logSize) / 2 * 2 / 3 < count
    if length(dict) == 0, holes(other) == 0, isTight {
      dropTable(of: dict)
      setTableShape(dict, others)
      if isTracked(other), !isTracked(dict) { track(dict) }
    } else if shape.places < count {
      makeTableAnew(
        dict, TableShape.logSize(forEntries: length(dict) + count),
        isGeneral: shape.isGeneral || others.isGeneral)
    }
  }

  /// The table of `dict.copy()`: as it is, holes included, unless it has many of them. A dict whose
  /// table was copied as a whole is tracked where the other is, whatever that holds now.
  mutating func copyTable(of dict: ObjectID, to copy: ObjectID) {
    let shape = tableShape(dict)
    let (count, holeCount) = (length(dict), holes(dict))
    guard count > 0, count >= (count + holeCount) * 2 / 3 else { return }
    forgetElementCursor(of: copy)
    if isTracked(dict), !isTracked(copy) { track(copy) }
    setTableShape(copy, shape)
    setHoles(copy, holeCount)
    setHolesAtEnd(copy, holesAtEnd(dict))
    var (one, two) = (timeline.heap.firstSlot(dict), timeline.heap.firstSlot(copy))
    while one != .none, two != .none {
      while one != .none, timeline.heap.label(one).kind != .entry {
        one = timeline.heap.slot(after: one)
      }
      while two != .none, timeline.heap.label(two).kind != .entry {
        two = timeline.heap.slot(after: two)
      }
      guard one != .none, two != .none else { return }
      setHolesBefore(two, holesBefore(one))
      (one, two) = (timeline.heap.slot(after: one), timeline.heap.slot(after: two))
    }
  }
}
