import HeapModel

// Iteration over dicts and sets. Source: Objects/dictobject.c (dictiter_iternextkey,
// dictiter_iternextvalue, dictiter_iternextitem), Objects/setobject.c (setiter_iternext).
//
// An iterator over a dict stands at a place of the table of entries, which has a hole where an
// entry was deleted. Members of sets have no holes here: a deletion before its place moves the
// iterator.
extension Machine {
  /// What an iterator over a dict gives.
  enum EntryMode: UInt32 {
    case keys, values, items
  }

  /// Pushes an iterator over a list, tuple, dict or set.
  mutating func pushIterator(over container: ObjectID, mode: EntryMode = .keys) {
    let iterator = make(core.iterator, partOf: container)
    push(iterator)
    add(Value(container), to: iterator, special("iterated"))
    timeline.setWord(well.code, Int(iterator.index), UInt32(length(container)))
    timeline.setWord(well.iterationMode, Int(iterator.index), mode.rawValue)
    track(iterator)
  }

  /// The member of a set with an index, and that index; nil behind the last. O(the way from the
  /// first one, or from the one that was asked for last).
  private mutating func member(of set: ObjectID, at index: Int) -> (slot: SlotID, place: Int)? {
    var left = index
    var slot = timeline.heap.firstSlot(set)
    if let cursor = elementCursors[set], cursor.index <= index {
      slot = cursor.slot
      left = index - cursor.index
    }
    while slot != .none {
      if timeline.heap.label(slot).kind == .member {
        if left == 0 {
          if index > 16 { elementCursors[set] = ElementCursor(index: index, slot: slot) }
          return (slot, index)
        }
        left -= 1
      }
      slot = timeline.heap.slot(after: slot)
    }
    return nil
  }

  /// Pushes what an iterator over a dict or set gives next; false at the end.
  mutating func pushNextEntry(
    _ iterator: ObjectID, _ container: ObjectID, isSet: Bool
  ) throws(PythonError) -> Bool {
    let expected = Int(timeline.heap.runtimeWord(well.code, Int(iterator.index)))
    if expected != length(container) {
      // It never goes on.
      timeline.setWord(well.code, Int(iterator.index), .max)
      throw PythonError(
        "RuntimeError", "\(isSet ? "Set" : "dictionary") changed size during iteration")
    }
    let position = length(iterator)
    let found =
      isSet ? member(of: container, at: position) : entry(of: container, from: position)
    guard let (entry, place) = found else {
      endIteration(iterator)
      return false
    }
    if !isSet { try countGiven(iterator, of: expected) }
    timeline.setWord(well.lengths, Int(iterator.index), UInt32(place + 1))
    if isSet {
      push(timeline.heap.value(entry))
      return true
    }
    switch EntryMode(
      rawValue: timeline.heap.runtimeWord(well.iterationMode, Int(iterator.index)))
    {
    case .values: push(timeline.heap.value(entry))
    case .items: pushItem(iterator, container, entry)
    default: push(key(ofEntry: entry))
    }
    return true
  }

  /// Counts what was given; a dict that gives more than it had was changed.
  private mutating func countGiven(
    _ iterator: ObjectID, of expected: Int
  ) throws(PythonError) {
    let given = Int(timeline.heap.runtimeWord(well.givenCount, Int(iterator.index)))
    if given >= expected {
      endIteration(iterator)
      throw PythonError("RuntimeError", "dictionary keys changed during iteration")
    }
    timeline.setWord(well.givenCount, Int(iterator.index), UInt32(given + 1))
  }

  /// At the end the container is let go (rule R1).
  private mutating func endIteration(_ iterator: ObjectID) {
    remove(timeline.heap.firstSlot(iterator))
  }

  /// Pushes the tuple of an entry. The iterator keeps the first one, and fills it anew where nobody
  /// else holds it.
  private mutating func pushItem(_ iterator: ObjectID, _ dict: ObjectID, _ entry: SlotID) {
    let kept = slot(iterator, special("result"))
    let (key, value) = (key(ofEntry: entry), timeline.heap.value(entry))
    if kept != .none, let tuple = timeline.heap.value(kept).object, count(tuple) == 1 {
      push(tuple)
      let first = timeline.heap.firstSlot(tuple)
      assign(key, to: first)
      assign(value, to: timeline.heap.slot(after: first), index: 1)
      if !isTracked(tuple) { track(tuple) }
      return
    }
    let base = stack.count
    push(key)
    push(value)
    // What a dict of the library gives is as hidden as the dict.
    if let owner = timeline.heap.partOf(dict) {
      pushSequence(core.hiddenTuple, movingFrom: base, partOf: owner)
    } else {
      pushTuple(movingFrom: base)
    }
    if kept == .none {
      add(top, to: iterator, special("result"))
      // The first tuple is there before the collector knows of its iterator (dictiter_new).
      if let tuple = top.object, timeline.heap.ringSuccessor(iterator) == tuple { track(iterator) }
    }
  }

  // MARK: Deletions meanwhile

  /// Moves the iterators over a set, one of whose members is about to be removed.
  mutating func moveIterators(over set: ObjectID, before slot: SlotID) {
    let holders = timeline.heap.strongReferrers(set).map { timeline.heap.source($0) }
    for iterator in holders where types[type(iterator)].layout == .iterator {
      let position = length(iterator)
      guard position > 0 else { continue }
      var place = 0
      var other = timeline.heap.firstSlot(set)
      while other != .none, other != slot, place < position {
        if timeline.heap.label(other).kind == .member { place += 1 }
        other = timeline.heap.slot(after: other)
      }
      if place < position {
        timeline.setWord(well.lengths, Int(iterator.index), UInt32(position - 1))
      }
    }
  }
}
