import Runtimes

/// What each verb means.
extension ScenarioReader {
  /// The action of a step whose keys begin at `base` on the stack; nil after a complaint that
  /// leaves nothing to go on with.
  mutating func readAction(_ verb: StepMember, from base: Int) -> Action? {
    let node = verb.value
    switch verb.key {
    case .new: return readNew(node, from: base)
    case .set:
      guard let to = value(.to, from: base) else { return nil }
      let value = expression(to)
      return target(node, "'set'").map { .set(target: $0, value: value) }
    case .del: return target(node, "'del'", isDeleted: true).map { .delete($0) }
    case .weakref:
      let (referent, callback) = (expression(node), callback(from: base))
      return .weakref(referent, callback: callback, target: target(from: base))
    case .proxy:
      let (referent, callback) = (expression(node), callback(from: base))
      return .proxy(referent, callback: callback, target: target(from: base))
    case .weakmethod:
      let (method, callback) = (expression(node), callback(from: base))
      return .weakMethod(method, callback: callback, target: target(from: base))
    case .finalize: return readFinalize(node, from: base)
    case .closure: return readClosure(node, from: base)
    case .call:
      let operands = [callee(node, "'call'")] + arguments(.with, from: base)
      return .call(operands: program.append(operands), target: target(from: base))
    case .return:
      if scope.function == nil {
        complain(verb.node, "'return' stands at module level; expected it in a body only")
      }
      return .returning(expression(node))
    case .global: return readGlobal(verb)
    case .print:
      let values =
        document[node].kind == .array ? expressions(node, "'print'") : [expression(node)]
      return .print(program.append(values))
    case .collect:
      return integer(node, "'collect'", in: 0...2).map { .collect(generation: $0) }
    case .gc: return readCollectorStep(node)
    case .raise:
      guard let type = exception(node) else { return nil }
      let message = value(.message, from: base).flatMap { text($0, "'message'") }
      let constant = message.map { program.intern(.text(Text($0))) }
      return .raising(
        type: program.intern(type), message: constant.map { program.add(.constant($0)) })
    case .iterate: return readIterate(node, from: base)
    case .expect: return readExpect(node)
    case .try: return readTry(verb, from: base)
    case .partial:
      let operands = [callee(node, "'partial'")] + arguments(.with, from: base)
      return .partial(operands: program.append(operands), target: target(from: base))
    case .frame: return readFrame(verb, from: base)
    case .yield: return readYield(verb, from: base)
    case .exit: return .exit
    default: return nil
    }
  }

  /// The place under `as`, which is bound when the values are there.
  mutating func target(from base: Int) -> ExpressionID? {
    guard let node = value(.as, from: base) else { return nil }
    return target(node, "'as'")
  }

  private mutating func callback(from base: Int) -> ExpressionID? {
    guard let node = value(.callback, from: base), document[node].kind != .null else { return nil }
    let id = expression(node)
    if case .constant(let constant) = program[id], program[constant] == .none { return nil }
    return id
  }

  mutating func arguments(_ key: StepKey, from base: Int) -> [ExpressionID] {
    value(key, from: base).map { expressions($0, "'\(key.name)'") } ?? []
  }

  /// What is called: something that has a name or came from one.
  private mutating func callee(_ node: Int, _ what: String) -> ExpressionID {
    let before = errors.count
    let id = expression(node)
    guard errors.count == before else { return id }
    switch program[id] {
    case .name(let name) where types[name] != nil:
      complain(
        node,
        "\(Quotation.of(program.name(name))) is a type; an instance is made by the step \"new\"")
    case .name, .attribute, .subscripted, .call: break
    default: complain(node, "\(what) must name what is called; found a value")
    }
    return id
  }

  private mutating func readFinalize(_ node: Int, from base: Int) -> Action? {
    guard let call = value(.call, from: base) else { return nil }
    let operands = [expression(node), expression(call)] + arguments(.arguments, from: base)
    let atexit = value(.atexit, from: base).flatMap { boolean($0, "'atexit'") }
    return .finalize(
      operands: program.append(operands), atexit: atexit, target: target(from: base))
  }

