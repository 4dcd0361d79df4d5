import Runtimes

/// The names of one body, or of the module: what Python's compiler knows of them.
struct NameScope {
  /// The function whose body it is; nil at module level.
  var function: FunctionID?
  var parameters: Set<Symbol> = []
  var records: [Symbol: Record] = [:]
  /// The number of the statement that is being read, loops counted as one.
  var statement = 0
  /// Whether the statement that is being read must raise a `NameError`.
  var expectsNameError = false

  /// What the body does with a name.
  struct Record {
    /// Where it is looked up before anything has bound it, and in which statement.
    var firstUse: (offset: Int, statement: Int, isInLoop: Bool)?
    /// The statement that binds it first.
    var firstBinding: Int?
    /// Whether it was read, bound or deleted already.
    var isMentioned = false
    var isGlobal = false
    var isDeleted = false
  }

  init(function: FunctionID?) { self.function = function }

  /// Notes that a statement looks a name up.
  mutating func use(_ name: Symbol, at offset: @autoclosure () -> Int, isInLoop: Bool) {
    if let known = records[name], known.isMentioned {
      guard known.firstUse == nil, known.firstBinding == nil else { return }
    }
    records[name, default: Record()].isMentioned = true
    guard !expectsNameError else { return }
    records[name]?.firstUse = (offset(), statement, isInLoop)
  }

  /// Notes that a statement binds a name.
  mutating func bind(_ name: Symbol) {
    if let known = records[name], known.firstBinding != nil { return }
    records[name, default: Record()].isMentioned = true
    records[name]?.firstBinding = statement
  }
}

/// The names of a whole scenario: who binds what, who looks for what.
struct NameBindings {
  /// The scopes that were read.
  private(set) var scopes: [NameScope] = []
  /// The names that a step at module level or a body with `global` binds.
  private(set) var moduleNames: Set<Symbol> = []
  /// The names that bodies bind with `global`: at any time.
  private(set) var globalNames: Set<Symbol> = []
  /// The captured names of each function.
  var captures: [(function: FunctionID, name: Symbol, offset: Int)] = []

  /// Takes over a scope that was read to its end.
  mutating func close(_ scope: NameScope) {
    for (name, record) in scope.records where record.firstBinding != nil {
      if scope.function == nil {
        moduleNames.insert(name)
      } else if record.isGlobal {
        moduleNames.insert(name)
        globalNames.insert(name)
      }
    }
    scopes.append(scope)
  }
}

extension ScenarioReader {
  /// Complains of captured names that the body declares as global: Python knows a name as one or
  /// the other.
  mutating func checkCaptures() {
    guard !bindings.captures.isEmpty else { return }
    var scopes: [FunctionID: Int] = [:]
    for (index, scope) in bindings.scopes.enumerated() {
      if let function = scope.function { scopes[function] = index }
    }
    for capture in bindings.captures {
      guard let index = scopes[capture.function],
        bindings.scopes[index].records[capture.name]?.isGlobal == true
      else { continue }
      complain(
        at: capture.offset,
        "\(Quotation.of(program.name(capture.name))) is captured here, but the body of the function "
          + "declares it as global; expected one or the other")
    }
  }

  /// Warns of names that no step can have bound where they are looked up.
  mutating func warnOfNames() {
    var captured: [FunctionID: Set<Symbol>] = [:]
    for capture in bindings.captures {
      captured[capture.function, default: []].insert(capture.name)
    }
    var known: [String]?
    for scope in bindings.scopes {
      let free = scope.function.flatMap { captured[$0] } ?? []
      for (name, record) in scope.records {
        guard let use = record.firstUse, !scope.parameters.contains(name), !free.contains(name),
          let message = warning(for: name, record, use, in: scope, &known)
        else { continue }
        warnings.add(at: use.offset, message)
      }
    }
  }

  private func warning(
    for name: Symbol, _ record: NameScope.Record,
    _ use: (offset: Int, statement: Int, isInLoop: Bool), in scope: NameScope,
    _ known: inout [String]?
  ) -> String? {
    let quoted = Quotation.of(program.name(name))
    let isLocal =
      scope.function != nil && !record.isGlobal
      && (record.firstBinding != nil || record.isDeleted)
    guard isLocal || scope.function == nil else {
      return isModuleName(name) ? nil : unboundMessage(name, at: use.offset, &known)
    }
    if let binding = record.firstBinding {
      if binding < use.statement || (binding == use.statement && use.isInLoop) { return nil }
      if isLocal { return "no step of this body can have bound \(quoted) before this one" }
      if isDeclared(name) || bindings.globalNames.contains(name) { return nil }
      return "no step can have bound the name \(quoted) before this one"
    }
    if isLocal {
      return "no step of this body binds \(quoted), which it deletes; a body that deletes a "
        + "module-level name needs { \"global\": \"\(program.name(name))\" }"
    }
    return isModuleName(name) ? nil : unboundMessage(name, at: use.offset, &known)
  }

  private func isDeclared(_ name: Symbol) -> Bool {
    types[name] != nil || functions[name] != nil
  }

  private func isModuleName(_ name: Symbol) -> Bool {
    isDeclared(name) || bindings.moduleNames.contains(name)
  }

  /// - Parameter known: the names that there are, which are sorted for the first message only.
  private func unboundMessage(
    _ name: Symbol, at offset: Int, _ known: inout [String]?
  ) -> String {
    guard warnings.shows(offset) else { return "" }
    let text = program.name(name)
    if PythonNames.isBuiltIn(text) {
      return "no step binds the name \(Quotation.of(text)), and what Python has built in under it "
        + "is not modelled as a value"
    }
    let names = known ?? (bindings.moduleNames.map { program.name($0) } + declaredNames).sorted()
    known = names
    return "no step binds the name \(Quotation.of(text))"
      + (Suggestion.nearest(to: text, among: names.prefix(1000)).map { "; did you mean '\($0)'?" }
        ?? "; a text is written with quotes of its own, like \"'Alice'\"")
  }

  private var declaredNames: [String] { functions.keys.map { program.name($0) } }
}
