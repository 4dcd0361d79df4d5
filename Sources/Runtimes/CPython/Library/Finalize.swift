import HeapModel

// weakref.finalize: a registry that holds each finalizer strongly, with a weak reference to its
// object of which the finalizer is the callback (rule WD8). Source: Lib/weakref.py, class finalize.
extension Library {
  mutating func installFinalizers(_ builder: inout LibraryBuilder) {
    var type = TypeDescription(
      name: "finalize", errorName: "finalize", kind: .function, layout: .instance)
    type.bytes = 16
    type.isLibraryCallback = true
    type.unmodelled = .finalize
    type.operations.call = { machine, object, base throws(PythonError) in
      // A weak reference gives itself, which is not used.
      let signature = Signature(most: 1)
      try signature.check(given: machine.stack.count - base, "finalize.__call__")
      try machine.library.run(&machine, object)
    }
    type.operations.represent = { reader, object in
      let info = Library.info(reader.heap, object)
      guard let info, let reference = Library.part(reader.heap, info, InfoPart.weakref).object,
        let referent = reader.referent(reference)
      else { return "<finalize dead>" }
      return "<finalize for \(reader.shortName(referent))>"
    }
    type.operations.getAttribute = { machine, object, name throws(PythonError) in
      let info = Library.info(machine.timeline.heap, object)
      switch name {
      case "alive": machine.push(machine.boolean(info != nil))
      case "atexit":
        let flag = info.map { Library.part(machine.timeline.heap, $0, InfoPart.atexit) }
        machine.push(flag ?? machine.boolean(false))
      default: return false
      }
      return true
    }
    type.operations.setAttribute = { machine, object, name, place throws(PythonError) in
      switch name {
      case "atexit":
        machine.library.setAtExit(
          &machine, Value(object), try machine.isTrue(machine.stack[place]))
      case "alive":
        throw PythonError(
          "AttributeError", "property 'alive' of 'finalize' object has no setter")
      default: return false
      }
      return true
    }
    type.operations.methods = [
      "detach": { machine, object, base throws(PythonError) in
        machine.library.pushContents(&machine, object)
        guard machine.top != machine.none else { return }
        machine.library.unregister(&machine, object)
      },
      "peek": { machine, object, base throws(PythonError) in
        machine.library.pushContents(&machine, object)
      },
    ]
    finalizer = builder.add(type)
    var info = TypeDescription(
      name: "_Info", errorName: "_Info", kind: .table, layout: .instance)
    info.bytes = 64
    finalizerInfo = builder.add(info)
  }

  /// The parts of `_Info`, in the alphabetical order of its slots.
  private enum InfoPart {
    static let arguments = "args"
    static let atexit = "atexit"
    static let function = "func"
    static let index = "index"
    static let weakref = "weakref"
  }

  /// Pushes a finalizer; object, function and arguments lie from `base` on.
  func makeFinalizer(_ machine: inout Machine, _ base: Int) throws(PythonError) {
    let end = machine.stack.count
    let finalizer = machine.pushNew(finalizer)
    let place = machine.stack.count
    // The arguments are a tuple from the call of `__init__` on: it lies before `_Info` in the
    // collector's list.
    let hasArguments = end > base + 2
    if hasArguments {
      let tuple = machine.make(machine.core.tuple, partOf: finalizer)
      machine.push(tuple)
      for argument in (base + 2)..<end {
        machine.addElement(machine.stack[argument], to: tuple)
      }
      machine.track(tuple)
    }
    let info = machine.pushNew(finalizerInfo, partOf: finalizer)
    let object: ObjectID
    do throws(PythonError) {
      object = try requireReferent(machine, machine.stack[base])
    } catch {
      // What `__init__` was given, and what it has made by then.
      let locals = [Value(finalizer), machine.stack[base], machine.stack[base + 1]]
      let failure = machine.unwound(error, locals + machine.stack[place...])
      machine.popAll(above: end)
      throw failure
    }
    if hasArguments {
      machine.add(machine.stack[place], to: info, machine.special(InfoPart.arguments))
    }
    machine.add(machine.boolean(true), to: info, machine.special(InfoPart.atexit))
    machine.add(machine.stack[base + 1], to: info, machine.special(InfoPart.function))
    let index = machine.register(.finalizeIndex)
    machine.set(.finalizeIndex, index + 1)
    machine.add(machine.integer(index), to: info, machine.special(InfoPart.index))
    try machine.pushWeakReference(
      elementReference, to: object, callback: Value(finalizer), partOf: finalizer)
    machine.addPartFromStack(info, InfoPart.weakref)
    let registry = machine.well.finalizeRegistry
    machine.add(Value(finalizer), to: registry, Label(.key))
    machine.add(Value(info), to: registry, Label(.entry, 0))
    trackRegistry(&machine)
    machine.popAll(above: place)
  }

