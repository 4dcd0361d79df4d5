import HeapModel

extension Machine {
  /// A machine at the beginning of a program, as after a collection: all counters 0.
  init(
    program: Program, profile: VersionProfile, statementLimit: Int, stackBytes: Int
  ) {
    var heap = MutableHeap()
    var types: [TypeDescription] = []
    let declared = Set(program.types.map { program.name($0.name) })
    var core = CoreTypes.install(in: &types, &heap, besides: declared)
    Self.describeContainers(&types, core)
    Self.describeViews(&types, core)
    var functions: [NativeFunction] = []
    let library = Library.install(&types, &functions, &heap, besides: declared)
    core.exceptions = Self.installExceptions(of: program, &types, &heap, besides: declared)
    Self.describeFrames(&types, core)
    Self.describeGenerators(&types, core)
    core.firstDeclared = types.count
    for declaration in program.types {
      let behavior = Self.behavior(declaration, program, profile, &heap)
      _ = heap.addType(HeapType(name: behavior.name, kind: behavior.kind))
      types.append(behavior)
    }

    var well = WellKnown()
    let table = HeapTypeID(UInt32(core.table))
    well.interpreter = heap.addInitialObject(table, [.hidden, .root])
    well.module = heap.addInitialObject(HeapTypeID(UInt32(core.module)), .root)
    well.finalizeRegistry = heap.addInitialObject(
      HeapTypeID(UInt32(core.registry)), [.hidden, .root])
    well.libraryModule = heap.addInitialObject(table, [.hidden, .root])
    well.generations = (0..<4).map { _ in heap.addInitialRing(table) }
    well.unreachable = heap.addInitialRing(table)
    well.pendingCallbacks = heap.addInitialRing(table)
    well.finalized = heap.addInitialRing(table)
    func label(_ kind: Label.Kind, _ text: String, _ strength: Strength = .strong) -> Label {
      Label(kind, heap.texts.intern(text).index, strength)
    }
    well.referent = label(.special, Self.referentPart, .weak)
    well.callback = label(.special, Self.callbackPart)
    well.receiver = label(.special, "__self__")
    well.callbackQueue = label(.temporary, "queue of callbacks")
    well.ownFinalizer = label(.temporary, "its own finalizer")
    well.takenOut = label(.temporary, "taken out")
    well.cyclicCollection = label(.temporary, "cyclic collection")
    well.emptiedList = label(.special, "emptied list")
    well.registers = heap.addRuntimeColumn()
    well.lengths = heap.addRuntimeColumn()
    well.sharedKeyBudget = heap.addRuntimeColumn()
    well.code = heap.addRuntimeColumn()
    well.statements = heap.addRuntimeColumn()
    well.insertionTables = heap.addRuntimeColumn()
    well.iterationMode = heap.addRuntimeColumn()
    well.givenCount = heap.addRuntimeColumn()
    well.tableShapes = heap.addRuntimeColumn()
    well.tableHoles = heap.addRuntimeColumn()
    well.holesAtEnd = heap.addRuntimeColumn()
    well.holesBefore = heap.addRuntimeColumn()
    well.places = heap.addRuntimeColumn()
    well.freedBefore = heap.addRuntimeColumn()
    well.lastFreed = heap.addRuntimeColumn()
    well.sizeClasses = heap.addRuntimeColumn()
    let settings = program.collector
    let thresholds =
      settings.thresholds + profile.thresholds.dropFirst(settings.thresholds.count)
    let initial: [(Register, Int)] = [
      (.isCollectorEnabled, settings.isEnabled ? 1 : 0),
      (.threshold0, thresholds[0]), (.threshold1, thresholds[1]), (.threshold2, thresholds[2]),
    ]
    for (register, value) in initial {
      heap.setInitialWord(
        well.registers, register.rawValue, UInt32(bitPattern: Int32(clamping: value)))
    }
    var keyTables: [ObjectID] = []
    for index in types.indices {
      keyTables.append(
        types[index].attributes == .shared || types[index].attributes == .sharedDict
          ? heap.addInitialObject(table, .hidden) : .none)
    }
    for type in library.typesWithInnerAttributes {
      heap.setInitialWord(well.sharedKeyBudget, type, UInt32(Library.innerAttributeCount))
    }

    // One hidden object stands for each declared function and type.
    let firstStandIn = UInt32(heap.objectCount + 1)
    for index in program.functions.indices {
      let standIn = heap.addInitialObject(
        HeapTypeID(UInt32(core.functionStandIn)), [.hidden, .root])
      heap.setInitialWord(well.code, Int(standIn.index), UInt32(index + 1))
    }
    for index in program.types.indices {
      let standIn = heap.addInitialObject(HeapTypeID(UInt32(core.typeStandIn)), [.hidden, .root])
      heap.setInitialWord(well.code, Int(standIn.index), UInt32(core.firstDeclared + index))
    }
    well.standIns = firstStandIn..<UInt32(heap.objectCount + 1)

    // Plain values: first the constants of the program, in its order.
    var plains: [Plain] = [.constant(.none)]
    var plainIDs: [Plain: Value] = [:]
    for constant in program.constants {
      plainIDs[.constant(constant)] = heap.addPlain(PythonRepr.of(constant))
      plains.append(.constant(constant))
    }
    let symbolTexts = ContiguousArray(program.symbols.map { heap.texts.intern($0) })

    var timeline = Timeline(heap: heap)
    let codes = CodeTable(program: program, timeline: &timeline)
    timeline.reserveSteps(program.steps.count)
    timeline.narration = ProgramNarration(program: program, runtimeName: profile.name)
    self.timeline = timeline
    self.program = program
    constantCount = program.constants.count
    self.profile = profile
    let behaviors = types.map(TypeBehavior.init)
    self.types = behaviors
    collectorTraits = ContiguousArray(
      behaviors.enumerated().map { CollectorTraits($0.element, type: $0.offset, core: core) })
    self.nativeFunctions = functions
    self.plains = plains
    self.plainIDs = plainIDs
    self.symbolTexts = symbolTexts
    self.codes = codes
    self.statementLimit = statementLimit
    stackBudget = UInt(max(stackBytes, 0)) / 2
    self.well = well
    self.core = core
    self.library = library
    self.keyTables = keyTables
    usesFrames = program.usesFrames
    usesAddresses = program.usesAddresses
    none = value(.constant(.none))
    _ = (boolean(true), boolean(false))
    for index in program.functions.indices {
      standInValues.append(value(.function(FunctionID(UInt32(index)))))
    }
    for index in program.types.indices {
      standInValues.append(value(.type(TypeID(UInt32(index)))))
    }
    self.timeline.inspector = CPythonInspector(
      types: behaviors, core: core, well: well, codes: codes, library: library,
      functionNames: functions.map(\.name))
    readCaches()
  }

