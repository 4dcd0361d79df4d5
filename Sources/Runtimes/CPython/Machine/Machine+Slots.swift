import HeapModel

// Slots of objects: a value begins, changes and ends, and the log hears of it.
extension Machine {
  func type(_ object: ObjectID) -> Int { Int(timeline.heap.typeID(object).index) }

  func isHidden(_ object: ObjectID) -> Bool { timeline.heap.state(object).contains(.hidden) }

  /// Adds a slot with a value to an object. `index` is the place of an element.
  @discardableResult
  mutating func add(
    _ value: Value, to owner: ObjectID, _ label: Label, before successor: SlotID = .none,
    index: Int = 0
  ) -> SlotID {
    if successor != .none { forgetElementCursor(of: owner, label) }
    let slot: SlotID
    if successor == .none {
      slot = timeline.addSlot(to: owner, label, holding: value)
    } else {
      slot = timeline.addSlot(to: owner, label, before: successor)
      if !value.isEmpty { timeline.store(value, in: slot) }
    }
    if let object = value.object, let shown = shownLabel(slot, to: object, index: index) {
      timeline.emit(.reference(from: shown.owner, label: shown.label, to: object))
    }
    return slot
  }

  /// Puts another value in a slot of an object, then ends the reference to the old one (rule R3:
  /// the new value is in place when the old one dies).
  mutating func assign(_ value: Value, to slot: SlotID, index: Int = 0) {
    let old = timeline.heap.value(slot)
    let ended = old.object.flatMap { shownLabel(slot, to: $0, index: index) }
    timeline.store(value, in: slot)
    if let object = value.object, let shown = shownLabel(slot, to: object, index: index) {
      timeline.emit(.reference(from: shown.owner, label: shown.label, to: object))
    }
    end(old, ended)
  }

  /// Takes the value from a slot of an object, which stays, and ends its reference.
  mutating func empty(_ slot: SlotID, index: Int = 0) {
    assign(.empty, to: slot, index: index)
  }

  /// Removes a slot of an object and ends its reference.
  mutating func remove(_ slot: SlotID, index: Int = 0) {
    let old = timeline.heap.value(slot)
    let ended = old.object.flatMap { shownLabel(slot, to: $0, index: index) }
    forgetElementCursor(of: timeline.heap.source(slot), timeline.heap.label(slot))
    timeline.removeSlot(slot)
    end(old, ended)
  }

  /// Elements of an object come to stand elsewhere: the place that was asked for last is none.
  private mutating func forgetElementCursor(of owner: ObjectID, _ label: Label) {
    switch label.kind {
    case .element, .member, .entry: forgetElementCursor(of: owner)
    default: break
    }
  }

  mutating func forgetElementCursor(of owner: ObjectID) {
    if !elementCursors.isEmpty { elementCursors[owner] = nil }
  }

  /// Removes a slot whose value goes to the top of the stack.
  mutating func moveToStack(_ slot: SlotID, index: Int = 0) {
    push(timeline.heap.value(slot))
    remove(slot, index: index)
  }

  private mutating func end(_ old: Value, _ shown: ShownLabel?) {
    guard let object = old.object else { return }
    if let shown {
      timeline.emit(.unreference(from: shown.owner, label: shown.label, to: object))
    }
    if count(object) == 0 {
      if shown != nil { timeline.beginCause() }
      deallocate(object)
      if shown != nil { timeline.endCause() }
    }
  }

  /// Under which owner and label the log knows a slot.
  struct ShownLabel {
    var owner: ObjectID
    var label: Label
  }

  /// How the log names a slot that refers to an object; nil where it says nothing: hidden objects
  /// give no events, but what an attribute dict or a cell holds belongs to its owner.
  mutating func shownLabel(_ slot: SlotID, to object: ObjectID, index: Int) -> ShownLabel? {
    var owner = timeline.heap.source(slot)
    var label = timeline.heap.label(slot)
    guard !isHidden(object) else { return nil }
    let state = timeline.heap.state(owner)
    if state.contains(.hidden) {
      guard let whole = timeline.heap.partOf(owner), !isHidden(whole) else { return nil }
      switch types[type(owner)].layout {
      case .cell: break
      case .attributeDict: label = Label(.attribute, label.payload)
      default: return nil
      }
      owner = whole
    } else if state.kind == .table {
      return nil
    }
    switch label.kind {
    case .element: label = Label(.element, UInt32(index))
    case .entry where label.payload == 0:
      let key = timeline.heap.value(timeline.heap.slot(before: slot))
      label = Label(.special, timeline.intern("[\(representation(key))]").index)
    case .key:
      let key = representation(timeline.heap.value(slot))
      label = Label(.special, timeline.intern("key \(key)").index)
    default: break
    }
    return ShownLabel(owner: owner, label: label)
  }

  /// Shows an object that was hidden, because the program got hold of it.
  mutating func reveal(_ object: ObjectID) {
    guard isHidden(object) else { return }
    timeline.remove(.hidden, from: object)
    timeline.emit(.allocate(object))
    var slot = timeline.heap.firstSlot(object)
    var index = 0
    while slot != .none {
      if let referent = timeline.heap.value(slot).object,
        let shown = shownLabel(slot, to: referent, index: index)
      {
        timeline.emit(.reference(from: shown.owner, label: shown.label, to: referent))
      }
      index += 1
      slot = timeline.heap.slot(after: slot)
    }
  }

  // MARK: Walking

  /// The first slot of an object with a kind of label.
  func firstSlot(_ object: ObjectID, _ kind: Label.Kind) -> SlotID {
    var slot = timeline.heap.firstSlot(object)
    while slot != .none, timeline.heap.label(slot).kind != kind {
      slot = timeline.heap.slot(after: slot)
    }
    return slot
  }

  /// The slot of an object with a label, `none` where it has none.
  func slot(_ object: ObjectID, _ label: Label) -> SlotID {
    var slot = timeline.heap.firstSlot(object)
    while slot != .none, timeline.heap.label(slot) != label {
      slot = timeline.heap.slot(after: slot)
    }
    return slot
  }

  /// A label of the interpreter's own: `__self__`, `callback`, `referent` …
  mutating func special(_ text: String, _ strength: Strength = .strong) -> Label {
    Label(.special, timeline.intern(text).index, strength)
  }

  /// The value of a slot with a name of the interpreter's own.
  mutating func part(_ object: ObjectID, _ text: String) -> Value {
    timeline.heap.value(slot(object, special(text)))
  }

  // MARK: Words of objects

  func register(_ register: Register) -> Int {
    Int(Int32(bitPattern: timeline.heap.runtimeWord(well.registers, register.rawValue)))
  }

  mutating func set(_ register: Register, _ value: Int) {
    timeline.setWord(
      well.registers, register.rawValue, UInt32(bitPattern: Int32(clamping: value)))
  }

  /// The number of elements or entries of a container.
  func length(_ object: ObjectID) -> Int {
    Int(timeline.heap.runtimeWord(well.lengths, Int(object.index)))
  }

  mutating func setLength(_ object: ObjectID, _ length: Int) {
    timeline.setWord(well.lengths, Int(object.index), UInt32(length))
    let behavior = types[type(object)]
    timeline.setShallowBytes(object, behavior.bytes + length * behavior.bytesAnElement)
  }
}
