import Testing

@testable import HeapModel

@Suite("A random walk of operations")
struct RandomWalkTests {
  @Test("keeps every invariant after every operation", arguments: 0..<20 as Range<UInt64>)
  func invariants(seed: UInt64) {
    var walk = RandomWalk(seed: seed)
    for _ in 0..<200 {
      walk.step(birthRate: 10)
      let faults = walk.timeline.heap.checkInvariants()
      if !faults.isEmpty {
        Issue.record("\(faults)")
        return
      }
    }
  }

  @Test("goes back and forth through the same heaps, operation by operation")
  func everyStep() {
    var walk = RandomWalk(seed: 7)
    var fingerprints = [walk.timeline.heap.fingerprint]
    for _ in 0..<500 {
      walk.step(birthRate: 10)
      walk.timeline.endStep()
      fingerprints.append(walk.timeline.heap.fingerprint)
    }
    for step in (0...500).reversed() {
      walk.timeline.move(to: Position(step: step))
      #expect(walk.timeline.heap.fingerprint == fingerprints[step])
    }
    for step in 0...500 {
      walk.timeline.move(to: Position(step: step))
      #expect(walk.timeline.heap.fingerprint == fingerprints[step])
    }
  }

  @Test("of 100,000 operations goes back to its beginning and forth to its end")
  func long() {
    var walk = RandomWalk(seed: 1)
    let beginning = walk.timeline.heap.fingerprint
    for operation in 1...100_000 {
      walk.step(birthRate: 1)
      if operation % 5_000 == 0 { #expect(walk.timeline.heap.checkInvariants() == []) }
    }
    walk.timeline.endStep()
    let end = walk.timeline.heap.fingerprint
    walk.timeline.move(to: .start)
    #expect(walk.timeline.heap.fingerprint == beginning)
    #expect(walk.timeline.heap.checkInvariants() == [])
    walk.timeline.move(to: Position(step: 1))
    #expect(walk.timeline.heap.fingerprint == end)
    #expect(walk.timeline.heap.checkInvariants() == [])
  }
}
