import ArgumentParser
import HeapFormats
import HeapModel

/// `weakviz shapes`: known mistakes in a heap.
struct ShapesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shapes",
    abstract: "Finds known ways in which objects live too long or too short.",
    discussion: """
      Without --step it looks after every step and says when each one was there first. Each comes \
      with what mends it, and with the built-in scenario that shows it.

      EXAMPLES
        weakviz shapes @observer-leak
        weakviz shapes mine.json --step 12
        weakviz shapes mine.json --format json | jq '.[].shape'
      """)

  @Argument(help: ScenarioArgument.help, completion: ScenarioArgument.completion)
  var file: String

  @OptionGroup var options: AnswerOptions

  mutating func run() throws {
    let run = try SimulatedScenario(ScenarioSource(argument: file), options.limit)
    var timeline = try run.timeline(at: options.step)
    var found: [(step: Int, match: Shape.Match)] = []
    var known: Set<[String]> = []
    let last = timeline.position
    let steps = options.step == nil && Self.isShort(timeline) ? Array(1...max(1, last.step)) : []
    var places = steps.filter { $0 <= last.step }.map { Position(step: $0) }
    if places.last != last { places.append(last) }
    for place in places {
      timeline.move(to: place)
      for match in Shape.matches(in: timeline)
      where known.insert([match.shape.name, timeline.heap.name(match.objects[0])]).inserted {
        found.append((place.step, match))
      }
    }
    let heap = timeline.heap
    var lines: [AnswerLine] = []
    for (step, match) in found {
      var text = match.lines
      text[0].text = "step \(step): " + text[0].text
      lines += text
    }
    if found.isEmpty {
      lines = [
        AnswerLine(.answer, "no mistake that weakviz knows is the only cause of anything here")
      ]
    }
    try options.write(
      lines, .list(found.map { JSONOutput($0.match, in: heap, step: $0.step) }))
  }

  /// Whether every step can be looked at in a moment.
  private static func isShort(_ timeline: Timeline) -> Bool {
    timeline.stepCount * (timeline.heap.objectCount + 100) < 5_000_000
  }
}
