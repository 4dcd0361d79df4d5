// What a runtime, a recording or an importer writes a timeline with. Writing goes on at the end:
// the position must be the end of the last step.
extension Timeline {
  @inline(__always)
  private mutating func record(_ change: PackedChange) {
    heap.apply(change)
    journal.append(change.head)
    if change.form.isLong { journal.append(change.tail) }
    appliedCount = journal.count
    changeCount &+= 1
  }

  /// Makes an object. `detail` is the object that a hidden one belongs to, or the text of a
  /// frame's function. O(1).
  public mutating func allocate(
    _ type: HeapTypeID, _ flags: ObjectState = [], detail: UInt32 = 0, bytes: Int = 0
  ) -> ObjectID {
    let kind = heap.types[Int(type.index)].kind
    let size = PackedChange.allocationBytes(bytes)
    record(
      PackedChange(
        type: type.index, state: ObjectState(kind, flags).rawValue, detail: detail, bytes: size))
    let object = ObjectID(heap.objectTotal)
    if Int(size) != bytes { setShallowBytes(object, bytes) }
    return object
  }

  /// Changes the flags of an object. O(1).
  public mutating func setState(_ object: ObjectID, _ state: ObjectState) {
    let old = heap.objectRecords[Int(object.index)].state
    let difference = old ^ state.rawValue
    if difference == 0 { return }
    if difference < 1 << 29 {
      record(PackedChange(.flags, object: object.index, bits: difference))
    } else {
      record(PackedChange(.state, object: object.index, b: old, c: state.rawValue))
    }
  }

  /// Adds flags to an object. O(1).
  public mutating func insert(_ flags: ObjectState, into object: ObjectID) {
    setState(object, heap.state(object).union(flags))
  }

  /// Takes flags from an object. O(1).
  public mutating func remove(_ flags: ObjectState, from object: ObjectID) {
    setState(object, heap.state(object).subtracting(flags))
  }

  /// Changes the shallow size of an object. O(1).
  public mutating func setShallowBytes(_ object: ObjectID, _ bytes: Int) {
    let old = heap.objectRecords[Int(object.index)].bytes
    let new = UInt32(clamping: bytes)
    if old == new { return }
    let difference = Int64(new) - Int64(old)
    if abs(difference) < 1 << 28 {
      let bits = UInt32(truncatingIfNeeded: difference) & 0x1FFF_FFFF
      record(PackedChange(.grow, object: object.index, bits: bits))
    } else {
      record(PackedChange(.size, object: object.index, b: old, c: new))
    }
  }

  /// Adds an empty slot to an object, before another one of its slots. O(1).
  public mutating func addSlot(
    to object: ObjectID, _ label: Label, before successor: SlotID
  ) -> SlotID {
    if successor == .none { return addSlot(to: object, label) }
    let (form, slot) = nextSlot(.insert, .insertFresh)
    record(
      PackedChange(form, slot: slot, word: successor.index, a: object.index, b: label.word))
    return SlotID(slot)
  }

  /// Adds a slot to an object, at the end, empty or with a value. A reference goes to the end of
  /// its referent's referrers. O(1).
  public mutating func addSlot(
    to object: ObjectID, _ label: Label, holding value: Value = .empty
  ) -> SlotID {
    let (form, slot) = nextSlot(.plant, .plantFresh)
    record(PackedChange(form, slot: slot, word: object.index, a: value.word, b: label.word))
    return SlotID(slot)
  }

  /// The number of the next slot, and in which form it is added.
  @inline(__always)
  private func nextSlot(
    _ reused: PackedChange.Form, _ fresh: PackedChange.Form
  ) -> (PackedChange.Form, UInt32) {
    let removed = heap.firstRemovedSlot
    return removed != 0 ? (reused, removed) : (fresh, heap.slotTotal + 1)
  }

  /// Removes a slot with what it holds. O(1).
  public mutating func removeSlot(_ slot: SlotID) {
    let record = heap.slotRecords[Int(slot.index)]
    let isLast = record.nextOut == heap.objectRecords[Int(record.source)].firstOut
    let neighbour =
      record.value & 1 == 1 ? heap.referrerSuccessor(slot.index, of: record.value >> 1) : 0
    self.record(
      PackedChange(
        removing: slot.index, label: record.label,
        PackedChange.Removal(
          successor: isLast ? 0 : record.nextOut, source: record.source, neighbour: neighbour,
          value: record.value)))
  }

  /// Stores a value in a slot. A strong slot goes to the end of its new referent's referrers; a
  /// weak one, which must have been empty, before `successor`. O(1).
  public mutating func store(
    _ value: Value, in slot: SlotID, beforeReferrer successor: SlotID = .none
  ) {
    let old = heap.slotRecords[Int(slot.index)].value
    let neighbour =
      old & 1 == 1 ? heap.referrerSuccessor(slot.index, of: old >> 1) : successor.index
    if old == 0 && neighbour == 0 {
      record(PackedChange(.fill, slot: slot.index, word: value.word))
    } else if value.isEmpty {
      if old & 1 == 1 && neighbour != 0 {
        record(PackedChange(.drain, slot: slot.index, word: neighbour))
      } else {
        record(PackedChange(.drainLast, slot: slot.index, word: old))
      }
    } else {
      record(PackedChange(.store, slot: slot.index, word: neighbour, a: old, b: value.word))
    }
  }

  /// Moves an object to the end of a ring, or out of its ring. O(1).
  public mutating func move(_ object: ObjectID, toEndOf sentinel: ObjectID) {
    let next = heap.objectRecords[Int(object.index)].ringNext
    // An object that is the last of the ring stays, and one outside all rings stays outside.
    if next == sentinel.index { return }
    if next == 0 {
      record(PackedChange(.link, object: object.index, bits: sentinel.index))
    } else if sentinel == .none {
      record(PackedChange(.unlink, object: object.index, bits: next))
    } else {
      record(PackedChange(.relink, object: object.index, b: next, c: sentinel.index))
    }
  }

