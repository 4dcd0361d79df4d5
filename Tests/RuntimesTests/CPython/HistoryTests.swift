@testable import HeapModel
import Runtimes
import Testing

@Suite("The history of a simulation")
struct HistoryTests {
  /// Long runs are followed to their end from every tenth boundary, else for some steps.
  @Test("goes on from every step boundary as it went the first time", arguments: ScenarioFile.all)
  func resuming(_ file: ScenarioFile) throws {
    let first = try file.run()
    var timeline = first.timeline
    let count = timeline.stepCount
    let lines = (1...count).map { first.log($0...$0) }
    let fingerprints = (0...count).map { step in
      timeline.move(to: Position(step: step))
      return timeline.heap.fingerprint
    }
    for step in 0..<count {
      var second = first
      second.rewind(toStep: step)
      let end = count <= 80 || step.isMultiple(of: 10) ? count : min(count, step + 20)
      while second.timeline.stepCount < end { try second.advance() }
      let isSame =
        second.log((step + 1)...end) == lines[step..<end].joined()
        && second.timeline.heap.fingerprint == fingerprints[end]
        && (end < count || second.failedExpectations == first.failedExpectations)
      #expect(isSame, "resumed after step \(step)")
      if !isSame { return }
    }
  }

  @Test("counts at every moment what refers to an object", arguments: ScenarioFile.all)
  func invariants(_ file: ScenarioFile) throws {
    var timeline = try file.run().timeline
    timeline.move(to: .start)
    while timeline.position < Position(step: timeline.stepCount) {
      timeline.move(to: timeline.successor(of: timeline.position))
      let faults = timeline.heap.checkInvariants()
      #expect(faults.isEmpty, "at \(timeline.position)")
      if !faults.isEmpty { return }
    }
  }

  @Test("leaves nothing on the value stack at the end of a step", arguments: ScenarioFile.all)
  func temporaries(_ file: ScenarioFile) throws {
    var timeline = try file.run().timeline
    for step in 1...timeline.stepCount {
      timeline.move(to: Position(step: step))
      let held = timeline.heap.allObjects.flatMap { object in
        timeline.heap.slots(object).filter {
          timeline.heap.label($0).kind == .temporary && timeline.heap.value($0).isObject
        }
      }
      #expect(held.isEmpty, "after step \(step)")
    }
  }
}
