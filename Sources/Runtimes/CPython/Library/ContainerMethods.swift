import HeapModel

// The methods of list, dict, set and str that scenarios call.
// Source: Objects/listobject.c, Objects/dictobject.c, Objects/setobject.c.
enum ContainerMethods {
  typealias Operation = Operations.Operation

  static let list: [String: Operation] = [
    "append": { machine, list, base throws(PythonError) in
      try machine.requireArguments(1...1, "list.append", from: base)
      machine.addElement(machine.stack[base], to: list)
    },
    "extend": { machine, list, base throws(PythonError) in
      try machine.requireArguments(1...1, "list.extend", from: base)
      let depth = machine.stack.count
      if machine.stack[base].object == list {
        try machine.count(statements: machine.length(list))
        for value in machine.elements(list) { machine.addElement(value, to: list) }
        return
      }
      machine.push(machine.stack[base])
      try machine.pushIterator()
      while try machine.pushNext(depth + 1) {
        try machine.count(statements: 1)
        machine.addElement(machine.top, to: list)
        machine.pop()
      }
      machine.popAll(above: depth)
    },
    "insert": { machine, list, base throws(PythonError) in
      try machine.requireArguments(2...2, "insert", from: base)
      let index = try machine.requireSize(machine.stack[base])
      let count = machine.length(list)
      let place = min(max(index < 0 ? index + count : index, 0), count)
      let successor = machine.elementSlot(list, place) ?? .none
      machine.add(
        machine.stack[base + 1], to: list, Machine.elementLabel,
        before: place == count ? .none : successor, index: place)
      machine.setLength(list, count + 1)
    },
    "pop": { machine, list, base throws(PythonError) in
      try machine.requireArguments(0...1, "pop", from: base)
      let given = machine.stack.count > base ? try machine.requireSize(machine.stack[base]) : -1
      let count = machine.length(list)
      if count == 0 { throw PythonError("IndexError", "pop from empty list") }
      guard let slot = machine.elementSlot(list, given) else {
        throw PythonError("IndexError", "pop index out of range")
      }
      machine.push(machine.timeline.heap.value(slot))
      machine.removeElement(slot, of: list, at: given < 0 ? given + count : given)
    },
    "remove": { machine, list, base throws(PythonError) in
      try machine.requireArguments(1...1, "list.remove", from: base)
      let found = try find(machine, list, machine.stack[base])
      guard let (slot, index) = found else {
        throw PythonError("ValueError", "list.remove(x): x not in list")
      }
      machine.removeElement(slot, of: list, at: index)
    },
    "clear": { machine, list, base throws(PythonError) in
      try machine.requireArguments(0...0, "list.clear", from: base)
      machine.removeAllElements(of: list)
    },
    "index": { machine, list, base throws(PythonError) in
      try machine.requireArguments(1...3, "list.index", from: base)
      let bounds = try bounds(machine, list, from: base + 1)
      let found = try find(machine, list, machine.stack[base], in: bounds)
      guard let (_, index) = found else {
        throw PythonError(
          "ValueError", "\(machine.libraryRepresentation(machine.stack[base])) is not in list")
      }
      machine.push(machine.integer(index))
    },
    "count": { machine, list, base throws(PythonError) in
      try machine.requireArguments(1...1, "list.count", from: base)
      machine.push(machine.integer(try count(machine, list, machine.stack[base])))
    },
    "reverse": { machine, list, base throws(PythonError) in
      try machine.requireArguments(0...0, "list.reverse", from: base)
      let values = Array(machine.elements(list).reversed())
      var slot = machine.firstSlot(list, .element)
      for value in values {
        machine.timeline.store(value, in: slot)
        slot = machine.timeline.heap.slot(after: slot)
      }
    },
    "sort": { machine, list, base throws(PythonError) in
      guard machine.stack.count == base else {
        throw PythonError("TypeError", "sort() takes no positional arguments")
      }
      try machine.sort(Value(list))
    },
    "copy": { machine, list, base throws(PythonError) in
      try machine.requireArguments(0...0, "list.copy", from: base)
      let copy = machine.pushNew(machine.core.list)
      for value in machine.elements(list) { machine.addElement(value, to: copy) }
    },
  ]

