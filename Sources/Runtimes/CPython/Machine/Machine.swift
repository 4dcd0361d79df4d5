import HeapModel

/// A CPython interpreter over a timeline: it executes the statements of a program and writes what
/// the memory manager does.
///
/// All that it knows between two steps is in the heap of the timeline. What is stored here besides
/// is either constant during a run (the program, the behaviour of types), or lives within one step
/// (the stack, the calls), or can be read again from the heap (`Machine+Resuming.swift`).
struct Machine: Sendable {
  var timeline: Timeline
  /// The program; edits add to it.
  var program: Program
  /// The places of the steps that were added, in order.
  var edits: [Int] = []
  /// How many constants the program had at the beginning: plain values begin with them.
  let constantCount: Int
  let profile: VersionProfile

  /// How the objects of each type behave; the index is the heap's type.
  var types: [TypeBehavior] = []
  /// What the collector must know of each type.
  var collectorTraits: ContiguousArray<CollectorTraits> = []
  /// The memory of the collector, all 0 between two deductions.
  var collectorMarks: ContiguousArray<Int32> = []
  /// The hidden functions of the library: their code by number.
  var nativeFunctions: [NativeFunction] = []
  /// What the plain values of the heap are; entry 0 is reserved.
  var plains: [Plain] = [.constant(.none)]
  var plainIDs: [Plain: Value] = [:]
  /// The text of each symbol of the program in the heap's pool.
  var symbolTexts: ContiguousArray<TextID> = []
  var codes: CodeTable

  /// The slot of the interpreter's table for each place of the value stack.
  var stackSlots: ContiguousArray<SlotID> = []
  /// The value stack of all running calls.
  var stack: ContiguousArray<Value> = []
  /// The running calls, innermost last.
  var calls: [Call] = []
  /// Dead objects that were put aside because deaths nest too deeply (rule D8), and the events of
  /// their deaths.
  var putAside: [(object: ObjectID, event: Int)] = []
  /// Weak references whose callbacks a running collection will call, with what holds them.
  var callbackHolders: [(reference: ObjectID, holder: SlotID)] = []
  /// What was read ahead; it means nothing, but keeps the reads from being optimised away.
  var readAhead: UInt32 = 0
  /// The element that was asked for last, of long lists and tuples, and the member or entry that an
  /// iteration over a long set or dict has come to.
  var elementCursors: [ObjectID: ElementCursor] = [:]
  /// Where the entries of long dicts and sets are.
  var keyIndexes: [ObjectID: KeyIndex] = [:]
  /// Where the attributes in long dicts of attributes are; see `AttributeIndex.swift`.
  var attributeIndexes: [ObjectID: [TextID: SlotID]] = [:]
  /// How many deallocations of types with a trashcan are nested, and how many C calls where the
  /// profile counts those (rule D8).
  var deallocationDepth = 0
  /// How many deallocations of all types are nested.
  var nestedDeaths = 0
  /// How many calls of values are nested, those of the library's hidden functions too.
  var invocationDepth = 0
  var statementCount = 0
  let statementLimit: Int
  /// Why the run is given up: everything unwinds then, nothing is noted any more.
  var stopReason: SimulationStop.Reason?
  /// The name or the attribute that was looked up, set or deleted last: what a run stops at.
  var lookedUp: ExpressionID?
  var isStopped: Bool { stopReason != nil }
  var expressionDepth = 0
  /// Where the machine's own stack was when the step began.
  var stackBase: UInt = 0
  /// How many bytes of the thread's stack a step may use before `RecursionError`. What cannot fail,
  /// deallocation above all, is limited by its own depths and needs less than as much again.
  let stackBudget: UInt
  var failedExpectations = 0
  /// The exceptions that are being handled, the innermost last.
  var handling: [HandledException] = []
  /// The frame object of the module for the running step, where one was asked for.
  var statementFrame: (object: ObjectID, holder: SlotID)?
  /// Whether the program can get hold of frames, so that each end of a call must ask.
  let usesFrames: Bool
  /// Whether the program asks for addresses, so that each object must have one.
  let usesAddresses: Bool

  // Caches of what the heap says; see `Machine+Resuming.swift`.
  var globalSlots: ContiguousArray<SlotID> = []
  var sharedKeys: [[TextID: Int]] = []
  /// The table of shared keys of each type; `none` where the type has none.
  var keyTables: [ObjectID] = []

  /// The values of the names of declared functions and types.
  var declaredValues: [Symbol: Value] = [:]
  var none = Value.empty
  /// The values for which the objects of `well.standIns` stand.
  var standInValues: ContiguousArray<Value> = []

  let well: WellKnown
  let core: CoreTypes
  var library: Library
}

