// What a program never does need not be kept ready for.
extension Program {
  /// Whether a statement keeps an exception, whose traceback holds frames, or asks for a frame.
  /// O(statements).
  public var usesFrames: Bool {
    contains {
      switch $0 {
      case .attempt, .frame: true
      default: false
      }
    }
  }

  /// Whether an expression asks for an address. O(expressions).
  var usesAddresses: Bool {
    expressions.contains { if case .query(.id, _) = $0 { true } else { false } }
  }

  private func contains(_ isWanted: (Action) -> Bool) -> Bool {
    steps.contains { isWanted($0.action) } || bodies.joined().contains { isWanted($0.action) }
  }
}
