import CSystem
import Dashboard
import Glibc
import HeapModel
import Terminal
import TerminalFrame

/// The program on a terminal: it brings what happens to the dashboard, shows its pictures, and does
/// what it wants done. One thread; long work is the loader's.
struct DashboardSession: ~Copyable {
  private enum Screen {
    case picker(Picker)
    case loading(LoadingScreen)
    case dashboard(Dashboard)
  }

  private var terminal: TerminalSession
  private let loader: ScenarioLoader
  private let desk: AnswerDesk
  private let appearance: Appearance
  private var source: ScenarioSource?
  private var watcher: FileWatcher?
  private var journal: EditJournal?
  private var screen: Screen
  /// The keys that were typed while a scenario was loaded; the dashboard gets them.
  private var typedAhead: [Key] = []
  private static let mostTypedAhead = 100
  /// Whether a quiz begins as soon as the scenario is there.
  var beginsQuiz = false

  /// Takes the terminal over. Without a source a picker is shown; with one it is being loaded.
  init(
    _ source: ScenarioSource?, loader: ScenarioLoader, appearance: Appearance
  ) throws(CommandFailure) {
    let desk = try AnswerDesk.made()
    do {
      terminal = try TerminalSession(appearance.terminalOptions)
    } catch {
      throw CommandFailure(error.description)
    }
    self.loader = loader
    self.desk = desk
    self.appearance = appearance
    self.source = source
    if let source {
      screen = .loading(LoadingScreen(name: source.name))
      watch(source)
    } else {
      let options = appearance.dashboardOptions(
        name: "", terminal: terminal.size, repertoire: terminal.repertoire,
        depth: terminal.colorDepth)
      screen = .picker(Picker(entries: BuiltInScenario.pickerEntries, options: options))
    }
  }

  /// Shows pictures until somebody ends it.
  ///
  /// - Returns: the exit status.
  /// - Throws: why the first load failed, after the terminal was given back.
  mutating func run() throws(CommandFailure) -> Int32 {
    while true {
      show()
      finish()
      if let status = handleTypedAhead() {
        terminal.close()
        return status
      }
      var descriptors = [loader.descriptor, desk.descriptor]
      if let descriptor = watchedDescriptor { descriptors.append(descriptor) }
      for event in terminal.nextEvents(watching: descriptors) {
        do {
          if let status = try handle(event) {
            terminal.close()
            return status
          }
        } catch {
          terminal.close()
          throw error
        }
      }
      leaveJobs()
    }
  }

  /// Lets the jobs end whose answers the dashboard would drop.
  private func leaveJobs() {
    guard case .dashboard(let dashboard) = screen else {
      desk.leave { _ in true }
      return
    }
    desk.leave { !dashboard.isWaiting(for: $0) }
  }

  /// Takes in what the loader has said.
  mutating func take(_ outcomes: [ScenarioLoader.Outcome]) throws(CommandFailure) {
    for outcome in outcomes { try take(outcome) }
  }

  private var watchedDescriptor: Int32? {
    switch watcher {
    case .some(let watcher): watcher.descriptor
    case .none: nil
    }
  }

  /// What a frame may take before the terminal counts as slow.
  private static let slowFrame: Int64 = 50_000_000

  private mutating func show() {
    let frame =
      switch screen {
      case .picker(let picker): picker.render()
      case .loading(let loading): loading.render(terminal.size, terminal.repertoire)
      case .dashboard(let dashboard): dashboard.render(terminal.size)
      }
    let start = csys_monotonic_nanoseconds()
    terminal.show(frame)
    guard csys_monotonic_nanoseconds() - start > Self.slowFrame,
      case .dashboard(let dashboard) = screen, dashboard.isMoving
    else { return }
    _ = update(.frameWasSlow)
    terminal.show(dashboardFrame ?? frame)
  }

  private var dashboardFrame: Frame? {
    if case .dashboard(let dashboard) = screen { dashboard.render(terminal.size) } else { nil }
  }

  private mutating func handle(_ event: TerminalEvent) throws(CommandFailure) -> Int32? {
    switch event {
    case .input(let input): return handle(input)
    case .ticks:
      let now = Int(csys_monotonic_nanoseconds() / 1_000_000)
      return update(.tick(milliseconds: now))
    case .readable(let descriptor):
      if descriptor == loader.descriptor {
        try take(loader.outcomes())
      } else if descriptor == desk.descriptor {
        for answer in desk.answers() { _ = update(.answered(answer)) }
      } else if hasFileChanged(), let source {
        loader.start(source)
      }
      return nil
    case .ended(let signal): return ExitStatus.signal(signal)
    }
  }

  private mutating func handle(_ input: InputEvent) -> Int32? {
    if isDashboard { return update(.input(input)) }
    if case .picker(var picker) = screen {
      let effects = picker.update(.input(input))
      screen = .picker(picker)
      return carryOut(effects)
    }
    let leaving: [Key] = [.character("q"), .character("Q"), .named(.escape), .control("c")]
    guard case .key(let key) = input else { return nil }
    if leaving.contains(key) {
      loader.cancel()
      return ExitStatus.fine
    }
    if typedAhead.count < Self.mostTypedAhead { typedAhead.append(key) }
    return nil
  }

