@testable import HeapModel
import Runtimes
import Testing

/// What goes on where a timeline stands, with nothing of the run but what it knew beside its heap.
@Suite struct `A run that goes on from the heap of another` {
  @Test(
    "does what the run itself does when it goes back to that step", arguments: ScenarioFile.all)
  func consequences(_ file: ScenarioFile) throws {
    let first = try file.run()
    let copy = first
    var (timeline, rerun) = copy.finishToGoOn()
    // Every third step, from another one in each file.
    for step in stride(from: timeline.stepCount % 3, through: timeline.stepCount, by: 3) {
      timeline.move(to: Position(step: step))
      let here = timeline.heap.fingerprint
      // Another name, or a collection, at each step.
      let names = Self.names(timeline)
      let edit: EditStatement =
        names.isEmpty ? .collect(step % 2) : .delete(names[step / 3 % names.count])
      let run = try #require(rerun.resuming(at: timeline))
      let found = Consequences(of: [edit], isCollected: true, in: run)
      let expected = Consequences(of: edit, afterStep: step, in: first)
      let isSame =
        found.lines(afterStep: "1") == expected.lines(afterStep: "1")
        && found.happenings == expected.happenings
        && found.timeline.heap.fingerprint == expected.timeline.heap.fingerprint
      #expect(isSame, "\(edit.text) after step \(step)")
      #expect(timeline.heap.fingerprint == here)
      if !isSame { return }
    }
  }

  private static func names(_ timeline: Timeline) -> [String] {
    let heap = timeline.heap
    guard let module = heap.allObjects.first(where: { heap.kind($0) == .frame }) else { return [] }
    return heap.slots(module).filter { heap.value($0).isObject }.map {
      heap.texts[heap.label($0).text]
    }
  }
}
