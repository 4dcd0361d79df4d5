/// A statement that changes a heap, as a runtime's language and the language of scenarios have it.
/// Expressions are texts of the language of scenarios.
public enum EditStatement: Hashable, Sendable {
  /// `del target`
  case delete(String)
  /// `callee(arguments)`
  case call(String, [String])
  /// A collection of a generation.
  case collect(Int)
  /// `target = weakref.proxy(object)`
  case proxy(String, target: String)
  /// `target = weakref.ref(object)`
  case weakReference(String, target: String)
  /// `target = weakref.WeakMethod(method)`
  case weakMethod(String, target: String)
  /// `target = value`
  case set(String, to: String)
  /// `target = Type()`; without a target the object dies at the end of the statement.
  case new(String, target: String?)

  /// The statement as Python writes it. O(length).
  public var text: String {
    switch self {
    case .delete(let target): "del \(target)"
    case .call(let callee, let arguments): "\(callee)(\(arguments.joined(separator: ", ")))"
    case .collect(let generation): "gc.collect(\(generation))"
    case .proxy(let object, let target): "\(target) = weakref.proxy(\(object))"
    case .weakReference(let object, let target): "\(target) = weakref.ref(\(object))"
    case .weakMethod(let method, let target): "\(target) = weakref.WeakMethod(\(method))"
    case .set(let target, let value): "\(target) = \(value)"
    case .new(let type, let target): (target.map { "\($0) = " } ?? "") + "\(type)()"
    }
  }

  /// The statement as a step of a scenario: a JSON object in one line. O(length).
  public var step: String {
    switch self {
    case .delete(let target): Self.object([("del", target)])
    case .call(let callee, let arguments):
      arguments.isEmpty
        ? Self.object([("call", callee)])
        : "{\"call\": \(Self.quoted(callee)), \"with\": ["
          + arguments.map(Self.quoted).joined(separator: ", ") + "]}"
    case .collect(let generation): "{\"collect\": \(generation)}"
    case .proxy(let object, let target): Self.object([("proxy", object), ("as", target)])
    case .weakReference(let object, let target):
      Self.object([("weakref", object), ("as", target)])
    case .weakMethod(let method, let target):
      Self.object([("weakmethod", method), ("as", target)])
    case .set(let target, let value): Self.object([("set", target), ("to", value)])
    case .new(let type, let target):
      Self.object([("new", type)] + (target.map { [("as", $0)] } ?? []))
    }
  }

  /// The step that looks at the value of an expression, whatever it is. O(length).
  static func look(at expression: String) -> String {
    "{\"expect\": {\(quoted(expression)): null}}"
  }

  private static func object(_ fields: [(name: String, value: String)]) -> String {
    let members = fields.map { "\(quoted($0.name)): \(quoted($0.value))" }
    return "{" + members.joined(separator: ", ") + "}"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\u{0}"..<"\u{20}", "\u{7F}"..<"\u{A0}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
