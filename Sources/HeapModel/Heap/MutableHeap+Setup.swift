// What the heap at the beginning of a timeline is made with: no part of the history.
extension MutableHeap {
  /// Makes an object of the beginning.
  public mutating func addInitialObject(
    _ type: HeapTypeID, _ flags: ObjectState = [], detail: UInt32 = 0
  ) -> ObjectID {
    let kind = types[Int(type.index)].kind
    apply(
      PackedChange(
        .allocate, object: type.index, b: ObjectState(kind, flags).rawValue, c: detail))
    return ObjectID(objectTotal)
  }

  /// Makes an object of the beginning that is the sentinel of an empty ring.
  public mutating func addInitialRing(_ type: HeapTypeID) -> ObjectID {
    let sentinel = addInitialObject(type, .hidden)
    objectRecords[Int(sentinel.index)].ringNext = sentinel.index
    objectRecords[Int(sentinel.index)].ringPrevious = sentinel.index
    return sentinel
  }

  /// The frame of the module: the first frame without a function; `none` where there is none.
  /// O(1) for heaps whose module frame is among the first objects.
  public var moduleFrame: ObjectID {
    var index = 1
    while index <= Int(objectTotal) {
      let object = ObjectID(UInt32(index))
      if kind(object) == .frame && objectRecords[index].detail == 0 { return object }
      index += 1
    }
    return .none
  }

  /// A number that is the same for two heaps that are the same, bit for bit, whatever memory they
  /// once used. O(heap).
  public var fingerprint: UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func feed(_ word: UInt32) { hash = (hash ^ UInt64(word)) &* 0x100_0000_01b3 }
    // What was withdrawn leaves zeros behind, which must not count.
    func feed<Record>(_ records: ContiguousArray<Record>) {
      records.withUnsafeBytes { bytes in
        // Records are words, one after the other without gaps.
        let words = bytes.bindMemory(to: UInt32.self)
        var used = words.count
        while used > 0, words[used - 1] == 0 { used -= 1 }
        feed(UInt32(used))
        for index in 0..<used { feed(words[index]) }
      }
    }
    feed(objectRecords)
    feed(slotRecords)
    for column in [typeCounts] + runtimeColumns { feed(column) }
    [firstRemovedSlot, objectTotal, slotTotal].forEach(feed)
    return hash
  }
}

extension MutableHeap {
  /// Writes a word of the runtime in the heap of the beginning.
  public mutating func setInitialWord(_ column: Int, _ index: Int, _ value: UInt32) {
    apply(
      PackedChange(
        .word, object: UInt32(index), id: UInt32(column), b: runtimeWord(column, index), c: value))
  }
}