  static let tuple: [String: Operation] = [
    "index": { machine, tuple, base throws(PythonError) in
      try machine.requireArguments(1...3, "tuple.index", from: base)
      let bounds = try bounds(machine, tuple, from: base + 1)
      guard let (_, index) = try find(machine, tuple, machine.stack[base], in: bounds) else {
        throw PythonError("ValueError", "tuple.index(x): x not in tuple")
      }
      machine.push(machine.integer(index))
    },
    "count": { machine, tuple, base throws(PythonError) in
      try machine.requireArguments(1...1, "tuple.count", from: base)
      machine.push(machine.integer(try count(machine, tuple, machine.stack[base])))
    },
  ]

  private static func count(
    _ machine: Machine, _ sequence: ObjectID, _ value: Value
  ) throws(PythonError) -> Int {
    var count = 0
    for other in machine.elements(sequence) {
      let isCounted = other == value ? true : try machine.isEqual(other, value)
      if isCounted { count += 1 }
    }
    return count
  }

  /// The part of a list that the arguments from a place on name, as slices do.
  private static func bounds(
    _ machine: Machine, _ list: ObjectID, from base: Int
  ) throws(PythonError) -> Range<Int> {
    let count = machine.length(list)
    var ends = [0, count]
    for place in base..<max(base, machine.stack.count) {
      guard let given = machine.clampedIndex(machine.stack[place]) else {
        throw PythonError(
          "TypeError", "slice indices must be integers or have an __index__ method")
      }
      ends[place - base] = min(max(given < 0 ? given + count : given, 0), count)
    }
    return ends[0]..<max(ends[0], ends[1])
  }

  private static func find(
    _ machine: Machine, _ list: ObjectID, _ value: Value, in bounds: Range<Int>? = nil
  ) throws(PythonError) -> (SlotID, Int)? {
    var slot = machine.firstSlot(list, .element)
    var index = 0
    while slot != .none {
      let other = machine.timeline.heap.value(slot)
      if let bounds, index >= bounds.upperBound { return nil }
      if bounds?.contains(index) ?? true {
        let isFound = other == value ? true : try machine.isEqual(other, value)
        if isFound { return (slot, index) }
      }
      slot = machine.timeline.heap.slot(after: slot)
      index += 1
    }
    return nil
  }

  static let dict: [String: Operation] = [
    "get": { machine, dict, base throws(PythonError) in
      try machine.requireArguments(1...2, "get", from: base)
      try machine.requireHashable(machine.stack[base])
      let slot = try machine.findEntry(dict, machine.stack[base])
      machine.push(
        slot == .none ? machine.argument(1, from: base) : machine.timeline.heap.value(slot))
    },
    "pop": { machine, dict, base throws(PythonError) in
      try machine.requireArguments(1...2, "pop", from: base)
      let key = machine.stack[base]
      // An empty dict does not ask for the hash.
      if machine.length(dict) > 0 { try machine.requireHashable(key) }
      let slot = try machine.findEntry(dict, key)
      if slot == .none {
        guard machine.stack.count > base + 1 else { throw machine.keyError(key) }
        return machine.push(machine.stack[base + 1])
      }
      machine.push(machine.timeline.heap.value(slot))
      machine.removeEntry(slot, of: dict)
    },
    "popitem": { machine, dict, base throws(PythonError) in
      try machine.requireArguments(0...0, "dict.popitem", from: base)
      let slot = machine.timeline.heap.lastSlot(dict)
      guard slot != .none, machine.timeline.heap.label(slot).kind == .entry else {
        throw machine.keyError(saying: "popitem(): dictionary is empty")
      }
      let depth = machine.stack.count
      machine.push(machine.key(ofEntry: slot))
      machine.push(machine.timeline.heap.value(slot))
      machine.removeLastEntry(slot, of: dict)
      machine.pushTuple(movingFrom: depth)
    },
    "setdefault": { machine, dict, base throws(PythonError) in
      try machine.requireArguments(1...2, "setdefault", from: base)
      let key = machine.stack[base]
      try machine.requireHashable(key)
      let slot = try machine.findEntry(dict, key)
      if slot != .none { return machine.push(machine.timeline.heap.value(slot)) }
      let value = machine.argument(1, from: base)
      try machine.setEntry(dict, key, value)
      machine.push(value)
    },
    "update": { machine, dict, base throws(PythonError) in
      try machine.requireArguments(0...1, "dict.update", from: base)
      if machine.stack.count > base { try machine.update(dict, from: base) }
    },
    "clear": { machine, dict, base throws(PythonError) in
      try machine.requireArguments(0...0, "dict.clear", from: base)
      machine.removeAllEntries(of: dict)
    },
    "copy": { machine, dict, base throws(PythonError) in
      try machine.requireArguments(0...0, "dict.copy", from: base)
      let copy = machine.pushNew(machine.core.dict)
      for entry in machine.entries(dict) {
        try machine.setEntry(copy, entry.key, entry.value)
      }
      machine.copyTable(of: dict, to: copy)
    },
    "keys": { machine, dict, base throws(PythonError) in
      try machine.requireArguments(0...0, "dict.keys", from: base)
      machine.pushView(of: dict, .keys)
    },
    "values": { machine, dict, base throws(PythonError) in
      try machine.requireArguments(0...0, "dict.values", from: base)
      machine.pushView(of: dict, .values)
    },
    "items": { machine, dict, base throws(PythonError) in
      try machine.requireArguments(0...0, "dict.items", from: base)
      machine.pushView(of: dict, .items)
    },
  ]

