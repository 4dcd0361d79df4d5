import Glibc
import HeapFormats
import Terminal

/// The start of the dashboard: what `weakviz FILE` is asked for.
struct DashboardLaunch {
  /// The argument; nil for the list of the built-in scenarios.
  var file: String?
  var statementLimit = LimitOptions.usual
  /// The versions that are shown side by side.
  var runtimes: RuntimePairArgument?
  /// Whether a quiz begins at once.
  var beginsQuiz = false

  /// The dashboard on the terminal, behind a parent that looks after the terminal.
  ///
  /// - Parameter looks: the looks, with what the user's settings say.
  /// - Returns: the exit status.
  func run(_ looks: (Settings) -> Appearance) throws(CommandFailure) -> Int32 {
    guard StandardOutput.isTerminal else {
      throw CommandFailure(
        TerminalError.outputIsNotATerminal.description, status: ExitStatus.badUsage)
    }
    let settings = try SettingsFile.read()
    if let status = ProcessGuard.supervise() { return status }
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
    var session = try DashboardSession(source, loader: loader, appearance: looks(settings))
    session.beginsQuiz = beginsQuiz
    try session.take(early)
    return try session.run()
  }

  /// A line of text for each step, without a screen.
  ///
  /// - Returns: the exit status.
  func runWithoutScreen() throws(CommandFailure) -> Int32 {
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
        case .progress, .beside: continue
        case .failed(let lines): throw CommandFailure(lines: lines)
        case .loaded(let timeline, let simulator, let editor, let warnings):
          warnings.forEach { StandardError.say($0) }
          var session = try PlainSession(
            timeline, simulator, editor, of: source, loader: loader)
          return try session.run()
        }
      }
    }
  }

  private func makeLoader() throws(CommandFailure) -> ScenarioLoader {
    do {
      return try ScenarioLoader(statementLimit: statementLimit, runtimes: runtimes)
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

extension DashboardLaunch {
  /// The launch that arguments ask for in which there is nothing to parse: none at all, or a file.
  static func unparsed(_ arguments: [String]) -> DashboardLaunch? {
    guard arguments.count < 2 else { return nil }
    if let argument = arguments.first {
      guard argument == "-" || !argument.hasPrefix("-"), !argument.isEmpty, argument != "help",
        !Weakviz.verbs.contains(argument)
      else { return nil }
    }
    return DashboardLaunch(file: arguments.first)
  }
}
