import HeapModel

// Weak references and proxies: rules W1-W5. Source: Objects/weakrefobject.c.
//
// A weak reference is an object with a weak slot `referent` and a strong slot `callback`. The weak
// referrers of an object are its list of weak references, in CPython's order: the shared
// reference, the shared proxy, then all others, newest first.
extension Machine {
  static let referentPart = "referent"
  static let callbackPart = "callback"

  /// Pushes a weak reference of a type to an object: the shared one where there is one and no
  /// callback is wanted, else a new one. Source: weakref___new__, PyWeakref_NewProxy.
  mutating func pushWeakReference(
    _ type: Int, to referent: ObjectID, callback: Value = .empty, partOf owner: ObjectID? = nil
  ) throws(PythonError) {
    guard types[self.type(referent)].takesWeakReferences else {
      throw PythonError(
        "TypeError",
        "cannot create weak reference to '\(types[self.type(referent)].errorName)' object")
    }
    let isShareable = type == core.weakref || type == core.proxy || type == core.selfref
    if isShareable && callback.isEmpty, let shared = sharedReference(type, to: referent) {
      if owner == nil { reveal(shared) }
      push(shared)
      return
    }
    let reference = make(type, partOf: owner)
    push(reference)
    link(reference, type, to: referent, callback: callback)
    track(reference)
  }

  private mutating func link(
    _ reference: ObjectID, _ type: Int, to referent: ObjectID, callback: Value
  ) {
    if !callback.isEmpty { add(callback, to: reference, well.callback) }
    let slot = timeline.addSlot(to: reference, well.referent)
    let isShareable = type == core.weakref || type == core.proxy || type == core.selfref
    var successor = timeline.heap.firstWeakReferrer(referent)
    // Behind the shared reference, and behind the shared proxy unless this is the reference.
    if !(isShareable && callback.isEmpty && type != core.proxy) {
      if successor != .none, isShared(successor, proxy: false) {
        successor = timeline.heap.referrer(after: successor)
      }
      let isSharedProxy = isShareable && callback.isEmpty
      if !isSharedProxy, successor != .none, isShared(successor, proxy: true) {
        successor = timeline.heap.referrer(after: successor)
      }
    }
    timeline.store(Value(referent), in: slot, beforeReferrer: successor)
    if type == core.proxy, isCallable(value(of: referent)) {
      timeline.setWord(well.code, Int(reference.index), 1)
    }
    if let shown = shownLabel(slot, to: referent, index: 0) {
      timeline.emit(.reference(from: shown.owner, label: shown.label, to: referent))
    }
  }

  /// Whether a proxy was made of something that can be called: it is of a type of its own then,
  /// also when its referent is dead. Source: Objects/weakrefobject.c, PyWeakref_NewProxy.
  func isCallableProxy(_ proxy: ObjectID) -> Bool {
    timeline.heap.runtimeWord(well.code, Int(proxy.index)) != 0
  }

  /// Whether a weak slot is that of the reference, or proxy, which all share who want no callback.
  private func isShared(_ slot: SlotID, proxy: Bool) -> Bool {
    let reference = timeline.heap.source(slot)
    let type = self.type(reference)
    guard proxy ? type == core.proxy : type == core.weakref || type == core.selfref
    else { return false }
    return firstStrongPart(reference) == .none
  }

  /// The callback's slot of a plain weak reference or proxy.
  private func firstStrongPart(_ reference: ObjectID) -> SlotID {
    var slot = timeline.heap.firstSlot(reference)
    while slot != .none, !timeline.heap.label(slot).isStrong {
      slot = timeline.heap.slot(after: slot)
    }
    return slot
  }

  private func sharedReference(_ type: Int, to referent: ObjectID) -> ObjectID? {
    var slot = timeline.heap.firstWeakReferrer(referent)
    let isProxy = type == core.proxy
    var places = 0
    while slot != .none && places < 2 {
      if isShared(slot, proxy: isProxy) { return timeline.heap.source(slot) }
      slot = timeline.heap.referrer(after: slot)
      places += 1
    }
    return nil
  }

  // MARK: Reading

  func weakSlot(_ reference: ObjectID) -> SlotID {
    var slot = timeline.heap.firstSlot(reference)
    while slot != .none, timeline.heap.label(slot).isStrong {
      slot = timeline.heap.slot(after: slot)
    }
    return slot
  }

  /// What a weak reference refers to, nil when it is dead.
  func referent(_ reference: ObjectID) -> ObjectID? {
    let slot = weakSlot(reference)
    guard slot != .none, let object = timeline.heap.value(slot).object else { return nil }
    // The referent of a callback that is about to run is already dead.
    return count(object) > 0 || well.standIns.contains(object.index) ? object : nil
  }

  /// `weakref.getweakrefcount`.
  func weakReferenceCount(_ object: ObjectID) -> Int {
    var slot = timeline.heap.firstWeakReferrer(object)
    var count = 0
    while slot != .none {
      count += 1
      slot = timeline.heap.referrer(after: slot)
    }
    return count
  }

  // MARK: Clearing