/// The objects, types and columns that every CPython heap begins with.
struct WellKnown: Sendable {
  var interpreter = ObjectID.none
  var module = ObjectID.none
  /// Sentinels of the collector's lists: generations 0, 1, 2, then what is frozen.
  var generations: [ObjectID] = []
  /// Sentinel of the list of what a running collection found unreachable.
  var unreachable = ObjectID.none
  /// Sentinel of the list of weak references whose callbacks a running collection will call.
  var pendingCallbacks = ObjectID.none
  /// Sentinel of the list of objects whose finalizers a running collection has called.
  var finalized = ObjectID.none
  /// The table of `weakref.finalize`, a dict.
  var finalizeRegistry = ObjectID.none
  /// What holds that table: the class `finalize` in its module.
  var libraryModule = ObjectID.none
  /// What the interpreter's table of modules holds.
  var modules: [ObjectID] { [module, libraryModule] }
  /// The column of runtime words.
  var registers = 0
  /// The number of elements or entries, by container.
  var lengths = 0
  /// The number of keys that a class may still share, by type.
  var sharedKeyBudget = 0
  /// What a function, a bound method or a built-in method runs, by object.
  var code = 0
  /// The number of the statement that a running call executes, by frame.
  var statements = 0
  /// The labels that weak references and methods use at every turn.
  var referent = Label(.special)
  var callback = Label(.special)
  var receiver = Label(.special)
  var callbackQueue = Label(.temporary)
  var ownFinalizer = Label(.temporary)
  var takenOut = Label(.temporary)
  var cyclicCollection = Label(.temporary)
  var emptiedList = Label(.special)
  /// The table of the order in which the attributes of an instance came, by object.
  var insertionTables = 0
  /// What an iterator over a dict gives, by object, and how many items it has given.
  var iterationMode = 0
  var givenCount = 0
  /// The tables of dicts: their shapes and holes by dict, those at the end too, and the holes before
  /// an entry by its slot.
  var tableShapes = 0
  var tableHoles = 0
  var holesAtEnd = 0
  var holesBefore = 0
  /// Addresses: the place of an object, the object that was freed before it in its size class, and
  /// the last freed object of a size class, and the size class of an object.
  var places = 0
  var freedBefore = 0
  var lastFreed = 0
  var sizeClasses = 0
  /// Hidden objects that stand for declared functions and types where these are weakly referred to.
  var standIns = Range<UInt32>(uncheckedBounds: (0, 0))
}

/// Words of the interpreter that belong to no object: indices into the column `registers`.
enum Register: Int {
  case isCollectorEnabled
  case threshold0, threshold1, threshold2
  case count0, count1, count2
  case longLivedTotal, longLivedPending
  case isCollecting
  /// An allocation was one too many, and a collection waits until the interpreter looks for work.
  case isCollectionDue
  case finalizeIndex
  case finalizeIsShutDown
  case hasExited
  /// Whether the module itself was frozen, so that it outlives the interpreter's end.
  case isModuleFrozen
  /// How many places were given to objects.
  case placeCount
}

/// A slot of an element, and its index; that of an entry is its place in the table.
struct ElementCursor: Sendable {
  var index: Int
  var slot: SlotID
}

/// What a plain value of the heap is.
enum Plain: Hashable, Sendable {
  case constant(Constant)
  case function(FunctionID)
  case type(TypeID)
}

/// An exception on its way.
struct PythonError: Error {
  var type: String
  var message: String
  /// The frames that the traceback keeps alive, innermost first.
  var frames: [ObjectID] = []
  /// The exception's only argument; nil where that is its message, or where it has none.
  var argument: Value?
  /// What holds that argument, where it is an object.
  var argumentHolder: SlotID?
  /// What holds the object whose attribute was missing.
  var objectHolder: SlotID?
  /// Whether its object was made when it was raised; where it was not, and the profile says so, its
  /// object is made when it is caught, behind the entries that its traceback has by then.
  var isMadeAtOnce = false
  var entriesBeforeObject: Int?
  /// What holds the exception that was being handled when this one was raised.
  var context: SlotID?
  /// What few errors have. It lies apart, because every place that can fail has room for an error on
  /// the machine's stack.
  private var rare: [Rare] = []

  private struct Rare {
    var cause: SlotID?
    var clearedFrame: ObjectID?
    var replaced: PythonError?
    var leftLocals: [Value] = []
    var stop: SimulationStop.Reason?
  }

  init(_ type: String, _ message: String) {
    self.type = type
    self.message = message
  }

  /// What holds that exception once more, where this one was made of it.
  var cause: SlotID? {
    get { rare.first?.cause }
    set { change { $0.cause = newValue } }
  }

  /// The frame of the generator that it left as it was made: it is no part of the traceback, and
  /// cleared once the error is made.
  var clearedFrame: ObjectID? {
    get { rare.first?.clearedFrame }
    set { change { $0.clearedFrame = newValue } }
  }

  /// The error that this one was made of, where the program keeps no exceptions.
  var replaced: PythonError? {
    get { rare.first?.replaced }
    set { change { $0.replaced = newValue } }
  }

  /// What a function of the library held that it has left, where the frame for it is still to be made.
  var leftLocals: [Value] {
    get { rare.first?.leftLocals ?? [] }
    set { change { $0.leftLocals = newValue } }
  }

  /// It is no error of the program: the run has to stop.
  var stop: SimulationStop.Reason? { rare.first?.stop }

  private mutating func change(_ body: (inout Rare) -> Void) {
    if rare.isEmpty { rare.append(Rare()) }
    body(&rare[0])
  }

  /// The end of a run, for whatever cannot stop it by itself.
  init(stop: SimulationStop.Reason) {
    self.init("", "")
    change { $0.stop = stop }
  }

  /// The program asks for something that CPython has and the model has not.
  static func notModelled(_ what: String) -> PythonError { PythonError(stop: .notModelled(what)) }
}

/// The code of a hidden function: it runs with its arguments on the value stack, from `base` on,
/// and gives a result that it has pushed.
struct NativeFunction: Sendable {
  var name: String
  var body: @Sendable (inout Machine, _ function: ObjectID, _ base: Int) throws(PythonError) -> Void
}
