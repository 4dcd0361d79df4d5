import Dashboard
import HeapFormats
import HeapModel

extension Companion {
  /// The run of a scenario in the second of two versions, beside its run in the first.
  /// O(events + steps × objects), for finding where they part.
  init(
    _ timeline: Timeline, _ simulator: any Simulating, beside first: Timeline,
    _ runtimes: RuntimePairArgument
  ) {
    let parting = RuntimeComparison.parting(first, timeline).map {
      Parting(
        step: $0.step, subject: $0.subject, here: $0.second, there: $0.first, meaning: $0.meaning)
    }
    self.init(
      timeline, name: runtimes.second.title, beside: runtimes.first.title, parting: parting,
      simulator: simulator)
  }
}
