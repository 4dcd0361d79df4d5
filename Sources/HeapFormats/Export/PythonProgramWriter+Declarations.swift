import Runtimes

// Types, functions and closures.
extension PythonProgramWriter {
  mutating func writeDeclarations() {
    let preamble = preamble.lines(dialect) + countFunctions()
    if !preamble.isEmpty { lines += preamble + [""] }
    for index in program.types.indices { writeType(TypeID(UInt32(index))) }
    for index in program.functions.indices where program.functions[index].type == nil {
      let id = FunctionID(UInt32(index))
      let name = program.functions[index].name
      let shapes = closures.filter { $0.function == id }
      if shapes.isEmpty || mentioned.contains(name) {
        separateDeclaration()
        lines += function(id, name: program.name(name), depth: 0)
      }
      for shape in shapes { writeFactory(shape) }
    }
    if !lines.isEmpty { lines += ["", ""] }
  }

  private mutating func separateDeclaration() {
    guard !lines.isEmpty else { return }
    while lines.last?.isEmpty == true { lines.removeLast() }
    lines += ["", ""]
  }

  /// The counts of a scenario, where the scenario asks for those of a plain value.
  private func countFunctions() -> [String] {
    guard let (refcount, weakrefcount) = countNames else { return [] }
    let plain = ["int", "float", "str", "bool", "type(None)"].map {
      $0 == "type(None)" ? dialect.builtIn("type") + "(None)" : dialect.builtIn($0)
    }.joined(separator: ", ")
    let type = dialect.builtIn("type")
    let moved = "1 + (sys.version_info < (3, 11))"
    return [
      (refcount, "sys.getrefcount(value) - 1 - (\(moved))", "refcount"),
      (weakrefcount, "weakref.getweakrefcount(value)", "weakrefcount"),
    ].flatMap {
      name, count, word in
      [
        "def \(name)(value):",
        "    if \(type)(value) in (\(plain)) or \(type)(value) is tuple and not value:",
        "        raise \(dialect.builtIn("TypeError"))(\"\(word) of a plain value\")",
        "    return \(count)",
      ]
    }
  }

  // MARK: Functions

  /// `def name(parameters):` and the body.
  private func function(
    _ id: FunctionID, name: String, depth: Int, beginning: [String] = []
  ) -> [String] {
    let declared = program.functions[Int(id.index)]
    let indent = String(repeating: "    ", count: depth)
    let parameters = declared.parameters.map { program.name($0) }.joined(separator: ", ")
    var code = body(declared.body, depth: depth + 1)
    if !beginning.isEmpty && code == [indent + "    pass"] { code = [] }
    return [indent + "def \(name)(\(parameters)):"] + beginning.map { indent + "    " + $0 } + code
  }

  /// A function that makes a closure: its parameters are what the closure captures.
  private mutating func writeFactory(_ shape: PythonDialect.ClosureShape) {
    guard let factory = dialect.factories[shape] else { return }
    let declared = program.functions[Int(shape.function.index)]
    let name = program.name(declared.name)
    let uses = NameUses(of: declared.body, in: program)
    // A captured name that is not mentioned would have no cell.
    let announced = shape.captures.filter { capture in
      guard let symbol = program.symbol(capture) else { return true }
      return !uses.mentioned.contains(symbol) || uses.bound.contains(symbol)
    }
    var beginning =
      announced.isEmpty ? [] : ["nonlocal " + announced.joined(separator: ", ")]
    // The declared function is meant by its name, not the closure, which would hold itself.
    if uses.mentioned.subtracting(uses.bound).subtracting(declared.parameters)
      .contains(declared.name), !shape.captures.contains(name)
    {
      beginning.append("global " + name)
    }
    separateDeclaration()
    lines.append("def \(factory)(\(shape.captures.joined(separator: ", "))):")
    lines += function(shape.function, name: name, depth: 1, beginning: beginning)
    if wantsPlainNames { lines.append("    \(name).__qualname__ = \(PythonRepr.of(name))") }
    lines.append("    return \(name)")
  }

  // MARK: Types

  private mutating func writeType(_ id: TypeID) {
    let type = program.types[Int(id.index)]
    let base = type.base == .object ? "" : "(\(dialect.builtIn(type.base.rawValue)))"
    var parts: [[String]] = []
    if let slots = type.slots {
      let names = slots.map { PythonRepr.of(program.name($0)) }
      parts.append(
        ["    __slots__ = (\(names.joined(separator: ", "))\(names.count == 1 ? "," : ""))"])
    }
    parts += construction(of: id)
    if preamble.isNeeded {
      let isText = type.base == .str
      parts.append(["    \(isText ? "__str__ = " : "")__repr__ = \(preamble.name)"])
    }
    if let finalizer = type.finalizer {
      parts.append(function(finalizer, name: "__del__", depth: 1))
    }
    for method in type.methods {
      parts.append(function(method.function, name: program.name(method.name), depth: 1))
    }
    separateDeclaration()
    lines.append("class \(program.name(type.name))\(base):")
    lines += parts.isEmpty ? ["    pass"] : Array(parts.joined(separator: [""]))
  }

  /// `__init__`, and `__new__` where an immutable base needs it; none where the base's will do.
  private func construction(of id: TypeID) -> [[String]] {
    let type = program.types[Int(id.index)]
    let lists = attributeLists[Int(id.index)].filter { !$0.isEmpty }
    let number = preamble.isNeeded ? ["        \(preamble.number)(self)"] : []
    guard !lists.isEmpty || !number.isEmpty || needsCode(id) else { return [] }
    let isImmutable = [.tuple, .int, .str].contains(type.base)
    let base = dialect.builtIn(type.base.rawValue)
    let hasValues = type.base != .object
    let values = hasValues ? ", *values" : ""
    let attributes = attributeLists[Int(id.index)]
    var isNamed = false
    var head = "    def __init__(self\(values)):"
    var code = number
    if hasValues && !isImmutable { code.append("        \(base).__init__(self, *values)") }
    if !lists.isEmpty {
      let names = lists[0].map { program.name($0) }
      isNamed = attributes.count == 1 && !hasValues && !names.contains("self")
      let first = lists.contains { $0.contains { program.name($0) == "self" } } ? "self, /" : "self"
      head =
        isNamed
        ? "    def __init__(self, \(names.joined(separator: ", "))):"
        : "    def __init__(\(first)\(values), **attributes):"
      code +=
        isNamed
        ? names.map { "        self.\($0) = \($0)" }
        : [
          "        for name in attributes:",
          "            \(dialect.builtIn("setattr"))(self, name, attributes[name])",
        ]
    }
    if code.isEmpty { code = ["        pass"] }
    var result = [[head] + code]
    if isImmutable && !lists.isEmpty {
      result.insert(
        [
          "    def __new__(cls, /, *values, **attributes):",
          "        return \(base).__new__(cls, *values)",
        ], at: 0)
    }
    return result
  }

  /// Whether a type must have code of its own so that the interpreter's end is that of a program
  /// with functions: its names are then found by the collector.
  private func needsCode(_ id: TypeID) -> Bool {
    guard id.index == 0, program.steps.last?.action == .exit else { return false }
    return program.functions.isEmpty && attributeLists.allSatisfy { $0.allSatisfy(\.isEmpty) }
  }
}
