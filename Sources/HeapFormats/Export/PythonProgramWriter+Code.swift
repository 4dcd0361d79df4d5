import Runtimes

// Statements and bodies.
extension PythonProgramWriter {
  /// The lines of a statement, indented by four blanks a level. `failures` are the assertions that
  /// do not hold in the run.
  func code(of action: Action, depth: Int, failures: Set<String>) -> [String] {
    let indent = String(repeating: "    ", count: depth)
    switch action {
    case .iterate(_, _, let body):
      return indented(text(of: action), indent) + self.body(body, depth: depth + 1)
    case .attempt(let block, let exception, let target, let handler):
      var head = "except " + dialect.builtIn(program.name(exception))
      if let target { head += " as " + expression(target, parenthesized: false) }
      return [indent + "try:"] + body(block, depth: depth + 1) + [indent + head + ":"]
        + body(handler, depth: depth + 1)
    case .expect(let operands):
      return assertions(operands, failures).map { indent + $0 }
    case .collector(let settings) where settings.isEmpty: return []
    default:
      return indented(text(of: action), indent)
    }
  }

  private func text(of action: Action) -> String {
    PythonPrinter.text(of: action, in: program, dialect: dialect)
  }

  private func indented(_ text: String, _ indent: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { indent + $0 }
  }

  /// The lines of a body with its notes; `pass` where nothing is done.
  func body(_ id: BodyID, depth: Int) -> [String] {
    let indent = String(repeating: "    ", count: depth)
    let failures = facts.failures.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    var result: [String] = []
    var isEmpty = true
    for statement in program[id] {
      let annotation = statement.annotation.map { program[$0] }
      for text in [annotation?.chapter, annotation?.note] {
        if let text { result += PythonComment.lines(text, depth: depth) }
      }
      if let raises = annotation?.raises {
        result += PythonComment.lines("raises " + raises.type, depth: depth)
      }
      let code = code(of: statement.action, depth: depth, failures: failures)
      isEmpty = isEmpty && code.isEmpty
      result += code
    }
    return isEmpty ? result + [indent + "pass"] : result
  }

  /// One `assert` a line; what does not hold is told, and the program goes on.
  private func assertions(_ operands: PoolRange, _ failures: Set<String>) -> [String] {
    var result: [String] = []
    let ids = Array(program.operands(operands))
    for index in stride(from: 0, to: ids.count - 1, by: 2) {
      let canonical = PythonPrinter.text(of: ids[index], in: program)
      let actual = expression(ids[index], parenthesized: true)
      let expected = expression(ids[index + 1], parenthesized: true)
      let assertion = "assert \(actual) \(comparison(canonical, ids[index + 1])) \(expected)"
      guard failures.contains(canonical) else {
        result.append(assertion)
        continue
      }
      result += [
        "try:", "    " + assertion, "except \(dialect.builtIn("AssertionError")):",
        "    print(\(PythonRepr.of("not true: " + assertion.dropFirst(7))), file=sys.stderr)",
      ]
    }
    return result
  }

  private func comparison(_ text: String, _ expected: ExpressionID) -> String {
    switch program[expected] {
    case .name, .attribute, .subscripted, .call:
      facts.comparesByValue.contains(text) ? "==" : "is"
    default: PythonPrinter.comparison(withExpected: expected, in: program).rawValue
    }
  }

  private func expression(_ id: ExpressionID, parenthesized: Bool = false) -> String {
    PythonPrinter.text(of: id, in: program, dialect: dialect, parenthesized: parenthesized)
  }
}
