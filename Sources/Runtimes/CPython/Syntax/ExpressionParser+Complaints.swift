/// The words of the parser's complaints.
extension ExpressionParser {
  /// Words of Python's logic, as they are quoted: who writes them does not mean a text.
  private static let logic: Set = ["'and'", "'or'", "'not'", "'if'", "'else'", "'for'"]

  /// What stands at the reading position, in words.
  var found: String { PythonLiteral.found(bytes, at: position) }

  func unclosed(_ offset: Int) -> ExpressionSyntaxError {
    ExpressionSyntaxError(
      offset: offset,
      "this '\(Character(Unicode.Scalar(bytes[offset])))' is never closed in the expression")
  }

  func missingOperand() -> ExpressionSyntaxError {
    guard peek != nil else {
      if frames.count > 1, frames[frames.count - 1].comparison == nil {
        return unclosed(frames[frames.count - 1].offset)
      }
      return ExpressionSyntaxError(
        offset: position,
        bytes.isEmpty
          ? "the expression is empty; a text is written with quotes of its own, like \"'Alice'\""
          : "the expression ends too early; expected a name or a value")
    }
    return ExpressionSyntaxError(
      offset: position, "found \(found) in an expression; expected a name or a value")
  }

  func trailerRefusal() -> ExpressionSyntaxError {
    ExpressionSyntaxError(
      offset: position,
      "found \(found) after a value; only a name can be followed by an attribute, an element or a "
        + "call")
  }

  func unexpected() -> ExpressionSyntaxError {
    var message = "found \(found) after an expression; expected "
    let bracket = frames[frames.count - 1].bracket
    let closing = Character(Unicode.Scalar(bracket.closing))
    switch bracket {
    case .whole:
      message += "its end or one of == in not in is is not"
      if let byte = peek, PythonNames.isPart(byte), !Self.logic.contains(found) {
        message += "; a text is written with quotes of its own, like \"'Alice was here'\""
      }
    case .subscripted, .query:
      message += "'\(closing)'"
    default: message += "',' or '\(closing)'"
    }
    return ExpressionSyntaxError(offset: position, message)
  }

  /// Names that cannot stand in an expression, and what to use instead.
  func refusal(of name: String, at offset: Int, isCalled: Bool) -> ExpressionSyntaxError {
    let instead: String? =
      switch name {
      case "print": "use the step \"print\""
      case "gc": "use the steps \"collect\" and \"gc\""
      case "weakref": "use the steps \"weakref\", \"proxy\", \"weakmethod\" and \"finalize\""
      case "WeakValueDictionary", "WeakKeyDictionary", "WeakSet": "use the step \"new\""
      case "sys": "use refcount(x)"
      case "tuple" where isCalled: "a tuple is written (a, b)"
      case "set" where isCalled: "a set is written {a, b}, or made by the step \"new\""
      case _ where Query(rawValue: name) != nil: "expected \(name)(x)"
      case "lambda": "use a function of the scenario"
      case "and", "or", "if", "else": "the language has no logic"
      case "not": "'not' stands only in 'not in' and 'is not'"
      default: nil
      }
    guard let instead else {
      let objection = PythonNames.objection(to: name) ?? .malformed
      return ExpressionSyntaxError(
        offset: offset, PythonNames.message(objection, about: name))
    }
    return ExpressionSyntaxError(
      offset: offset, "\(Quotation.of(name)) cannot be used like this; \(instead)")
  }
}
