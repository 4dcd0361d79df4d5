import HeapModel

// Iteration, length, membership, order. Source: Objects/listobject.c (listiter_next),
// Objects/dictobject.c (dictiter_iternextkey), Objects/setobject.c (setiter_iternext).
//
// An iterator is a hidden object that holds its container (rule R1); its position is its length
// word, and the size that the container must keep its code word.
extension Machine {
  /// Pushes an iterator over the value at the top of the stack.
  mutating func pushIterator() throws(PythonError) {
    let iterable = top
    guard let object = iterable.object else {
      if case .text(let text)? = constant(iterable) {
        let base = stack.count
        for scalar in text.value.unicodeScalars { push(self.text(String(Character(scalar)))) }
        pushList(movingFrom: base)
        try pushIterator()
        return keepTop(above: base)
      }
      if constant(iterable) == .emptyTuple {
        pushList(movingFrom: stack.count)
        let depth = stack.count - 1
        try pushIterator()
        return keepTop(above: depth)
      }
      throw PythonError("TypeError", "'\(typeName(iterable))' object is not iterable")
    }
    let type = types[self.type(object)]
    if let operation = type.operations.iterate {
      return try operation(&self, object, stack.count)
    }
    switch type.layout {
    case .list, .tuple, .dict, .set:
      pushIterator(over: object)
    case .proxy:
      push(try liveReferent(ofProxy: object))
      let depth = stack.count - 1
      try pushIterator()
      keepTop(above: depth)
    default:
      if let base = baseValue(object), case .text(let text) = base {
        push(value(.constant(.text(text))))
        let depth = stack.count - 1
        try pushIterator()
        return keepTop(above: depth)
      }
      throw PythonError("TypeError", "'\(type.errorName)' object is not iterable")
    }
  }

  /// Pushes the next item of the iterator at a place of the stack; false at the end.
  mutating func pushNext(_ place: Int) throws(PythonError) -> Bool {
    guard let iterator = stack[place].object else { return false }
    if let operation = types[type(iterator)].operations.next {
      let depth = stack.count
      try operation(&self, iterator, depth)
      return stack.count > depth
    }
    let slot = timeline.heap.firstSlot(iterator)
    guard slot != .none, let container = timeline.heap.value(slot).object else { return false }
    let layout = types[type(container)].layout
    if layout == .dict || layout == .set {
      return try pushNextEntry(iterator, container, isSet: layout == .set)
    }
    let position = length(iterator)
    guard position < length(container), let element = elementSlot(container, position) else {
      // At the end the container is let go (rule R1).
      remove(slot)
      return false
    }
    timeline.setWord(well.lengths, Int(iterator.index), UInt32(position + 1))
    push(timeline.heap.value(element))
    return true
  }

  /// Pushes `list(x)`.
  mutating func pushElements(of place: Int) throws(PythonError) {
    let source = stack[place]
    let list = pushNew(core.list)
    let depth = stack.count
    push(source)
    try pushIterator()
    while try pushNext(stack.count - 1) {
      addElement(top, to: list)
      pop()
    }
    popAll(above: depth)
  }

  // MARK: len, in

  mutating func pushLength(of place: Int) throws(PythonError) {
    let owner = stack[place]
    guard let object = owner.object else {
      switch constant(owner) {
      case .text(let text)?: return push(integer(text.value.unicodeScalars.count))
      case .emptyTuple?: return push(integer(0))
      default: throw PythonError("TypeError", "object of type '\(typeName(owner))' has no len()")
      }
    }
    let type = types[self.type(object)]
    if let operation = type.operations.length {
      try operation(&self, object, stack.count)
      if let count = index(top), count < 0 {
        pop()
        throw PythonError("ValueError", "__len__() should return >= 0")
      }
      return
    }
    switch type.layout {
    case .list, .tuple, .dict, .set: push(integer(length(object)))
    case .proxy:
      push(try liveReferent(ofProxy: object))
      let depth = stack.count - 1
      try pushLength(of: depth)
      keepTop(above: depth)
    default:
      if let base = baseValue(object), case .text(let text) = base {
        return push(integer(text.value.unicodeScalars.count))
      }
      throw PythonError("TypeError", "object of type '\(type.errorName)' has no len()")
    }
  }

