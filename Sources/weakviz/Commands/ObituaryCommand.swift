import ArgumentParser
import HeapFormats
import HeapModel

/// `weakviz obituary`: who killed an object.
struct ObituaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "obituary",
    abstract: "Says when, how and by which statement an object died.",
    discussion: """
      Where it was made, on which way it lived, which reference went last and which statement cut \
      it, what ran at its death, and what it took with it.

      EXAMPLES
        weakviz obituary @callback Item#1
        weakviz obituary @bound-method-weakref method#1
        weakviz obituary mine.json Node#3 --format json | jq .cascade
      """)

  @OptionGroup var question: ObjectQuestion

  mutating func run() throws {
    let (_, timeline, object) = try question.asked()
    let obituary = Obituary(object, in: timeline)
    try question.write(obituary.lines(in: timeline), JSONOutput(obituary, in: timeline))
  }
}