  static let set: [String: Operation] = [
    "add": { machine, set, base throws(PythonError) in
      try machine.requireArguments(1...1, "set.add", from: base)
      try machine.addMember(machine.stack[base], to: set)
    },
    "discard": { machine, set, base throws(PythonError) in
      try machine.requireArguments(1...1, "set.discard", from: base)
      let slot = try machine.findMemberToRemove(set, machine.stack[base])
      if slot != .none { machine.removeMember(slot, of: set) }
    },
    "remove": { machine, set, base throws(PythonError) in
      try machine.requireArguments(1...1, "set.remove", from: base)
      let slot = try machine.findMemberToRemove(set, machine.stack[base])
      guard slot != .none else { throw machine.keyError(machine.stack[base]) }
      machine.removeMember(slot, of: set)
    },
    "pop": { machine, set, base throws(PythonError) in
      try machine.requireArguments(0...0, "set.pop", from: base)
      let slot = machine.firstSlot(set, .member)
      guard slot != .none else { throw machine.keyError(saying: "pop from an empty set") }
      machine.push(machine.timeline.heap.value(slot))
      machine.removeMember(slot, of: set)
    },
    "clear": { machine, set, base throws(PythonError) in
      try machine.requireArguments(0...0, "set.clear", from: base)
      machine.removeAllEntries(of: set)
    },
    "update": { machine, set, base throws(PythonError) in
      let depth = machine.stack.count
      for place in base..<max(base, depth) {
        try machine.pushElements(of: place)
        for value in machine.top.object.map({ machine.elements($0) }) ?? [] {
          try machine.addMember(value, to: set)
        }
        machine.popAll(above: depth)
      }
    },
    "copy": { machine, set, base throws(PythonError) in
      try machine.requireArguments(0...0, "set.copy", from: base)
      let copy = machine.pushNew(machine.core.set)
      for value in machine.elements(set) { try machine.addMember(value, to: copy) }
    },
  ]
}

extension Machine {
  /// `bool(x)`.
  func isTrue(_ value: Value) throws(PythonError) -> Bool {
    guard let object = value.object else {
      switch constant(value) {
      case .none?, .emptyTuple?: return false
      case .boolean(let truth)?: return truth
      case .integer(let number)?: return number != 0
      case .float(let number)?: return number != 0
      case .text(let text)?: return !text.value.isEmpty
      default: return true
      }
    }
    switch types[type(object)].layout {
    case .list, .tuple, .set, .dict: return length(object) > 0
    case .proxy: return try isTrue(self.value(of: try liveReferent(ofProxy: object)))
    default: return true
    }
  }
}
