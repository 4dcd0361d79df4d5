import HeapModel

/// Tells what the steps of a program are; texts are made when they are asked for.
struct ProgramNarration: StepNarrating {
  let program: Program
  let runtimeName: String

  var title: String { program.title }
  var summary: String { program.summary }

  func step(_ number: Int) -> StepDescription {
    guard program.steps.indices.contains(number - 1) else {
      return StepDescription(statement: "", number: "\(number)")
    }
    let statement = program.steps[number - 1]
    let annotation = statement.annotation.map { program[$0] }
    return StepDescription(
      statement: PythonPrinter.text(of: statement, in: program), line: Int(statement.line),
      column: Int(statement.column), note: annotation?.note ?? "",
      chapter: annotation?.chapter ?? "", number: "\(number)")
  }

  var chapters: [(step: Int, heading: String)] {
    program.steps.enumerated().compactMap { index, statement in
      guard let annotation = statement.annotation else { return nil }
      let heading = program[annotation].chapter
      return heading.isEmpty ? nil : (index + 1, heading)
    }
  }
}
