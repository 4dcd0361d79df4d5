import HeapModel

// The end of the interpreter: rules X1-X6. Source: Python/pylifecycle.c (Py_FinalizeEx,
// finalize_modules), Modules/gcmodule.c (_PyGC_CollectNoFail).
extension Machine {
  mutating func exit() {
    library.runAtExit(&self)
    if register(.isCollectorEnabled) != 0 { collect(generation: 2) }
    collectModule()
    markLeaked()
    set(.hasExited, 1)
  }

  /// What outlived the interpreter is lost to everybody.
  private mutating func markLeaked() {
    for index in 1...UInt32(timeline.heap.objectCount) {
      let object = ObjectID(index)
      if timeline.heap.isAlive(object) && timeline.heap.isVisible(object) {
        timeline.insert(.leaked, into: object)
      }
    }
  }

  /// The names of the module go. Functions and classes form a cycle with the module's dict, so
  /// what the names held is found by one last collection that nobody sees start or end.
  private mutating func collectModule() {
    set(.isCollecting, 1)
    leaveModulesOut()
    for younger in 0..<2 {
      timeline.splice(well.generations[younger], toEndOf: well.generations[2])
    }
    let old = well.generations[2]
    let candidates = Candidates(ring: old, in: &self, ignoring: moduleTables)
    condemn(candidates, young: old)
    _ = finalize(candidates, old: old, ignoring: moduleTables)
    if register(.isModuleFrozen) == 0 {
      if isModuleReachable {
        spareUnreachable(old: old)
      } else {
        dropModuleNames()
      }
    }
    clearUnreachable(old: old)
    set(.isCollecting, 0)
  }

  /// Whether something that lives leads to the module: what a finalizer has just made is no garbage
  /// yet, and an instance leads to its class, that to its methods, those to the module's dict.
  /// Then everything lives on, and dies when nobody is left who could tell.
  /// Source: Modules/gcmodule.c, handle_resurrected_objects.
  private var isModuleReachable: Bool {
    for generation in 0..<3 {
      let sentinel = well.generations[generation]
      var object = timeline.heap.ringSuccessor(sentinel)
      while object != sentinel {
        if leadsToModule(object) { return true }
        object = timeline.heap.ringSuccessor(object)
      }
    }
    return false
  }

  private func leadsToModule(_ object: ObjectID) -> Bool {
    let type = type(object)
    if type >= core.firstDeclared { return true }
    let runsInModule = [core.function, core.method, core.generator, core.frameObject]
    if runsInModule.contains(type) { return true }
    return timeline.heap.slots(object).contains { slot in
      let value = timeline.heap.value(slot)
      guard !value.isEmpty, value.object == nil else { return false }
      switch plain(value) {
      case .function, .type: return true
      case .constant: return false
      }
    }
  }

  /// What dies with the modules: the names of the program, and what holds the registry of
  /// `finalize`.
  /// What is frozen is no garbage, and what it holds is none either.
  private var moduleTables: [ObjectID] {
    register(.isModuleFrozen) == 0 ? [well.module, well.libraryModule] : []
  }

  /// The dict of the module is empty before the first value dies (rule R3).
  private mutating func dropModuleNames() {
    while timeline.heap.firstSlot(well.finalizeRegistry) != .none {
      letGo(takeOut(timeline.heap.firstSlot(well.finalizeRegistry)))
    }
    var names: [(name: TextID, value: Value, holder: SlotID)] = []
    while true {
      let slot = timeline.heap.firstSlot(well.module)
      guard slot != .none else { break }
      let (value, name) = (timeline.heap.value(slot), timeline.heap.label(slot).text)
      // A name ends with `unbind` below, and with nothing else.
      if !value.isEmpty {
        let holder = timeline.addSlot(to: well.interpreter, well.takenOut, holding: value)
        names.append((name, value, holder))
      }
      timeline.removeSlot(slot)
    }
    globalSlots = ContiguousArray(repeating: .none, count: globalSlots.count)
    declaredValues = [:]
    for (name, value, holder) in names {
      timeline.emit(.unbind(name: name, value: value, frame: well.module))
      timeline.beginCause()
      letGo(holder)
      timeline.endCause()
    }
  }
}
