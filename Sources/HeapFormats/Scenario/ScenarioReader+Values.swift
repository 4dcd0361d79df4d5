import Runtimes

// Values that only scenarios have; the others are read as in any document.
extension ScenarioReader: DocumentReading {
  /// One to three numbers that fit a C `int`, as `gc.set_threshold` takes them.
  mutating func thresholds(_ node: Int) -> [Int]? {
    guard let node = array(node, "'thresholds'", "one to three whole numbers") else { return nil }
    let elements = Array(document.elements(of: node).prefix(4))
    guard 1...3 ~= elements.count else {
      complain(
        node,
        "'thresholds' must be one to three whole numbers in square brackets; found "
          + (elements.isEmpty ? "none" : "more than three"))
      return nil
    }
    let range = Int(Int32.min)...Int(Int32.max)
    let values = elements.compactMap { integer($0, "a threshold", in: range) }
    return values.count == elements.count ? values : nil
  }

  /// A text that may serve as a name.
  mutating func identifier(_ node: Int, _ what: String) -> Symbol? {
    guard let name = text(node, what) else { return nil }
    if let objection = PythonNames.objection(to: name) {
      complain(node, PythonNames.message(objection, about: name))
      return nil
    }
    return program.intern(name)
  }

  /// A name to which a step or a call gives a value: not that of a type.
  mutating func variable(_ node: Int, _ what: String) -> Symbol? {
    guard let symbol = identifier(node, what) else { return nil }
    checkVariable(symbol, at: Int(document[node].offset))
    return symbol
  }

  mutating func checkVariable(_ symbol: Symbol, at offset: Int) {
    guard types[symbol] != nil else { return }
    complain(
      at: offset,
      "\(Quotation.of(program.name(symbol))) is the name of a declared type; expected another name")
  }
}
