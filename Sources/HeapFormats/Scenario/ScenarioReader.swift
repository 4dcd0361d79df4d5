import Runtimes

/// Makes a program of a JSON document, and notes whatever is wrong with it.
///
/// It goes on after a complaint, with a placeholder where a value is missing, so that one run
/// reports all; the program counts only where there was no complaint.
struct ScenarioReader {
  let document: JSONDocument
  let keys = ScenarioKeys()
  var program = Program()
  var parser = ExpressionParser()
  /// Where the name or the attribute stands that the parser seeks, once it was read.
  var soughtOffset: Int?
  var errors = DiagnosticCollector()
  var warnings = DiagnosticCollector()
  var lines: LineTable

  var types: [Symbol: TypeID] = [:]
  var functions: [Symbol: FunctionID] = [:]
  /// The bodies of the functions that are declared so far.
  var pendingBodies: [PendingBody] = []
  /// The parameters of the functions that closures with captures are made from.
  var closedOver: [FunctionID: Set<Symbol>] = [:]
  /// The names of the body that is being read.
  var scope = NameScope(function: nil)
  var bindings = NameBindings()
  var sets = SetUses()

  /// How many loops and blocks are open around the step that is being read.
  var loopDepth = 0
  /// Whether the body that is being read is that of a generator.
  var isGeneratorBody = false
  /// The keys of the steps that are being read, the innermost last.
  var members: [StepMember] = []

  init(_ document: JSONDocument) {
    self.document = document
    lines = LineTable(document.source)
  }

  /// Reads the whole document.
  mutating func readDocument() {
    guard let root = object(0, "a scenario") else { return }
    let found = fields(of: root, keys.document, in: "a scenario")
    func field(_ name: String) -> Int? {
      found.first { keys.document.names[$0.key] == name }?.value
    }
    guard checkVersion(field("weakviz")), checkRuntime(field("runtime")) else { return }
    if let title = field("title") {
      program.title = text(title, "'title'") ?? ""
    } else {
      complain(at: 0, "the key 'title' is missing; expected a line that says what is shown")
    }
    program.summary = field("summary").flatMap { text($0, "'summary'") } ?? ""
    program.source = field("source").flatMap { text($0, "'source'") } ?? ""
    if let schema = field("$schema") { _ = text(schema, "'$schema'") }
    if let settings = field("gc") { readCollector(settings) }
    for entry in found {
      switch keys.document.names[entry.key] {
      case "types": declareTypes(entry.value)
      case "functions": declareFunctions(entry.value)
      default: break
      }
    }
    readBodies()
    if let steps = field("steps") {
      readSteps(steps)
    } else {
      complain(at: 0, "the key 'steps' is missing; expected a list of steps")
    }
    checkCaptures()
    warnOfNames()
    warnOfSets()
  }

  private mutating func checkVersion(_ field: Int?) -> Bool {
    guard let field else {
      complain(at: 0, "the key 'weakviz' is missing; expected \"weakviz\": 1, the format's version")
      return true
    }
    guard integer(field) != 1 else { return true }
    complain(
      field, "this version of the format is not known; expected \"weakviz\": 1")
    return false
  }

  private mutating func checkRuntime(_ field: Int?) -> Bool {
    guard let field, let name = text(field, "'runtime'") else { return true }
    if let version = RuntimeVersion(name: name) {
      program.runtime = version
      return true
    }
    let expected = RuntimeVersion.names.map { "'\($0)'" }
    switch name {
    case "swift":
      complain(
        field,
        "the runtime 'swift' is reserved for Swift ARC and cannot be run yet; expected 'cpython'")
      return false
    default:
      complain(
        field,
        "the runtime \(Quotation.of(name)) is not known; expected "
          + expected.dropLast().joined(separator: ", ") + " or " + expected[expected.count - 1])
      return true
    }
  }

  private mutating func readCollector(_ node: Int) {
    guard let node = object(node, "'gc'") else { return }
    for entry in fields(of: node, keys.collector, in: "'gc'") {
      if entry.key == 0 {
        program.collector.isEnabled = boolean(entry.value, "'enabled'") ?? true
      } else if let values = thresholds(entry.value) {
        program.collector.thresholds = values
      }
    }
  }

  private mutating func readSteps(_ node: Int) {
    guard let node = array(node, "'steps'", "a list of steps") else { return }
    scope = NameScope(function: nil)
    program.steps = readBody(node)
    bindings.close(scope)
  }
}

/// A key of a step with its value.
struct StepMember {
  var key: StepKey
  /// The key's place on the tape; the value follows it.
  var node: Int
  var value: Int { node + 1 }
}
