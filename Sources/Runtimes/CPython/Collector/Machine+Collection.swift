import HeapModel

// The cyclic collector: rules G1-G9. Source: Modules/gcmodule.c (gc_collect_main and what it calls).
extension Machine {
  /// `gc.collect(generation)`: the number of objects found unreachable.
  @discardableResult
  mutating func collect(generation: Int, isAutomatic: Bool = false) -> Int {
    guard register(.isCollecting) == 0, !isStopped else { return 0 }
    set(.isCollecting, 1)
    timeline.emit(.collectStart(generation: generation, automatic: isAutomatic))
    timeline.beginCause()
    let collected = runCollection(generation)
    timeline.endCause()
    timeline.emit(
      .collectEnd(
        generation: generation, collected: collected, uncollectable: 0, automatic: isAutomatic))
    set(.isCollecting, 0)
    return collected
  }

  private mutating func runCollection(_ generation: Int) -> Int {
    let counters: [Register] = [.count0, .count1, .count2]
    if generation < 2 {
      set(counters[generation + 1], register(counters[generation + 1]) + 1)
    }
    for younger in 0...generation { set(counters[younger], 0) }
    let young = well.generations[generation]
    for younger in 0..<generation {
      timeline.splice(well.generations[younger], toEndOf: young)
    }
    let old = generation < 2 ? well.generations[generation + 1] : young

    timeline.emit(.collectPhase(.subtract))
    let candidates = Candidates(ring: young, in: &self, ignoring: [])
    timeline.emit(.collectPhase(.tentative))
    condemn(candidates, young: young)
    var aliveCount = candidates.reachable.count - untrackTuples(candidates)
    if generation == 2 { aliveCount -= leaveModulesOut(before: young) }
    if young != old {
      if generation == 1 {
        set(.longLivedPending, register(.longLivedPending) + aliveCount)
      }
      timeline.splice(young, toEndOf: old)
    } else {
      aliveCount -= untrackDicts(candidates)
      set(.longLivedPending, 0)
      set(.longLivedTotal, aliveCount)
    }
    guard !candidates.unreachable.isEmpty else { return 0 }
    timeline.emit(.unreachable(candidates.unreachable.filter { !isHidden($0) }))
    let found = finalize(candidates, old: old, ignoring: [])
    timeline.emit(.collectPhase(.clear))
    clearUnreachable(old: old)
    return found
  }

  /// Weak references, callbacks, finalizers and resurrections. Gives the number of objects found.
  mutating func finalize(
    _ candidates: Candidates, old: ObjectID, ignoring tables: [ObjectID]
  ) -> Int {
    timeline.emit(.collectPhase(.weakrefs))
    let (freed, hasCalledBack) = handleWeakReferences(candidates, old: old)
    timeline.emit(.collectPhase(.finalizers))
    let hasFinalized = candidates.traits.contains(.isFinalized)
    if hasFinalized { finalizeUnreachable() }
    timeline.emit(.collectPhase(.recheck))
    // Where no code ran, all is as it was found.
    guard hasCalledBack || hasFinalized else { return candidates.unreachable.count }
    let rest = Candidates(ring: well.unreachable, in: &self, ignoring: tables)
    spare(rest.reachable, old: old)
    return freed + rest.unreachable.count
  }

  /// What is unreachable moves to its own list; what came back moved to the end of its list.
  mutating func condemn(_ candidates: Candidates, young: ObjectID) {
    for object in candidates.unreachable {
      timeline.move(object, toEndOf: well.unreachable)
      timeline.insert(.condemned, into: object)
    }
    for object in candidates.reachable.suffix(candidates.restoredCount) {
      timeline.move(object, toEndOf: young)
    }
  }

  // MARK: Untracking (rule G1)

  /// A tuple whose elements can not be part of a cycle is left out from now on. Gives the number
  /// of those left out.
  private mutating func untrackTuples(_ candidates: Candidates) -> Int {
    guard candidates.traits.contains(.isTuple) else { return 0 }
    return untrack(candidates.reachable, .isTuple)
  }

  /// As `untrackTuples`, for dicts.
  private mutating func untrackDicts(_ candidates: Candidates) -> Int {
    guard candidates.traits.contains(.isDict) else { return 0 }
    return untrack(candidates.reachable, .isDict)
  }

