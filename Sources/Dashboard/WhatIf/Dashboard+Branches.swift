import HeapModel

// Branches are opened, left and entered again; what the user sees of the heap stays where it is.
extension Dashboard {
  /// Opens the branch with some steps more than the one that is shown.
  mutating func commit(_ steps: [String], afterStep step: Int) -> [Effect] {
    guard edits.engine != nil, !steps.isEmpty else { return [] }
    var branch = edits.branch
    branch.insert(steps, afterStep: step)
    return ask(.open(branch, after: step, count: steps.count))
  }

  /// The work that an effect has asked for; nil where nobody waits for it any more.
  func editJob(_ number: Int) -> Job? {
    guard let request = edits.request, request.number == number, let engine = edits.engine else {
      return nil
    }
    switch request.aim {
    case .choices(let search):
      let timeline = timeline
      return Job(number: number) { _ in
        var answer = Answer(number: number)
        answer.choices = search.result(in: timeline)
        return answer
      }
    case .preview(let trial):
      let (timeline, simulator) = (timeline, answers.simulator)
      return Job(number: number) { stop in
        var answer = Answer(number: number)
        answer.preview = Edits.Preview(trial, engine.stopping(stop), in: timeline, simulator)
        return answer
      }
    case .open(let branch, let after, let count):
      let previous = shownState
      let original = edits.states.first ?? previous
      let unfoldsEntries = unfoldsEntries
      return Job(number: number) { stop in
        var answer = Answer(number: number)
        do throws(BranchFailure) {
          var state = try Edits.State(
            branch, by: engine.stopping(stop), after: previous, original: original,
            unfoldsEntries: unfoldsEntries)
          (state.after, state.count) = (after, count)
          answer.opened = .success(state)
        } catch {
          answer.opened = .failure(error)
        }
        return answer
      }
    case .takeUp(let history): return takingUpJob(number, history, engine)
    case .enter(let target): return enteringJob(number, target, engine)
    }
  }

  private func enteringJob(_ number: Int, _ target: Int, _ engine: any Branching) -> Job {
    let (previous, wanted) = (shownState, edits.states[target])
    let original = edits.states[0]
    let unfoldsEntries = unfoldsEntries
    return Job(number: number) { stop in
      var answer = Answer(number: number)
      do throws(BranchFailure) {
        var state = wanted
        if wanted.isLetGo {
          state = try Edits.State(
            wanted.branch, by: engine.stopping(stop), after: previous, original: original,
            unfoldsEntries: unfoldsEntries)
          (state.after, state.count, state.title) = (wanted.after, wanted.count, wanted.title)
        } else {
          state.origins = Origins(from: previous.timeline, to: wanted.timeline) {
            wanted.branch.counterpart(ofStep: $0, in: previous.branch)
          }
        }
        answer.opened = .success(state)
      } catch {
        answer.opened = .failure(error)
      }
      return answer
    }
  }

  /// What is shown, as a state to come back to.
  var shownState: Edits.State {
    edits.states.isEmpty
      ? Edits.State(
        branch: .original, timeline: timeline, simulator: answers.simulator, index: index,
        union: union)
      : edits.states[edits.current]
  }

  /// Takes over what was worked out about a branch.
  mutating func takeEdit(_ answer: Answer) -> [Effect] {
    guard let request = edits.request, answer.number == request.number else { return [] }
    edits.request = nil
    if let preview = answer.preview { edits.preview = preview }
    if let choices = answer.choices { open(choices) }
    if let takenUp = answer.takenUp, case .takeUp(let history) = request.aim {
      return show(takenUp, of: history)
    }
    switch answer.opened {
    case .failure(let failure):
      notice = failure.sentence
      return []
    case .success(let state):
      if case .enter(let target) = request.aim { return arrive(target, state) }
      return open(state)
    case nil: return []
    }
  }

