import HeapModel

// What stands before the first step.
extension ProgramNarration {
  private var program: Program { shared.program }

  var declarations: [String] {
    var lines: [String] = []
    for type in program.types {
      var parts: [String] = []
      if let finalizer = type.finalizer {
        parts += code(of: finalizer, named: "__del__", depth: 1)
      }
      for method in type.methods {
        parts += code(of: method.function, named: program.name(method.name), depth: 1)
      }
      let base = type.base == .object ? "" : "(\(type.base.rawValue))"
      let head = "class \(program.name(type.name))\(base):"
      lines += parts.isEmpty ? [head + " pass"] : [head] + parts
    }
    for (index, function) in program.functions.enumerated() where function.type == nil {
      let id = FunctionID(UInt32(index))
      lines += code(of: id, named: program.name(function.name), depth: 0)
    }
    return lines
  }

  func code(of function: String) -> [String] {
    self.function(function).map { code(of: $0, named: function, depth: 0) } ?? []
  }

  func lines(ofStatement number: Int, in function: String) -> Range<Int>? {
    guard let id = self.function(function) else { return nil }
    var printer = PythonPrinter(shared)
    printer.statementLines = [:]
    printer.write(function: program.functions[Int(id.index)], named: function, depth: 0)
    return printer.statementLines?[UInt32(number)]
  }

  /// The function that the runtime calls by a name.
  private func function(_ name: String) -> FunctionID? {
    if let index = program.functions.firstIndex(where: {
      $0.type == nil && program.name($0.name) == name
    }) {
      return FunctionID(UInt32(index))
    }
    let parts = name.split(separator: ".").map(String.init)
    guard parts.count == 2,
      let type = program.types.first(where: { program.name($0.name) == parts[0] })
    else { return nil }
    return parts[1] == "__del__"
      ? type.finalizer
      : type.methods.first { program.name($0.name) == parts[1] }?.function
  }

  private func code(of id: FunctionID, named name: String, depth: Int) -> [String] {
    var printer = PythonPrinter(shared)
    printer.write(function: program.functions[Int(id.index)], named: name, depth: depth)
    return printer.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }
}
