import HeapModel

extension Dashboard {
  /// Does a command of time.
  mutating func step(_ action: Action, count: Int?) -> [Effect] {
    let times = max(1, count ?? 1)
    switch action {
    case .nextStep:
      // From the middle of a step the first way on is to its end.
      let first = position.isEndOfStep ? position.step : position.step - 1
      let target = Position(step: min(first + times, timeline.stepCount))
      if times > 1 { go(to: target) }
      let effects = travel(to: target)
      noteEnd()
      return effects
    case .previousStep:
      // From the middle of a step the first way back is to its beginning.
      go(to: Position(step: max(0, position.step - times)))
    case .nextMoment:
      goMoments(times - 1, timeline.successor)
      let effects = travel(to: timeline.successor(of: position))
      noteEnd()
      return effects
    case .previousMoment: goMoments(times, timeline.predecessor)
    case .finishStep: return travel(to: Position(step: position.step))
    case .nextOfInterest: return goToInterest(times, forward: true)
    case .previousOfInterest: return goToInterest(times, forward: false)
    case .nextOfSelection: return goToNextOfSelection(times, forward: true)
    case .previousOfSelection: return goToNextOfSelection(times, forward: false)
    case .run: return run()
    case .breakpoint: toggleBreakpoint()
    case .breakpoints:
      if breakpoints.all.isEmpty {
        notice = "there are no breakpoints: b sets one"
      } else {
        overlay = .breakpoints(selected: 0)
      }
    case .when: _ = goWhen("")
    case .goToParting: goToParting()
    case .firstStep: go(to: .start)
    case .lastStep: go(to: Position(step: timeline.stepCount))
    case .gotoPosition:
      if let count { go(to: Position(step: count)) }
    case .chapters:
      let chapters = index.chapters
      if chapters.isEmpty {
        notice = "there are no chapters"
      } else {
        overlay = .chapters(selected: chapters.lastIndex { $0.step <= position.step } ?? 0)
      }
    case .play: return togglePlay()
    case .slower: return changeSpeed(by: -1)
    case .faster: return changeSpeed(by: 1)
    default: break
    }
    return []
  }

  private mutating func noteEnd() {
    if destination == Position(step: timeline.stepCount) { notice = "end of the scenario" }
  }

  private mutating func goMoments(_ times: Int, _ next: (Position) -> Position) {
    var target = position
    for _ in 0..<min(times, 100_000) {
      let following = next(target)
      if following == target { break }
      target = following
    }
    go(to: target)
  }

  private mutating func goToInterest(_ times: Int, forward: Bool) -> [Effect] {
    for time in 1...max(1, min(times, 1_000)) {
      guard let target = nextOfInterest(forward: forward) else {
        notice = forward ? "no event of interest after this" : "no event of interest before this"
        return []
      }
      if time == times { return leap(to: target) }
      go(to: target)
    }
    return []
  }

  /// The next position at which something of interest has just happened.
  private func nextOfInterest(forward: Bool) -> Position? {
    func isInteresting(_ step: Int, _ range: Range<Int>) -> Bool {
      range.contains { timeline.event($0, ofStep: step).event.isOfInterest }
    }
    var at = position
    // Within a step there are few micro-steps; whole steps without interest are passed at once.
    for _ in 0..<1_000_000 {
      let next = forward ? timeline.successor(of: at) : timeline.predecessor(of: at)
      if next == at { return nil }
      at = next
      guard at.step > 0 else { return nil }
      let count = timeline.eventCount(ofStep: at.step)
      if !isInteresting(at.step, 0..<count) {
        at = forward ? Position(step: at.step) : Position(step: at.step, moment: 1)
        at = timeline.normalized(at)
        continue
      }
      let before = timeline.predecessor(of: at)
      let first = before.step == at.step ? timeline.happenedCount(at: before) : 0
      if isInteresting(at.step, first..<max(first, timeline.happenedCount(at: at))) { return at }
    }
    return nil
  }

  private mutating func togglePlay() -> [Effect] {
    if playback.isPlaying { return pause() }
    playback.run = nil
    if timeline.successor(of: position) == position {
      guard timeline.stepCount > 0 else { return [] }
      go(to: .start)
    }
    playback.isPlaying = true
    playback.due = nil
    return [.startTimer(milliseconds: min(100, playback.interval))]
  }

  private mutating func changeSpeed(by change: Int) -> [Effect] {
    playback.speed = max(0, min(Playback.speeds.count - 1, playback.speed + change))
    notice = "\(playback.text) micro-steps"
    playback.due = nil
    return playback.isPlaying ? [.startTimer(milliseconds: min(100, playback.interval))] : []
  }
}
