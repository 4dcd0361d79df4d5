import HeapModel
import TerminalFrame

extension Dashboard {
  /// How long a tour waits.
  private enum Pause {
    /// After each change that deserves it, where there are few and where there are many.
    static let change = 700
    static let changeOfMany = 250
    /// After each statement.
    static let statement = 1_100
    /// A person reads about twenty letters a second.
    static let letter = 50
    static let longest = 9_000
    static let end = 4_000
  }

  /// Plays a timeline from its beginning to its end, as a patient teacher would: each change in
  /// stages, with pauses that are long enough for the notes. The same timeline gives the same tour.
  ///
  /// - Parameters:
  ///   - options: the size and the looks; whether changes are shown in stages, too.
  ///   - visit: takes each frame and the milliseconds since the first one at which it is shown.
  /// - Returns: the milliseconds that the tour takes in all.
  /// - Complexity: that of the frames; some frames a step.
  public static func tour(
    _ timeline: Timeline, options: Options, visit: (Frame, Int) -> Void
  ) -> Int {
    var timeline = timeline
    timeline.move(to: .start)
    var dashboard = Dashboard(timeline: timeline, options: options)
    var time = 0
    visit(dashboard.render(), time)
    let opening = timeline.narration.title + timeline.narration.summary
    time += min(Pause.longest, Pause.statement + opening.count * Pause.letter)
    for step in stride(from: 1, through: timeline.stepCount, by: 1) {
      let start = time
      let isShownInDetail = dashboard.deservesDetail(step)
      while dashboard.position < Position(step: step) {
        _ = dashboard.update(.input(.key(.character(isShownInDetail ? "s" : "n"))))
        visit(dashboard.render(), time)
        while dashboard.isMoving {
          time += Animation.interval
          _ = dashboard.update(.tick(milliseconds: time))
          visit(dashboard.render(), time)
        }
        let isOneOfMany = timeline.momentCount(ofStep: step) > 10
        time += !isShownInDetail ? 0 : isOneOfMany ? Pause.changeOfMany : Pause.change
      }
      let note = timeline.narration.step(step).note
      let reading = min(Pause.longest, note.count * Pause.letter)
      time = max(time + Pause.statement, start + reading)
    }
    return time + Pause.end
  }

  /// Whether a step is shown change by change: something dies in it, and it has not too many.
  private func deservesDetail(_ step: Int) -> Bool {
    timeline.momentCount(ofStep: step) <= 40
      && timeline.events(ofStep: step).contains { $0.event.isOfInterest }
  }
}
