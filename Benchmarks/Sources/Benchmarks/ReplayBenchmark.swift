import HeapModel

/// Journals of changes to a heap of a million objects with five references each, and what it
/// takes to write them and to walk them in both directions.
enum ReplayBenchmark {
  static let objectCount = 1_000_000
  static let slotsPerObject = 5

  /// A heap whose objects refer to random others.
  static func heap() -> Timeline {
    var heap = MutableHeap()
    let type = heap.addType(HeapType(name: "Node", kind: .instance))
    for _ in 0..<objectCount { _ = heap.addInitialObject(type) }
    var timeline = Timeline(heap: heap)
    var random = RandomNumbers(seed: 1)
    for object in 1...objectCount {
      for _ in 0..<slotsPerObject {
        let slot = timeline.addSlot(to: ObjectID(UInt32(object)), Label(.element))
        let target = ObjectID(UInt32(1 + random.next(below: objectCount)))
        timeline.store(Value(target), in: slot)
      }
    }
    timeline.endStep()
    return timeline
  }

  /// Random slots of random objects get random values: every change is far from the one before.
  static func scatter(_ timeline: inout Timeline, changes: Int) {
    var random = RandomNumbers(seed: 2)
    for _ in 0..<changes {
      let slot = SlotID(UInt32(1 + random.next(below: objectCount * slotsPerObject)))
      let value = Value(ObjectID(UInt32(1 + random.next(below: objectCount))))
      timeline.store(value, in: slot)
    }
    timeline.endStep()
  }

  /// Objects die one after the other, as in the cascade of a long list: flags, stores, removals.
  static func cascade(_ timeline: inout Timeline, changes: Int) {
    var object: UInt32 = 0
    let end = timeline.changeCount + changes
    while timeline.changeCount < end {
      object += 1
      let id = ObjectID(object)
      timeline.insert(.dying, into: id)
      var slot = timeline.heap.firstSlot(id)
      while slot != .none {
        timeline.store(.empty, in: slot)
        timeline.removeSlot(slot)
        slot = timeline.heap.firstSlot(id)
      }
      timeline.insert(.freed, into: id)
    }
    timeline.endStep()
  }

  /// Flags and counters only: the work of a cyclic collection on lists that do not change.
  static func flags(_ timeline: inout Timeline, changes: Int) {
    var object: UInt32 = 0
    for change in 0..<changes {
      object = object == UInt32(objectCount) ? 1 : object + 1
      timeline.setState(ObjectID(object), ObjectState(.instance, change & 1 == 0 ? .dying : []))
    }
    timeline.endStep()
  }

  static func benchmarks() -> [Benchmark] {
    let changes = 4_000_000
    let workloads: [(String, (inout Timeline, Int) -> Void)] = [
      ("flags in order", { flags(&$0, changes: $1) }),
      ("a cascade of deaths", { cascade(&$0, changes: $1) }),
      ("scattered stores", { scatter(&$0, changes: $1) }),
    ]
    return workloads.map { name, write in
      var timeline = heap()
      write(&timeline, changes)
      let written = timeline.changeCount
      return Benchmark(
        title: "Replay, \(name)", workload: (changes, "change"),
        contenders: [
          .init(name: "back") {
            timeline.move(to: Position(step: 1))
            return UInt64(written)
          },
          .init(name: "forward") {
            timeline.move(to: Position(step: 2))
            return UInt64(written)
          },
          .init(name: "back again") {
            timeline.move(to: Position(step: 1))
            return UInt64(written)
          },
          .init(name: "record") {
            timeline.truncate(afterStep: 1)
            write(&timeline, changes)
            return UInt64(timeline.changeCount)
          },
        ])
    }
  }
}
