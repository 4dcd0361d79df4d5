import Runtimes

/// `try`, `frame` and `yield`: the steps that keep a call alive beyond its end, or interrupt it.
extension ScenarioReader {
  /// Reads `{"try": […], "except": "ValueError", "as": "e", "do": […]}`.
  mutating func readTry(_ verb: StepMember, from base: Int) -> Action? {
    guard let list = array(verb.value, "'try'", "a list of steps") else { return nil }
    guard loopDepth < Self.maximumLoopDepth else {
      complain(
        verb.node,
        "more than \(Self.maximumLoopDepth) loops and blocks stand inside each other; Python "
          + "refuses to compile them")
      return nil
    }
    let body = readBlock(list)
    let exception = value(.except, from: base).flatMap { self.exception($0) }
    var target: ExpressionID?
    if let name = value(.as, from: base), let symbol = variable(name, "'as'") {
      scope.bind(symbol)
      scope.records[symbol]?.isDeleted = true
      target = program.add(.name(symbol))
      if isGeneratorBody {
        complain(
          name,
          "'as' keeps an exception in a generator, whose frame cannot be shown yet; expected a "
            + "'try' without 'as' here")
      }
    }
    var handler: [Statement] = []
    if let list = value(.do, from: base),
      let steps = array(list, "'do'", "a list of steps")
    {
      handler = readBlock(steps)
    }
    guard let exception else { return nil }
    return .attempt(
      body: program.add(body: body), exception: program.intern(exception), target: target,
      handler: program.add(body: handler))
  }

  /// The steps of a block: one statement together with what stands around it.
  private mutating func readBlock(_ node: Int) -> [Statement] {
    // A name that a block binds may be used behind it: as in a loop, no order is known.
    loopDepth += 1
    defer { loopDepth -= 1 }
    return readBody(node)
  }

  /// Reads `{"frame": true, "as": "here"}`.
  mutating func readFrame(_ verb: StepMember, from base: Int) -> Action? {
    if document[verb.value].kind != .true {
      complain(verb.value, "'frame' must be true; found \(description(verb.value))")
    }
    if scope.function == nil {
      complain(verb.node, "'frame' stands at module level; expected it in a body only")
    } else if isGeneratorBody {
      complain(verb.node, "'frame' stands in a generator, whose frame cannot be shown yet")
    }
    return .frame(target: target(from: base))
  }

  /// Reads `{"yield": "x", "as": "y"}`.
  mutating func readYield(_ verb: StepMember, from base: Int) -> Action? {
    let isFinalizer = scope.function.map {
      program.name(program.functions[Int($0.index)].name) == "__del__"
    }
    if isFinalizer != false {
      complain(verb.node, "'yield' stands outside of a function; expected it in a body of one")
    } else if loopDepth > 0 {
      complain(
        verb.node, "'yield' stands in a loop or a block; expected it at the top of a body")
    }
    let value = expression(verb.value)
    return .yielding(value, target: target(from: base))
  }

  /// Whether the list of steps of a body has a `yield` at its top.
  func hasYield(_ node: Int) -> Bool {
    document.elements(of: node).contains { step in
      document[step].kind == .object
        && document.members(of: step).contains { document.string($0.0) == "yield" }
    }
  }
}
