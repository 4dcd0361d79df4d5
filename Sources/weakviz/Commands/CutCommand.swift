import ArgumentParser
import HeapFormats
import HeapModel

/// `weakviz cut`: what would have to go so that an object dies.
struct CutCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cut",
    abstract: "Says what would have to go so that an object dies.",
    discussion: """
      The smallest set of references that statements can remove and without which no root reaches \
      the object; and what would happen if they went, found out by letting it happen in a copy of \
      the run. With json the field 'consequences.steps' has the statements as steps of a scenario.

      EXAMPLES
        weakviz cut @observer-leak View#1 --step 7
        weakviz cut mine.json "cache['k']"
        weakviz cut mine.json Node#2 --format json | jq .consequences.steps
      """)

  @OptionGroup var question: ObjectQuestion

  mutating func run() throws {
    let (run, timeline, object) = try question.asked()
    let report = CutReport(of: object, in: timeline, simulator: run.simulation)
    try question.write(report.lines(), JSONOutput(report))
  }
}
