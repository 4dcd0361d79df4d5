import HeapModel
import Runtimes

/// Writes the program of a scenario, line by line.
struct PythonProgramWriter {
  let program: Program
  let facts: RunFacts
  let runtimeName: String
  var dialect = PythonDialect()
  var preamble: PythonPreamble
  /// What `refcount` and `weakrefcount` need to refuse plain values; nil where none is asked.
  var countNames: (refcount: String, weakrefcount: String)?
  /// The name under which an error is caught.
  let errorName: String
  let osName: String
  /// The closures of the program, in the order in which they are met.
  var closures: [PythonDialect.ClosureShape] = []
  /// The functions that are called by their name somewhere.
  var mentioned: Set<Symbol> = []
  /// The attributes of the constructions of each type.
  var attributeLists: [[[Symbol]]]

  /// The lines of the program behind its imports.
  var lines: [String] = []
  private var stepLines: [Range<Int>] = []
  private var end = 0
  private(set) var finished = PythonProgram()

  init(_ program: Program, run: Timeline) {
    self.program = program
    facts = RunFacts(run, program)
    runtimeName = run.narration.runtimeName
    attributeLists = Array(repeating: [], count: program.types.count)
    var taken: Set<String> = []
    func choose(_ name: String) -> String {
      var name = name
      while program.symbol(name) != nil || taken.contains(name) { name += "_" }
      taken.insert(name)
      return name
    }
    preamble = PythonPreamble(for: program, choosing: choose)
    errorName = choose("error")
    osName = choose("os")
    dialect.builtIns = (Self.boundNames(in: program), choose("builtins"))
    dialect.functools = choose("functools")
    let types = program.types.map { program.name($0.name) }
    let texts = run.heap.texts
    for text in facts.printed.union(facts.messages) {
      preamble.note(
        texts[text], instancesOf: types, isMessage: !facts.printed.contains(text))
    }
    dialect.printedForm = preamble.show
    if facts.messages.contains(where: { texts[$0].hasSuffix("count of a plain value") }) {
      countNames = (choose("refcount"), choose("weakrefcount"))
      dialect.countFunctions = countNames
    }
    findShapes()
    for shape in closures {
      let function = program.functions[Int(shape.function.index)]
      dialect.factories[shape] = choose("make_" + program.name(function.name))
    }
    finished.ownNames = taken.sorted()
  }

  /// Whether the name of a closure's code stands in a message or in what is printed.
  var wantsPlainNames: Bool { preamble.show != nil || !facts.messages.isEmpty }

  /// The identifiers that stand for something in the scenario.
  private static func boundNames(in program: Program) -> Set<String> {
    var names: Set<String> = []
    for case .name(let symbol) in program.expressions { names.insert(program.name(symbol)) }
    for type in program.types { names.insert(program.name(type.name)) }
    for function in program.functions {
      names.insert(program.name(function.name))
      names.formUnion(function.parameters.map { program.name($0) })
    }
    for operand in program.namedOperands { names.insert(program.name(operand.name)) }
    return names
  }

  /// Finds the closures, the attributes of instances, and the functions that names mention.
  private mutating func findShapes() {
    for case .name(let symbol) in program.expressions { mentioned.insert(symbol) }
    var known = KnownShapes()
    for statement in program.steps { note(statement.action, &known) }
    for body in program.bodies {
      for statement in body { note(statement.action, &known) }
    }
  }

  /// The shapes that were found already.
  private struct KnownShapes {
    var closures: Set<PythonDialect.ClosureShape> = []
    var attributes: [TypeID: Set<[Symbol]>] = [:]
  }

  private mutating func note(_ action: Action, _ known: inout KnownShapes) {
    switch action {
    case .closure(let function, let captures, _):
      let shape = PythonDialect.ClosureShape(
        function: function,
        captures: program.namedOperands(captures).map { program.name($0.name) })
      if known.closures.insert(shape).inserted { closures.append(shape) }
    case .new(let construction, _):
      let (type, attributes): (TypeID, PoolRange)
      switch construction {
      case .instance(let id, let range), .instanceOfItems(let id, let range, _),
        .instanceOfEntries(let id, let range, _), .instanceOfValue(let id, let range, _):
        (type, attributes) = (id, range)
      case .builtIn: return
      }
      let names = program.namedOperands(attributes).map(\.name)
      if known.attributes[type, default: []].insert(names).inserted {
        attributeLists[Int(type.index)].append(names)
      }
    default: break
    }
  }

