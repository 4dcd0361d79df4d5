import Testing

@testable import HeapModel

@Suite("A timeline")
struct TimelineTests {
  /// Three steps: two events of three, nothing at all, and bookkeeping that joins what precedes.
  static func sample() -> (timeline: Timeline, object: ObjectID) {
    var heap = MutableHeap()
    let node = heap.addType(HeapType(name: "Node", kind: .instance))
    let frames = heap.addType(HeapType(name: "frame", kind: .frame))
    let module = heap.addInitialObject(frames, .root)
    let name = heap.texts.intern("f")
    let call = heap.addInitialObject(frames, .root, detail: name.index)
    var timeline = Timeline(heap: heap)

    let object = timeline.allocate(node)
    timeline.emit(.allocate(object))
    timeline.insert(.condemned, into: object)
    timeline.emit(.output(text: name, partial: false))
    timeline.insert(.resurrected, into: object)
    timeline.emit(.resurrect(object))
    timeline.endStep()

    timeline.setShallowBytes(object, 8)
    timeline.endStep()

    timeline.emit(.bind(name: name, value: Value(object), frame: call))
    timeline.setShallowBytes(object, 16)
    timeline.emit(.bind(name: name, value: Value(object), frame: call))
    timeline.setShallowBytes(object, 24)
    timeline.emit(.bind(name: name, value: Value(object), frame: module))
    timeline.insert(.freed, into: object)
    timeline.emit(.free(object))
    timeline.endStep()
    return (timeline, object)
  }

  /// A timeline of random steps with random events.
  static func random(seed: UInt64) -> Timeline {
    var walk = RandomWalk(seed: seed)
    var random = RandomNumbers(seed: seed)
    for _ in 0..<40 {
      for _ in 0..<random.below(6) {
        walk.step(birthRate: 20)
        let object = ObjectID(UInt32(walk.timeline.heap.objectCount))
        switch random.below(4) {
        case 0: walk.timeline.emit(.deallocate(object))
        case 1: walk.timeline.emit(.output(text: .empty, partial: false))
        case 2: walk.timeline.emit(.free(object))
        default: break
        }
      }
      walk.timeline.endStep()
    }
    return walk.timeline
  }

  /// All positions, in order.
  static func positions(_ timeline: Timeline) -> [Position] {
    var positions = [Position.start]
    while let last = positions.last, timeline.successor(of: last) != last {
      positions.append(timeline.successor(of: last))
    }
    return positions
  }

