import Runtimes

/// Bodies and steps: which verb, which keys, what is written beside it.
extension ScenarioReader {
  /// Python compiles no more loops inside each other.
  static let maximumLoopDepth = 20

  /// The steps of a list, those that could be read.
  mutating func readBody(_ node: Int) -> [Statement] {
    var statements: [Statement] = []
    statements.reserveCapacity(document.elementCount(of: node, limit: .max))
    for element in document.elements(of: node) {
      if loopDepth == 0 { scope.statement += 1 }
      let isLast = scope.function == nil && Int(document[element].next) == Int(document[node].next)
      if let statement = readStep(element, isLast: isLast) { statements.append(statement) }
    }
    return statements
  }

  private mutating func readStep(_ node: Int, isLast: Bool) -> Statement? {
    guard let node = object(node, "a step") else { return nil }
    let base = members.count
    defer { members.removeLast(members.count - base) }
    let hasUnknown = readMembers(node)
    guard let verb = findVerb(from: base, in: node, hasUnknown: hasUnknown) else { return nil }
    checkMembers(of: verb, from: base, in: node)
    let place = lines.find(Int(document[node].offset))
    let annotation = readAnnotation(from: base, verb: verb.key)
    if verb.key == .exit { checkExit(verb, isLast: isLast) }
    defer { scope.expectsNameError = false }
    guard let action = readAction(verb, from: base) else { return nil }
    noteSets(of: action, at: Int(document[node].offset))
    return Statement(
      action, line: UInt32(place.line), column: UInt32(truncatingIfNeeded: place.column),
      annotation: annotation)
  }

  /// Puts the known keys of a step on the stack; says whether there were unknown ones.
  private mutating func readMembers(_ node: Int) -> Bool {
    let base = members.count
    var unknown: [Int] = []
    for (key, _) in document.members(of: node) {
      if let index = document.withText(key, { keys.step.index(of: $0) }) {
        members.append(StepMember(key: keys.stepKeys[index], node: key))
      } else {
        unknown.append(key)
      }
    }
    guard !unknown.isEmpty else { return false }
    let verb = members[base...].first { $0.key.isVerb }?.key
    let expected =
      verb.map { [$0.name] + $0.companions.names + StepKey.common.names }
      ?? StepKey.allCases.map(\.name)
    for key in unknown { complainOfKey(key, in: "a step", expected: expected) }
    return true
  }

  /// The one verb of a step. Beside `finalize`, `call` says what it calls and is none.
  private mutating func findVerb(
    from base: Int, in node: Int, hasUnknown: Bool
  ) -> StepMember? {
    let isFinalize = members[base...].contains { $0.key == .finalize }
    var verb: StepMember?
    for index in base..<members.count {
      let member = members[index]
      guard member.key.isVerb, !(isFinalize && member.key == .call) else { continue }
      if let verb {
        complain(
          member.node,
          "a step has one verb; found '\(verb.key.name)' and '\(member.key.name)'")
        return nil
      }
      verb = member
    }
    if verb == nil, !hasUnknown {
      complain(
        node,
        "this step has no verb; expected "
          + ScenarioReader.alternatives(StepKey.verbs.map(\.name)))
    }
    return verb
  }

  private mutating func checkMembers(of verb: StepMember, from base: Int, in node: Int) {
    for index in base..<members.count {
      let member = members[index]
      guard member.key != verb.key, !StepKey.common.contains(member.key),
        !verb.key.companions.contains(member.key)
      else { continue }
      let taken = verb.key.companions.names.map { "'\($0)'" }.joined(separator: ", ")
      complain(
        member.node,
        "the step '\(verb.key.name)' takes no '\(member.key.name)'; "
          + (taken.isEmpty ? "expected no other key" : "it takes \(taken)"))
    }
    guard !verb.key.required.isEmpty else { return }
    for key in StepKey.allCases
    where verb.key.required.contains(key) && value(key, from: base) == nil {
      complain(node, "the step '\(verb.key.name)' needs the key '\(key.name)'")
    }
  }

  /// The value of a key of the step whose keys begin at `base` on the stack.
  func value(_ key: StepKey, from base: Int) -> Int? {
    for index in base..<members.count where members[index].key == key {
      return members[index].value
    }
    return nil
  }

  private mutating func checkExit(_ verb: StepMember, isLast: Bool) {
    if document[verb.value].kind != .true {
      complain(verb.value, "'exit' must be true; found \(description(verb.value))")
    }
    if scope.function != nil || loopDepth > 0 {
      complain(verb.node, "'exit' stands in a body; expected it at the top, as the last step")
    } else if !isLast {
      complain(verb.node, "'exit' is not the last step; expected no step after it")
    }
  }

  private mutating func readAnnotation(from base: Int, verb: StepKey) -> AnnotationID? {
    var annotation = Annotation()
    var isPresent = false
    for index in base..<members.count {
      let member = members[index]
      switch member.key {
      case .note: annotation.note = text(member.value, "'note'") ?? ""
      case .chapter: annotation.chapter = text(member.value, "'chapter'") ?? ""
      case .raises: annotation.raises = readRaises(member.value)
      case .ask: annotation.ask = readAsk(member, verb: verb)
      default: continue
      }
      isPresent = true
    }
    guard isPresent else { return nil }
    let raised = annotation.raises?.type
    scope.expectsNameError = raised == "NameError" || raised == "UnboundLocalError"
    return program.add(annotation)
  }

  private mutating func readRaises(_ node: Int) -> RaisedError? {
    switch document[node].kind {
    case .text:
      return exception(node).map { RaisedError(type: $0) }
    case .object:
      var (type, message): (String?, String?)
      for entry in fields(of: node, keys.raises, in: "'raises'") {
        if entry.key == 0 {
          type = text(entry.value, "'type'") == nil ? "" : exception(entry.value) ?? ""
        } else {
          message = text(entry.value, "'message'")
        }
      }
      if type == nil { complain(node, "'raises' needs the key 'type', the name of an exception") }
      return type.map { RaisedError(type: $0, message: message) }
    default:
      complain(
        node,
        "'raises' must be the name of an exception or { \"type\": …, \"message\": … }; found "
          + description(node))
      return nil
    }
  }

  /// The name of a built-in exception.
  mutating func exception(_ node: Int) -> String? {
    guard let name = text(node, "an exception") else { return nil }
    if PythonNames.exceptions.contains(name) { return name }
    let near = Suggestion.clause(for: name, among: PythonNames.exceptions)
    complain(
      node,
      "\(Quotation.of(name)) is no built-in exception that a step can raise"
        + (near.isEmpty ? "; expected one like 'ValueError'" : near))
    return nil
  }
}
