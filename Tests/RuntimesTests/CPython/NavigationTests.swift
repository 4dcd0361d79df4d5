import Runtimes
import Testing

@testable import HeapModel

@Suite("Going through time")
struct NavigationTests {
  /// A runtime that must not be asked: whoever does ends the tests.
  private struct TrappingRuntime: RuntimeInspecting, StepNarrating {
    func generation(of object: ObjectID, in heap: MutableHeap) -> Int? { trap() }
    func generations(in heap: MutableHeap) -> [Int?] { trap() }
    func entries(of collection: ObjectID, in heap: MutableHeap) -> [WeakEntry]? { trap() }
    func callbackName(of weakReference: ObjectID, in heap: MutableHeap) -> String? { trap() }
    func representation(of value: Value, in heap: MutableHeap) -> String { trap() }
    var title: String { trap() }
    var summary: String { trap() }
    var runtimeName: String { trap() }
    var chapters: [(step: Int, heading: String)] { trap() }
    func step(_ number: Int) -> StepDescription { trap() }

    private func trap() -> Never { fatalError("navigation has asked the runtime") }
  }

  /// The timeline of a scenario, cut off from the program and from the machine that wrote it.
  private func timeline(of file: ScenarioFile) throws -> Timeline {
    var timeline = try file.run().timeline
    timeline.inspector = TrappingRuntime()
    timeline.narration = TrappingRuntime()
    return timeline
  }

  @Test(
    "never asks the runtime, and finds the same heap in both directions",
    arguments: ScenarioFile.all)
  func walking(_ file: ScenarioFile) throws {
    var timeline = try timeline(of: file)
    timeline.move(to: .start)
    var walked = [(timeline.position, timeline.heap.fingerprint)]
    while timeline.position < Position(step: timeline.stepCount) {
      timeline.move(to: timeline.successor(of: timeline.position))
      walked.append((timeline.position, timeline.heap.fingerprint))
    }
    #expect(walked.count > timeline.stepCount)
    for (position, fingerprint) in walked.reversed() {
      timeline.move(to: position)
      guard timeline.heap.fingerprint == fingerprint else {
        Issue.record("another heap at \(position)")
        return
      }
    }
    // Far jumps, there and back.
    let ends = walked.filter { $0.0.isEndOfStep }
    for (index, (position, fingerprint)) in ends.enumerated() {
      let (other, otherFingerprint) = ends[(index * 7919 + 31) % ends.count]
      timeline.move(to: other)
      let isSame = timeline.heap.fingerprint == otherFingerprint
      timeline.move(to: position)
      guard isSame, timeline.heap.fingerprint == fingerprint else {
        Issue.record("another heap after a jump from \(other) to \(position)")
        return
      }
    }
  }
}