  private mutating func untrack(_ objects: [ObjectID], _ kind: CollectorTraits) -> Int {
    var untrackedCount = 0
    for object in objects where collectorTraits[type(object)].contains(kind) {
      var slot = timeline.heap.firstSlot(object)
      var isNeeded = false
      while slot != .none, !isNeeded {
        isNeeded = mayBeTracked(timeline.heap.value(slot))
        slot = timeline.heap.slot(after: slot)
      }
      if isNeeded { continue }
      untrack(object)
      untrackedCount += 1
    }
    return untrackedCount
  }

  // MARK: Weak references (rule G6, phase 2)

  /// Clears every weak reference to what is unreachable, then calls the callbacks of those that
  /// are not unreachable themselves. Gives the number of weak references that died of it.
  private mutating func handleWeakReferences(
    _ candidates: Candidates, old: ObjectID
  ) -> (freed: Int, hasCalledBack: Bool) {
    for object in referencedWeakly(candidates.unreachable) {
      if collectorTraits[type(object)].contains(.isWeakReference) { cut(object) }
      var slot = timeline.heap.firstWeakReferrer(object)
      while slot != .none {
        let reference = timeline.heap.source(slot)
        let next = timeline.heap.referrer(after: slot)
        cut(reference)
        slot = next
        guard self.slot(reference, well.callback) != .none,
          !has(.condemned, reference)
        else { continue }
        callbackHolders.append((reference, hold(reference, well.cyclicCollection)))
        timeline.move(reference, toEndOf: well.pendingCallbacks)
      }
    }
    timeline.emit(.collectPhase(.callbacks))
    var freed = 0
    let hasCalledBack = !callbackHolders.isEmpty
    while !callbackHolders.isEmpty {
      let (reference, holder) = callbackHolders.removeFirst()
      let callback = timeline.heap.value(slot(reference, well.callback))
      call(callback: callback, of: reference)
      release(holder)
      if timeline.heap.isAlive(reference) {
        timeline.move(reference, toEndOf: old)
      } else {
        freed += 1
      }
    }
    return (freed, hasCalledBack)
  }

  /// Those that weak references are made of or refer to.
  private func referencedWeakly(_ objects: [ObjectID]) -> [ObjectID] {
    timeline.heap.withRecords { records in
      objects.filter { object in
        records.hasWeakReferrers(object)
          || collectorTraits[records.type(object)].contains(.isWeakReference)
      }
    }
  }

  // MARK: Finalizers (phase 3)

  private mutating func finalizeUnreachable() {
    while true {
      let object = timeline.heap.ringSuccessor(well.unreachable)
      guard object != well.unreachable else { break }
      timeline.move(object, toEndOf: well.finalized)
      guard let finalizer = types[type(object)].finalizer, !has(Self.finalizedFlag, object) else {
        if let close = types[type(object)].operations.close { close(&self, object) }
        continue
      }
      timeline.insert(Self.finalizedFlag, into: object)
      let holder = hold(object, well.cyclicCollection)
      callFinalizer(finalizer, of: object)
      release(holder)
    }
    timeline.splice(well.finalized, toEndOf: well.unreachable)
  }

  // MARK: Resurrection (phase 4)

  /// What became reachable again goes to the older generation; its weak references stay dead.
  private mutating func spare(_ reachable: [ObjectID], old: ObjectID) {
    for object in reachable {
      timeline.move(object, toEndOf: old)
      timeline.setState(
        object, timeline.heap.state(object).subtracting(.condemned).union(.resurrected))
      if !isHidden(object) { timeline.emit(.resurrect(object)) }
    }
  }

  /// Spares all that was found unreachable.
  mutating func spareUnreachable(old: ObjectID) {
    var spared: [ObjectID] = []
    var object = timeline.heap.ringSuccessor(well.unreachable)
    while object != well.unreachable {
      spared.append(object)
      object = timeline.heap.ringSuccessor(object)
    }
    spare(spared, old: old)
  }

  // MARK: Clearing (phase 5)

  mutating func clearUnreachable(old: ObjectID) {
    var turn = 0
    while true {
      let object = timeline.heap.ringSuccessor(well.unreachable)
      guard object != well.unreachable else { break }
      // Some of those that come next die with this one and make room for others.
      if turn % 8 == 0 {
        readAhead &+= timeline.heap.touchReferents(inRingFrom: object, count: 16)
      }
      turn += 1
      if types[type(object)].isClearable {
        let holder = hold(object, well.cyclicCollection)
        clearReferences(of: object)
        release(holder)
      }
      if timeline.heap.ringSuccessor(well.unreachable) == object {
        timeline.remove(.condemned, from: object)
        timeline.move(object, toEndOf: old)
      }
    }
  }

