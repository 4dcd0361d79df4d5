import HeapModel

extension Dashboard {
  /// Shows another run beside this one, or none any more. What an edit does is shown for one run
  /// only, so two of them cannot be edited.
  mutating func accompany(_ companion: Companion?) {
    if companion != nil { edits = Edits() }
    if case .offering = overlay { overlay = nil }
    self.companion = companion
    layOut()
    look()
  }

  /// Lays the companion's canvas out in its half.
  mutating func layOutCompanion() {
    guard companion != nil else { return }
    let (view, detail, glyphs) = (plan.beside?.canvas.size, detail, options.glyphs)
    companion?.layOut(view, detail: detail, glyphs: glyphs)
  }

  /// Lets the companion follow to where this run stands.
  mutating func lookAtCompanion() {
    let position = position
    companion?.follow(position, mostSearched: Self.mostSearched)
  }

  /// Gives the panes to the run beside this one.
  mutating func changeSides() {
    guard var other = companion else {
      notice = Self.nothingBeside
      return
    }
    let selected = insight.facts?.name
    let position = other.timeline.position
    answers = Answers(simulator: answers.simulator)
    companion = nil
    other.exchange(&timeline, &answers.simulator)
    companion = other
    timeline.move(to: position)
    overlay = nil
    matches = []
    shifts = [:]
    panned = nil
    if chosen != .none {
      chosen = selected.flatMap { timeline.heap.object(named: $0) } ?? .none
    }
    index = StoryIndex(timeline)
    union = UnionGraph(timeline, unfoldsEntries: unfoldsEntries)
    census = TypeCensus(timeline.heap)
    layOut()
    look()
    notice = "all panes show \(other.names.other)"
  }

  /// Goes to the end of the first step in which the two runs part.
  mutating func goToParting() {
    guard let companion else {
      notice = Self.nothingBeside
      return
    }
    guard let parting = companion.parting else {
      notice = "\(companion.names.other) and \(companion.names.own) are the same to the end"
      return
    }
    go(to: Position(step: parting.step))
    if !timeline.narration.step(parting.step).note.isEmpty { notice = parting.meaning }
  }

  private static let nothingBeside =
    "nothing is beside this run: weakviz FILE --runtimes cpython-3.11,cpython-3.13 shows two"
}