  private mutating func readClosure(_ node: Int, from base: Int) -> Action? {
    let name = text(node, "'closure'")
    let function = name.flatMap { program.symbol($0) }.flatMap { functions[$0] }
    if let name, function == nil {
      let isShown = errors.shows(Int(document[node].offset))
      let known = isShown ? functions.keys.map { program.name($0) }.sorted() : []
      complain(
        node,
        "the function \(Quotation.of(name)) is not declared"
          + Suggestion.clause(for: name, among: known))
    }
    var captures: [NamedOperand] = []
    if let list = value(.captures, from: base) {
      for (capture, key) in namedExpressions(list, "'captures'", "a captured name") {
        let offset = Int(document[key].offset)
        checkVariable(capture.name, at: offset)
        captures.append(capture)
        guard let function else { continue }
        bindings.captures.append((function, capture.name, offset))
        if parameters(of: function).contains(capture.name) {
          let name = program.functions[Int(function.index)].name
          complain(
            key,
            "\(Quotation.of(program.name(capture.name))) is a parameter of "
              + "\(Quotation.of(program.name(name))); expected another captured name")
        }
      }
    }
    let target = target(from: base)
    return function.map { .closure($0, captures: program.append(captures), target: target) }
  }

  /// The parameters of a function that is closed over.
  private mutating func parameters(of function: FunctionID) -> Set<Symbol> {
    if let known = closedOver[function] { return known }
    let parameters = Set(program.functions[Int(function.index)].parameters)
    closedOver[function] = parameters
    return parameters
  }

  private mutating func readGlobal(_ verb: StepMember) -> Action? {
    if scope.function == nil {
      complain(verb.node, "'global' stands at module level; expected it in a body only")
      return nil
    }
    let nodes =
      document[verb.value].kind == .array
      ? Array(document.elements(of: verb.value)) : [verb.value]
    if nodes.isEmpty { complain(verb.value, "'global' names nothing; expected a name") }
    var names: [ExpressionID] = []
    for node in nodes {
      guard let name = variable(node, "a global name") else { continue }
      let quoted = Quotation.of(program.name(name))
      if scope.parameters.contains(name) {
        complain(node, "\(quoted) is a parameter; it cannot be global as well")
      } else if let record = scope.records[name], record.isMentioned, !record.isGlobal {
        complain(
          node, "\(quoted) is used before it is declared as global; expected 'global' first")
      }
      scope.records[name, default: .init()].isGlobal = true
      names.append(program.add(.name(name)))
    }
    return .global(program.append(names))
  }

  private mutating func readCollectorStep(_ node: Int) -> Action? {
    guard let node = object(node, "'gc'") else { return nil }
    var settings: [CollectorSetting] = []
    let found = fields(of: node, keys.collectorStep, in: "the step 'gc'")
    for entry in found {
      let name = keys.collectorStep.names[entry.key]
      switch name {
      case "enabled":
        if let value = boolean(entry.value, "'enabled'") { settings.append(.enabled(value)) }
      case "thresholds":
        if let values = thresholds(entry.value) { settings.append(.thresholds(values)) }
      default:
        if document[entry.value].kind != .true {
          complain(entry.value, "'\(name)' must be true; found \(description(entry.value))")
        }
        settings.append(name == "freeze" ? .freeze : .unfreeze)
      }
    }
    if document[node].next == node + 1 {
      complain(
        node,
        "the step 'gc' changes nothing; expected "
          + ScenarioReader.alternatives(keys.collectorStep.names))
    }
    return .collector(settings)
  }

  private mutating func readIterate(_ node: Int, from base: Int) -> Action? {
    let iterable = expression(node)
    guard let name = value(.as, from: base), let list = value(.do, from: base) else { return nil }
    guard loopDepth < ScenarioReader.maximumLoopDepth else {
      complain(
        node,
        "more than \(ScenarioReader.maximumLoopDepth) loops stand inside each other; Python "
          + "refuses to compile them")
      return nil
    }
    let symbol = variable(name, "'as'")
    if let symbol { scope.bind(symbol) }
    guard let list = array(list, "'do'", "a list of steps") else { return nil }
    loopDepth += 1
    let body = readBody(list)
    loopDepth -= 1
    guard let symbol else { return nil }
    return .iterate(
      iterable, target: program.add(.name(symbol)), body: program.add(body: body))
  }

  private mutating func readExpect(_ node: Int) -> Action? {
    guard let node = object(node, "'expect'") else { return nil }
    var operands: [ExpressionID] = []
    for (key, value) in document.members(of: node) {
      operands.append(expression(key))
      operands.append(expression(value))
    }
    if operands.isEmpty {
      complain(node, "'expect' checks nothing; expected { \"expression\": value }")
    }
    return .expect(program.append(operands))
  }
}
