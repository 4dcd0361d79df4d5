import Runtimes

/// Types and functions. All are declared before the first body is read, because a body may name
/// what stands further down.
extension ScenarioReader {
  /// A body that is read when everything is declared.
  struct PendingBody {
    var function: FunctionID
    var node: Int
    /// The list of parameters in the document.
    var parameters: Int?
  }

  /// The largest size of an object: a million of them can still be added up.
  static let maximumSize = 1 << 40

  mutating func declareTypes(_ node: Int) {
    guard let node = object(node, "'types'") else { return }
    for (key, value) in document.members(of: node) {
      guard let name = identifier(key, "the name of a type") else { continue }
      checkUndeclared(name, at: key)
      guard let value = object(value, "a type") else { continue }
      types[name] = TypeID(UInt32(program.types.count))
      program.types.append(
        TypeDeclaration(name: name, line: UInt32(lines.find(Int(document[key].offset)).line)))
      readType(value, TypeID(UInt32(program.types.count - 1)))
    }
  }

  mutating func declareFunctions(_ node: Int) {
    guard let node = object(node, "'functions'") else { return }
    for (key, value) in document.members(of: node) {
      guard let name = identifier(key, "the name of a function") else { continue }
      checkUndeclared(name, at: key)
      guard let function = readFunction(name, key: key, value, of: nil) else { continue }
      functions[name] = function
    }
  }

  private mutating func checkUndeclared(_ name: Symbol, at key: Int) {
    guard types[name] != nil || functions[name] != nil else { return }
    complain(
      key,
      "\(Quotation.of(program.name(name))) is declared as a type and as a function; expected two "
        + "names")
  }

  private mutating func readType(_ node: Int, _ type: TypeID) {
    let index = Int(type.index)
    let found = fields(of: node, keys.type, in: "a type")
    for entry in found {
      switch keys.type.names[entry.key] {
      case "finalizer":
        program.types[index].finalizer = declareBody(
          program.intern("__del__"), key: entry.node, [program.intern("self")], nil, entry.value,
          type)
      case "methods": readMethods(entry.value, of: type)
      case "slots": program.types[index].slots = readSlots(entry.value)
      case "base": program.types[index].base = readBase(entry.value)
      case "size":
        program.types[index].size = integer(
          entry.value, "'size'", in: 0...ScenarioReader.maximumSize)
      default:
        complain(
          entry.node,
          "'fields' belongs to the runtime 'swift'; in 'cpython' attributes are not declared")
      }
    }
    guard let slots = found.first(where: { keys.type.names[$0.key] == "slots" }) else { return }
    checkSlots(of: program.types[index], at: slots.node)
  }

  private mutating func readBase(_ node: Int) -> BaseType {
    guard let name = text(node, "'base'") else { return .object }
    if let base = BaseType(rawValue: name) { return base }
    let known = BaseType.allCases.map(\.rawValue)
    complain(
      node,
      "\(Quotation.of(name)) cannot be a base; expected \(ScenarioReader.alternatives(known))")
    return .object
  }

  private mutating func readSlots(_ node: Int) -> [Symbol] {
    guard let node = array(node, "'slots'", "a list of attribute names") else { return [] }
    var slots: [Symbol] = []
    var known: Set<Symbol> = []
    for element in document.elements(of: node) {
      let isWeakref = document[element].kind == .text && document.string(element) == "__weakref__"
      let name = isWeakref ? program.intern("__weakref__") : identifier(element, "a slot")
      guard let name else { continue }
      if known.insert(name).inserted {
        slots.append(name)
      } else {
        complain(element, "the slot \(Quotation.of(program.name(name))) stands here a second time")
      }
    }
    return slots
  }

  private mutating func checkSlots(of type: TypeDeclaration, at key: Int) {
    switch type.base {
    case .tuple, .int, .str:
      complain(
        key,
        "a type with the base '\(type.base.rawValue)' takes no 'slots'; expected no 'slots', or "
          + "another base")
    case .object, .list, .dict, .set: break
    }
    let methods = Set(type.methods.map(\.name))
    for slot in type.slots ?? [] where methods.contains(slot) {
      complain(
        key, "\(Quotation.of(program.name(slot))) is a slot and a method; Python refuses this")
    }
  }

  private mutating func readMethods(_ node: Int, of type: TypeID) {
    guard let node = object(node, "'methods'") else { return }
    for (key, value) in document.members(of: node) {
      guard let name = identifier(key, "the name of a method"),
        let function = readFunction(name, key: key, value, of: type)
      else { continue }
      program.types[Int(type.index)].methods.append(.init(name: name, function: function))
    }
  }

  /// Reads `{"parameters": […], "do": […]}`; the body waits.
  private mutating func readFunction(
    _ name: Symbol, key: Int, _ node: Int, of type: TypeID?
  ) -> FunctionID? {
    let what = type == nil ? "a function" : "a method"
    guard let node = object(node, what) else { return nil }
    var parameters = type == nil ? [] : [program.intern("self")]
    var (body, list): (Int?, Int?)
    for entry in fields(of: node, keys.function, in: what) {
      if keys.function.names[entry.key] == "do" {
        body = entry.value
      } else {
        list = array(entry.value, "'parameters'", "a list of names")
        if let list { readParameters(list, isMethod: type != nil, into: &parameters) }
      }
    }
    guard let body else {
      complain(node, "\(what) needs the key 'do'; expected a list of steps")
      return nil
    }
    return declareBody(name, key: key, parameters, list, body, type)
  }

  private mutating func readParameters(
    _ node: Int, isMethod: Bool, into parameters: inout [Symbol]
  ) {
    var known = Set(parameters)
    for element in document.elements(of: node) {
      guard let name = identifier(element, "a parameter") else { continue }
      if known.insert(name).inserted {
        parameters.append(name)
      } else if isMethod, program.name(name) == "self" {
        complain(element, "'self' is the first parameter of every method; expected the other ones")
      } else {
        complain(
          element, "the parameter \(Quotation.of(program.name(name))) stands here a second time")
      }
    }
  }

  private mutating func declareBody(
    _ name: Symbol, key: Int, _ parameters: [Symbol], _ list: Int?, _ node: Int,
    _ type: TypeID?
  ) -> FunctionID? {
    guard let node = array(node, "a body", "a list of steps") else { return nil }
    let function = FunctionID(UInt32(program.functions.count))
    program.functions.append(
      FunctionDeclaration(
        name: name, type: type, parameters: parameters, body: BodyID(0),
        line: UInt32(lines.find(Int(document[key].offset)).line)))
    pendingBodies.append(PendingBody(function: function, node: node, parameters: list))
    return function
  }

  /// Reads the bodies of all functions.
  mutating func readBodies() {
    for pending in pendingBodies {
      let index = Int(pending.function.index)
      scope = NameScope(function: pending.function)
      scope.parameters = Set(program.functions[index].parameters)
      checkParameters(pending.parameters)
      isGeneratorBody = hasYield(pending.node)
      defer { isGeneratorBody = false }
      let statements = readBody(pending.node)
      program.functions[index].body = program.add(body: statements)
      bindings.close(scope)
    }
  }

  /// A parameter cannot be called like a type; only now all types are known.
  private mutating func checkParameters(_ list: Int?) {
    guard let list else { return }
    for element in document.elements(of: list) where document[element].kind == .text {
      guard let name = program.symbol(document.string(element)) else { continue }
      checkVariable(name, at: Int(document[element].offset))
    }
  }
}
