import ArgumentParser
import Dashboard
import HeapFormats
import TerminalFrame

/// `weakviz frame`: one picture of the dashboard.
struct FrameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "frame",
    abstract: "Writes one picture of the dashboard.",
    discussion: """
      EXAMPLES
        weakviz frame @callback --step 5
        weakviz frame @callback --step 5.3 --size 80x24 --format ansi
        weakviz frame mine.json --step 12 --format svg > picture.svg
        weakviz frame @reference-cycle --keys 'G y'
        weakviz frame @generations --runtimes cpython-3.11,cpython-3.13 --keys a
      """)

  /// How a picture is written.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, ansi, svg
  }

  @Argument(help: ScenarioArgument.help, completion: ScenarioArgument.completion)
  var file: String

  @Option(
    help: ArgumentHelp(
      "After which step, or how many events into it; the last one if nothing is said.",
      valueName: "n[.m]"))
  var step: PositionArgument?

  @Option(help: "As text, with escape sequences, or as a drawing.")
  var format = Format.text

  @Option(help: ArgumentHelp("Keys to press first, for example 'n n Tab'.", valueName: "keys"))
  var keys = KeysArgument()

  @Option(
    help: ArgumentHelp(
      "Two versions of CPython side by side, as in 'weakviz compare'.",
      valueName: "a,b"))
  var runtimes: RuntimePairArgument?

  @OptionGroup var looks: PictureOptions
  @OptionGroup var limit: LimitOptions

  mutating func run() throws {
    let run = try SimulatedScenario(
      ScenarioSource(argument: file), limit, runtime: runtimes?.first)
    let scenario = run.scenario
    let timeline = try run.timeline(at: step)
    var options = looks.dashboardOptions(name: scenario.source.name)
    // A drawing says itself how it is encoded.
    if format != .svg, TextLogStyle.standardOutput.isASCII { options.glyphs = .ascii }
    var dashboard = Dashboard(
      timeline: timeline, options: options, simulator: run.simulation,
      editor: scenario.editor(limit.statementLimit))
    if let runtimes {
      let second = try scenario.simulation(
        runtime: runtimes.second, statementLimit: limit.statementLimit)
      let companion = Companion(second.timeline, second, beside: timeline, runtimes)
      _ = dashboard.update(.accompanied(companion))
    }
    for key in keys.keys { dashboard.finish(dashboard.update(.input(.key(key)))) }
    try StandardOutput.write(text(of: dashboard.render(), scenario))
  }

  private func text(of frame: Frame, _ scenario: LoadedScenario) -> String {
    switch format {
    case .text: frame.plainText
    case .ansi: frame.ansiText(depth: .palette)
    case .svg:
      frame.svg(theme: looks.svgTheme, title: scenario.program.title, hasWindow: true)
    }
  }
}

extension Dashboard {
  /// Does the jobs that effects ask for, and those that these lead to.
  fileprivate mutating func finish(_ effects: [Effect]) {
    for case .work(let number) in effects {
      if let job = job(number) { finish(update(.answered(job.run()))) }
    }
  }
}
