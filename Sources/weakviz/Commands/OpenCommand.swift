import ArgumentParser
import Glibc
import Terminal

/// `weakviz FILE`: the dashboard.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Opens the dashboard (what happens without a verb).",
    discussion: """
      A file is read again whenever it is saved, and the step is kept. The key ? explains the \
      screen and all keys.

      EXAMPLES
        weakviz
        weakviz @callback
        weakviz mine.json --theme light
        generate-scenario | weakviz -

      SETTINGS
        $XDG_CONFIG_HOME/weakviz/settings.json (else ~/.config/weakviz/settings.json), all keys \
      optional:
        { "theme": "light", "ascii": false, "animation": true, "mouse": true,
          "panes": { "right": 46, "lower": 12 } }
      """)

  @Argument(
    help: "A scenario; without one, a list to choose from.",
    completion: ScenarioArgument.completion)
  var file: String?

  @Flag(help: "No screen: a line of text for each step, for those who listen to the terminal.")
  var plain = false

  @OptionGroup var appearance: AppearanceOptions
  @OptionGroup var limit: LimitOptions

  mutating func run() throws {
    if plain {
      let status = try showPlain()
      if status != ExitStatus.fine { throw ExitCode(status) }
      return
    }
    guard StandardOutput.isTerminal else {
      throw CommandFailure(
        TerminalError.outputIsNotATerminal.description, status: ExitStatus.badUsage)
    }
    let settings = try SettingsFile.read()
    if let status = ProcessGuard.supervise() {
      if status != ExitStatus.fine { throw ExitCode(status) }
      return
    }
    let status = try show(appearance.appearance(settings))
    if status != ExitStatus.fine { throw ExitCode(status) }
  }

  private func show(_ appearance: Appearance) throws(CommandFailure) -> Int32 {
    let loader = try makeLoader()
    let source = file.map { ScenarioSource(argument: $0) }
    var early: [ScenarioLoader.Outcome] = []
    if let source {
      // Read before the screen is up: a pipe may have to be waited for, and complaints belong on
      // the terminal as it is.
      loader.start(source, document: try source.read())
      early = waitForShortLoad(loader)
      for case .failed(let lines) in early { throw CommandFailure(lines: lines) }
    }
    var session = try DashboardSession(source, loader: loader, appearance: appearance)
    try session.take(early)
    return try session.run()
  }

  private func showPlain() throws(CommandFailure) -> Int32 {
    guard let file else {
      throw CommandFailure(
        "'--plain' needs a scenario: a file, or one of those that 'weakviz list' names",
        status: ExitStatus.badUsage)
    }
    let loader = try makeLoader()
    let source = ScenarioSource(argument: file)
    loader.start(source, document: try source.read())
    while true {
      var mail = pollfd(fd: loader.descriptor, events: Int16(POLLIN), revents: 0)
      poll(&mail, 1, -1)
      for outcome in loader.outcomes() {
        switch outcome {
        case .progress: continue
        case .failed(let lines): throw CommandFailure(lines: lines)
        case .loaded(let timeline):
          var session = try PlainSession(timeline, of: source, loader: loader)
          return try session.run()
        }
      }
    }
  }

  private func makeLoader() throws(CommandFailure) -> ScenarioLoader {
    do {
      return try ScenarioLoader(statementLimit: limit.statementLimit)
    } catch {
      throw CommandFailure(error.description)
    }
  }

  /// Waits a tenth of a second: most scenarios are loaded by then, or found to be wrong.
  private func waitForShortLoad(_ loader: ScenarioLoader) -> [ScenarioLoader.Outcome] {
    var mail = pollfd(fd: loader.descriptor, events: Int16(POLLIN), revents: 0)
    poll(&mail, 1, 100)
    return loader.outcomes()
  }
}
