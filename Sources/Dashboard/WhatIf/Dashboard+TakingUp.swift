import HeapModel

// Edits that were made at another time, or for another version of the file, are made again: each is
// a state of its own, so that they are undone one by one.
extension Dashboard {
  /// Opens the branches of a history.
  mutating func takeUp(_ history: EditHistory) -> [Effect] {
    guard edits.engine != nil, history.current > 0 else { return [] }
    return ask(.takeUp(history))
  }

  func takingUpJob(
    _ number: Int, _ history: EditHistory, _ engine: any Branching
  ) -> Job {
    let original = shownState
    let unfoldsEntries = unfoldsEntries
    return Job(number: number) { stop in
      var answer = Answer(number: number)
      let engine = engine.stopping(stop)
      do throws(BranchFailure) {
        answer.takenUp = .success(
          original.union == nil
            ? try Edits.State.bigStates(of: history, from: original, by: engine, unfoldsEntries)
            : try Edits.State.states(of: history, from: original, by: engine, unfoldsEntries))
      } catch {
        answer.takenUp = .failure(error)
      }
      return answer
    }
  }

  /// Shows a history that was taken up, at the step that was shown before.
  mutating func show(
    _ takenUp: Result<[Edits.State], BranchFailure>, of history: EditHistory
  ) -> [Effect] {
    switch takenUp {
    case .failure(let failure):
      edits.stranded = history
      let count = history.branch.edits.count
      notice =
        failure.sentence + (count == 1 ? "; the edit is kept" : "; the \(count) edits are kept")
      return []
    case .success(let states):
      finishAnimation()
      edits.states = states
      for number in states.indices {
        edits.states[number].title = description(ofEdits: states[number])
      }
      edits.stranded = .original
      // Where runs were let go, the one that is shown was compared with the original.
      let way =
        history.current > 1 && states[1].isLetGo ? [history.current] : Array(1...history.current)
      let branch = states[history.current].branch
      show(
        history.current,
        at: Position(
          step: position.step == 0
            ? 0 : branch.counterpart(ofStep: position.step, in: .original) ?? position.step),
        object: { object in
          way.reduce(Optional(object)) { known, number in
            known.flatMap { states[number].origins.counterpart(of: $0) }
          }
        },
        step: { branch.counterpart(ofStep: $0, in: .original) })
      if way.count < history.current { edits.states[history.current].knowsOrigins = false }
      notice = "\(counted(branch.edits.count, "edit")) taken up again"
      return [.journal(edits.unsavedHistory)]
    }
  }
}

extension Edits.State {
  /// The original, and each branch of a history run from the one before. What was undone and can no
  /// longer be run is left out.
  fileprivate static func states(
    of history: EditHistory, from original: Edits.State, by engine: any Branching,
    _ unfoldsEntries: Bool
  ) throws(BranchFailure) -> [Edits.State] {
    var states = [original]
    for (index, branch) in history.branches.enumerated() {
      let former = states[index]
      do throws(BranchFailure) {
        var state = try Edits.State(
          branch, by: engine, after: former, original: original, unfoldsEntries: unfoldsEntries)
        state.note(branch.addition(to: former.branch))
        states.append(state)
      } catch {
        guard index >= history.current else { throw error }
        break
      }
    }
    return states
  }

  /// The same where a run needs much time and memory: only the branch that is shown is run, and the
  /// others when they are entered.
  fileprivate static func bigStates(
    of history: EditHistory, from original: Edits.State, by engine: any Branching,
    _ unfoldsEntries: Bool
  ) throws(BranchFailure) -> [Edits.State] {
    var states = [original]
    for (index, branch) in history.branches.enumerated() {
      var state = original
      if index + 1 == history.current {
        state = try Edits.State(
          branch, by: engine, after: original, original: original, unfoldsEntries: unfoldsEntries)
      } else {
        state.branch = branch
        state.difference = nil
        state.letGo()
      }
      state.note(branch.addition(to: states[index].branch))
      states.append(state)
    }
    return states
  }

  /// Notes where its last edit acts; nowhere in particular where it has several in several places.
  private mutating func note(_ addition: (after: Int, count: Int)?) {
    (after, count) = addition ?? (0, 0)
  }
}