  /// What the collector cuts in an object (`tp_clear`).
  private mutating func clearReferences(of object: ObjectID) {
    switch types[type(object)].layout {
    case .list:
      releaseAttributes(of: object)
      removeAllElements(of: object)
    case .set, .dict:
      releaseAttributes(of: object)
      removeAllEntries(of: object)
    case .weakReference, .proxy:
      releaseParts(of: object)
      clearWeakReference(object)
    case .function: clearFunction(object)
    case .cell: empty(timeline.heap.firstSlot(object))
    default: releaseAttributes(of: object)
    }
  }

  // MARK: Automatic collections (rule G2)

  /// Counts an allocation; over the threshold, a collection runs at once, inside the allocation, or
  /// when the interpreter next looks for work.
  mutating func countAllocation() {
    let count = register(.count0) + 1
    set(.count0, count)
    let threshold = register(.threshold0)
    guard threshold > 0, count > threshold, register(.isCollectorEnabled) != 0,
      register(.isCollecting) == 0
    else { return }
    guard profile.collectsInsideAllocation else { return set(.isCollectionDue, 1) }
    collectAutomatically()
  }

  /// The interpreter looks for work: a collection that an allocation has asked for runs now, if
  /// the count is still too high. Source: Python/ceval_gil.c (_Py_HandlePending).
  mutating func collectIfDue() {
    guard !profile.collectsInsideAllocation, register(.isCollectionDue) != 0 else { return }
    set(.isCollectionDue, 0)
    guard register(.isCollecting) == 0,
      !profile.asksAgainBeforeCollecting || register(.isCollectorEnabled) != 0
    else { return }
    collectAutomatically()
  }

  /// Collects the oldest generation whose counter is over its threshold; the oldest of all only
  /// when enough has been added since it was collected. Source: gc_collect_generations.
  private mutating func collectAutomatically() {
    let counters: [Register] = [.count0, .count1, .count2]
    let thresholds: [Register] = [.threshold0, .threshold1, .threshold2]
    for generation in [2, 1, 0]
    where register(counters[generation]) > register(thresholds[generation]) {
      if generation == 2 && register(.longLivedPending) < register(.longLivedTotal) / 4 {
        continue
      }
      collect(generation: generation, isAutomatic: true)
      return
    }
  }

  // MARK: Settings

  mutating func apply(_ setting: CollectorSetting) {
    switch setting {
    case .enabled(let isEnabled): set(.isCollectorEnabled, isEnabled ? 1 : 0)
    case .thresholds(let thresholds):
      let registers: [Register] = [.threshold0, .threshold1, .threshold2]
      for (register, threshold) in zip(registers, thresholds) { set(register, threshold) }
    case .freeze:
      set(.isModuleFrozen, 1)
      for generation in 0..<3 {
        if generation == 2 { giveModulesPlaces() }
        timeline.splice(well.generations[generation], toEndOf: well.generations[3])
        set([.count0, .count1, .count2][generation], 0)
      }
    case .unfreeze:
      set(.isModuleFrozen, 0)
      timeline.splice(well.generations[3], toEndOf: well.generations[2])
    }
  }

  // MARK: The place of the modules

  /// The modules are older than every object of the program, so that they need no place in a list
  /// as long as its order is that of age. Freezing puts the youngest first: what is young lies
  /// before the modules from then on, and is reached late by the next full collection.
  /// Source: Modules/gcmodule.c, gc_freeze_impl.
  private mutating func giveModulesPlaces() {
    for module in well.modules where !isTracked(module) {
      timeline.move(module, toEndOf: well.generations[3])
    }
  }

  /// Where everything before them in a list was moved behind them, the modules are the first again.
  /// Gives the number of those that had a place.
  private mutating func leaveModulesOut(before first: ObjectID) -> Int {
    let placed = well.modules.filter { isTracked($0) }
    for module in placed where timeline.heap.ringSuccessor(first) == module { untrack(module) }
    return placed.count
  }

  /// At the end of the interpreter.
  mutating func leaveModulesOut() {
    for module in well.modules where isTracked(module) { untrack(module) }
  }
}
