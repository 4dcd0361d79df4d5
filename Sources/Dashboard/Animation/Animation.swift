import HeapModel

/// A way from one position to a later one in beats, so that an eye can follow: what will change,
/// what is cut, what it makes of the objects.
struct Animation: Hashable, Sendable {
  /// A part of a change.
  enum Stage: Hashable, Sendable {
    /// All is as before; what will change is marked.
    case announce
    /// Lines, names and counts are as afterwards, borders as before.
    case cut
    /// All is as afterwards; borders that are new stand out.
    case border
  }

  /// What is shown for some tenths of a second.
  struct Beat: Hashable, Sendable {
    var stage: Stage
    /// The change: all that happens between two positions.
    var from: Position
    var to: Position
    /// Tenths of a second.
    var frames: Int
  }

  /// Milliseconds from one frame to the next.
  static let interval = 100
  /// What a step may take, whatever it does: 1.2 seconds.
  static let mostFrames = 12
  /// A run of more events of one kind is shown as one.
  static let longestRun = 8

  let beats: [Beat]
  let target: Position
  /// The beat that is shown.
  var current = 0
  /// When the beat that is shown ends; nil until a tick has told the time.
  var end: Int?

  /// The beats from one position to a later one; nil where there is too much between them.
  /// O(events in between).
  init?(_ timeline: Timeline, from start: Position, to target: Position, isBrief: Bool = false) {
    let changes = Self.changes(timeline, from: start, to: target)
    guard !changes.isEmpty else { return nil }
    var beats: [Beat] = []
    for (from, to) in changes {
      for (stage, frames) in Self.stages(forEachOf: changes.count, isBrief: isBrief) {
        beats.append(Beat(stage: stage, from: from, to: to, frames: frames))
      }
    }
    self.beats = beats
    self.target = target
  }

  /// Milliseconds that a beat takes.
  func length(of beat: Int) -> Int { beats[beat].frames * Self.interval }

  /// The fewer changes there are, the more time each of them has.
  private static func stages(forEachOf count: Int, isBrief: Bool) -> [(Stage, frames: Int)] {
    switch count {
    case 1 where !isBrief: [(.announce, 2), (.cut, 2), (.border, 2)]
    case ...4: [(.announce, 1), (.cut, 1), (.border, 1)]
    case ...6: [(.announce, 1), (.border, 1)]
    default: [(.border, 1)]
    }
  }

  private static func changes(
    _ timeline: Timeline, from start: Position, to target: Position
  ) -> [(from: Position, to: Position)] {
    var changes: [(from: Position, to: Position, kind: Event.Kind?, run: Int)] = []
    var at = start
    while at != target {
      let next = timeline.successor(of: at)
      guard next != at, changes.count < 2_000 else { return [] }
      let first = next.step == at.step && !at.isEndOfStep ? timeline.happenedCount(at: at) : 0
      let kind =
        first < timeline.eventCount(ofStep: next.step)
        ? timeline.event(first, ofStep: next.step).event.kind : nil
      changes.append((at, next, kind, 1))
      at = next
    }
    changes = joined(changes)
    // Where there are still too many, neighbours are shown together.
    let share = (changes.count + mostFrames - 1) / mostFrames
    guard share > 1 else { return changes.map { ($0.from, $0.to) } }
    return stride(from: 0, to: changes.count, by: share).map {
      (changes[$0].from, changes[min($0 + share, changes.count) - 1].to)
    }
  }

  /// Joins the changes of long runs of one kind.
  private static func joined(
    _ changes: [(from: Position, to: Position, kind: Event.Kind?, run: Int)]
  ) -> [(from: Position, to: Position, kind: Event.Kind?, run: Int)] {
    var result: [(from: Position, to: Position, kind: Event.Kind?, run: Int)] = []
    var index = 0
    while index < changes.count {
      let kind = changes[index].kind
      let end = changes[index...].firstIndex { $0.kind != kind } ?? changes.count
      if end - index > longestRun {
        result.append((changes[index].from, changes[end - 1].to, kind, end - index))
      } else {
        result += changes[index..<end]
      }
      index = end
    }
    return result
  }
}
