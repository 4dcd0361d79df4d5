import HeapModel

// New objects. Source: Objects/typeobject.c (type_call, PyType_GenericAlloc).
extension Machine {
  /// Pushes what `new` makes.
  mutating func construct(_ construction: Construction) throws(PythonError) {
    let base = stack.count
    switch construction {
    case .builtIn(let type, let operands):
      for operand in program.operands(operands) { try evaluate(operand) }
      switch type {
      case .list: pushList(movingFrom: base)
      case .tuple: pushTuple(movingFrom: base)
      case .set: try pushSet(from: base)
      case .dict: try pushDict(from: base)
      case .weakValueDictionary: library.makeWeakValueDictionary(&self)
      case .weakKeyDictionary: library.makeWeakKeyDictionary(&self)
      case .weakSet: library.makeWeakSet(&self)
      }
    case .instance(let id, let attributes):
      try construct(id, attributes, .empty, base)
    case .instanceOfItems(let id, let attributes, let operands),
      .instanceOfEntries(let id, let attributes, let operands):
      for operand in program.operands(operands) { try evaluate(operand) }
      // The items are handed over in a list, as the program writes them.
      if case .instanceOfItems = construction {
        pushList(movingFrom: base)
      }
      try construct(id, attributes, operands, base)
    case .instanceOfValue(let id, let attributes, let value):
      try evaluate(value)
      try construct(id, attributes, .empty, base)
    }
    keepTop(above: base)
  }

  /// Pushes an instance that a call of its type makes.
  mutating func construct(_ id: TypeID, argumentsFrom base: Int) throws(PythonError) {
    if stack.count > base {
      throw PythonError(
        "TypeError", "\(program.name(program.types[Int(id.index)].name))() takes no arguments")
    }
    try construct(id, .empty, .empty, base)
    keepTop(above: base)
  }

  /// Pushes an instance of a declared type: of the values that lie from `base` on, then its
  /// attributes in written order.
  private mutating func construct(
    _ id: TypeID, _ attributes: PoolRange, _ operands: PoolRange, _ base: Int
  ) throws(PythonError) {
    let type = core.firstDeclared + Int(id.index)
    let behavior = types[type]
    let end = stack.count
    for operand in program.namedOperands(attributes) { try evaluate(operand.value) }
    // What is no value of the base is refused before there is an object.
    var baseValue = Value.empty
    if behavior.hasBaseValue {
      do throws(PythonError) {
        baseValue = base < end ? try convert(stack[base], behavior) : defaultValue(behavior)
      } catch {
        throw unwound(error, "__new__", Array(end..<stack.count))
      }
    }
    let instance: ObjectID
    if behavior.layout == .tuple {
      instance = make(type)
      push(instance)
      copyItems(at: base, end, to: instance)
      track(instance)
    } else {
      instance = pushNew(type)
      if behavior.attributes == .shared { useSharedKeyPlace(type) }
    }
    let place = stack.count - 1
    collectIfDue()
    do throws(PythonError) {
      switch behavior.layout {
      case .list: copyItems(at: base, end, to: instance)
      case .set:
        for item in base < end ? stack[base].object.map({ elements($0) }) ?? [] : [] {
          try addMember(item, to: instance)
        }
      case .dict:
        let keys = stride(from: base, to: end - 1, by: 2).lazy.map { [stack] in stack[$0] }
        presizeTable(of: instance, keys: keys, count: (end - base) / 2)
        for entry in stride(from: base, to: end - 1, by: 2) {
          try requireHashable(stack[entry])
          try setEntry(instance, stack[entry], stack[entry + 1])
        }
      default:
        if behavior.hasBaseValue {
          _ = timeline.addSlot(to: instance, Self.memberLabel, holding: baseValue)
        }
      }
      for (offset, operand) in program.namedOperands(attributes).enumerated() {
        try setAttribute(
          of: place, symbolTexts[Int(operand.name.index)], valueAt: end + offset)
      }
    } catch {
      // The unfinished object and its values are locals of the unwound `__init__`.
      throw unwound(error, "__init__", [place] + Array(end..<place))
    }
  }

  /// An error with the frame of a call that it has left, whose locals lie at these places.
  private mutating func unwound(
    _ error: PythonError, _ name: String, _ places: [Int]
  ) -> PythonError {
    let frame = timeline.allocate(HeapTypeID(UInt32(core.frame)), .root)
    for place in places {
      _ = timeline.addSlot(to: frame, special(name), holding: stack[place])
    }
    var error = error
    error.frames.append(frame)
    return error
  }

  private mutating func copyItems(at base: Int, _ end: Int, to instance: ObjectID) {
    guard base < end, let list = stack[base].object else { return }
    for item in elements(list) { addElement(item, to: instance) }
  }

  private mutating func defaultValue(_ behavior: TypeBehavior) -> Value {
    behavior.isText ? text("") : integer(0)
  }

  /// `MyInt(x)`, `MyStr(x)`.
  private mutating func convert(
    _ value: Value, _ behavior: TypeBehavior
  ) throws(PythonError) -> Value {
    if behavior.isText { return text(try printed(value)) }
    return try wholeNumber(of: value)
  }
}