  /// A dict is tracked when the first container is stored in it (rule G1): the registry lies in the
  /// collector's lists behind the first finalizer, until a full collection finds it empty.
  private func trackRegistry(_ machine: inout Machine) {
    let registry = machine.well.finalizeRegistry
    guard !machine.isTracked(registry) else { return }
    machine.track(registry)
    guard machine.count(registry) == 0 else { return }
    machine.add(
      Value(registry), to: machine.well.libraryModule, machine.special("finalize._registry"))
  }

  func setAtExit(_ machine: inout Machine, _ finalizer: Value, _ truth: Bool) {
    guard let object = finalizer.object, let info = Self.info(machine.timeline.heap, object) else {
      return
    }
    let slot = machine.slot(info, machine.special(InfoPart.atexit))
    machine.timeline.store(machine.boolean(truth), in: slot)
  }

  /// What the registry knows of a finalizer; nil when it is dead.
  private static func info(_ heap: MutableHeap, _ finalizer: ObjectID) -> ObjectID? {
    let slot = registrySlot(heap, finalizer)
    return slot == .none ? nil : heap.value(heap.slot(after: slot)).object
  }

  /// The slot of a finalizer in the registry: the one whose label is a key.
  private static func registrySlot(_ heap: MutableHeap, _ finalizer: ObjectID) -> SlotID {
    for slot in heap.strongReferrers(finalizer)
    where heap.label(slot).kind == .key && heap.kind(heap.source(slot)) == .table {
      return slot
    }
    return .none
  }

  private static func part(_ heap: MutableHeap, _ info: ObjectID, _ name: String) -> Value {
    var slot = heap.firstSlot(info)
    while slot != .none {
      if heap.texts[heap.label(slot).text] == name { return heap.value(slot) }
      slot = heap.slot(after: slot)
    }
    return .empty
  }

  /// Takes a finalizer out of the registry; what it held stays in `holders` until let go.
  private func takeOut(_ machine: inout Machine, _ finalizer: ObjectID) -> [SlotID] {
    let key = Self.registrySlot(machine.timeline.heap, finalizer)
    guard key != .none else { return [] }
    let entry = machine.timeline.heap.slot(after: key)
    let info = machine.takeOut(entry)
    return [machine.takeOut(key), info]
  }

  private func unregister(_ machine: inout Machine, _ finalizer: ObjectID) {
    for holder in takeOut(&machine, finalizer) { machine.letGo(holder) }
  }

  /// `fin()`, and what happens at the death of the object: runs once.
  func run(_ machine: inout Machine, _ finalizer: ObjectID) throws(PythonError) {
    if machine.isStopped { return machine.push(machine.none) }
    let me = machine.hold(finalizer, by: "running finalizer")
    defer { machine.release(me) }
    let holders = takeOut(&machine, finalizer)
    guard holders.count == 2, let info = machine.timeline.heap.value(holders[1]).object else {
      return machine.push(machine.none)
    }
    machine.letGo(holders[0])
    if machine.register(.finalizeIsShutDown) != 0 {
      machine.letGo(holders[1])
      return machine.push(machine.none)
    }
    let function = Self.part(machine.timeline.heap, info, InfoPart.function)
    let name = machine.timeline.intern(machine.callableName(function))
    machine.timeline.emit(.finalize(finalizer: finalizer, function: name))
    machine.timeline.beginCause()
    let base = machine.stack.count
    machine.push(function)
    if let arguments = Self.part(machine.timeline.heap, info, InfoPart.arguments).object {
      for argument in machine.elements(arguments) { machine.push(argument) }
    }
    do throws(PythonError) {
      try machine.invoke(function, argumentsFrom: base + 1)
      machine.keepTop(above: base)
    } catch {
      machine.popAll(above: base)
      machine.timeline.endCause()
      // The traceback keeps the locals of `__call__` until the exception was reported.
      let frame = machine.timeline.allocate(HeapTypeID(UInt32(machine.core.frame)), .root)
      for local in [finalizer, info] {
        _ = machine.timeline.addSlot(
          to: frame, machine.special("finalize.__call__"), holding: Value(local))
      }
      machine.letGo(holders[1])
      var error = error
      error.frames.append(frame)
      throw error
    }
    machine.timeline.endCause()
    machine.letGo(holders[1])
  }

