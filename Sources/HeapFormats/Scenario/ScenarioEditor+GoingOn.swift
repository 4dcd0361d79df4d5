import HeapModel
import Runtimes

// A branch has most in common with the run that it is made from: it goes on from where the edit acts.
extension ScenarioEditor {
  /// Goes on from the run of another branch; see `Branching`.
  public func goOn(
    from run: BranchRun, of former: Branch, to branch: Branch, upTo end: Int?
  ) throws(BranchFailure) -> BranchRun? {
    guard let rerun = run.simulator as? ProgramRerun else { return nil }
    var program = rerun.program
    guard let statements = try Self.statements(branch.edits.map(\.step), of: &program),
      let simulation = rerun.goingOn(
        from: run.timeline, afterStep: branch.sharedSteps(with: former), with: statements,
        at: branch.places, of: program)
    else { return nil }
    return try finish(simulation, upTo: end)
  }

  /// What some edits do, with their expressions added to a program; nil where they are no steps.
  private static func statements(
    _ steps: [String], of program: inout Program
  ) throws(BranchFailure) -> [Statement]? {
    var texts: [String] = []
    for step in steps { texts.append(try text(ofStep: step)) }
    let source = Array("[\(texts.joined(separator: ","))]".utf8)
    return source.withUnsafeBufferPointer { source in
      guard let values = try? JSONReader.read(source) else { return nil }
      return values.withUnsafeBufferPointer { values in
        var reader = ScenarioReader(
          JSONDocument(source: source, values: values), goingOnWith: program)
        let statements = reader.readBody(0)
        guard reader.errors.isEmpty else { return nil }
        program = reader.program
        return statements
      }
    }
  }
}

extension ScenarioReader {
  /// A reader of steps that come to a program: it knows what the program declares.
  fileprivate init(_ steps: JSONDocument, goingOnWith program: Program) {
    self.init(steps)
    for (index, type) in program.types.enumerated() {
      types[type.name] = TypeID(UInt32(index))
    }
    for (index, function) in program.functions.enumerated() where function.type == nil {
      functions[function.name] = FunctionID(UInt32(index))
    }
    self.program = program
  }
}
