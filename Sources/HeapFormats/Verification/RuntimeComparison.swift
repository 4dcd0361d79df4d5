import HeapModel

/// The first place where two versions of a runtime do not do the same with one program.
public struct Parting: Sendable {
  /// The step, counted from 1.
  public var step: Int
  /// What parts: an event by its number, or a part of the heap.
  public var subject: String
  /// What happens in the first version.
  public var first: String
  /// What happens in the second version.
  public var second: String
  /// Why: what differs between the versions.
  public var meaning: String
}

/// Compares the runs of one program in two versions.
public enum RuntimeComparison {
  /// The first place where two runs part, nil where they are the same to the end: every event, and
  /// the heap after every step. O(events + steps × objects).
  public static func parting(_ first: Timeline, _ second: Timeline) -> Parting? {
    var (first, second) = (first, second)
    for step in stride(from: 1, through: max(first.stepCount, second.stepCount), by: 1) {
      // What a step makes has a name only where the timeline stands after it.
      first.move(to: Position(step: step))
      second.move(to: Position(step: step))
      let (one, two) = (lines(first, step), lines(second, step))
      if let index = zip(one, two).enumerated().first(where: { $1.0 != $1.1 })?.offset
        ?? (one.count == two.count ? nil : min(one.count, two.count))
      {
        return Parting(
          step: step, subject: "event \(index + 1)", first: text(one, index),
          second: text(two, index),
          meaning: meaning(
            event(first, step, index), event(second, step, index),
            nestedDeaths: max(nestedDeaths(first, step, index), nestedDeaths(second, step, index)),
            callbacksRan: [first, second].contains { ranCallback($0, step, before: index) }))
      }
      if let found = StateComparison(ObservedState(first), ObservedState(second)).difference {
        return Parting(
          step: step, subject: found.subject, first: found.interpreter, second: found.simulation,
          meaning: meaning(found.rule))
      }
    }
    return nil
  }

  /// The events of a step as people read them.
  private static func lines(_ timeline: Timeline, _ step: Int) -> [String] {
    let line = TextLogLine(style: TextLogStyle(), heap: timeline.heap)
    return timeline.events(ofStep: step).map { logged in
      var buffer = ByteBuffer()
      line.append(logged.event, to: &buffer)
      return buffer.text
    }
  }

  private static func text(_ lines: [String], _ index: Int) -> String {
    index < lines.count ? lines[index] : "nothing more"
  }

  private static func event(_ timeline: Timeline, _ step: Int, _ index: Int) -> Event? {
    index < timeline.eventCount(ofStep: step) ? timeline.event(index, ofStep: step).event : nil
  }

  // MARK: What it means

  /// How many deaths an event is nested in.
  private static func nestedDeaths(_ timeline: Timeline, _ step: Int, _ index: Int) -> Int {
    guard index < timeline.eventCount(ofStep: step) else { return 0 }
    var count = 0
    var cause = timeline.event(index, ofStep: step).cause
    while let index = cause {
      let logged = timeline.event(index, ofStep: step)
      if case .deallocate = logged.event { count += 1 }
      cause = logged.cause
    }
    return count
  }

  /// Whether a callback of a weak reference has run in a step before an event.
  private static func ranCallback(_ timeline: Timeline, _ step: Int, before index: Int) -> Bool {
    timeline.events(ofStep: step).prefix(index).contains {
      if case .callback = $0.event { true } else { false }
    }
  }

  private static func meaning(
    _ one: Event?, _ two: Event?, nestedDeaths: Int, callbacksRan: Bool
  ) -> String {
    for event in [one, two] {
      switch event {
      case .collectStart(_, automatic: true):
        return "3.11 collects inside the allocation that is one too many, later versions when a "
          + "statement or a call is done; 3.13 waits for 2000 objects instead of 700"
      default: continue
      }
    }
    for event in [one, two] {
      switch event {
      case .collectEnd:
        return "the collector counts other objects: whether an attribute dict is one depends on "
          + "the version"
      case .error, .unraisable: return "the words of errors changed"
      case .output: return "what came before, or how objects are written, changed"
      case .deallocate, .free, .finalizer, .unreference, .clear:
        if case .unreference(let owner, _, _)? = one, case .unreference(owner, _, _)? = two {
          return "where attributes are kept depends on the type and the version, and with it the "
            + "order in which they go"
        }
        guard nestedDeaths >= 40 else {
          guard callbacksRan else { continue }
          return "3.13 lists the callbacks of a dying object even where there is only one, and "
            + "keeps the list until they are done; so what belongs to a callback goes later"
        }
        return "3.11 and 3.12 let 50 deaths nest before the next one waits; 3.13 lets as many nest "
          + "as there is room for calls"
      default: continue
      }
    }
    return "the versions do this in another order"
  }

  private static func meaning(_ rule: LifetimeRule) -> String {
    switch rule {
    case .counts, .weakCounts:
      "what holds an object for a moment, or in a table of the interpreter, changed"
    case .generations, .listOrder:
      "the versions track other objects, or keep them in another order; the next collection finds "
        + "its garbage in that order"
    default: "the rule: " + rule.sentence
    }
  }
}
