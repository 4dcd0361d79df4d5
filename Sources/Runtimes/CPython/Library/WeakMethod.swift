import HeapModel

// weakref.WeakMethod: a weak reference to the object of a bound method, with another one to its
// function, and a callback that knows the WeakMethod only weakly (rule W10).
// Source: Lib/weakref.py, class WeakMethod.
extension Library {
  mutating func installWeakMethod(_ builder: inout LibraryBuilder) {
    var type = TypeDescription(
      name: "WeakMethod", errorName: "WeakMethod", kind: .weakReference, layout: .weakReference)
    type.takesWeakReferences = true
    type.bytes = 104
    type.unmodelled = .weakMethod
    type.operations.call = { machine, object, base throws(PythonError) in
      let given = machine.stack.count - base
      if given > 0 {
        throw PythonError(
          "TypeError",
          "WeakMethod.__call__() takes 1 positional argument but \(given + 1) were given")
      }
      guard let referent = machine.referent(object) else { return machine.push(machine.none) }
      let code = machine.functionCode(object)
      machine.pushBoundMethod(machine.codes[code].function, of: referent)
    }
    type.operations.isEqual = { machine, a, b throws(PythonError) in
      guard let x = machine.referent(a), let y = machine.referent(b) else { return a == b }
      return try machine.isEqual(Value(x), Value(y))
        && machine.functionCode(a) == machine.functionCode(b)
    }
    weakMethod = builder.add(type)
    weakMethodCallback = builder.add("WeakMethod.__new__.<locals>._cb") {
      machine, function, base throws(PythonError) in
      try machine.library.runCallback(&machine, function)
    }
  }

  private enum Local {
    static let callback = "callback"
    static let me = "self_wr"
    static let alive = "_alive"
    static let function = "_func_ref"
  }

  /// Pushes a WeakMethod of the bound method at `base`, with the callback above it.
  func makeWeakMethod(_ machine: inout Machine, _ base: Int) throws(PythonError) {
    if let proxy = machine.stack[base].object, machine.type(proxy) == machine.core.proxy {
      // The first thing asked for is an attribute of what the proxy refers to.
      _ = try machine.liveReferent(ofProxy: proxy)
    }
    guard let method = machine.stack[base].object,
      machine.types[machine.type(method)].layout == .method,
      let receiver = machine.receiver(method).object
    else {
      throw refusal(&machine, base)
    }
    if machine.libraryMethodName(method) != nil {
      throw .notModelled("a WeakMethod of a method of \(className(machine, Value(receiver)))")
    }
    let callback = machine.stack[base + 1]
    let depth = machine.stack.count
    // The cells of `_cb`, its closure, itself; then the references.
    let holder = machine.core.hiddenTuple
    let callbackCell = machine.pushNew(machine.core.cell, partOf: method)
    let selfCell = machine.pushNew(machine.core.cell, partOf: method)
    let closure = machine.make(holder, partOf: method)
    machine.push(closure)
    machine.addElement(Value(callbackCell), to: closure)
    machine.addElement(Value(selfCell), to: closure)
    machine.track(closure)
    let function = machine.pushNativeFunction(weakMethodCallback, partOf: method)
    machine.add(Value(closure), to: function, machine.special("__closure__"))
    let text = machine.timeline.intern(Local.callback)
    machine.add(callback, to: callbackCell, Label(.cell, text.index))
    try machine.pushWeakReference(weakMethod, to: receiver, callback: Value(function))
    let place = machine.stack.count - 1
    guard let reference = machine.stack[place].object else { return }
    let code = machine.methodCode(method)
    machine.timeline.setWord(machine.well.code, Int(reference.index), UInt32(code + 1))
    // `_alive`, then `_func_ref`, then `_meth_type`: slots lie in alphabetical order.
    let first = machine.timeline.heap.firstSlot(reference)
    let alive = machine.timeline.intern(Local.alive)
    machine.add(
      machine.boolean(true), to: reference, Label(.attribute, alive.index), before: first)
    let functionReference = machine.pushNew(elementReference, partOf: reference)
    machine.add(
      Value(function), to: functionReference, machine.well.callback)
    let functionName = machine.timeline.intern(Local.function)
    machine.add(
      Value(functionReference), to: reference, Label(.attribute, functionName.index),
      before: first)
    try machine.pushWeakReference(machine.core.selfref, to: reference, partOf: reference)
    let me = machine.timeline.intern(Local.me)
    machine.add(machine.top, to: selfCell, Label(.cell, me.index))
    machine.popAll(above: place + 1)
    machine.keepTop(above: depth)
    machine.keepTop(above: base)
  }

  /// The error about what is no bound method: that it has no `__self__` was caught before, and the
  /// frame of `__new__` keeps what it was given.
  private func refusal(_ machine: inout Machine, _ base: Int) -> PythonError {
    let given = machine.stack[base]
    let error = PythonError(
      "TypeError", "argument should be a bound method, not \(className(machine, given))")
    let caught = machine.missingAttribute("__self__", of: given)
    return machine.raised(error, handling: caught, [given, machine.stack[base + 1]])
  }

  private func className(_ machine: Machine, _ value: Value) -> String {
    guard let object = value.object else { return "<class '\(machine.typeName(value))'>" }
    let type = machine.type(object)
    let name =
      switch type {
      case weakSet: "_weakrefset.WeakSet"
      case weakValueDictionary, weakKeyDictionary, weakMethod, finalizer:
        "weakref." + machine.typeName(value)
      case machine.core.firstDeclared...: "__main__." + machine.typeName(value)
      default: machine.typeName(value)
      }
    return "<class '\(name)'>"
  }

  /// `_cb`: the user's callback is called once, whichever of object and function dies first.
  private func runCallback(
    _ machine: inout Machine, _ function: ObjectID
  ) throws(PythonError) {
    let cells = machine.cells(of: function)
    guard cells.count == 2 else { return }
    let callback = machine.timeline.heap.value(machine.timeline.heap.firstSlot(cells[0]))
    let me = machine.timeline.heap.value(machine.timeline.heap.firstSlot(cells[1]))
    guard let selfReference = me.object, let weakMethod = machine.referent(selfReference) else {
      throw PythonError("AttributeError", "'NoneType' object has no attribute '_alive'")
    }
    // A running function holds the cells it closes over, so that a collection in it finds them reachable.
    let holders = [cells[0], cells[1], weakMethod].map { machine.hold($0, by: "_cb") }
    defer { for holder in holders.reversed() { machine.release(holder) } }
    let text = machine.timeline.intern(Local.alive)
    let slot = machine.slot(weakMethod, Label(.attribute, text.index))
    guard machine.timeline.heap.value(slot) == machine.boolean(true) else { return }
    machine.timeline.store(machine.boolean(false), in: slot)
    guard callback != machine.none else { return }
    let name = machine.timeline.intern(machine.callableName(callback))
    machine.timeline.emit(.callback(weakReference: weakMethod, function: name))
    machine.timeline.beginCause()
    defer { machine.timeline.endCause() }
    let depth = machine.stack.count
    machine.push(callback)
    machine.push(weakMethod)
    try machine.finishCall(.value, depth)
    machine.popAll(above: depth)
  }
}
