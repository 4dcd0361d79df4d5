import Runtimes

/// What reads a JSON document whose form is known, and notes whatever is wrong with it: values of a
/// wanted kind, or a complaint and nothing.
protocol DocumentReading {
  /// The document.
  var document: JSONDocument { get }
  /// The complaints so far.
  var errors: DiagnosticCollector { get set }
}

extension DocumentReading {
  mutating func complain(at offset: Int, _ message: String) { errors.add(at: offset, message) }

  /// Complains at a value of the document.
  mutating func complain(_ node: Int, _ message: String) {
    errors.add(at: Int(document[node].offset), message)
  }

  /// What a value is, in words.
  func description(_ node: Int) -> String {
    switch document[node].kind {
    case .null: "null"
    case .false: "false"
    case .true: "true"
    case .integer, .real: "the number \(number(node))"
    case .text: "the text \(Quotation.of(document.string(node)))"
    case .array: "an array"
    case .object: "an object"
    }
  }

  private func number(_ node: Int) -> String {
    let text = Quotation.of(document.rawBytes(node), limit: 24)
    return String(text.dropFirst().dropLast())
  }

  mutating func object(_ node: Int, _ what: String) -> Int? {
    if document[node].kind == .object { return node }
    complain(node, "\(what) must be an object in braces; found \(description(node))")
    return nil
  }

  mutating func array(_ node: Int, _ what: String, _ expected: String) -> Int? {
    if document[node].kind == .array { return node }
    complain(node, "\(what) must be \(expected) in square brackets; found \(description(node))")
    return nil
  }

  mutating func text(_ node: Int, _ what: String) -> String? {
    if document[node].kind == .text { return document.string(node) }
    complain(node, "\(what) must be text; found \(description(node))")
    return nil
  }

  mutating func boolean(_ node: Int, _ what: String) -> Bool? {
    switch document[node].kind {
    case .true: return true
    case .false: return false
    default:
      complain(node, "\(what) must be true or false; found \(description(node))")
      return nil
    }
  }

  /// A whole number that fits a machine word, nil for everything else.
  func integer(_ node: Int) -> Int? {
    guard document[node].kind == .integer else { return nil }
    let bytes = document.rawBytes(node)
    guard bytes.count <= 20 else { return nil }
    return Int(String(decoding: bytes, as: UTF8.self))
  }

  mutating func integer(_ node: Int, _ what: String, in range: ClosedRange<Int>) -> Int? {
    if let value = integer(node), range.contains(value) { return value }
    complain(
      node,
      "\(what) must be a whole number from \(range.lowerBound) to \(range.upperBound); found "
        + description(node))
    return nil
  }

  /// The members of an object whose keys are known; complains of the other ones.
  mutating func fields(
    of node: Int, _ table: KeyTable, in what: String
  ) -> [(key: Int, node: Int, value: Int)] {
    var result: [(key: Int, node: Int, value: Int)] = []
    for (key, value) in document.members(of: node) {
      if let index = document.withText(key, { table.index(of: $0) }) {
        result.append((index, key, value))
      } else {
        complainOfKey(key, in: what, expected: table.names)
      }
    }
    return result
  }

  mutating func complainOfKey(_ key: Int, in what: String, expected: [String]) {
    guard errors.shows(Int(document[key].offset)) else { return complain(key, "") }
    let name = document.string(key)
    var message = "the key \(Quotation.of(name)) is not known in \(what)"
    let meant = Suggestion.synonyms[name].flatMap { expected.contains($0) ? $0 : nil }
    if let near = meant ?? Suggestion.nearest(to: name, among: expected) {
      message += "; did you mean '\(near)'?"
    } else {
      message += "; expected " + Self.alternatives(expected)
    }
    complain(key, message)
  }

  /// `'a', 'b' or 'c'`
  static func alternatives(_ names: [String]) -> String {
    let quoted = names.map { "'\($0)'" }
    guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "none" }
    return quoted.dropLast().joined(separator: ", ") + " or " + last
  }
}
