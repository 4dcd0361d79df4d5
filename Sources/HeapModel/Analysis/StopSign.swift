/// Tells long work whether it is to stop, because nobody waits for its result any more. What was
/// stopped gives some result quickly, which is not to be used.
///
/// It is no part of what is worked out: all stop signs are equal, so that values that carry one can
/// be compared.
public struct StopSign: Equatable, Sendable {
  private let isRaised: @Sendable () -> Bool

  /// A sign that is up once a question has the answer yes. It is asked often and from any thread, so
  /// the answer must be quick.
  public init(_ isRaised: @escaping @Sendable () -> Bool) { self.isRaised = isRaised }

  /// A sign that is never up.
  public static var never: StopSign { StopSign { false } }

  /// Whether to stop.
  public var isUp: Bool { isRaised() }

  /// Always true.
  public static func == (first: StopSign, second: StopSign) -> Bool { true }
}
