import Runtimes

/// Expressions, targets and lists of them.
extension ScenarioReader {
  /// An expression: text of the language, or a plain JSON value. A placeholder after a complaint.
  mutating func expression(_ node: Int) -> ExpressionID {
    guard let id = parse(node) else { return program.add(.constant(program.intern(.none))) }
    noteUses(node)
    return id
  }

  /// Notes the names that the parser has just seen in a text.
  private mutating func noteUses(_ node: Int) {
    guard document[node].kind == .text else { return }
    var offsets = JSONDocument.TextOffsets(of: node, in: document)
    for use in parser.names {
      scope.use(
        use.name, at: offsets.fileOffset(ofDecoded: use.offset), isInLoop: loopDepth > 0)
    }
  }

  private mutating func parse(_ node: Int) -> ExpressionID? {
    let constant: Constant
    switch document[node].kind {
    case .null: constant = .none
    case .true: constant = .boolean(true)
    case .false: constant = .boolean(false)
    case .integer, .real:
      switch PythonLiteral.number(
        document.rawBytes(node), isReal: document[node].kind == .real)
      {
      case .success(let value): constant = value
      case .failure(let problem):
        complain(node, problem.message)
        return nil
      }
    case .text:
      return parseText(node)
    case .array, .object:
      complain(
        node,
        "an expression is a number, true, false, null or text like \"[a, b]\"; found "
          + description(node))
      return nil
    }
    return program.add(.constant(program.intern(constant)))
  }

  private mutating func parseText(_ node: Int) -> ExpressionID? {
    let document = document
    do {
      let id = try document.withText(node) { text throws(ExpressionSyntaxError) in
        try parser.parse(text, into: &program)
      }
      if let offset = parser.soughtOffset, soughtOffset == nil {
        soughtOffset = document.fileOffset(ofDecoded: offset, in: node)
      }
      return id
    } catch {
      complain(at: document.fileOffset(ofDecoded: error.offset, in: node), error.message)
      return nil
    }
  }

  /// A place that can be bound or deleted: a name, an attribute or an element.
  mutating func target(_ node: Int, _ what: String, isDeleted: Bool = false) -> ExpressionID? {
    guard document[node].kind == .text else {
      complain(
        node,
        "\(what) must be a name, an attribute or an element, like \"p\", \"p.next\" or \"d['k']\"; "
          + "found \(description(node))")
      return nil
    }
    guard let id = parseText(node) else { return nil }
    let verb = isDeleted ? "deleted" : "assigned to"
    switch program[id] {
    case .name(let name):
      checkVariable(name, at: Int(document[node].offset))
      isDeleted ? noteDeletion(name, node) : scope.bind(name)
    case .attribute, .subscripted:
      noteUses(node)
    case .call:
      complain(node, "a call cannot be \(verb); expected a name, an attribute or an element")
    default:
      complain(node, "a value cannot be \(verb); expected a name, an attribute or an element")
    }
    return id
  }

  private mutating func noteDeletion(_ name: Symbol, _ node: Int) {
    let offset = Int(document[node].offset)
    scope.use(name, at: offset, isInLoop: loopDepth > 0)
    scope.records[name]?.isDeleted = true
  }

  /// A list of expressions.
  mutating func expressions(_ node: Int, _ what: String) -> [ExpressionID] {
    guard let node = array(node, what, "a list of expressions") else { return [] }
    return document.elements(of: node).map { expression($0) }
  }

  /// Pairs of expressions `[["k", "v"], …]`, one after the other.
  mutating func entries(_ node: Int) -> [ExpressionID] {
    guard let node = array(node, "'entries'", "a list of [key, value] pairs") else { return [] }
    var result: [ExpressionID] = []
    for element in document.elements(of: node) {
      let isArray = document[element].kind == .array
      let count = isArray ? document.elementCount(of: element, limit: 3) : 0
      guard count == 2 else {
        let found = isArray ? "\(count == 3 ? "more" : "fewer") than two" : description(element)
        complain(element, "an entry must be a pair [key, value]; found \(found)")
        continue
      }
      for part in document.elements(of: element) { result.append(expression(part)) }
    }
    return result
  }

  /// Named expressions `{"name": "'Alice'"}`.
  mutating func namedExpressions(
    _ node: Int, _ what: String, _ name: String
  ) -> [(operand: NamedOperand, key: Int)] {
    guard let node = object(node, what) else { return [] }
    var result: [(operand: NamedOperand, key: Int)] = []
    for (key, value) in document.members(of: node) {
      let name = identifier(key, name)
      let value = expression(value)
      if let name { result.append((NamedOperand(name: name, value: value), key)) }
    }
    return result
  }
}