  /// Moves all of a ring to the end of another one; a ring that is both stays. O(1).
  public mutating func splice(_ from: ObjectID, toEndOf to: ObjectID) {
    let first = heap.objectRecords[Int(from.index)].ringNext
    if first != from.index && from != to {
      record(PackedChange(.splice, object: from.index, b: to.index, c: first))
    }
  }

  /// Writes a word of the runtime. O(1) amortized.
  public mutating func setWord(_ column: Int, _ index: Int, _ value: UInt32) {
    let old = heap.runtimeWord(column, index)
    if old != value {
      record(PackedChange(column: UInt32(column), index: UInt32(index), from: old, to: value))
    }
  }

  /// Adds to the texts of names and labels; no part of the history.
  public mutating func intern(_ text: String) -> TextID { heap.texts.intern(text) }

  /// Adds to the texts without looking for an equal one; no part of the history.
  public mutating func append(text: String) -> TextID { heap.texts.append(text) }

  /// Adds to the texts of plain values; no part of the history.
  public mutating func addPlain(_ text: String) -> Value { heap.addPlain(text) }

  /// The index within the step of the event that happened last; -1 before the first.
  public var lastEventIndex: Int {
    events.count - Int(stepStarts[stepStarts.count - 1].event) - 1
  }

  /// Makes the last event the cause of those that follow, until `endCause`.
  public mutating func beginCause() {
    causes.append(UInt32(truncatingIfNeeded: lastEventIndex))
  }

  /// Ends what the last `beginCause` began.
  public mutating func endCause() {
    causes.removeLast()
  }

  /// Begins the cause anew with an earlier event, for what was put off.
  public mutating func beginCause(_ eventIndex: Int) {
    causes.append(UInt32(truncatingIfNeeded: eventIndex))
  }

  /// The event that is the cause of what happens now, as an index within the step; nil where it
  /// is the statement.
  public var currentCause: Int? { causes.last.flatMap { $0 == .max ? nil : Int($0) } }

  /// Notes that something happened. O(1).
  public mutating func emit(_ event: Event) {
    let (flag, a, b): (Bool, UInt32, UInt32)
    switch event {
    case .allocate(let object), .deallocate(let object), .finalizer(let object),
      .resurrect(let object), .free(let object):
      (flag, a, b) = (false, object.index, 0)
    case .bind(let name, let value, let frame), .unbind(let name, let value, let frame):
      if heap.objectRecords[Int(frame.index)].detail == 0 {
        (flag, a, b) = (false, name.index, value.word)
      } else {
        (flag, a, b) = (true, add(name.index, value.word, frame.index), 0)
      }
    case .reference(let from, let label, let to), .unreference(let from, let label, let to):
      (flag, a, b) = (true, add(from.index, label.word, to.index), 0)
    case .clear(let weakReference, let referent):
      (flag, a, b) = (false, weakReference.index, referent.index)
    case .callback(let object, let text), .remove(let object, let text),
      .finalize(let object, let text):
      (flag, a, b) = (false, object.index, text.index)
    case .collectStart(let generation, let automatic):
      (flag, a, b) = (automatic, UInt32(generation), 0)
    case .collectPhase(let phase):
      (flag, a, b) = (false, UInt32(phase.rawValue), 0)
    case .unreachable(let objects):
      (flag, a, b) = (false, UInt32(details.count), UInt32(objects.count))
      details.append(contentsOf: objects.lazy.map(\.index))
    case .collectEnd(let generation, let collected, let uncollectable, let automatic):
      (flag, a, b) = (
        automatic, add(UInt32(generation), UInt32(collected), UInt32(uncollectable)), 0
      )
    case .output(let text, let partial):
      (flag, a, b) = (partial, text.index, 0)
    case .error(let type, let message):
      (flag, a, b) = (false, type.index, message.index)
    case .unraisable(let origin, let type, let message):
      (flag, a, b) = (true, add(origin.index, type.index, message.index), 0)
    case .expect(let expression, let expected, let actual, let holds):
      (flag, a, b) = (holds, add(expression.index, expected.index, actual.index), 0)
    }
    events.append(
      EventRecord(
        event.kind, flag: flag, cause: currentCause, a, b, changeIndex: journal.count))
  }

  private mutating func add(_ x: UInt32, _ y: UInt32, _ z: UInt32) -> UInt32 {
    details.append(x)
    details.append(y)
    details.append(z)
    return UInt32(details.count - 3)
  }

  /// Ends the step that is being written, and makes its end the position. O(1).
  public mutating func endStep() {
    causes.removeAll(keepingCapacity: true)
    stepStarts.append(
      StepStart(
        event: UInt32(events.count), change: UInt32(journal.count),
        object: heap.objectTotal + 1))
    position = Position(step: stepCount)
  }

  /// Forgets all steps after one, which must be the current position, so that writing can go on
  /// from there as a branch. O(forgotten).
  public mutating func truncate(afterStep step: Int) {
    precondition(position == Position(step: step), "a branch begins at the current position")
    counted = nil
    let start = stepStarts[step]
    // Details lie in the order of their events.
    if let first = events[Int(start.event)...].lazy.compactMap(\.firstDetail).first {
      details.removeSubrange(first...)
    }
    stepStarts.removeSubrange((step + 1)...)
    events.removeSubrange(Int(start.event)...)
    changeCount -= journal[Int(start.change)...].count { $0 & 1 == 0 }
    journal.removeSubrange(Int(start.change)...)
    readAhead = ReadAhead()
  }
}
