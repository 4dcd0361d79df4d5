@testable import HeapModel
import Runtimes
import Testing

@Suite("The history of a simulation")
struct HistoryTests {
  @Test("goes on from every step boundary as it went the first time", arguments: ScenarioFile.all)
  func resuming(_ file: ScenarioFile) throws {
    let first = try Simulation.finished(file.program())
    let fingerprint = first.timeline.heap.fingerprint
    for step in 0..<first.timeline.stepCount {
      var second = first
      second.rewind(toStep: step)
      try second.run()
      let isSame =
        second.log(after: step) == first.log(after: step)
        && second.timeline.heap.fingerprint == fingerprint
        && second.failedExpectations == first.failedExpectations
      #expect(isSame, "resumed after step \(step)")
      if !isSame { return }
    }
  }

  @Test("counts at every moment what refers to an object", arguments: ScenarioFile.all)
  func invariants(_ file: ScenarioFile) throws {
    var timeline = try Simulation.finished(file.program()).timeline
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
    var timeline = try Simulation.finished(file.program()).timeline
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