  /// Shows a state that had to be run again, or compared with the one that is shown.
  private mutating func arrive(_ target: Int, _ state: Edits.State) -> [Effect] {
    guard edits.states.indices.contains(target) else { return [] }
    guard target < edits.current else {
      edits.states[target] = state
      return goForward()
    }
    let origins = state.origins
    if edits.states[target].isLetGo {
      // How it comes from the state before it is found out when somebody goes there.
      edits.states[target] = state
      edits.states[target].origins = Origins()
      edits.states[target].knowsOrigins = target == 0
    }
    return goBack { origins.counterpart(of: $0) }
  }

  private mutating func open(_ opened: Edits.State) -> [Effect] {
    var state = opened
    state.title = description(ofEdits: opened)
    finishAnimation()
    if edits.states.isEmpty { edits.states = [shownState] }
    edits.states.removeSubrange((edits.current + 1)...)
    edits.states.append(state)
    edits.stranded = .original
    let effects = enter(edits.states.count - 1)
    edits.letFarRunsGo()
    notice = "\(summary(of: state)): u undoes \(state.count == 1 ? "it" : "them")"
    if state.after + state.count < timeline.stepCount { notice += ", r runs on" }
    return effects + [.journal(edits.unsavedHistory)]
  }

  /// What the edit of a state is in words: its first statement.
  func description(ofEdits state: Edits.State) -> String {
    guard state.count > 0, !state.isLetGo else { return counted(state.branch.edits.count, "edit") }
    let step = state.timeline.narration.step(state.after + 1)
    return "\(step.number)  \(step.firstLine)"
  }

  /// Goes on into the branch of an edit, and shows what the edit does.
  private mutating func enter(_ number: Int) -> [Effect] {
    let state = edits.states[number]
    let former = edits.states[number - 1].branch
    show(
      number,
      at: Position(step: state.count == 0 ? counterpart(position.step, state) : state.after),
      object: { state.origins.counterpart(of: $0) },
      step: { state.branch.counterpart(ofStep: $0, in: former) })
    return state.count > 0 ? travel(to: Position(step: state.after + state.count)) : []
  }

  private func counterpart(_ step: Int, _ state: Edits.State) -> Int {
    guard step > 0 else { return 0 }
    return state.branch.counterpart(ofStep: step, in: edits.branch)
      ?? min(step, state.timeline.stepCount)
  }

  /// Leaves the branch of the last edit.
  mutating func undo() -> [Effect] {
    guard edits.current > 0 else {
      notice = "there is nothing to undo"
      return []
    }
    guard !isStillOpening() else { return [] }
    let state = edits.states[edits.current]
    if edits.states[edits.current - 1].isLetGo || !state.knowsOrigins {
      return pause() + ask(.enter(edits.current - 1))
    }
    return goBack { state.origins.origin(of: $0) }
  }

  /// Leaves the branch that is shown for the one that it was made from.
  private mutating func goBack(object: (ObjectID) -> ObjectID?) -> [Effect] {
    let effects = pause()
    finishAnimation()
    let state = edits.states[edits.current]
    let former = edits.states[edits.current - 1].branch
    show(
      edits.current - 1,
      at: Position(
        step: state.count > 0
          ? state.after : former.counterpart(ofStep: position.step, in: state.branch) ?? 0),
      object: object, step: { former.counterpart(ofStep: $0, in: state.branch) })
    edits.letFarRunsGo()
    notice =
      "undone: \(summary(of: state)); Ctrl-r does \(state.count > 1 ? "them" : "it") again"
    return effects + [.journal(edits.unsavedHistory)]
  }

  /// What the edits of a state are, all of them: the first by its statement.
  private func summary(of state: Edits.State) -> String {
    state.count > 1 ? "\(state.title) and \(counted(state.count - 1, "edit")) more" : state.title
  }

  /// Whether another branch is still being run; says so.
  private mutating func isStillOpening() -> Bool {
    guard edits.isOpening else { return false }
    notice = "the last edit is still being worked out; Esc leaves it"
    return true
  }

  /// Enters the branch that was left last.
  mutating func redo() -> [Effect] {
    guard edits.current + 1 < edits.states.count else {
      notice = "there is nothing to do again"
      return []
    }
    guard !isStillOpening() else { return [] }
    let next = edits.states[edits.current + 1]
    guard !next.isLetGo, next.knowsOrigins else {
      return pause() + ask(.enter(edits.current + 1))
    }
    return goForward()
  }

