import HeapModel
import TerminalFrame

/// Tells in lines of text what has changed in a dashboard, for people who listen to their screen and
/// for terminals that are none. Each step is one line; what a key opens is told once.
public struct DashboardVoice: Sendable {
  private var position: Position?
  private var selection = ObjectID.none
  private var focus: Pane?
  private var overlay: Overlay?
  private var quiz: QuizMoment?

  /// A voice that has said nothing yet.
  public init() {}

  /// The lines about all that has changed since the last call. O(what has changed).
  public mutating func lines(about dashboard: Dashboard) -> [String] {
    defer {
      position = dashboard.position
      selection = dashboard.selection
      focus = dashboard.focus
      overlay = dashboard.overlay
      quiz = dashboard.quiz.map { QuizMoment($0, isShown: dashboard.hasQuizBox) }
    }
    var lines: [String] = []
    if let position {
      if dashboard.position != position {
        lines.append(Self.step(dashboard, since: position))
      } else if dashboard.selection != selection, dashboard.overlay == nil {
        lines.append(Self.selected(dashboard))
      }
    } else {
      lines += Self.opening(dashboard)
    }
    if let focus, dashboard.focus != focus {
      lines.append("pane \(dashboard.focus.title)")
      lines += Self.texts(dashboard.spokenRows(of: dashboard.focus))
    }
    if dashboard.overlay != overlay { lines += Self.opened(dashboard, instead: overlay) }
    lines += Self.quiz(dashboard, since: quiz)
    if !dashboard.notice.isEmpty { lines.append(dashboard.notice) }
    if !dashboard.diagnostics.isEmpty { lines.append(dashboard.diagnostics) }
    return lines.map(Self.worded)
  }

  private static func opening(_ dashboard: Dashboard) -> [String] {
    let narration = dashboard.timeline.narration
    var lines = [narration.title, narration.summary].filter { !$0.isEmpty }
    lines.append(
      "\(dashboard.timeline.stepCount) steps. n is the next step, p the one before, s the next "
        + "event; question mark lists all keys, q quits.")
    if dashboard.position != .start { lines.append(step(dashboard, since: .start)) }
    return lines
  }

  /// `4/6 line 21: del item. name item; Item#1 is dying. The last reference goes.`
  private static func step(_ dashboard: Dashboard, since old: Position) -> String {
    let timeline = dashboard.timeline
    let position = dashboard.position
    guard position.step > 0 else { return "0/\(timeline.stepCount), before the first step" }
    let description = timeline.narration.step(position.step)
    let edits = dashboard.edits.branch.edits.count
    let number = edits == 0 ? "\(position.step)" : description.number
    var line = "\(number)/\(timeline.stepCount - edits)"
    if let micro = dashboard.insight.micro { line += " event \(micro.happened) of \(micro.total)" }
    if position.step != old.step || position < old {
      if description.line > 0 { line += " line \(description.line)" }
      line += ": \(description.statement.split(separator: "\n").joined(separator: "; "))"
    }
    line += "."
    let isNew = old.step == position.step && old < position && !old.isEndOfStep
    let first = isNew ? timeline.happenedCount(at: old) : 0
    let words = (first..<max(first, timeline.happenedCount(at: position))).map { index in
      let event = timeline.event(index, ofStep: position.step).event
      return EventText(event, heap: timeline.heap, glyphs: .ascii).spoken
    }
    if !words.isEmpty { line += " \(words.joined(separator: "; "))." }
    if position.step != old.step && !description.note.isEmpty { line += " \(description.note)" }
    return line
  }

  private static func selected(_ dashboard: Dashboard) -> String {
    guard let facts = dashboard.insight.facts else { return "nothing is selected" }
    var line = "\(facts.name), \(facts.appearance.word)"
    if !facts.death.isEmpty { line += ", \(facts.death)" }
    guard facts.appearance != .dead else { return line }
    line += "; \(facts.counts.strong) strong: \(list(facts.holders))"
    if facts.counts.weak > 0 { line += "; \(facts.counts.weak) weak: \(list(facts.weakHolders))" }
    if !facts.pathText.isEmpty { line += "; alive because of \(facts.pathText)" }
    if !facts.forecast.isEmpty { line += "; callback: \(facts.forecast)" }
    return line
  }

