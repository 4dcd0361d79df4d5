import HeapModel

extension Dashboard {
  /// Goes to a later position in beats, where that can be shown; else at once.
  ///
  /// - Returns: the timer that the beats need.
  mutating func travel(to target: Position, isBrief: Bool = false) -> [Effect] {
    let target = timeline.normalized(target)
    guard target > position else {
      go(to: target)
      return []
    }
    guard options.isAnimated, stillMoves == 0, union != nil, insight.moment != nil,
      let animation = Animation(timeline, from: position, to: target, isBrief: isBrief)
    else {
      go(to: target)
      // One that is left is the user's hurry, and over after a pause.
      if stillMoves == 1 { return [.startTimer(milliseconds: 3 * Animation.interval)] }
      stillMoves = max(0, stillMoves - 1)
      return []
    }
    self.animation = animation
    guard showBeat(0) else { return [] }
    return [.startTimer(milliseconds: Animation.interval)]
  }

  /// Where the dashboard is going: the position, once nothing moves any more.
  public var destination: Position { animation?.target ?? position }

  /// Shows the end of what moves, at once.
  mutating func finishAnimation() {
    guard let animation else { return }
    self.animation = nil
    stage = nil
    go(to: animation.target)
  }

  /// Goes on to the beat of a time. Beats for which it is too late are left out.
  mutating func advanceAnimation(_ now: Int) -> [Effect] {
    guard var animation else { return [] }
    var beat = animation.current
    // The first tick comes one interval after the first beat.
    var end = animation.end ?? now - Animation.interval + animation.length(of: beat)
    while now >= end {
      beat += 1
      guard beat < animation.beats.count else { return endAnimation() }
      end += animation.length(of: beat)
    }
    animation.end = end
    self.animation = animation
    guard beat != animation.current, !showBeat(beat) else { return [] }
    return playback.isPlaying ? [] : [.stopTimer]
  }

  private mutating func endAnimation() -> [Effect] {
    finishAnimation()
    return playback.isPlaying ? [] : [.stopTimer]
  }

  /// The terminal took too long for a frame: it gets only what matters for a while.
  mutating func reduceAnimation() -> [Effect] {
    stillMoves = 10
    return animation == nil ? [] : endAnimation()
  }

  /// Shows a beat, or the next one of another change where this change can't be seen.
  ///
  /// - Returns: false when there was nothing left to show, and the end is shown.
  private mutating func showBeat(_ index: Int) -> Bool {
    guard var animation else { return false }
    for shown in index..<animation.beats.count {
      let beat = animation.beats[shown]
      // The opening screen announces nothing.
      guard !(beat.from == .start && beat.stage == .announce), show(beat) else { continue }
      // Beats that are left out take no time.
      let longer = animation.length(of: shown) - animation.length(of: index)
      animation.end = animation.end.map { $0 + longer }
      animation.current = shown
      self.animation = animation
      return true
    }
    finishAnimation()
    return false
  }

  private mutating func show(_ beat: Animation.Beat) -> Bool {
    if position != beat.from { go(to: beat.from) }
    guard let before = insight.moment else { return false }
    if beat.stage == .announce {
      let home = position
      timeline.move(to: beat.to)
      let after = canvasMoment(changed: [])
      timeline.move(to: home)
      stage = after.flatMap { stage(.announce, from: before, to: $0) }
    } else {
      go(to: beat.to)
      stage = insight.moment.flatMap { stage(beat.stage, from: before, to: $0) }
    }
    return stage != nil
  }

  private func stage(
    _ stage: Animation.Stage, from before: CanvasMoment, to after: CanvasMoment
  ) -> CanvasStage? {
    picture.flatMap { CanvasStage(stage, from: before, to: after, in: $0.union) }
  }
}
