import HeapModel

/// Whether and how fast the timeline plays.
struct Playback: Hashable, Sendable {
  /// The speeds in micro-steps per 1,000 seconds.
  static let speeds = [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000]

  var isPlaying = false
  /// An index into `speeds`.
  var speed = 3
  /// Where a run stops; nil while the timeline plays micro-step by micro-step.
  var run: Position?
  /// Steps of a run from one tick to the next.
  var stride = 1
  /// When the next micro-step is due; nil before the first tick.
  var due: Int?

  /// Milliseconds from one micro-step to the next.
  var interval: Int { 1_000_000 / Self.speeds[speed] }

  /// How the speed reads: `2/s`, `0.5/s`.
  var text: String {
    let speed = Self.speeds[speed]
    return speed >= 1_000 ? "\(speed / 1_000)/s" : speed == 500 ? "0.5/s" : "0.25/s"
  }
}