  private mutating func goForward() -> [Effect] {
    var effects = pause()
    finishAnimation()
    effects += enter(edits.current + 1)
    edits.letFarRunsGo()
    notice = "done again: \(edits.states[edits.current].title)"
    return effects + [.journal(edits.unsavedHistory)]
  }

  /// Stops waiting for a branch that is being run.
  mutating func leaveOpening() {
    edits.request = nil
    notice = "left as it was"
  }

  /// Shows another state at a position. The selection, boxes and breakpoints stay what they are: the
  /// same objects and statements.
  mutating func show(
    _ number: Int, at position: Position, object: (ObjectID) -> ObjectID?, step: (Int) -> Int?
  ) {
    let place = placeOfSelection
    edits.current = number
    edits.preview = Edits.Preview()
    let state = edits.states[number]
    chosen = chosen == .none ? .none : object(chosen) ?? .none
    breakpoints.replace {
      switch $0 {
      case .step(let number): step(number).map { .step($0) }
      case .object(let known): object(known).map { .object($0) }
      }
    }
    matches = matches.compactMap(object)
    timeline = state.timeline
    timeline.move(to: timeline.normalized(position))
    answers.simulator = state.simulator
    answers.asked = nil
    answers.report = nil
    index = state.index
    union = state.union
    census = TypeCensus(timeline.heap)
    scroll[.log] = nil
    scroll[.source] = nil
    pathIndex = 0
    layOut()
    look()
    keepSelection(at: place)
  }

  /// Lists what the branch does differently.
  mutating func showDifference() {
    guard !edits.branch.edits.isEmpty else {
      notice = "this is the original: there are no edits"
      return
    }
    overlay = .difference(scroll: 0)
  }

  /// The rows of that list.
  func differenceRows(_ width: Int) -> [[Span]] {
    rows(of: edits.difference?.lines() ?? [], width: width)
  }

  // MARK: The picture

  /// The picture of the branch: that of the original, with what each edit has added, and all else
  /// where it was. Nil for heaps that are too big for one picture.
  func branchPicture(_ original: CanvasPicture) -> CanvasPicture? {
    var picture = original
    for state in edits.states[1..<edits.current + 1] {
      guard let union = state.union else { return nil }
      let aligned = union.aligned(to: picture.union, origins: state.origins)
      picture = CanvasPicture(
        aligned, extending: picture, heap: state.timeline.heap, detail: detail,
        glyphs: options.glyphs)
    }
    guard edits.isRelaid else { return picture }
    return CanvasPicture(
      picture.union, heap: timeline.heap, view: picture.view, detail: detail,
      glyphs: options.glyphs)
  }

  /// Makes the graphs of all states anew.
  mutating func remakeUnions() {
    guard !edits.states.isEmpty else {
      union = UnionGraph(timeline, unfoldsEntries: unfoldsEntries)
      return
    }
    for number in edits.states.indices where !edits.states[number].isLetGo {
      edits.states[number].union = UnionGraph(
        edits.states[number].timeline, unfoldsEntries: unfoldsEntries, sharesPlaces: number == 0)
    }
    union = edits.states[edits.current].union
  }
}

extension Edits.State {
  /// Runs a branch, and derives what the screen shows of it.
  init(
    _ branch: Branch, by engine: some Branching, after previous: Edits.State,
    original: Edits.State, unfoldsEntries: Bool
  ) throws(BranchFailure) {
    let run = try engine.run(branch, from: previous.run, of: previous.branch)
    self.branch = branch
    timeline = run.timeline
    simulator = run.simulator
    index = StoryIndex(timeline)
    union = UnionGraph(timeline, unfoldsEntries: unfoldsEntries, sharesPlaces: false)
    origins = Origins(from: previous.timeline, to: timeline) {
      branch.counterpart(ofStep: $0, in: previous.branch)
    }
    difference = BranchDifference(from: original.timeline, to: timeline, of: branch)
  }
}