  /// Reads again from the heap what is kept beside it for speed. This is all that a machine needs
  /// to go on from any step boundary.
  mutating func readCaches() {
    globalSlots = ContiguousArray(repeating: .none, count: program.symbols.count)
    var symbols: [TextID: Int] = [:]
    for (index, text) in symbolTexts.enumerated() { symbols[text] = index }
    var slot = timeline.heap.firstSlot(well.module)
    while slot != .none {
      if let symbol = symbols[timeline.heap.label(slot).text] { globalSlots[symbol] = slot }
      slot = timeline.heap.slot(after: slot)
    }
    stackSlots = []
    slot = timeline.heap.firstSlot(well.interpreter)
    while slot != .none {
      stackSlots.append(slot)
      slot = timeline.heap.slot(after: slot)
    }
    declaredValues = [:]
    let functionCount = program.functions.count
    for (index, function) in program.functions.enumerated() where function.type == nil {
      declaredValues[function.name] = standInValues[index]
    }
    for (index, type) in program.types.enumerated() {
      declaredValues[type.name] = standInValues[functionCount + index]
    }
    sharedKeys = keyTables.map { _ in [:] }
    for (type, table) in keyTables.enumerated() where table != .none {
      slot = timeline.heap.firstSlot(table)
      while slot != .none {
        sharedKeys[type][timeline.heap.label(slot).text] = sharedKeys[type].count
        slot = timeline.heap.slot(after: slot)
      }
    }
  }