  /// All rows of a view that has just been opened, then the selected one only.
  private static func rows(
    of view: RetainedView, _ dashboard: Dashboard, instead old: Overlay?
  ) -> [String] {
    let rows = texts(dashboard.retainedRows(view, width: 76))
    guard case .retained(let before) = old, before.mode == view.mode else { return rows }
    let place = view.selected + (view.mode == .types ? 1 : 0)
    return rows.dropFirst(place).prefix(1).map { $0 }
  }

  private static func list(_ texts: [String]) -> String {
    texts.isEmpty ? "nothing" : texts.joined(separator: ", ")
  }

  private static func opened(_ dashboard: Dashboard, instead old: Overlay?) -> [String] {
    switch (dashboard.overlay, old) {
    case (.help, .help), (.output, .output), (.command, .command), (.find, .find),
      (.answering, .answering):
      []
    case (.answering, _): ["answer:"]
    case (.help, _): texts(dashboard.helpRows())
    case (.output, _): texts(dashboard.outputRows)
    case (.answer, _):
      [selected(dashboard)] + dashboard.answers.lines.map { $0.text.sanitized(.ascii) }
    case (.retained(let view), let old):
      Self.rows(of: view, dashboard, instead: old)
    case (.command, _): ["command:"]
    case (.find, _): ["find:"]
    case (.editing(let view), let old): Self.edit(view, dashboard, instead: old)
    case (.difference, .difference): []
    case (.difference, _): texts(dashboard.differenceRows(76))
    case (.leaving, _): texts(dashboard.leavingRows)
    case (.offering(let history), _): texts(dashboard.offerRows(history.branch))
    case (.moving, _): []
    case (.chapters(let selected), _):
      dashboard.index.chapters.dropFirst(selected).prefix(1).map {
        "chapter at step \(dashboard.number(ofStep: $0.step)): \($0.heading)"
      }
    case (.breakpoints(let selected), _):
      dashboard.breakpoints.all.dropFirst(selected).prefix(1).map { dashboard.text($0) }
    default: []
    }
  }

  /// The selected choice, and what it would do.
  private static func edit(
    _ view: EditView, _ dashboard: Dashboard, instead old: Overlay?
  ) -> [String] {
    guard let choice = view.choice else { return [] }
    var lines: [String] = []
    if case .editing = old {} else { lines.append("\(view.title)? Enter does it, Esc leaves it") }
    if view.choices.count > 1 {
      lines.append("\(view.selected + 1) of \(view.choices.count): \(choice.text)")
    }
    return lines + dashboard.edits.preview.lines.map { $0.text.sanitized(.ascii) }
  }

  static func texts(_ rows: [[Span]]) -> [String] {
    rows.prefix(500).map { row in
      row.map(\.text).joined().split(separator: " ").joined(separator: " ")
    }
    .filter { !$0.isEmpty }
  }

  /// Arrows as words.
  private static func worded(_ line: String) -> String {
    let words = ["->": "refers to", "~>": "refers weakly to"]
    return line.split(separator: " ", omittingEmptySubsequences: false)
      .map { words[String($0)] ?? String($0) }.joined(separator: " ").sanitized()
  }
}

extension EventText {
  /// The words with what the sign means, where they don't say it themselves.
  var spoken: String {
    switch sign {
    case .removed: "\(text) goes"
    case .callback: "calls \(text)"
    case .finalizer: "runs \(text)"
    case .output: "prints \(text)"
    case .passed: "expected: \(text)"
    case .failed: "failed: \(text)"
    default: text
    }
  }
}

extension Dashboard {
  /// The rows of a pane that are rows of text.
  fileprivate func spokenRows(of pane: Pane) -> [[Span]] {
    switch pane {
    case .heap, .source, .timeline: []
    case .log:
      timeline.logRows(atMost: 20, glyphs: options.glyphs).map { [Span($0.words.spoken)] }
    case .selected: selectedRows(200)
    case .collections: collectionRows(200)
    case .types: typeRows(80)
    case .history: historyRows(200)
    }
  }
}
