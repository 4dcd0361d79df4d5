import HeapModel

// Death by reference count: rules D1-D8.
// Source: Objects/typeobject.c (subtype_dealloc), Objects/object.c (_PyTrash_*), and the
// tp_dealloc of each built-in type.
extension Machine {
  /// The last reference to an object went.
  mutating func deallocate(_ object: ObjectID) {
    let type = types[self.type(object)]
    if type.layout == .frame { return }
    let isVisible = !isHidden(object)
    if isVisible { timeline.emit(.deallocate(object)) }
    timeline.insert(.dying, into: object)
    let event = isVisible ? timeline.lastEventIndex : (timeline.currentCause ?? -1)
    untrack(object)
    guard !isTooDeep(type) else {
      putAside.append((object, event))
      return
    }
    nest(deathOf: object, type, event)
    if !putAside.isEmpty && mayRunDeathsPutAside(type) { runDeathsPutAside() }
  }

  private mutating func nest(deathOf object: ObjectID, _ type: TypeBehavior, _ event: Int) {
    let depth = type.usesTrashcan ? 1 : 0
    nestedDeaths += 1
    deallocationDepth += depth
    run(deathOf: object, type, event)
    deallocationDepth -= depth
    nestedDeaths -= 1
  }

  /// Whether a death waits: at the depth of the trashcan (rule D8), and, where CPython has none and
  /// exhausts its stack, before the stack of this program is.
  private func isTooDeep(_ type: TypeBehavior) -> Bool {
    let isFull: Bool
    switch profile.trashcan {
    case .levels(let limit): isFull = deallocationDepth >= limit
    case .calls(let limit, let headroom): isFull = deallocationDepth >= limit - headroom
    }
    return type.usesTrashcan && isFull || nestedDeaths >= profile.nestedDeathLimit
      || nestedDeaths > Self.safeDepth && isStackExhausted
  }

  /// So many deaths nest on any stack.
  private static let safeDepth = 50

  /// After a death: whether those that were put aside run now. Whoever is outermost runs them, or,
  /// where calls are counted, the first who finds enough of them left.
  private func mayRunDeathsPutAside(_ type: TypeBehavior) -> Bool {
    switch profile.trashcan {
    case .levels: (type.usesTrashcan || nestedDeaths == 0) && deallocationDepth == 0
    case .calls(let limit, let headroom):
      type.usesTrashcan && deallocationDepth < limit - 2 * headroom || nestedDeaths == 0
    }
  }

  private mutating func runDeathsPutAside() {
    deallocationDepth += 1
    nestedDeaths += 1
    while let (next, event) = putAside.popLast() {
      switch profile.trashcan {
      case .levels: nest(deathOf: next, types[self.type(next)], event)
      case .calls: bury(next, event)
      }
    }
    nestedDeaths -= 1
    deallocationDepth -= 1
  }

  /// A death that was put aside takes its turn, like any other.
  private mutating func bury(_ object: ObjectID, _ event: Int) {
    let type = types[self.type(object)]
    nest(deathOf: object, type, event)
    if !putAside.isEmpty && mayRunDeathsPutAside(type) { runDeathsPutAside() }
  }

  private mutating func run(deathOf object: ObjectID, _ type: TypeBehavior, _ event: Int) {
    if event >= 0 { timeline.beginCause(event) }
    die(object, type)
    if event >= 0 { timeline.endCause() }
  }

  private mutating func die(_ object: ObjectID, _ type: TypeBehavior) {
    if let finalizer = type.finalizer {
      if !callFinalizerOnDeath(object, finalizer) { return }
    }
    if !type.clearsWeakReferencesLate { clearWeakReferences(to: object) }
    // A loop was left early: the iterator of a weak collection ends, and its guard with it.
    if self.type(object) == library.iterator { library.close(&self, object) }
    if usesFrames && self.type(object) == core.generator { handOver(generator: object) }
    switch type.layout {
    case .weakReference, .proxy:
      releaseParts(of: object)
      clearWeakReference(object)
    case .function:
      clearFunction(object)
    case .list, .tuple, .instance, .set, .dict, .attributeDict, .method, .builtInMethod, .cell,
      .iterator:
      releaseAttributes(of: object)
      if type.clearsWeakReferencesLate { clearWeakReferences(to: object) }
      releaseElements(of: object)
    case .frame, .table:
      break
    }
    free(object, type)
  }

