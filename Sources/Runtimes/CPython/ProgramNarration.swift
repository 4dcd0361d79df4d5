import HeapModel

/// Tells what the steps of a program are; texts are made when they are asked for.
struct ProgramNarration: StepNarrating {
  let shared: SharedProgram
  let runtimeName: String

  init(program: Program, runtimeName: String) {
    shared = SharedProgram(program)
    self.runtimeName = runtimeName
  }

  var title: String { shared.program.title }
  var summary: String { shared.program.summary }

  func step(_ number: Int) -> StepDescription {
    guard shared.program.steps.indices.contains(number - 1) else {
      return StepDescription(statement: "", number: "\(number)")
    }
    let statement = shared.program.steps[number - 1]
    let annotation = statement.annotation.map { shared.program[$0] }
    return StepDescription(
      statement: PythonPrinter.text(of: statement, in: shared), line: Int(statement.line),
      column: Int(statement.column), note: annotation?.note ?? "",
      chapter: annotation?.chapter ?? "", number: "\(number)")
  }

  var chapters: [(step: Int, heading: String)] {
    shared.program.steps.enumerated().compactMap { index, statement in
      guard let annotation = statement.annotation else { return nil }
      let heading = shared.program[annotation].chapter
      return heading.isEmpty ? nil : (index + 1, heading)
    }
  }
}
