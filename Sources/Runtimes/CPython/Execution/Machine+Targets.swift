import HeapModel

// Names, attributes and elements as targets. Source: Python/ceval.c (STORE_NAME, STORE_FAST,
// STORE_ATTR, STORE_SUBSCR, DELETE_*).
extension Machine {
  /// Stores the value at the top of the stack and takes it from there.
  mutating func assign(toTarget target: ExpressionID) throws(PythonError) {
    let depth = stack.count - 1
    switch program[target] {
    case .name(let symbol):
      bind(symbol)
    case .attribute(let base, let name):
      try evaluate(base)
      lookUp(target)
      try setAttribute(of: depth + 1, symbolTexts[Int(name.index)], valueAt: depth)
      replace(depth, with: .empty)
      popAll(above: depth)
    case .subscripted(let base, let key):
      try evaluate(base)
      try evaluate(key)
      try setItem(of: depth + 1, keyAt: depth + 2, valueAt: depth)
      replace(depth, with: .empty)
      replace(depth + 1, with: .empty)
      popAll(above: depth)
    default:
      throw PythonError("SyntaxError", "cannot assign to expression")
    }
  }

  mutating func delete(_ target: ExpressionID) throws(PythonError) {
    let depth = stack.count
    switch program[target] {
    case .name(let symbol):
      try unbind(symbol)
    case .attribute(let base, let name):
      try evaluate(base)
      lookUp(target)
      try deleteAttribute(of: depth, symbolTexts[Int(name.index)])
    case .subscripted(let base, let key):
      try evaluate(base)
      try evaluate(key)
      try deleteItem(of: depth, keyAt: depth + 1)
      replace(depth, with: .empty)
    default:
      throw PythonError("SyntaxError", "cannot delete expression")
    }
  }

  /// Notes the name or the attribute that is about to be looked up, set or deleted.
  mutating func lookUp(_ expression: ExpressionID) {
    if !isStopped { lookedUp = expression }
  }

  // MARK: Names

  /// Where a name of the running code is.
  private enum Place {
    case local(SlotID, Symbol)
    case cell(SlotID)
    case global
  }

  private func place(_ symbol: Symbol) -> Place {
    guard let call = calls.last, let place = codes.place(of: symbol, inCode: call.code) else {
      return .global
    }
    let slot = call.locals[place.index]
    if place.isLocal { return .local(slot, symbol) }
    return timeline.heap.value(slot).object.map { .cell(timeline.heap.firstSlot($0)) } ?? .global
  }

  /// Binds a name to the value at the top of the stack and takes it from there.
  private mutating func bind(_ symbol: Symbol) {
    let value = top
    switch place(symbol) {
    case .global:
      var slot = globalSlots[Int(symbol.index)]
      let name = symbolTexts[Int(symbol.index)]
      // A name that was deleted comes back at the end of the module's dictionary.
      if slot != .none, timeline.heap.value(slot).isEmpty {
        timeline.removeSlot(slot)
        slot = .none
      }
      if slot == .none {
        slot = timeline.addSlot(to: well.module, Label(.name, name.index))
        globalSlots[Int(symbol.index)] = slot
      }
      // The stack keeps its reference while the old value dies (STORE_NAME).
      rebind(slot, name, value, well.module)
      pop()
    case .local(let slot, let symbol):
      let frame = timeline.heap.source(slot)
      dropTopUncounted {
        $0.rebind(slot, $0.symbolTexts[Int(symbol.index)], value, frame)
      }
    case .cell(let slot):
      dropTopUncounted { $0.assign(value, to: slot) }
    }
  }

  /// Takes the top from the stack while `body` gives its reference another place.
  private mutating func dropTopUncounted(_ body: (inout Machine) -> Void) {
    let value = stack.removeLast()
    if value.isObject { timeline.store(.empty, in: stackSlots[stack.count]) }
    body(&self)
  }

  private mutating func rebind(_ slot: SlotID, _ name: TextID, _ value: Value, _ frame: ObjectID) {
    let old = timeline.heap.value(slot)
    timeline.store(value, in: slot)
    timeline.emit(.bind(name: name, value: value, frame: frame))
    ended(old, name, frame)
  }

  private mutating func ended(_ old: Value, _ name: TextID, _ frame: ObjectID) {
    guard !old.isEmpty else { return }
    timeline.emit(.unbind(name: name, value: old, frame: frame))
    guard let object = old.object, count(object) == 0 else { return }
    timeline.beginCause()
    deallocate(object)
    timeline.endCause()
  }

  private mutating func unbind(_ symbol: Symbol) throws(PythonError) {
    let name = symbolTexts[Int(symbol.index)]
    switch place(symbol) {
    case .global:
      let slot = globalSlots[Int(symbol.index)]
      guard slot != .none, !timeline.heap.value(slot).isEmpty else { throw nameError(symbol) }
      let old = timeline.heap.value(slot)
      timeline.store(.empty, in: slot)
      ended(old, name, well.module)
    case .local(let slot, _):
      let old = timeline.heap.value(slot)
      guard !old.isEmpty else { throw unboundLocal(symbol) }
      let frame = timeline.heap.source(slot)
      timeline.store(.empty, in: slot)
      ended(old, name, frame)
    case .cell(let slot):
      guard !timeline.heap.value(slot).isEmpty else { throw unboundFree(symbol) }
      empty(slot)
    }
  }

  /// Pushes the value of a name.
  mutating func load(_ symbol: Symbol) throws(PythonError) {
    let value: Value
    switch place(symbol) {
    case .local(let slot, _):
      value = timeline.heap.value(slot)
      if value.isEmpty { throw unboundLocal(symbol) }
    case .cell(let slot):
      value = timeline.heap.value(slot)
      if value.isEmpty { throw unboundFree(symbol) }
    case .global:
      let slot = globalSlots[Int(symbol.index)]
      let bound = slot == .none ? Value.empty : timeline.heap.value(slot)
      if bound.isEmpty {
        guard let declared = declaredValues[symbol] else { throw undefined(symbol) }
        value = declared
      } else {
        value = bound
      }
    }
    push(value)
  }

  /// What is wrong with a name that nothing has bound: CPython looks in its own module then.
  private func undefined(_ symbol: Symbol) -> PythonError {
    let name = program.name(symbol)
    return PythonNames.isBuiltIn(name)
      ? .notModelled("the built-in name '\(name)'") : nameError(symbol)
  }

  private func nameError(_ symbol: Symbol) -> PythonError {
    nameError("name '\(program.name(symbol))' is not defined")
  }

  /// A NameError is given its name, and made for that. Source: Python/ceval.c
  /// (format_exc_check_arg).
  private func nameError(_ message: String) -> PythonError {
    var error = PythonError("NameError", message)
    error.isMadeAtOnce = true
    return error
  }

  private func unboundLocal(_ symbol: Symbol) -> PythonError {
    PythonError(
      "UnboundLocalError",
      "cannot access local variable '\(program.name(symbol))' where it is not associated with a "
        + "value")
  }

  private func unboundFree(_ symbol: Symbol) -> PythonError {
    nameError(
      "cannot access free variable '\(program.name(symbol))' where it is not associated with a "
        + "value in enclosing scope")
  }
}