  mutating func free(_ object: ObjectID, _ type: TypeBehavior) {
    if type.attributes == .shared || type.layout == .attributeDict {
      forgetInsertions(into: object)
    }
    if !attributeIndexes.isEmpty { attributeIndexes[object] = nil }
    if !keyIndexes.isEmpty && (type.layout == .dict || type.layout == .set) {
      keyIndexes[object] = nil
    }
    if isTracked(object) { untrack(object) }
    if type.isTracked && type.countsAllocations && register(.count0) > 0 {
      set(.count0, register(.count0) - 1)
    }
    timeline.setState(object, timeline.heap.state(object).subtracting(.dying).union(.freed))
    if usesAddresses { takePlace(from: object) }
    if !isHidden(object) { timeline.emit(.free(object)) }
  }

  /// Calls `__del__` unless it was called before; false where the object lives on.
  /// Source: Objects/object.c, PyObject_CallFinalizerFromDealloc.
  private mutating func callFinalizerOnDeath(_ object: ObjectID, _ finalizer: FunctionID) -> Bool {
    track(object)
    if !has(Self.finalizedFlag, object) {
      timeline.insert(Self.finalizedFlag, into: object)
      let holder = hold(object, well.ownFinalizer)
      callFinalizer(finalizer, of: object)
      timeline.removeSlot(holder)
      if count(object) > 0 {
        timeline.setState(
          object, timeline.heap.state(object).subtracting(.dying).union(.resurrected))
        if !isHidden(object) { timeline.emit(.resurrect(object)) }
        return false
      }
    }
    untrack(object)
    return true
  }

  /// Runs `__del__`; an exception in it is reported and forgotten.
  mutating func callFinalizer(_ finalizer: FunctionID, of object: ObjectID) {
    if isStopped { return }
    deallocationDepth += profile.callUnits
    defer { deallocationDepth -= profile.callUnits }
    timeline.emit(.finalizer(object))
    timeline.beginCause()
    let depth = stack.count
    push(object)
    do throws(PythonError) {
      try call(code: codes.code(finalizer), closure: nil, argumentsFrom: depth)
      pop()
    } catch {
      popAll(above: depth)
      report(error, origin: "\(types[type(object)].name).__del__")
    }
    timeline.endCause()
  }

  // MARK: What an object holds

  /// Ends the references of attributes: slots in alphabetical order, then the others in the order
  /// of the class-wide keys (rules D3, D4).
  mutating func releaseAttributes(of object: ObjectID) {
    while true {
      let slot = timeline.heap.firstSlot(object)
      guard slot != .none, isAttribute(slot) else { break }
      remove(slot)
    }
  }

  private func isAttribute(_ slot: SlotID) -> Bool {
    switch timeline.heap.label(slot).kind {
    case .attribute, .special, .cell: true
    default: false
    }
  }

  /// Whether a slot is let go after the attributes: elements, and the caller of a frame.
  private func isLast(_ kind: Label.Kind) -> Bool { kind == .element || kind == .name }

  /// Ends the references of a weak reference's own slots, before its callback.
  mutating func releaseParts(of object: ObjectID) {
    while true {
      let slot = firstSlot(object, .attribute)
      guard slot != .none else { break }
      remove(slot)
    }
  }

  /// Ends the references of elements: list and tuple from the last to the first, dict and set
  /// from the first to the last (rule D5).
  mutating func releaseElements(of object: ObjectID) {
    switch types[type(object)].layout {
    case .list, .tuple, .instance:
      readAhead &+= timeline.heap.touchReferents(of: object)
      var index = length(object)
      while true {
        if logsElements(of: object) { index = releaseElements(of: object, count: index) }
        let slot = timeline.heap.lastSlot(object)
        guard slot != .none, isLast(timeline.heap.label(slot).kind) else { break }
        index -= 1
        remove(slot, index: index)
      }
    default:
      while true {
        let slot = timeline.heap.firstSlot(object)
        guard slot != .none else { break }
        remove(slot)
      }
    }
  }
  /// Ends the references of the elements at the end of an object that the log names itself. Gives
  /// the number of elements that are left.
  private mutating func releaseElements(of object: ObjectID, count: Int) -> Int {
    var remaining = count
    while true {
      forgetElementCursor(of: object)
      let removal = timeline.removeElements(of: object, count: remaining)
      remaining = removal.remaining
      if removal.unreferenced == .none { return remaining }
      let isShown = !isHidden(removal.unreferenced)
      if isShown { timeline.beginCause() }
      deallocate(removal.unreferenced)
      if isShown { timeline.endCause() }
    }
  }

  /// Whether the log names an object's elements by the object itself.
  func logsElements(of object: ObjectID) -> Bool {
    let state = timeline.heap.state(object)
    return !state.contains(.hidden) && state.kind != .table
  }
}
