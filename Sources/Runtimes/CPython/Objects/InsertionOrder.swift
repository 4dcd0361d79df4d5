import HeapModel

// The order in which the attributes of one instance came. It differs from the order of the keys
// that the class shares only where somebody set them in another order; only then it is kept, as
// the slots of a hidden table. It matters when the attributes move into a real dict (rule D4).
// Source: Objects/dictobject.c (_PyDictValues_AddToInsertionOrder, delete_index_from_values).
extension Machine {
  /// The table of an instance, `none` where the order is that of the class.
  private func insertionTable(_ object: ObjectID) -> ObjectID {
    ObjectID(timeline.heap.runtimeWord(well.insertionTables, Int(object.index)))
  }

  /// Notes that an attribute comes to an instance, where `successor` follows in class order.
  mutating func noteInsertion(
    of name: TextID, into object: ObjectID, before successor: SlotID
  ) {
    var table = insertionTable(object)
    if table == .none {
      guard successor != .none, timeline.heap.label(successor).kind == .attribute else { return }
      table = timeline.allocate(HeapTypeID(UInt32(core.table)), .hidden, detail: object.index)
      for slot in attributesByInsertion(of: object) {
        _ = timeline.addSlot(
          to: table, Label(.special, timeline.heap.label(slot).text.index))
      }
      timeline.setWord(well.insertionTables, Int(object.index), table.index)
    }
    _ = timeline.addSlot(to: table, Label(.special, name.index))
  }

  /// Notes that an attribute leaves an instance: set again, it comes last.
  mutating func forgetInsertion(of name: TextID, into object: ObjectID) {
    let table = insertionTable(object)
    if table != .none {
      let slot = slot(table, Label(.special, name.index))
      if slot != .none { timeline.removeSlot(slot) }
    }
  }

  /// Ends what is kept of an instance.
  mutating func forgetInsertions(into object: ObjectID) {
    let table = insertionTable(object)
    guard table != .none else { return }
    while timeline.heap.firstSlot(table) != .none {
      timeline.removeSlot(timeline.heap.firstSlot(table))
    }
    timeline.insert(.freed, into: table)
    timeline.setWord(well.insertionTables, Int(object.index), 0)
  }

  /// The slots of the shared attributes of an instance in the order in which they came.
  func attributesByInsertion(of object: ObjectID) -> [SlotID] {
    var slots: [SlotID] = []
    var slot = firstUndeclaredSlot(object)
    while slot != .none {
      let kind = timeline.heap.label(slot).kind
      guard kind == .attribute || kind == .special else { break }
      if kind == .attribute { slots.append(slot) }
      slot = timeline.heap.slot(after: slot)
    }
    let table = insertionTable(object)
    guard table != .none else { return slots }
    var ordered: [SlotID] = []
    var entry = timeline.heap.firstSlot(table)
    while entry != .none {
      let name = timeline.heap.label(entry).text
      ordered += slots.filter { timeline.heap.label($0).text == name }
      entry = timeline.heap.slot(after: entry)
    }
    return ordered
  }
}
