import TerminalFrame

/// What a session was waiting for.
public enum TerminalEvent: Equatable, Sendable {
  /// A person did something, or the window changed.
  case input(InputEvent)
  /// So many ticks of the timer have passed since the last event of this kind.
  case ticks(Int)
  /// One of the watched descriptors can be read.
  case readable(Int32)
  /// The process shall end because of a signal (TERM, INT, HUP) or because the terminal is gone,
  /// which counts as HUP. The customary exit status is 128 and the signal's number.
  case ended(signal: Int32)
}
