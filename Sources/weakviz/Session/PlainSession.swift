import Dashboard
import Glibc
import HeapFormats
import HeapModel
import Runtimes
import Terminal
import TerminalFrame

/// The dashboard without a screen: the same keys, and a line for what each of them does. For people
/// who listen to their terminal, and for terminals that are none.
struct PlainSession: ~Copyable {
  private var keyboard: LineKeyboard
  private var dashboard: Dashboard
  private var voice = DashboardVoice()
  private let loader: ScenarioLoader
  private let source: ScenarioSource
  private var watcher: FileWatcher?
  private var journal: EditJournal?

  /// Begins with a scenario that was run.
  init(
    _ timeline: Timeline, _ simulator: ProgramRerun, _ editor: ScenarioEditor,
    of source: ScenarioSource, loader: ScenarioLoader
  ) throws(CommandFailure) {
    do {
      keyboard = try LineKeyboard(usesTerminal: source == .standardInput)
    } catch {
      throw CommandFailure(error.description)
    }
    self.loader = loader
    self.source = source
    var options = Dashboard.Options(
      fileName: source.name, theme: .monochrome, glyphs: .ascii, size: Size(width: 120, height: 36))
    options.keepsEdits = EditJournal.isPossible(for: source)
    dashboard = Dashboard(
      timeline: timeline, options: options, simulator: simulator, editor: editor)
    if case .file(let path) = source { watcher = FileWatcher(path: path) }
    journal = EditJournal(source)
    if let history = journal?.leftBehind(), history.current > 0 {
      _ = dashboard.update(.editsFound(history))
    }
  }

  /// Writes lines until somebody ends it.
  ///
  /// - Returns: the exit status.
  mutating func run() throws(CommandFailure) -> Int32 {
    try say()
    while true {
      var descriptors = [loader.descriptor]
      let watched = watchedDescriptor
      if let watched { descriptors.append(watched) }
      for event in keyboard.nextEvents(watching: descriptors) {
        switch event {
        case .key(let key):
          if let status = try press(key) { return status }
        case .readable(let descriptor):
          if descriptor == watched {
            if hasFileChanged() { loader.start(source) }
          } else {
            for outcome in loader.outcomes() { try take(outcome) }
          }
        case .end: return ExitStatus.fine
        case .ended(let signal): return ExitStatus.signal(signal)
        }
      }
    }
  }

  private mutating func press(_ key: Key) throws(CommandFailure) -> Int32? {
    let status = try carryOut(dashboard.update(.input(.key(key))))
    if status == nil { try say() }
    return status
  }

  private mutating func carryOut(_ effects: [Effect]) throws(CommandFailure) -> Int32? {
    for effect in effects {
      switch effect {
      case .quit(let code): return code
      case .suspend: kill(getpid(), SIGTSTP)
      case .write(let file, let text):
        do {
          try FileWriter.write(
            Array(text.utf8), toNew: file,
            existing: "'\(file)' is there already; choose another name")
          _ = dashboard.update(.said("the screen is in \(file)"))
        } catch {
          _ = dashboard.update(.said(error.sentence))
        }
      case .copy(let text): try write(text)
      case .startTimer: try play()
      case .work(let number):
        if let status = try carryOut(answer(number)) { return status }
      case .save(let file, let text, let branch, let overwrites):
        let message = FileWriter.save(text, of: branch, in: file, overwrites: overwrites)
        if let status = try carryOut(dashboard.update(message)) { return status }
      case .journal(let history):
        if journal != nil { _ = dashboard.update(.journalled(complaint: journal?.keep(history))) }
      case .stopTimer, .redraw, .openScenario: break
      }
    }
    return nil
  }

  /// Does a job at once: who listens waits for the answer. What would happen may need a deep stack.
  private mutating func answer(_ number: Int) -> [Effect] {
    guard let job = dashboard.job(number) else { return [] }
    nonisolated(unsafe) var answer: Answer?
    WorkerThread.finish { answer = job.run() }
    return answer.map { dashboard.update(.answered($0)) } ?? []
  }

  /// Nobody waits for a line of text: what plays is told at once, to its end.
  private mutating func play() throws(CommandFailure) {
    var now = 0
    while true {
      now += 100
      let effects = dashboard.update(.tick(milliseconds: now))
      try say()
      if effects.contains(.stopTimer) { return }
    }
  }

  private mutating func take(_ outcome: ScenarioLoader.Outcome) throws(CommandFailure) {
    switch outcome {
    case .progress, .beside: return
    case .loaded(let timeline, let simulator, let editor, let warnings):
      warnings.forEach { StandardError.say($0) }
      _ = try carryOut(
        dashboard.update(
          .reloaded(timeline, simulator: simulator, editor: editor, warnings: warnings)))
    case .failed(let lines): _ = dashboard.update(.reloadFailed(lines.first ?? ""))
    }
    try say()
  }

  private mutating func say() throws(CommandFailure) {
    for line in voice.lines(about: dashboard) { try write(line) }
  }

  private func write(_ line: String) throws(CommandFailure) {
    try StandardOutput.write(line + "\n")
  }

  private var watchedDescriptor: Int32? {
    switch watcher {
    case .some(let watcher): watcher.descriptor
    case .none: nil
    }
  }

  private func hasFileChanged() -> Bool {
    switch watcher {
    case .some(let watcher): watcher.takeChanges()
    case .none: false
    }
  }
}
