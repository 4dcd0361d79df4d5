import HeapModel

/// Tells what the steps of a program are; texts are made when they are asked for.
struct ProgramNarration: StepNarrating {
  let shared: SharedProgram
  let runtimeName: String
  /// The places of the steps that no document has, in order: edits.
  private let edits: [Int]

  init(program: Program, runtimeName: String, edits: [Int] = []) {
    shared = SharedProgram(program)
    self.runtimeName = runtimeName
    self.edits = edits
  }

  /// How a step is numbered: by its place in the document; edits after step 3 are 3a, 3b …
  private func number(_ place: Int) -> String {
    guard !edits.isEmpty else { return "\(place + 1)" }
    let before = edits.prefix { $0 < place }.count
    guard edits.contains(place) else { return "\(place + 1 - before)" }
    var first = place
    while first > 0, edits.contains(first - 1) { first -= 1 }
    var (rest, letters) = (place - first, "")
    repeat {
      letters = String(UnicodeScalar(UInt8(97 + rest % 26))) + letters
      rest = rest / 26 - 1
    } while rest >= 0
    return "\(place - before)\(letters)"
  }

  var title: String { shared.program.title }
  var summary: String { shared.program.summary }
  var source: String { shared.program.source }

  func step(_ number: Int) -> StepDescription {
    guard shared.program.steps.indices.contains(number - 1) else {
      return StepDescription(statement: "", number: "\(number)")
    }
    let statement = shared.program.steps[number - 1]
    let annotation = statement.annotation.map { shared.program[$0] }
    return StepDescription(
      statement: PythonPrinter.text(of: statement, in: shared), line: Int(statement.line),
      column: Int(statement.column), note: annotation?.note ?? "",
      chapter: annotation?.chapter ?? "", number: self.number(number - 1),
      ask: annotation?.ask)
  }

  var chapters: [(step: Int, heading: String)] {
    shared.program.steps.enumerated().compactMap { index, statement in
      guard let annotation = statement.annotation else { return nil }
      let heading = shared.program[annotation].chapter
      return heading.isEmpty ? nil : (index + 1, heading)
    }
  }
}