  /// Pushes `(obj, func, args, kwargs)`, or `None` when dead.
  private func pushContents(_ machine: inout Machine, _ finalizer: ObjectID) {
    guard let info = Self.info(machine.timeline.heap, finalizer),
      let reference = Self.part(machine.timeline.heap, info, InfoPart.weakref).object,
      let referent = machine.referent(reference)
    else { return machine.push(machine.none) }
    let base = machine.stack.count
    machine.push(referent)
    machine.push(Self.part(machine.timeline.heap, info, InfoPart.function))
    if let arguments = Self.part(machine.timeline.heap, info, InfoPart.arguments).object {
      machine.reveal(arguments)
      machine.push(arguments)
    } else {
      machine.push(machine.value(.constant(.emptyTuple)))
    }
    _ = machine.pushNew(machine.core.dict)
    machine.pushTuple(movingFrom: base)
  }

  /// For so many statements a finalizer counts that was registered when the others already ran.
  private static let weightOfLateFinalizers = 100

  /// A finalizer that is still to be called at exit, with what holds it until then.
  private struct Pending {
    var object: ObjectID
    var index: Int
    var holder: SlotID
  }

  /// Runs the live finalizers that are marked for it, newest first, with the collector off. Which
  /// those are is found out at the beginning, and again when one was registered meanwhile.
  /// O(n log n). Source: Lib/weakref.py, _exitfunc and _select_for_exit.
  func runAtExit(_ machine: inout Machine) {
    let wasEnabled = machine.register(.isCollectorEnabled)
    machine.set(.isCollectorEnabled, 0)
    let firstLate = machine.register(.finalizeIndex)
    var pending: [Pending] = []
    var registered = -1
    var last: SlotID?
    while !machine.isStopped {
      if registered != machine.register(.finalizeIndex) {
        registered = machine.register(.finalizeIndex)
        let selected = selectForExit(&machine)
        for other in pending.reversed() { machine.release(other.holder) }
        pending = selected
      }
      guard let next = pending.popLast() else { break }
      if let last { machine.release(last) }
      last = next.holder
      // One that calls for the next has no end, and takes more memory than statements elsewhere.
      if next.index >= firstLate {
        do throws(PythonError) {
          try machine.count(statements: Self.weightOfLateFinalizers)
        } catch {
          if let reason = error.stop { machine.stop(reason) }
          break
        }
      }
      let base = machine.stack.count
      machine.push(next.object)
      do throws(PythonError) {
        try run(&machine, next.object)
      } catch {
        machine.report(error, origin: "atexit")
      }
      machine.popAll(above: base)
    }
    machine.set(.finalizeIsShutDown, 1)
    machine.set(.isCollectorEnabled, wasEnabled)
    for other in pending.reversed() { machine.release(other.holder) }
    if let last { machine.release(last) }
  }

  /// The live finalizers that are marked for it, the newest last; each is held once more.
  private func selectForExit(_ machine: inout Machine) -> [Pending] {
    var found: [(object: ObjectID, index: Int)] = []
    for slot in machine.timeline.heap.slots(machine.well.finalizeRegistry) {
      guard machine.timeline.heap.label(slot).kind == .key,
        let object = machine.timeline.heap.value(slot).object,
        let info = Self.info(machine.timeline.heap, object),
        Self.part(machine.timeline.heap, info, InfoPart.atexit) == machine.boolean(true),
        let index = machine.index(Self.part(machine.timeline.heap, info, InfoPart.index))
      else { continue }
      found.append((object, index))
    }
    found.sort { $0.index < $1.index }
    return found.map {
      Pending(
        object: $0.object, index: $0.index, holder: machine.hold($0.object, by: "pending finalizer")
      )
    }
  }
}
