import HeapModel

// Lists and tuples. Source: Objects/listobject.c, Objects/tupleobject.c.
extension Machine {
  static let elementLabel = Label(.element)

  /// The elements of a list, tuple or set, in order.
  func elements(_ object: ObjectID) -> [Value] {
    var result: [Value] = []
    var slot = timeline.heap.firstSlot(object)
    while slot != .none {
      let kind = timeline.heap.label(slot).kind
      if kind == .element || kind == .member { result.append(timeline.heap.value(slot)) }
      slot = timeline.heap.slot(after: slot)
    }
    return result
  }

  /// Adds a value at the end of a list, or a tuple that is being made.
  mutating func addElement(_ value: Value, to object: ObjectID) {
    let count = length(object)
    add(value, to: object, Self.elementLabel, index: count)
    setLength(object, count + 1)
  }

  /// Pushes a new list or tuple, into which the values from `base` on move.
  mutating func pushSequence(_ type: Int, movingFrom base: Int, partOf owner: ObjectID? = nil) {
    let end = stack.count
    let object = make(type, partOf: owner)
    push(object)
    fill(object, movingFrom: base, to: end)
    if types[type].isTracked { track(object) }
    keepTop(above: base)
  }

  mutating func fill(_ object: ObjectID, movingFrom base: Int, to end: Int) {
    for place in base..<end {
      addElement(stack[place], to: object)
      if stack[place].isObject {
        timeline.store(.empty, in: stackSlots[place])
        stack[place] = .empty
      }
    }
  }

  mutating func pushList(movingFrom base: Int) { pushSequence(core.list, movingFrom: base) }

  mutating func pushTuple(movingFrom base: Int) {
    if stack.count == base { return push(value(.constant(.emptyTuple))) }
    pushSequence(core.tuple, movingFrom: base)
  }

  /// The slot of an element by its index, counted from the end where negative. O(the way from the
  /// nearer end, or from the place that was asked for last): a loop takes one step a turn.
  mutating func elementSlot(_ object: ObjectID, _ index: Int) -> SlotID? {
    let count = length(object)
    let place = index < 0 ? index + count : index
    guard place >= 0 && place < count else { return nil }
    var slot = timeline.heap.lastSlot(object)
    var reached = count - 1
    if place < reached - place {
      slot = firstSlot(object, .element)
      reached = 0
    }
    if let cursor = elementCursors[object], abs(cursor.index - place) < abs(reached - place) {
      slot = cursor.slot
      reached = cursor.index
    }
    while reached < place {
      slot = timeline.heap.slot(after: slot)
      reached += 1
    }
    while reached > place {
      slot = timeline.heap.slot(before: slot)
      reached -= 1
    }
    if count > 16 { elementCursors[object] = ElementCursor(index: place, slot: slot) }
    return slot
  }

  /// An index that a subscript gives; nil where it is no integer.
  func index(_ value: Value) -> Int? {
    guard let constant = value.object.map({ baseValue($0) }) ?? constant(value) else { return nil }
    switch constant {
    case .integer(let number): return number
    case .boolean(let truth): return truth ? 1 : 0
    default: return nil
    }
  }

  /// Whether a value is an integer, however large.
  private func bigInteger(_ value: Value) -> String? {
    guard
      case .bigInteger(let digits)? = value.object.map({ baseValue($0) }) ?? constant(value)
    else { return nil }
    return digits
  }

  /// An index of a part, where what is too large means the end; nil where it is no integer.
  func clampedIndex(_ value: Value) -> Int? {
    if let digits = bigInteger(value) { return digits.hasPrefix("-") ? .min / 2 : .max / 2 }
    return index(value)
  }

  /// An argument that C code takes as a size. Source: Objects/longobject.c, PyLong_AsSsize_t.
  func requireSize(_ value: Value) throws(PythonError) -> Int {
    if let index = index(value) { return index }
    if bigInteger(value) != nil {
      throw PythonError("OverflowError", "Python int too large to convert to C ssize_t")
    }
    throw PythonError(
      "TypeError", "'\(typeName(value))' object cannot be interpreted as an integer")
  }