  /// `element in container`.
  mutating func contains(_ container: Value, _ element: Value) throws(PythonError) -> Bool {
    guard let object = container.object else {
      if case .text(let text)? = constant(container) {
        return try contains(text, element)
      }
      if constant(container) == .emptyTuple { return false }
      throw PythonError(
        "TypeError", "argument of type '\(typeName(container))' is not iterable")
    }
    let type = types[self.type(object)]
    if let operation = type.operations.contains {
      let depth = stack.count
      push(element)
      try operation(&self, object, depth)
      let result = top
      popAll(above: depth)
      return result == boolean(true)
    }
    switch type.layout {
    case .list, .tuple:
      var slot = firstSlot(object, .element)
      while slot != .none {
        let other = timeline.heap.value(slot)
        if other == element { return true }
        if try isEqual(other, element) { return true }
        slot = timeline.heap.slot(after: slot)
      }
      return false
    case .dict:
      try requireHashable(element)
      return try findEntry(object, element) != .none
    case .set:
      return try findMemberToRemove(object, element) != .none
    case .proxy:
      push(try liveReferent(ofProxy: object))
      let result = try contains(top, element)
      pop()
      return result
    default:
      if let base = baseValue(object), case .text(let text) = base {
        return try contains(text, element)
      }
      throw PythonError("TypeError", "argument of type '\(type.errorName)' is not iterable")
    }
  }

  private func contains(_ text: Text, _ element: Value) throws(PythonError) -> Bool {
    guard case .text(let part)? = element.object.map({ baseValue($0) }) ?? constant(element) else {
      throw PythonError(
        "TypeError", "'in <string>' requires string as left operand, not \(typeName(element))")
    }
    let (whole, wanted) = (Array(text.value.utf8), Array(part.value.utf8))
    guard !wanted.isEmpty else { return true }
    guard wanted.count <= whole.count else { return false }
    return (0...(whole.count - wanted.count)).contains {
      whole[$0..<($0 + wanted.count)].elementsEqual(wanted)
    }
  }

  // MARK: Order

  /// Notes in an error what the function of the library held that it leaves.
  private func leaving<Result>(
    _ locals: [Value], _ body: () throws(PythonError) -> Result
  ) throws(PythonError) -> Result {
    do throws(PythonError) {
      return try body()
    } catch {
      var error = error
      error.leftLocals = locals
      throw error
    }
  }

  /// `a < b`. Source: Objects/object.c (PyObject_RichCompare).
  func isLess(_ a: Value, _ b: Value) throws(PythonError) -> Bool {
    try requireStack(whileDoing: "comparison")
    if let x = a.object, types[type(x)].layout == .proxy {
      return try isLess(value(of: try liveReferent(ofProxy: x)), b)
    }
    if let y = b.object, types[type(y)].layout == .proxy {
      return try isLess(a, value(of: try liveReferent(ofProxy: y)))
    }
    let (p, q) = (
      a.object.map { baseValue($0) } ?? constant(a), b.object.map { baseValue($0) } ?? constant(b)
    )
    if let p, let q {
      if let m = Self.number(p), let n = Self.number(q) { return Self.isLess(m, n) }
      if case (.text(let m), .text(let n)) = (p, q) {
        return m.value.unicodeScalars.lexicographicallyPrecedes(n.value.unicodeScalars)
      }
    }
    if let x = a.object, let y = b.object {
      let layouts = (types[type(x)].layout, types[type(y)].layout)
      if layouts == (.list, .list) || layouts == (.tuple, .tuple) {
        let (m, n) = (elements(x), elements(y))
        for (p, q) in zip(m, n) where p != q {
          if try !isEqual(p, q) { return try isLess(p, q) }
        }
        return m.count < n.count
      }
      if layouts == (.set, .set) {
        let m = elements(x)
        guard m.count < length(y) else { return false }
        for p in m where try findMember(y, p) == .none { return false }
        return true
      }
    }
    if let x = a.object, type(x) == library.weakSet {
      return try leaving([a, b]) { () throws(PythonError) in
        try library.isProperSubset(self, x, b)
      }
    }
    if let y = b.object, type(y) == library.weakSet {
      return try leaving([b, a]) { () throws(PythonError) in
        try library.isProperSuperset(self, y, a)
      }
    }
    throw PythonError(
      "TypeError",
      "'<' not supported between instances of '\(typeName(a))' and '\(typeName(b))'")
  }
}
