import HeapModel

extension Dashboard {
  /// Runs on to the next breakpoint or to the end, so fast that it takes two seconds; pressed
  /// again, it pauses.
  mutating func run() -> [Effect] {
    if playback.isPlaying { return pause() }
    let stop = breakpoints.next(after: position, in: timeline)
    let target = stop ?? Position(step: timeline.stepCount)
    guard target > position else {
      notice = endNotice
      return []
    }
    guard options.isAnimated, target.step - position.step > 1 else {
      go(to: target)
      noteStop()
      return []
    }
    playback.isPlaying = true
    playback.run = target
    playback.stride = max(1, (target.step - position.step) / 20)
    return [.startTimer(milliseconds: Animation.interval)]
  }

  /// Goes on with a run. - Returns: what ends it.
  mutating func continueRun(to target: Position) -> [Effect] {
    let next = Position(step: min(position.step + playback.stride, target.step))
    go(to: min(next, target))
    guard position >= target else { return [] }
    let effects = pause()
    noteStop()
    return effects
  }

  private mutating func noteStop() {
    let next = position.isEndOfStep ? position.step + 1 : position.step
    if breakpoints.contains(step: next), position.isEndOfStep {
      notice = "stopped before step \(number(ofStep: next))"
    } else if position == Position(step: timeline.stepCount) {
      notice = endNotice
    } else {
      notice = "stopped: \(insight.facts?.name ?? "an object") is concerned"
    }
  }

  /// Sets or takes back a breakpoint: on the statement with the source in focus, else on the
  /// selected object.
  mutating func toggleBreakpoint() {
    if focus == .source || insight.selected == .none {
      let current = position.isEndOfStep ? position.step + 1 : position.step
      let step = max(1, min(timeline.stepCount, current + (scroll[.source] ?? 0)))
      guard timeline.stepCount > 0 else { return }
      let isSet = breakpoints.toggle(.step(step))
      let number = number(ofStep: step)
      notice = isSet ? "r stops before step \(number)" : "no breakpoint at step \(number) any more"
    } else {
      let name = timeline.heap.name(insight.selected)
      let isSet = breakpoints.toggle(.object(insight.selected))
      notice =
        isSet ? "r stops at whatever happens to \(name)" : "no breakpoint on \(name) any more"
    }
  }

  /// How people number a step: `3`, or `3a` for an edit.
  func number(ofStep step: Int) -> String {
    edits.branch.edits.isEmpty || step < 1 ? "\(step)" : timeline.narration.step(step).number
  }

  /// How a breakpoint reads.
  func text(_ breakpoint: Breakpoints.Breakpoint) -> String {
    switch breakpoint {
    case .step(let step):
      "step \(number(ofStep: step)): \(timeline.narration.step(step).firstLine)"
    case .object(let object):
      Int(object.index) <= timeline.heap.objectCount
        ? timeline.heap.name(object) : "an object that is not made yet"
    }
  }

  // MARK: Looking for a moment

  /// Goes to the next event about the selected object, or to the one before.
  mutating func goToNextOfSelection(_ times: Int, forward: Bool) -> [Effect] {
    guard insight.selected != .none else {
      notice = "nothing is selected"
      return []
    }
    let object = insight.selected
    chosen = object
    var target = position
    for _ in 0..<min(times, 10_000) {
      guard let next = place(of: object, from: target, forward: forward, where: { _ in true })
      else { break }
      target = next
    }
    guard target != position else {
      let name = timeline.heap.name(object)
      notice =
        "nothing \(forward ? "more happens" : "happened") to \(name)\(forward ? "" : " before")"
      look()
      return []
    }
    return leap(to: target)
  }

  /// Goes to a position so that its own micro-step, the last one, is shown in stages.
  mutating func leap(to target: Position) -> [Effect] {
    let before = timeline.predecessor(of: target)
    if before > position { go(to: before) }
    return travel(to: target)
  }

  /// `Item#1 dies`: goes to the next time that something happens to an object; where there is none,
  /// to the last time before.
  mutating func goWhen(_ argument: String) -> [Effect] {
    let words = argument.split(separator: " ").map(String.init)
    let verbs = Self.verbs.map(\.name)
    guard words.count == 2, let verb = Self.verbs.first(where: { $0.name == words[1] }) else {
      notice = "when takes an object and what happens to it: \(verbs.joined(separator: ", "))"
      return []
    }
    guard let object = object(named: words[0]) else {
      notice = "there is no object \(words[0])"
      return []
    }
    let next =
      place(of: object, from: position, forward: true, where: { verb.fits($0, object) })
      ?? place(of: object, from: position, forward: false, where: { verb.fits($0, object) })
    guard let next else {
      notice = "it never happens that \(words[0]) \(verb.name)"
      return []
    }
    chosen = .none
    let isBack = next < position
    let effects = leap(to: next)
    if isBack { notice = "back to the time when \(words[0]) \(verb.name)" }
    return effects
  }

  private struct Verb {
    var name: String
    var fits: @Sendable (Event, ObjectID) -> Bool
  }

  /// What `:when` knows, in the order of a life.
  private static var verbs: [Verb] {
    [
      Verb(name: "is-made") { $0 == .allocate($1) },
      Verb(name: "changes") { _, _ in true },
      Verb(name: "dies") { $0 == .deallocate($1) },
      Verb(name: "is-finalized") { $0 == .finalizer($1) },
      Verb(name: "is-cleared") {
        if case .clear(let reference, let referent) = $0 {
          reference == $1 || referent == $1
        } else {
          false
        }
      },
      Verb(name: "calls-back") {
        if case .callback(let reference, _) = $0 { reference == $1 } else { false }
      },
      Verb(name: "is-resurrected") { $0 == .resurrect($1) },
      Verb(name: "is-freed") { $0 == .free($1) },
    ]
  }

  /// What may stand after an object in `:when`, for completion.
  static var whenVerbs: [String] { verbs.map(\.name) }

  /// The nearest position after or before another one, at which an event about an object has just
  /// happened. O(events in between).
  private func place(
    of object: ObjectID, from position: Position, forward: Bool, where fits: (Event) -> Bool
  ) -> Position? {
    timeline.nearestEvent(
      about: object, from: eventPlace(of: position, forward: forward), forward: forward,
      where: fits
    )
    .map { timeline.normalized(timeline.position(ofEvent: $0.index, inStep: $0.step)) }
  }

  /// The object that a name stands for: its own (`Item#1`), made already or not, or a variable.
  func object(named name: String) -> ObjectID? {
    let heap = timeline.heap
    if let node = union?.nodes.first(where: { $0.title == name && $0.object != .absent }) {
      return node.object
    }
    if let occupant = union?.nodes.lazy.flatMap(\.successors).first(where: { $0.title == name }) {
      return occupant.object
    }
    for slot in heap.slots(timeline.moduleFrame) where heap.labelText(slot) == name {
      if let object = heap.value(slot).object.flatMap(heap.shownObject) { return object }
    }
    return heap.allObjects.first { heap.isVisible($0) && heap.name($0) == name }
  }
}