  /// An index that C code takes. Source: Objects/abstract.c, PyNumber_AsSsize_t.
  private func requireIndex(_ key: Value, of name: String) throws(PythonError) -> Int {
    if let index = index(key) { return index }
    try requireSmall(key)
    throw PythonError(
      "TypeError", "\(name) indices must be integers or slices, not \(typeName(key))")
  }

  private func requireSmall(_ key: Value) throws(PythonError) {
    if bigInteger(key) != nil {
      throw PythonError(
        "IndexError", "cannot fit '\(typeName(key))' into an index-sized integer")
    }
  }

  private func requireIndex(_ key: Value, _ object: ObjectID) throws(PythonError) -> Int {
    try requireIndex(key, of: types[type(object)].layout == .list ? "list" : "tuple")
  }

  // MARK: Subscripts

  mutating func getItem(of place: Int, keyAt keyPlace: Int) throws(PythonError) {
    let owner = stack[place]
    let key = stack[keyPlace]
    guard let object = owner.object else {
      if case .text(let text)? = constant(owner) { return try pushCharacter(text, key) }
      if constant(owner) == .emptyTuple {
        _ = try requireIndex(key, of: "tuple")
        throw PythonError("IndexError", "tuple index out of range")
      }
      if case .type(let id) = plain(owner) {
        throw PythonError(
          "TypeError",
          "type '\(program.name(program.types[Int(id.index)].name))' is not subscriptable")
      }
      throw PythonError("TypeError", "'\(typeName(owner))' object is not subscriptable")
    }
    let type = types[self.type(object)]
    if let operation = type.operations.getItem { return try operation(&self, object, keyPlace) }
    switch type.layout {
    case .list, .tuple:
      let index = try requireIndex(key, object)
      guard let slot = elementSlot(object, index) else {
        throw PythonError(
          "IndexError", "\(type.layout == .list ? "list" : "tuple") index out of range")
      }
      push(timeline.heap.value(slot))
    case .dict:
      try requireHashable(key)
      let slot = try findEntry(object, key)
      guard slot != .none else { throw keyError(key) }
      push(timeline.heap.value(slot))
    case .proxy:
      push(try liveReferent(ofProxy: object))
      let depth = stack.count - 1
      try getItem(of: depth, keyAt: keyPlace)
      keepTop(above: depth)
    default:
      if let base = baseValue(object), case .text(let text) = base {
        return try pushCharacter(text, key)
      }
      throw PythonError("TypeError", "'\(type.errorName)' object is not subscriptable")
    }
  }

  private mutating func pushCharacter(_ text: Text, _ key: Value) throws(PythonError) {
    guard let index = index(key) else {
      try requireSmall(key)
      throw PythonError("TypeError", "string indices must be integers, not '\(typeName(key))'")
    }
    let scalars = Array(text.value.unicodeScalars)
    let place = index < 0 ? index + scalars.count : index
    guard scalars.indices.contains(place) else {
      throw PythonError("IndexError", "string index out of range")
    }
    push(self.text(String(Character(scalars[place]))))
  }

  mutating func setItem(
    of place: Int, keyAt keyPlace: Int, valueAt valuePlace: Int
  ) throws(PythonError) {
    let owner = stack[place]
    let key = stack[keyPlace]
    guard let object = owner.object else {
      throw PythonError(
        "TypeError", "'\(typeName(owner))' object does not support item assignment")
    }
    let type = types[self.type(object)]
    if let operation = type.operations.setItem {
      // The operation finds key and value side by side.
      let depth = stack.count
      push(key)
      push(stack[valuePlace])
      try operation(&self, object, depth)
      return popAll(above: depth)
    }
    switch type.layout {
    case .list:
      let index = try requireIndex(key, object)
      guard let slot = elementSlot(object, index) else {
        throw PythonError("IndexError", "list assignment index out of range")
      }
      assign(stack[valuePlace], to: slot, index: index < 0 ? index + length(object) : index)
    case .dict:
      try requireHashable(key)
      try setEntry(object, key, stack[valuePlace])
    case .proxy:
      push(try liveReferent(ofProxy: object))
      try setItem(of: stack.count - 1, keyAt: keyPlace, valueAt: valuePlace)
      pop()
    default:
      throw PythonError(
        "TypeError", "'\(type.errorName)' object does not support item assignment")
    }
  }

