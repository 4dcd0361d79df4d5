import HeapModel

/// A running call of a function.
struct Call: Sendable {
  /// The object that holds its locals.
  var frame: ObjectID
  /// Its code: index into the table of codes.
  var code: Int
  /// The slots of its locals, then those of the cells of its closure.
  var locals: [SlotID]
}

/// A function's code with the places of its names.
struct Code: Sendable {
  var function: FunctionID
  /// What errors call it: `f`, `Person.changed`.
  var qualifiedName: String
  /// What the log calls its frames.
  var frameName: TextID
  var parameterCount: Int
  /// Parameters, then other locals in order of first mention (rule R5).
  var locals: [Symbol]
  /// Captured names, in alphabetical order.
  var captures: [Symbol]
  var body: BodyID
  /// Where names are in a call's slots, for codes with so many names that a search takes long.
  fileprivate var places: [Symbol: Int] = [:]
  /// Whether a call makes a generator: the body has a `yield`.
  var isGenerator = false
}

/// The codes of a program: one for each declared function, and one for each set of names with
/// which a closure is made from it.
struct CodeTable: Sendable {
  private(set) var codes: [Code] = []
  private var closures: [ClosureKey: Int] = [:]

  private struct ClosureKey: Hashable {
    var function: FunctionID
    var captures: [Symbol]
  }

  /// The index of a declared function's own code.
  func code(_ function: FunctionID) -> Int { Int(function.index) }

  subscript(index: Int) -> Code { codes[index] }

  /// With fewer names a search is quicker than a look-up.
  private static let fewNames = 16

  /// The index of a name in the slots of a call: a local's, or behind the locals that of a captured
  /// name's cell; nil for the names of the module. O(1).
  func place(of symbol: Symbol, inCode index: Int) -> (index: Int, isLocal: Bool)? {
    let localCount = codes[index].locals.count
    if localCount + codes[index].captures.count > Self.fewNames {
      return codes[index].places[symbol].map { ($0, $0 < localCount) }
    }
    if let place = codes[index].locals.firstIndex(of: symbol) { return (place, true) }
    return codes[index].captures.firstIndex(of: symbol).map { (localCount + $0, false) }
  }

  /// The index of the code of a closure over names, which must be in alphabetical order.
  func code(_ function: FunctionID, captures: [Symbol]) -> Int? {
    captures.isEmpty
      ? code(function) : closures[ClosureKey(function: function, captures: captures)]
  }

  /// In the word of a bound method of the library this bit is set beside the name of its function;
  /// the word of every other method is its code.
  static let libraryMethodBit: UInt32 = 1 << 31

  /// What the word of a bound method calls its function: `Person.greet`, `WeakSet.add`.
  func methodName(_ word: UInt32, _ texts: TextPool) -> String {
    word & Self.libraryMethodBit == 0
      ? codes[Int(word) - 1].qualifiedName : texts[TextID(word & ~Self.libraryMethodBit)]
  }

  init() {}

  init(program: Program, timeline: inout Timeline) {
    for index in program.functions.indices {
      add(FunctionID(UInt32(index)), captures: [], program, &timeline)
    }
    let statements = [program.steps] + program.bodies
    for statement in statements.joined() {
      guard case .closure(let function, let range, _) = statement.action, range.count > 0
      else { continue }
      let captures = Self.alphabetical(program.namedOperands(range).map(\.name), program)
      let key = ClosureKey(function: function, captures: captures)
      if closures[key] == nil {
        closures[key] = codes.count
        add(function, captures: captures, program, &timeline)
      }
    }
  }

  /// Names in the order of their code points.
  static func alphabetical(_ names: [Symbol], _ program: Program) -> [Symbol] {
    names.sorted {
      program.name($0).unicodeScalars.lexicographicallyPrecedes(program.name($1).unicodeScalars)
    }
  }

  private mutating func add(
    _ id: FunctionID, captures: [Symbol], _ program: Program, _ timeline: inout Timeline
  ) {
    let function = program.functions[Int(id.index)]
    var name = program.name(function.name)
    if let type = function.type {
      name = program.name(program.types[Int(type.index)].name) + "." + name
    }
    var finder = LocalFinder(program: program, captures: captures)
    finder.parameters = function.parameters
    finder.visit(body: function.body)
    var code = Code(
      function: id, qualifiedName: name, frameName: timeline.intern(name),
      parameterCount: function.parameters.count, locals: finder.locals, captures: captures,
      body: function.body,
      isGenerator: program[function.body].contains {
        if case .yielding = $0.action { true } else { false }
      })
    let names = code.locals + captures
    if names.count > Self.fewNames {
      code.places = Dictionary(zip(names, names.indices)) { first, _ in first }
    }
    codes.append(code)
  }
}
