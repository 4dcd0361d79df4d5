import HeapModel

// Going on with other statements than the program had: each becomes a step after those that have
// been run, and the rest of the program waits behind it.
extension Simulation: Simulating {
  /// Executes a statement as a step after those that have been run; see `Simulating`.
  public mutating func perform(_ statement: EditStatement) -> Bool {
    var program = machine.program
    guard let action = Self.action(statement, &program) else { return false }
    return machine.insert(Statement(action, line: 0, column: 0), of: program)
  }

  /// What a statement does; nil where an expression in it is none.
  private static func action(_ statement: EditStatement, _ program: inout Program) -> Action? {
    var parser = ExpressionParser()
    switch statement {
    case .delete(let text): return place(text, &program).map { .delete($0) }
    case .call(let callee, let arguments):
      var operands: [ExpressionID] = []
      for text in [callee] + arguments {
        guard let operand = try? parser.parse(text, into: &program) else { return nil }
        operands.append(operand)
      }
      return .call(operands: program.append(operands), target: nil)
    case .collect(let generation): return .collect(generation: generation)
    case .proxy(let object, let target):
      guard let object = try? parser.parse(object, into: &program),
        let target = place(target, &program)
      else { return nil }
      return .proxy(object, callback: nil, target: target)
    case .weakReference(let object, let target):
      guard let object = try? parser.parse(object, into: &program),
        let target = place(target, &program)
      else { return nil }
      return .weakref(object, callback: nil, target: target)
    case .weakMethod(let method, let target):
      guard let method = try? parser.parse(method, into: &program),
        let target = place(target, &program)
      else { return nil }
      return .weakMethod(method, callback: nil, target: target)
    case .set(let target, let value):
      guard let value = try? parser.parse(value, into: &program),
        let target = place(target, &program)
      else { return nil }
      return .set(target: target, value: value)
    case .new(let type, let text):
      let target = text.flatMap { place($0, &program) }
      guard text == nil || target != nil else { return nil }
      if let type = BuiltInType(rawValue: type) {
        return .new(.builtIn(type, operands: .empty), target: target)
      }
      guard let index = program.types.firstIndex(where: { program.name($0.name) == type }) else {
        return nil
      }
      return .new(
        .instance(TypeID(UInt32(index)), attributes: .empty), target: target)
    }
  }

  /// An expression that can be assigned to.
  private static func place(_ text: String, _ program: inout Program) -> ExpressionID? {
    var parser = ExpressionParser()
    guard let target = try? parser.parse(text, into: &program) else { return nil }
    switch program[target] {
    case .name, .attribute, .subscripted: return target
    default: return nil
    }
  }
}

extension Machine {
  /// Runs a statement as the next step. Its expressions are in `extended`, which is the program and
  /// what the statement adds to it.
  ///
  /// - Returns: false where it did not come to its end; then nothing has happened.
  mutating func insert(_ statement: Statement, of extended: Program) -> Bool {
    let index = timeline.stepCount
    let former = (program, timeline.narration, edits)
    extend(extended)
    program.steps.insert(statement, at: min(index, program.steps.count))
    edits = edits.filter { $0 < index } + [index] + edits.filter { $0 >= index }.map { $0 + 1 }
    timeline.narration = ProgramNarration(
      program: program, runtimeName: profile.name, edits: edits)
    runStep(index)
    guard isStopped else { return true }
    stopReason = nil
    (program, timeline.narration, edits) = former
    readCaches()
    return false
  }

  /// Takes over a program with more in its pools.
  mutating func extend(_ extended: Program) {
    program = extended
    for name in program.symbols[symbolTexts.count...] {
      symbolTexts.append(timeline.intern(name))
      globalSlots.append(.none)
    }
  }
}