  mutating func deleteItem(of place: Int, keyAt keyPlace: Int) throws(PythonError) {
    let owner = stack[place]
    let key = stack[keyPlace]
    guard let object = owner.object else {
      throw try undeletableItem(owner, key)
    }
    let type = types[self.type(object)]
    if let operation = type.operations.deleteItem { return try operation(&self, object, keyPlace) }
    switch type.layout {
    case .list:
      let index = try requireIndex(key, object)
      guard let slot = elementSlot(object, index) else {
        throw PythonError("IndexError", "list assignment index out of range")
      }
      removeElement(slot, of: object, at: index < 0 ? index + length(object) : index)
    case .dict:
      try requireHashable(key)
      let slot = try findEntry(object, key)
      guard slot != .none else { throw keyError(key) }
      removeEntry(slot, of: object)
    case .proxy:
      push(try liveReferent(ofProxy: object))
      try deleteItem(of: stack.count - 1, keyAt: keyPlace)
      pop()
    default:
      throw try undeletableItem(owner, key)
    }
  }

  /// The error about an element that cannot be deleted: a sequence says it in other words where the
  /// key is an index. Source: Objects/abstract.c, PyObject_DelItem and PySequence_DelItem.
  private func undeletableItem(_ owner: Value, _ key: Value) throws(PythonError) -> PythonError {
    let isIndex = index(key) != nil || bigInteger(key) != nil
    let words = isIndex && hasSequenceMethods(owner) ? "doesn't" : "does not"
    if isIndex && hasSequenceMethods(owner) { try requireSmall(key) }
    return PythonError(
      "TypeError", "'\(typeName(owner))' object \(words) support item deletion")
  }

  /// Whether the type of a value has a table of sequence methods (`tp_as_sequence`): those that are
  /// made by `class` all have one.
  private func hasSequenceMethods(_ value: Value) -> Bool {
    guard let object = value.object else {
      switch constant(value) {
      case .text?, .emptyTuple?: return true
      default: return false
      }
    }
    let type = type(object)
    if type >= core.firstDeclared || viewMode(object) != nil { return true }
    switch types[type].layout {
    case .list, .tuple, .set, .dict: return true
    default: break
    }
    return [
      library.weakSet, library.weakValueDictionary, library.weakKeyDictionary, library.weakMethod,
      library.finalizer, library.partial,
    ].contains(type)
  }

  /// Takes an element out of a list; the list is already shorter when the element dies (rule R3).
  mutating func removeElement(_ slot: SlotID, of list: ObjectID, at index: Int) {
    setLength(list, length(list) - 1)
    remove(slot, index: index)
  }

  /// Empties a list: it is empty before the first element dies, from the last to the first.
  mutating func removeAllElements(of list: ObjectID) {
    var holders: [(SlotID, Value)] = []
    readAhead &+= timeline.heap.touchReferents(of: list)
    var index = length(list)
    setLength(list, 0)
    if logsElements(of: list) {
      forgetElementCursor(of: list)
      index =
        timeline.removeElements(of: list, count: index, sparingLastReferences: true).remaining
    }
    while true {
      let slot = timeline.heap.lastSlot(list)
      guard slot != .none, timeline.heap.label(slot).kind == .element else { break }
      index -= 1
      let value = timeline.heap.value(slot)
      // Only what dies, or may die of an element's death before it, needs to be held till then.
      let outlivesList = value.object.map { count($0) > 1 } ?? true
      if holders.isEmpty && outlivesList {
        remove(slot, index: index)
        continue
      }
      let holder = timeline.addSlot(
        to: well.interpreter, well.emptiedList, holding: value.isObject ? value : .empty)
      remove(slot, index: index)
      holders.append((holder, value))
    }
    for (holder, value) in holders {
      timeline.removeSlot(holder)
      if let object = value.object { releaseIfUnreferenced(object) }
    }
  }
}
