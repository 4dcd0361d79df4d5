extension Branching {
  /// The value that an expression has at the end of a step of a branch; nil where looking at it
  /// raises an error. The branch stays as it is: the look goes another way.
  ///
  /// - Complexity: that of running the branch up to the step.
  public func value(
    of expression: String, afterStep step: Int, in branch: Branch = .original
  ) -> String? {
    var branch = branch
    branch.insert([EditStatement.look(at: expression)], afterStep: step)
    guard let run = try? run(branch, upTo: step + 1) else { return nil }
    for logged in run.timeline.events(ofStep: step + 1) {
      guard case .expect(_, _, let actual, _) = logged.event else { continue }
      return run.timeline.heap.texts[actual]
    }
    return nil
  }
}
