import ArgumentParser
import Dashboard
import HeapModel
import TerminalFrame

/// `weakviz cast`: the whole scenario as a recording.
struct CastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cast",
    abstract: "Records the dashboard while it plays a scenario to its end.",
    discussion: """
      Every change is shown in stages, with pauses to read the notes. The recording is made at \
      once, without a terminal, and the same scenario gives the same recording.

      EXAMPLES
        weakviz cast @callback --out callback.cast && asciinema play callback.cast
        weakviz cast mine.json --size 100x30 --format svg --out mine.svg
      """)

  /// How a recording is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case cast, svg
  }

  @Argument(help: ScenarioArgument.help, completion: ScenarioArgument.completion)
  var file: String

  @Option(
    help: ArgumentHelp("The file to write; standard output without it.", valueName: "file"),
    completion: .file())
  var out: String?

  @Option(help: "For asciinema (asciicast, version 2), or a drawing that plays in a browser.")
  var format = Format.cast

  @OptionGroup var looks: PictureOptions
  @OptionGroup var limit: LimitOptions

  @Flag(name: .customLong("no-animation"), help: "Show end states only.")
  var isStill = false

  mutating func run() throws {
    let scenario = try LoadedScenario(ScenarioSource(argument: file))
    let timeline = try scenario.timeline(statementLimit: limit.statementLimit)
    var options = looks.dashboardOptions(name: scenario.source.name)
    options.isAnimated = !isStill
    let text = recording(of: timeline, options, title: scenario.program.title)
    guard let out, out != "-" else { return try StandardOutput.write(text) }
    try FileWriter.write(text, to: out)
  }

  private func recording(
    of timeline: Timeline, _ options: Dashboard.Options, title: String
  ) -> String {
    switch format {
    case .cast:
      var cast = Asciicast(size: options.size, title: title)
      let end = Dashboard.tour(timeline, options: options) {
        cast.append($0, at: .milliseconds($1))
      }
      cast.hold(until: .milliseconds(end))
      return cast.text
    case .svg:
      var film = SVGAnimation(size: options.size, theme: looks.svgTheme, title: title)
      let end = Dashboard.tour(timeline, options: options) {
        film.append($0, at: .milliseconds($1))
      }
      film.hold(until: .milliseconds(end))
      return film.text
    }
  }
}
