import Runtimes

/// The step `new`: an instance of a declared type, or a built-in container.
extension ScenarioReader {
  mutating func readNew(_ node: Int, from base: Int) -> Action? {
    guard let name = text(node, "'new'") else { return nil }
    let symbol = program.symbol(name)
    let construction: Construction
    if let symbol, let type = types[symbol] {
      construction = readInstance(of: type, from: base)
    } else if let type = BuiltInType(rawValue: name) {
      construction = readBuiltIn(type, from: base)
    } else {
      guard errors.shows(Int(document[node].offset)) else {
        complain(node, "")
        return nil
      }
      let known =
        program.types.map { program.name($0.name) } + BuiltInType.allCases.map(\.rawValue)
      complain(
        node,
        "the type \(Quotation.of(name)) is not declared"
          + Suggestion.clause(for: name, among: known))
      return nil
    }
    return .new(construction, target: target(from: base))
  }

  private mutating func readInstance(of type: TypeID, from base: Int) -> Construction {
    let declaration = program.types[Int(type.index)]
    let key = declaration.base.contentKey
    for member in members[base...] where isStranger(member.key, except: key) {
      refuse(
        member,
        by: "an instance of \(Quotation.of(program.name(declaration.name))), whose base is "
          + "'\(declaration.base.rawValue)',", instead: key)
    }
    // The contents are the positional argument, which Python evaluates first.
    let content = readContent(key, from: base)
    var attributes: [NamedOperand] = []
    if let with = value(.with, from: base) {
      attributes = namedExpressions(with, "'with'", "an attribute").map(\.operand)
    }
    let range = program.append(attributes)
    switch (key, content) {
    case (.items, let list?):
      return .instanceOfItems(type, attributes: range, items: program.append(list))
    case (.entries, let list?):
      return .instanceOfEntries(type, attributes: range, entries: program.append(list))
    case (.value, let list?) where list.count == 1:
      return .instanceOfValue(type, attributes: range, value: list[0])
    default: return .instance(type, attributes: range)
    }
  }

  private mutating func readBuiltIn(_ type: BuiltInType, from base: Int) -> Construction {
    let key: StepKey? =
      switch type {
      case .list, .tuple, .set: .items
      case .dict: .entries
      case .weakValueDictionary, .weakKeyDictionary, .weakSet: nil
      }
    for member in members[base...] where isStranger(member.key, except: key) || member.key == .with
    {
      refuse(member, by: "a new '\(type.rawValue)'", instead: key)
    }
    let content = readContent(key, from: base)
    return .builtIn(type, operands: program.append(content ?? []))
  }

  /// What the object contains; nil where the step does not say.
  private mutating func readContent(_ key: StepKey?, from base: Int) -> [ExpressionID]? {
    guard let key, let node = value(key, from: base) else { return nil }
    return switch key {
    case .items: expressions(node, "'items'")
    case .entries: entries(node)
    default: [expression(node)]
    }
  }

  /// Whether a key says what an object contains, but not an object of this kind.
  private func isStranger(_ key: StepKey, except allowed: StepKey?) -> Bool {
    (key == .items || key == .entries || key == .value) && key != allowed
  }

  private mutating func refuse(_ member: StepMember, by kind: String, instead: StepKey?) {
    let hint = instead.map { "; expected '\($0.name)'" } ?? ""
    complain(member.node, "\(kind) takes no '\(member.key.name)'\(hint)")
  }
}

extension BaseType {
  /// The key under which `new` takes what an instance contains.
  fileprivate var contentKey: StepKey? {
    switch self {
    case .object: nil
    case .list, .set, .tuple: .items
    case .dict: .entries
    case .int, .str: .value
    }
  }
}
