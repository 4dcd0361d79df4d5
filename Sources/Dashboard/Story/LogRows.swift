import HeapModel

/// A row of the log.
struct LogRow: Hashable, Sendable {
  /// The line of the statement, in the first row of a step.
  var number = ""
  /// How deep the event lies under what provoked it.
  var depth = 0
  var words: EventText
  /// Whether the row belongs to the step that is being shown.
  var isCurrent: Bool
  /// Whether what was made then is dead by now.
  var isOver = false
  /// Whether the story can do without it where there is little room: local names, the phases of a
  /// collection, what falls with an object that dies.
  var isMinor = false
}

extension Timeline {
  /// The last rows of the log at the current position, oldest first.
  ///
  /// - Complexity: linear in the rows asked for, and in the events of the current step.
  func logRows(
    atMost count: Int, skippingLast skipped: Int = 0, glyphs: GlyphSet,
    counts: CountChanges? = nil
  ) -> [LogRow] {
    var rows: [LogRow] = []
    var step = position.step
    var skipped = skipped
    while step > 0 && rows.count < count {
      let isCurrent = step == position.step
      var index = isCurrent ? happenedCount(at: position) : eventCount(ofStep: step)
      while index > 0 && rows.count < count {
        index -= 1
        if skipped > 0 {
          skipped -= 1
          continue
        }
        let logged = event(index, ofStep: step)
        let words = EventText(logged.event, heap: heap, glyphs: glyphs)
        var row = LogRow(
          depth: depth(of: logged, inStep: step), words: words, isCurrent: isCurrent)
        if let change = counts?[step, index] { row.words.figure = change.text(glyphs) }
        row.isOver = isOver(logged.event)
        row.isMinor = isMinor(logged)
        if index == 0 { row.number = narration.step(step).gutter }
        rows.append(row)
      }
      step -= 1
    }
    return rows.reversed()
  }

  /// Whether an event made something that is dead by now.
  private func isOver(_ event: Event) -> Bool {
    switch event {
    case .allocate(let object): !heap.isAlive(object)
    case .bind(_, let value, _): value.object.map { !heap.isAlive($0) } ?? false
    case .reference(let from, _, let to): !heap.isAlive(from) || !heap.isAlive(to)
    default: false
    }
  }

  private func isMinor(_ logged: LoggedEvent) -> Bool {
    switch logged.event {
    case .bind(_, _, let frame), .unbind(_, _, let frame): !heap.frameName(frame).isEmpty
    case .deallocate(let object): !heap.isAlive(object)
    case .unreference: logged.cause != nil
    case .collectPhase: true
    default: false
    }
  }

  /// Whether a step only looks: assertions, and what they need for it. O(1).
  func onlyAsserts(_ step: Int) -> Bool {
    let count = step > 0 ? eventCount(ofStep: step) : 0
    guard count > 0, case .expect(let expression, _, _, _) = event(count - 1, ofStep: step).event
    else { return false }
    return heap.texts[expression] != "raises"
  }

  /// How many events provoked each other down to this one, at most 4.
  private func depth(of logged: LoggedEvent, inStep step: Int) -> Int {
    var depth = 0
    var cause = logged.cause
    while let index = cause, depth < 4 {
      depth += 1
      cause = event(index, ofStep: step).cause
    }
    return depth
  }

  /// What happens next, as an order; nil at the end.
  var nextOrder: String? {
    if !position.isEndOfStep {
      let happened = happenedCount(at: position)
      guard happened < eventCount(ofStep: position.step) else { return nil }
      return EventText.order(event(happened, ofStep: position.step).event, heap: heap)
    }
    guard position.step < stepCount else { return nil }
    return narration.step(position.step + 1).firstLine
  }

  /// The events of the last micro-step. O(those events) at the end of a step.
  var lastEvents: [Event] {
    lastMoment(at: position).map { event($0, ofStep: position.step).event }
  }
}

extension StepDescription {
  /// The first line of the statement, with an ellipsis where there are more.
  var firstLine: String {
    let lines = statement.split(separator: "\n", maxSplits: 1)
    guard let first = lines.first else { return "" }
    return lines.count > 1 ? "\(first) …" : String(first)
  }

  /// What stands before the statement: its line, or its number where it has none.
  var gutter: String { line > 0 ? String(line) : number }
}
