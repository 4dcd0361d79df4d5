import ArgumentParser
import HeapFormats
import HeapModel

/// `weakviz why`: why an object is alive.
struct WhyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Says why an object is alive.",
    discussion: """
      The separate ways on which roots reach it, shortest first; every holder that its reference \
      count counts; the weak references to it, which keep nothing alive; and the known mistakes \
      that it is part of.

      EXAMPLES
        weakviz why @callback item --step 2
        weakviz why @reference-cycle Node#1
        weakviz why mine.json "app.sessions['u77']" --format json | jq .paths
      """)

  @OptionGroup var question: ObjectQuestion

  mutating func run() throws {
    let (_, timeline, object) = try question.asked()
    let why = WhyAlive(object, in: timeline)
    let shapes = Shape.matches(in: timeline).filter { $0.objects.contains(object) }
    var lines = why.lines(in: timeline.heap)
    if why.state == .freed { lines = Obituary(object, in: timeline).lines(in: timeline) }
    lines += shapes.flatMap(\.lines)
    try question.write(lines, JSONOutput(why, in: timeline, shapes: shapes))
  }
}