  @Test("groups events into micro-steps: output and names of calls join the event before")
  func moments() {
    let (timeline, _) = Self.sample()
    #expect((0...4).map { timeline.momentCount(ofStep: $0) } == [1, 2, 1, 3, 1])
    #expect(
      Self.positions(timeline) == [
        .start, Position(step: 1, moment: 1), Position(step: 1), Position(step: 2),
        Position(step: 3, moment: 1), Position(step: 3, moment: 2), Position(step: 3),
      ])
    #expect(timeline.happenedCount(at: Position(step: 1, moment: 1)) == 2)
    #expect(timeline.happenedCount(at: Position(step: 1)) == 3)
    #expect(timeline.happenedCount(at: Position(step: 3, moment: 1)) == 2)
    #expect(timeline.happenedCount(at: Position(step: 3, moment: 2)) == 3)
  }

  @Test("shows at a micro-step what its last event found")
  func heapAtMoments() {
    var (timeline, object) = Self.sample()
    timeline.move(to: Position(step: 1, moment: 1))
    #expect(timeline.heap.state(object) == [.condemned])
    timeline.move(to: Position(step: 3, moment: 1))
    #expect(timeline.heap.shallowBytes(object) == 16)
    timeline.move(to: Position(step: 3, moment: 2))
    #expect(timeline.heap.shallowBytes(object) == 24)
    #expect(timeline.heap.isAlive(object))
    timeline.move(to: Position(step: 3))
    #expect(!timeline.heap.isAlive(object))
    timeline.move(to: .start)
    #expect(timeline.heap.objectCount == 2)
    #expect(!timeline.heap.isAlive(object))
  }

  @Test("has one name for each position")
  func normalization() {
    let (timeline, _) = Self.sample()
    #expect(timeline.normalized(Position(step: 1, moment: 2)) == Position(step: 1))
    #expect(timeline.normalized(Position(step: 1, moment: 99)) == Position(step: 1))
    #expect(timeline.normalized(Position(step: 2, moment: 1)) == Position(step: 2))
    #expect(timeline.normalized(Position(step: 3, moment: 0)) == Position(step: 2))
    #expect(timeline.normalized(Position(step: 1, moment: 0)) == .start)
    #expect(timeline.normalized(Position(step: -5, moment: 3)) == .start)
    #expect(timeline.normalized(Position(step: 9, moment: 3)) == Position(step: 3))
    #expect(Position(step: 0, moment: 3) == .start)
  }

  @Test("steps back where it stepped forward", arguments: 0..<10 as Range<UInt64>)
  func inverse(seed: UInt64) {
    let timeline = Self.random(seed: seed)
    let positions = Self.positions(timeline)
    #expect(positions == positions.sorted())
    #expect(positions.last == Position(step: 40))
    #expect(positions.allSatisfy { timeline.normalized($0) == $0 })
    #expect(zip(positions.dropFirst(), positions).allSatisfy { timeline.predecessor(of: $0) == $1 })
    #expect(timeline.predecessor(of: .start) == .start)
    #expect(positions.count == 1 + (1...40).reduce(0) { $0 + timeline.momentCount(ofStep: $1) })
  }

  @Test("has the same heap at a position from wherever it comes", arguments: 0..<5 as Range<UInt64>)
  func sameHeap(seed: UInt64) {
    var timeline = Self.random(seed: seed)
    let positions = Self.positions(timeline)
    func heap(at position: Position) -> UInt64 {
      timeline.move(to: position)
      return timeline.heap.fingerprint
    }
    let forward = positions.map(heap)
    #expect(positions.reversed().map(heap) == forward.reversed())
    var order = Array(positions.indices)
    var random = RandomNumbers(seed: seed)
    order.shuffle(using: &random)
    #expect(order.map { heap(at: positions[$0]) } == order.map { forward[$0] })
  }

  @Test("lists the changes between two positions, whichever comes first")
  func changes() {
    let (timeline, object) = Self.sample()
    let changes = timeline.changes(between: Position(step: 3), and: Position(step: 1))
    #expect(changes.map(\.kind) == [.size, .size, .size, .state])
    #expect(changes.allSatisfy { $0.object == object })
    #expect(timeline.changes(between: .start, and: .start).isEmpty)
  }

  @Test("forgets the steps after one, and writes others")
  func truncation() {
    var (timeline, object) = Self.sample()
    timeline.move(to: Position(step: 1))
    let before = timeline.heap.fingerprint
    timeline.truncate(afterStep: 1)
    #expect(timeline.stepCount == 1)
    #expect(timeline.changeCount == 3)
    #expect(timeline.eventCount == 3)
    timeline.insert(.freed, into: object)
    let bytes = timeline.journalBytes
    timeline.emit(.collectEnd(generation: 2, collected: 7, uncollectable: 0, automatic: false))
    timeline.endStep()
    timeline.move(to: Position(step: 1))
    timeline.truncate(afterStep: 1)
    timeline.insert(.freed, into: object)
    #expect(timeline.journalBytes == bytes)
    timeline.emit(.free(object))
    timeline.endStep()
    #expect(timeline.stepCount == 2)
    #expect(Array(timeline.events(ofStep: 2)).map(\.event) == [.free(object)])
    timeline.move(to: Position(step: 1))
    #expect(timeline.heap.fingerprint == before)
    timeline.truncate(afterStep: 1)
    #expect(timeline.position == Position(step: 1))
  }

  @Test("names the event that provoked another, and none where it was the statement")
  func causes() {
    var (timeline, object) = Self.sample()
    timeline.beginCause()
    timeline.emit(.deallocate(object))
    timeline.beginCause()
    timeline.emit(.finalizer(object))
    timeline.endCause()
    timeline.emit(.free(object))
    timeline.endCause()
    timeline.endStep()
    #expect(timeline.events(ofStep: 4).map(\.cause) == [nil, 0, nil])
  }
}
