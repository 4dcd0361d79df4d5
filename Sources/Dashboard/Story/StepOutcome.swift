import HeapModel

/// How a step ended that a reader of the source must not take for done as it was meant.
enum StepOutcome: Sendable {
  /// All went as it was meant.
  case fine
  /// An expectation did not hold.
  case failed
  /// An exception ended it that the step did not ask for.
  case raised

  /// The sign in the source; nil where there is nothing to say.
  var sign: EventSign? {
    switch self {
    case .fine: nil
    case .failed: .failed
    case .raised: .error
    }
  }
}

extension Timeline {
  /// Beyond so many events a step is taken for fine: it is a big death, not an assertion.
  private static let mostEvents = 2_000

  /// How a step ended. O(events of the step), at most 2,000.
  func outcome(ofStep step: Int) -> StepOutcome {
    let count = eventCount(ofStep: step)
    guard count <= Self.mostEvents else { return .fine }
    var outcome = StepOutcome.fine
    for index in 0..<count {
      switch event(index, ofStep: step).event {
      case .error: outcome = .raised
      case .expect(_, _, _, false): return .failed
      case .expect(let expression, _, _, true) where heap.texts[expression] == "raises":
        outcome = .fine
      default: break
      }
    }
    return outcome
  }
}
