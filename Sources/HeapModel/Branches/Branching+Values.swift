extension Branching {
  /// The value that an expression has at the end of a step of a branch; nil where looking at it
  /// raises an error. The branch stays as it is: the look goes another way.
  ///
  /// - Parameter run: the run of the branch, where there is one.
  /// - Complexity: that of going on from the run, or of running the branch up to the step.
  public func value(
    of expression: String, afterStep step: Int, in branch: Branch = .original,
    from run: BranchRun? = nil
  ) -> String? {
    var looking = branch
    looking.insert([EditStatement.look(at: expression)], afterStep: step)
    guard let run = try? self.run(looking, upTo: step + 1, from: run, of: branch) else {
      return nil
    }
    for logged in run.timeline.events(ofStep: step + 1) {
      guard case .expect(_, _, let actual, _) = logged.event else { continue }
      return run.timeline.heap.texts[actual]
    }
    return nil
  }
}