  // MARK: The whole

  mutating func write() {
    writeDeclarations()
    writeSetup()
    for index in program.steps.indices { writeStep(index + 1) }
    end = lines.count
    if facts.actsAtExit { writeEnd() }
    let head = heading() + imports()
    finished.text = (head + lines).joined(separator: "\n") + "\n"
    finished.steps = stepLines.map { $0.lowerBound + head.count..<$0.upperBound + head.count }
    finished.end = end + head.count + 1
    finished.caughtSteps = Set(
      facts.errors.keys.filter { !finished.steps[$0 - 1].isEmpty })
  }

  /// The first two lines are always the same: a comment there could name an encoding.
  private func heading() -> [String] {
    var result = [
      "#!/usr/bin/env python3",
      "# Written by weakviz from a scenario; the order of things is that of \(runtimeName).",
      "#",
    ]
    result += PythonComment.lines(program.title)
    if !program.summary.isEmpty { result += ["#"] + PythonComment.lines(program.summary) }
    if !program.source.isEmpty {
      result += ["#"] + PythonComment.lines("Source: " + program.source)
    }
    return result + [""]
  }

  private func imports() -> [String] {
    let code = lines.filter { $0.first { $0 != " " } != "#" }
    var modules = ["gc", "sys", "weakref"].filter { module in
      code.contains { $0.contains(module + ".") }
    }
    let functools = dialect.functools
    if code.contains(where: { $0.contains(functools + ".") }) {
      modules.append(functools == "functools" ? functools : "functools as \(functools)")
    }
    if facts.actsAtExit { modules.append(osName == "os" ? "os" : "os as \(osName)") }
    let builtIns = dialect.builtIns.module
    if code.contains(where: { $0.contains(builtIns + ".") }) {
      modules.append(builtIns == "builtins" ? builtIns : "builtins as \(builtIns)")
    }
    return modules.isEmpty ? [] : modules.sorted().map { "import " + $0 } + [""]
  }

  /// The collector's settings, and a collection where it matters that the run begins with one.
  private mutating func writeSetup() {
    var setup: [String] = []
    if !program.collector.isEnabled { setup.append("gc.disable()") }
    if program.collector.thresholds != CollectorSettings().thresholds {
      let thresholds = program.collector.thresholds.map { String($0) }.joined(separator: ", ")
      setup.append("gc.set_threshold(\(thresholds))")
    }
    if facts.hasCollections || !setup.isEmpty || program.steps.count > 100
      || program.steps.last?.action == .exit
    {
      setup.append("gc.collect()  # the run begins after a collection")
    }
    if !setup.isEmpty { lines += setup + [""] }
  }

  private mutating func writeEnd() {
    lines += [
      "",
      "# The scenario ends here: without these lines the interpreter would take everything down.",
      "sys.stdout.flush()",
      "\(osName)._exit(0)",
    ]
  }

  // MARK: Steps

  private mutating func writeStep(_ number: Int) {
    let statement = program.steps[number - 1]
    let annotation = statement.annotation.map { program[$0] }
    if let chapter = annotation?.chapter, !chapter.isEmpty {
      separate()
      lines += PythonComment.lines(chapter, prefix: " ---") + [""]
    }
    if let note = annotation?.note, !note.isEmpty {
      separate()
      lines += PythonComment.lines(note)
    }
    let start = lines.count + 1
    lines += caught(statement.action, step: number)
    stepLines.append(start..<lines.count + 1)
  }

  private mutating func separate() {
    if lines.last?.isEmpty == false { lines.append("") }
  }

  /// The lines of a step; what raises, or does not hold, is caught, so that the rest can go on.
  private func caught(_ action: Action, step: Int) -> [String] {
    var code = code(of: action, depth: 0, failures: facts.failures[step] ?? [])
    if let type = facts.errors[step], !code.isEmpty {
      code = ["try:"] + code.map { "    " + $0 } + handler(of: type)
    }
    return code
  }

  private func handler(of type: String) -> [String] {
    [
      "except \(dialect.builtIn(type)) as \(errorName):",
      "    print(\"\(type):\", \(errorName), file=sys.stderr)",
    ]
  }
}
