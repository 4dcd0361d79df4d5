import HeapModel
import TerminalFrame

extension Dashboard {
  /// Takes in what has happened: the only place where the state changes.
  ///
  /// - Returns: what is wanted from whoever runs the dashboard, in order.
  public mutating func update(_ message: Message) -> [Effect] {
    switch message {
    case .input(let input): return take(input)
    case .tick(let milliseconds): return tick(milliseconds)
    case .reloaded(let timeline): return reload(timeline)
    case .reloadFailed(let sentence):
      diagnostics = sentence
      layOut()
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

  private mutating func tick(_ now: Int) -> [Effect] {
    guard playback.isPlaying else { return [.stopTimer] }
    guard let due = playback.due else {
      playback.due = now + playback.interval
      return []
    }
    guard now >= due else { return [] }
    playback.due = now + playback.interval
    let before = position
    go(to: timeline.successor(of: before))
    guard position != before, timeline.successor(of: position) != position else { return pause() }
    return []
  }

  /// Stops playing.
  mutating func pause() -> [Effect] {
    guard playback.isPlaying else { return [] }
    playback.isPlaying = false
    playback.due = nil
    return [.stopTimer]
  }

  /// Takes over a new version of the file: the step is kept, and the chosen object where the same
  /// one exists.
  private mutating func reload(_ new: Timeline) -> [Effect] {
    let old = (position, chosen)
    var new = new
    if new.stepCount > 0 || position.step > 0 {
      new.move(to: Position(step: min(old.0.step, new.stepCount), moment: old.0.moment))
    }
    timeline = new
    chosen = Int(old.1.index) <= new.heap.objectCount ? old.1 : .none
    diagnostics = ""
    notice = "read again"
    matches = []
    index = StoryIndex(new)
    union = UnionGraph(new, unfoldsEntries: unfoldsEntries)
    census = TypeCensus(new.heap)
    layOut()
    look()
    return []
  }

  /// Moves through time.
  mutating func go(to target: Position) {
    timeline.move(to: target, keeping: &census)
    scroll[.log] = nil
    scroll[.source] = nil
    look()
  }

  var isTyping: Bool {
    switch overlay {
    case .command, .find: true
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