  private mutating func handleTypedAhead() -> Int32? {
    guard isDashboard, !typedAhead.isEmpty else { return nil }
    let keys = typedAhead
    typedAhead = []
    for key in keys {
      if let status = update(.input(.key(key))) { return status }
    }
    show()
    return nil
  }

  private mutating func update(_ message: Message) -> Int32? {
    carryOut(send(message))
  }

  private var isDashboard: Bool {
    if case .dashboard = screen { true } else { false }
  }

  /// Lays out what the frame that was shown did without.
  private mutating func finish() {
    guard case .dashboard(var dashboard) = screen, dashboard.isPutOff else { return }
    screen = .loading(LoadingScreen(name: ""))
    dashboard.finish()
    screen = .dashboard(dashboard)
  }

  /// Tells the dashboard something.
  private mutating func send(_ message: Message) -> [Effect] {
    guard case .dashboard(var dashboard) = screen else { return [] }
    // Nobody else may hold the dashboard while it changes, not even a `switch` around this, or all of
    // its heap is copied.
    screen = .loading(LoadingScreen(name: ""))
    let effects = dashboard.update(message)
    screen = .dashboard(dashboard)
    return effects
  }

  private mutating func carryOut(_ effects: [Effect]) -> Int32? {
    for effect in effects {
      if let status = carryOut(effect) { return status }
    }
    return nil
  }

  private mutating func carryOut(_ effect: Effect) -> Int32? {
    switch effect {
    case .quit(let code): return code
    case .suspend: kill(getpid(), SIGTSTP)
    case .startTimer(let milliseconds): terminal.tick(every: .milliseconds(milliseconds))
    case .stopTimer: terminal.tick(every: nil)
    case .copy(let text): terminal.copyToClipboard(text)
    case .redraw: terminal.invalidate()
    case .work(let number):
      if case .dashboard(let dashboard) = screen, let job = dashboard.job(number) {
        desk.start(job, number: number)
      }
    case .write(let file, let text): save(text, in: file)
    case .save(let file, let text, let branch, let overwrites):
      return carryOut(
        send(FileWriter.save(text, of: branch, in: file, overwrites: overwrites)))
    case .journal(let history):
      if journal != nil { _ = send(.journalled(complaint: journal?.keep(history))) }
    case .openScenario(let name): open(.builtIn(String(name.drop { $0 == "@" })))
    }
    return nil
  }

  private mutating func save(_ text: String, in file: String) {
    let answer: String
    do {
      try FileWriter.write(
        Array(text.utf8), toNew: file, existing: "'\(file)' is there already; choose another name")
      answer = "the screen is in \(file)"
    } catch {
      answer = error.sentence
    }
    _ = send(.said(answer))
  }

  private mutating func open(_ source: ScenarioSource) {
    self.source = source
    terminal.tick(every: nil)
    screen = .loading(LoadingScreen(name: source.name))
    watch(source)
    loader.start(source)
  }

  private mutating func watch(_ source: ScenarioSource) {
    if case .file(let path) = source {
      watcher = FileWatcher(path: path)
    } else {
      watcher = nil
    }
  }

  private func hasFileChanged() -> Bool {
    switch watcher {
    case .some(let watcher): watcher.takeChanges()
    case .none: false
    }
  }

  private mutating func take(_ outcome: ScenarioLoader.Outcome) throws(CommandFailure) {
    if isDashboard {
      switch outcome {
      case .progress(let fraction, let text, _): _ = update(.progress(fraction, text))
      case .loaded(let timeline, let simulator, let editor, let warnings):
        _ = update(.progress(1, ""))
        _ = update(
          .reloaded(timeline, simulator: simulator, editor: editor, warnings: warnings))
      case .beside(let companion): _ = update(.accompanied(companion))
      case .failed(let lines): _ = update(.reloadFailed(lines.first ?? ""))
      }
      return
    }
    switch outcome {
    case .progress(let fraction, let text, let sketch):
      let name = source?.name ?? ""
      screen = .loading(
        LoadingScreen(name: name, fraction: fraction, text: text, outline: sketch.rows))
    case .loaded(let timeline, let simulator, let editor, let warnings):
      var options = appearance.dashboardOptions(
        name: source?.name ?? "", terminal: terminal.size, repertoire: terminal.repertoire,
        depth: terminal.colorDepth)
      options.warnings = warnings
      options.keepsEdits = source.map { EditJournal.isPossible(for: $0) } ?? false
      screen = .dashboard(
        Dashboard(
          timeline: timeline, options: options, simulator: simulator, editor: editor,
          putsOff: true))
      journal = source.flatMap { EditJournal($0) }
      if let history = journal?.leftBehind(), history.current > 0 {
        // Nobody has answered a question that was not there yet.
        typedAhead = []
        _ = update(.editsFound(history))
      }
      if beginsQuiz { _ = update(.beginQuiz) }
    case .beside: break
    case .failed(let lines): throw CommandFailure(lines: lines)
    }
  }
}
