import HeapModel
import TerminalFrame

extension Dashboard {
  /// Takes in what has happened: the only place where the state changes.
  ///
  /// - Returns: what is wanted from whoever runs the dashboard, in order.
  public mutating func update(_ message: Message) -> [Effect] {
    finish()
    let layout = layoutNumber
    let effects = handle(message)
    let settled = settleQuiz()
    return effects + settled + settleAnswers() + settlePreview() + settleLayout(layout)
  }

  private mutating func handle(_ message: Message) -> [Effect] {
    switch message {
    case .input(let input):
      if quiz?.phase == .told, animation != nil, case .key = input {
        // Whoever is in a hurry still sees what was right.
        return interruptAnimation(input)
      }
      let effects = interruptAnimation(input)
      return effects + take(input)
    case .tick(let milliseconds): return tick(milliseconds)
    case .reloaded(let timeline, let simulator, let editor, let warnings):
      return reload(timeline, simulator, editor, warnings)
    case .reloadFailed(let sentence):
      diagnostics = sentence
      layOut()
    case .accompanied(let companion): accompany(companion)
    case .frameWasSlow: return reduceAnimation()
    case .said(let sentence): notice = sentence
    case .beginQuiz: return quiz == nil ? toggleQuiz() : []
    case .answered(let answer):
      take(answer)
      takeLayout(answer)
      return takeEdit(answer) + takeQuiz(answer)
    case .saved(let branch, let file): return noteSaved(branch, file)
    case .journalled(let complaint): noteJournal(complaint)
    case .editsFound(let history): offer(history)
    case .progress(let fraction, let text):
      progress = fraction >= 1 ? nil : (fraction, text)
    }
    return []
  }

  private mutating func take(_ input: InputEvent) -> [Effect] {
    switch input {
    case .key(let key): return press(key)
    case .resize(let size):
      guard size != options.size else { return [] }
      options.size = size
      keepFocusVisible()
      layOut()
      look()
    case .mouse(let event): return point(event)
    case .paste(let text):
      for character in text.sanitized().prefix(200) where isTyping {
        _ = press(.character(character))
      }
    case .focus: break
    }
    return []
  }

  /// What a person does ends what moves; who steps on before the end is in a hurry.
  private mutating func interruptAnimation(_ input: InputEvent) -> [Effect] {
    guard animation != nil else { return [] }
    if case .focus = input { return [] }
    if case .mouse(let event) = input, case .release = event.action { return [] }
    finishAnimation()
    stillMoves = max(stillMoves, 1)
    return playback.isPlaying ? [] : [.startTimer(milliseconds: 3 * Animation.interval)]
  }

  private mutating func tick(_ now: Int) -> [Effect] {
    if animation != nil { return advanceAnimation(now) }
    guard playback.isPlaying else {
      stillMoves = stillMoves == 1 ? 0 : stillMoves
      return [.stopTimer]
    }
    if let target = playback.run { return continueRun(to: target) }
    guard let due = playback.due else {
      playback.due = now + playback.interval
      return []
    }
    guard now >= due else { return [] }
    playback.due = now + playback.interval
    let next = timeline.successor(of: position)
    let isEnd = next == position || timeline.successor(of: next) == next
    if playback.interval >= 4 * Animation.interval {
      _ = travel(to: next, isBrief: true)
    } else {
      go(to: next)
    }
    guard isEnd else { return [] }
    let effects = pause()
    return animation == nil ? effects : []
  }

  /// Stops playing.
  mutating func pause() -> [Effect] {
    guard playback.isPlaying else { return [] }
    playback.isPlaying = false
    playback.run = nil
    playback.due = nil
    return [.stopTimer]
  }

  /// Takes over a new version of the file: the step is kept, and the chosen object where the same
  /// one exists.
  private mutating func reload(
    _ new: Timeline, _ simulator: (any Simulating)?, _ editor: (any Branching)?,
    _ warnings: [String]
  ) -> [Effect] {
    finishAnimation()
    answers = Answers()
    answers.simulator = simulator
    let kept = edits.kept
    edits = Edits()
    edits.engine = editor
    let old = (position, chosen)
    var new = new
    if new.stepCount > 0 || position.step > 0 {
      new.move(to: Position(step: min(old.0.step, new.stepCount), moment: old.0.moment))
    }
    timeline = new
    chosen = Int(old.1.index) <= new.heap.objectCount ? old.1 : .none
    diagnostics = ""
    options.warnings = warnings
    notice = warnings.first.map { "read again; \($0)" } ?? "read again"
    matches = []
    index = StoryIndex(new)
    union = UnionGraph(new, unfoldsEntries: unfoldsEntries)
    census = TypeCensus(new.heap)
    layOut()
    look()
    if case .editing = overlay { overlay = nil }
    return takeUp(kept)
  }

  /// Moves through time.
  mutating func go(to target: Position) {
    if answers.report != nil, timeline.normalized(target) != position {
      // It keeps its heap, which would be copied if the move changed it.
      answers.report = nil
      if answers.asked?.question == .retained { answers.asked = nil }
    }
    timeline.move(to: target, keeping: &census)
    scroll[.log] = nil
    scroll[.source] = nil
    pathIndex = 0
    look()
  }

  var isTyping: Bool {
    switch overlay {
    case .command, .find, .answering: true
    case .help(let view): view.isTyping
    default: false
    }
  }

  mutating func keepFocusVisible() {
    let order = plan.order
    if zoomed == nil, !order.contains(focus) {
      focus = order.contains(.timeline) ? .timeline : focus
    }
  }
}
