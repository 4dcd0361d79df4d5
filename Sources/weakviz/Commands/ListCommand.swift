import ArgumentParser
import HeapFormats
import TerminalFrame

/// `weakviz list`: the built-in scenarios.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Names the built-in scenarios: a course, and a library of bugs by kind.",
    discussion: """
      EXAMPLES
        weakviz list
        weakviz list --names | xargs weakviz check
      """)

  @Flag(help: "Only the names, one a line.")
  var names = false

  mutating func run() throws {
    let scenarios = BuiltInScenario.all
    let width = scenarios.map(\.name.count).max() ?? 0
    var text = ""
    var group = ""
    for scenario in scenarios {
      guard !names else {
        text += "@\(scenario.name)\n"
        continue
      }
      if scenario.group != group {
        text += (group.isEmpty ? "" : "\n") + scenario.group + "\n"
        group = scenario.group
      }
      let title = (try? ScenarioDecoder.decode(scenario.bytes))?.program.title ?? ""
      text += "  @\(scenario.name)"
      text += String(repeating: " ", count: width - scenario.name.count + 2) + title.sanitized()
      text += "\n"
    }
    try StandardOutput.write(text)
  }
}