  private static func describeContainers(_ types: inout [TypeDescription], _ core: CoreTypes) {
    for type in [core.list, core.hiddenList] {
      types[type].operations.methods = ContainerMethods.list
    }
    for type in [core.tuple, core.hiddenTuple] {
      types[type].operations.methods = ContainerMethods.tuple
    }
    for type in [core.dict, core.hiddenDict] {
      types[type].operations.methods = ContainerMethods.dict
    }
    for type in [core.set, core.hiddenSet] {
      types[type].operations.methods = ContainerMethods.set
    }
  }

  /// How the instances of a declared type behave. Source: Objects/typeobject.c (type_new).
  private static func behavior(
    _ declaration: TypeDeclaration, _ program: Program, _ profile: VersionProfile,
    _ heap: inout MutableHeap
  ) -> TypeDescription {
    let name = program.name(declaration.name)
    var behavior = TypeDescription(
      name: name, errorName: name, kind: .instance, layout: .instance)
    let slots = declaration.slots?.map { program.name($0) }
    let hasWeakSlot = slots?.contains("__weakref__") ?? true
    let hasDict = slots?.contains("__dict__") ?? true
    behavior.attributes = hasDict ? .shared : .none
    behavior.takesWeakReferences = hasWeakSlot
    behavior.bytes = 56
    switch declaration.base {
    case .object: break
    case .list:
      behavior.layout = .list
      behavior.operations.methods = ContainerMethods.list
      behavior.bytes = 72
      behavior.bytesAnElement = 8
    case .dict:
      behavior.layout = .dict
      behavior.operations.methods = ContainerMethods.dict
      behavior.unmodelled = .dict
      behavior.bytes = 80
      behavior.bytesAnElement = 24
    case .set:
      behavior.layout = .set
      behavior.operations.methods = ContainerMethods.set
      behavior.unmodelled = .set
      behavior.takesWeakReferences = true
      behavior.clearsWeakReferencesLate = true
      behavior.bytes = 232
    case .tuple:
      behavior.layout = .tuple
      behavior.operations.methods = ContainerMethods.tuple
      behavior.attributes = hasDict ? profile.attributesOfVariableSubclasses : .none
      behavior.takesWeakReferences = false
      behavior.bytes = 56
      behavior.bytesAnElement = 8
    case .int:
      behavior.hasBaseValue = true
      behavior.unmodelled = .integer
      behavior.attributes = hasDict ? profile.attributesOfVariableSubclasses : .none
      behavior.takesWeakReferences = false
      behavior.bytes = 40
    case .str:
      behavior.hasBaseValue = true
      behavior.isText = true
      behavior.unmodelled = .text
      behavior.bytes = 96
    }
    if declaration.base != .object && behavior.attributes == .shared {
      behavior.attributes = .sharedDict
    }
    if let slots, declaration.base == .object { behavior.bytes = 16 + 8 * slots.count }
    behavior.bytes = declaration.size ?? behavior.bytes
    behavior.slotNames = (slots ?? []).filter { !$0.hasPrefix("__") }
      .sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
      .map { heap.texts.intern($0) }
    behavior.finalizer = declaration.finalizer
    for method in declaration.methods {
      behavior.methods[heap.texts.intern(program.name(method.name))] = method.function
    }
    return behavior
  }
}
