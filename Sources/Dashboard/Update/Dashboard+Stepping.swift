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
      goMoments(times - 1)
      let effects = travel(to: timeline.successor(of: position))
      noteEnd()
      return effects
    case .previousMoment: goMoments(-times)
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

  /// What is said at the end: a reader must not miss that something went otherwise than it was meant.
  var endNotice: String {
    let failed = index.marks.count { $0 == .failed }
    return failed == 0
      ? "end of the scenario"
      : "end of the scenario: \(counted(failed, "step")) did not do what was expected"
  }

  private mutating func noteEnd() {
    if destination == Position(step: timeline.stepCount) { notice = endNotice }
  }

  /// Goes so many micro-steps on, or back.
  private mutating func goMoments(_ count: Int) {
    guard count != 0 else { return }
    var target = position
    for _ in 0..<min(abs(count), 100_000) {
      let following =
        count > 0 ? timeline.successor(of: target) : timeline.predecessor(of: target)
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
    timeline.nearestEvent(
      of: Event.kindsOfInterest, from: eventPlace(of: position, forward: forward),
      forward: forward, where: \.isOfInterest
    )
    .map { timeline.normalized(timeline.position(ofEvent: $0.index, inStep: $0.step)) }
  }

  /// Where to look for events after a position, or for those before its last micro-step.
  func eventPlace(of position: Position, forward: Bool) -> Timeline.EventPlace {
    Timeline.EventPlace(
      step: position.step,
      index: forward
        ? timeline.happenedCount(at: position) : timeline.lastMoment(at: position).lowerBound)
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