  /// Cuts a weak reference from its referent. The callback stays. Source: _PyWeakref_ClearRef.
  mutating func cut(_ reference: ObjectID) {
    let slot = weakSlot(reference)
    guard slot != .none else { return }
    let referent = timeline.heap.value(slot).object
    timeline.removeSlot(slot)
    if let referent, !isHidden(reference) {
      timeline.emit(.clear(weakReference: reference, referent: referent))
    }
  }

  /// Cuts a dying weak reference and ends its callback. Source: clear_weakref.
  mutating func clearWeakReference(_ reference: ObjectID) {
    let slot = weakSlot(reference)
    if slot != .none { timeline.removeSlot(slot) }
    let callback = self.slot(reference, well.callback)
    if callback != .none { remove(callback) }
  }

  /// Clears all weak references to a dying object, then calls their callbacks, newest first
  /// (rule W3). Source: PyObject_ClearWeakRefs.
  mutating func clearWeakReferences(to object: ObjectID) {
    var slot = timeline.heap.firstWeakReferrer(object)
    guard slot != .none else { return }
    // The shared reference and the shared proxy have no callbacks.
    for _ in 0..<2 where slot != .none {
      let reference = timeline.heap.source(slot)
      guard self.slot(reference, well.callback) == .none else { break }
      let next = timeline.heap.referrer(after: slot)
      cut(reference)
      slot = next
    }
    let isAlone =
      slot != .none && timeline.heap.referrer(after: slot) == .none && !profile.queuesSingleCallback
    if isAlone { return clearLastWeakReference(timeline.heap.source(slot)) }
    guard slot != .none else { return }
    // The references and their callbacks wait in a tuple, which the collector visits as it dies:
    // from the last to the first. So they lie here, a callback before its reference.
    let tuple = timeline.allocate(HeapTypeID(UInt32(core.hiddenTuple)), .hidden)
    let holder = hold(tuple, well.callbackQueue)
    track(tuple)
    while slot != .none {
      let reference = timeline.heap.source(slot)
      let next = timeline.heap.referrer(after: slot)
      let isLive = count(reference) > 0
      if self.slot(reference, well.callback) != .none {
        if isLive {
          let place = timeline.addSlot(
            to: tuple, well.callbackQueue, before: timeline.heap.firstSlot(tuple))
          timeline.store(Value(reference), in: place)
        }
        let callback = takeCallback(of: reference, into: tuple)
        if let callback, !isLive { releaseValue(callback) }
      }
      cut(reference)
      slot = next
    }
    slot = timeline.heap.lastSlot(tuple)
    while slot != .none, let reference = timeline.heap.value(slot).object {
      let callback = timeline.heap.slot(before: slot)
      call(callback: timeline.heap.value(callback), of: reference)
      slot = timeline.heap.slot(before: callback)
    }
    untrack(tuple)
    while true {
      let first = timeline.heap.firstSlot(tuple)
      guard first != .none else { break }
      releaseValue(first)
    }
    release(holder)
  }

  /// Clears the only weak reference with a callback, and calls that.
  private mutating func clearLastWeakReference(_ reference: ObjectID) {
    let callback = takeCallback(of: reference, into: well.interpreter)
    cut(reference)
    guard let callback else { return }
    if count(reference) > 0 { call(callback: timeline.heap.value(callback), of: reference) }
    releaseValue(callback)
  }

  /// Takes the callback from a weak reference, whoever holds it now; plain values are callbacks too
  /// (rule 15). Gives the slot that holds it, nil where there was none.
  private mutating func takeCallback(
    of reference: ObjectID, into holder: ObjectID
  ) -> SlotID? {
    let slot = self.slot(reference, well.callback)
    guard slot != .none else { return nil }
    let callback = timeline.heap.value(slot)
    let first = holder == well.interpreter ? SlotID.none : timeline.heap.firstSlot(holder)
    let taken = timeline.addSlot(to: holder, well.callbackQueue, before: first)
    timeline.store(callback, in: taken)
    let shown = callback.object.flatMap { shownLabel(slot, to: $0, index: 0) }
    timeline.removeSlot(slot)
    if let shown, let function = callback.object {
      timeline.emit(.unreference(from: shown.owner, label: shown.label, to: function))
    }
    return taken
  }

  /// Ends a holder of an object or a plain value.
  private mutating func releaseValue(_ holder: SlotID) {
    let value = timeline.heap.value(holder)
    timeline.removeSlot(holder)
    if let object = value.object { releaseIfUnreferenced(object) }
  }

  /// Calls the callback of a dead weak reference; an exception in it is reported and forgotten.
  /// Source: handle_callback.
  mutating func call(callback: Value, of reference: ObjectID) {
    if isStopped { return }
    deallocationDepth += profile.callUnits
    defer { deallocationDepth -= profile.callUnits }
    let isShown = !isHidden(reference) && !isLibraryFunction(callback)
    if isShown {
      let name = timeline.intern(callableName(callback))
      timeline.emit(.callback(weakReference: reference, function: name))
      timeline.beginCause()
    }
    let depth = stack.count
    // C code passes borrowed references; the parameter and the frame are what holds them.
    push(reference)
    do throws(PythonError) {
      try invoke(callback, argumentsFrom: depth)
      popAll(above: depth)
    } catch {
      popAll(above: depth)
      report(error, origin: callableName(callback))
    }
    if isShown { timeline.endCause() }
  }
}
