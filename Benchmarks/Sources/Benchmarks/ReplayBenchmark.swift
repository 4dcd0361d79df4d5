import HeapModel

/// Journals of changes to a heap of objects with five references each, and what it takes to write
/// them and to walk them in both directions.
struct ReplayBenchmark {
  let objectCount: Int
  let slotsPerObject = 5

  /// A heap whose objects refer to random others.
  func heap() -> Timeline {
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
  func scatter(_ timeline: inout Timeline, changes: Int) {
    var random = RandomNumbers(seed: 2)
    for _ in 0..<changes {
      let slot = SlotID(UInt32(1 + random.next(below: objectCount * slotsPerObject)))
      let value = Value(ObjectID(UInt32(1 + random.next(below: objectCount))))
      timeline.store(value, in: slot)
    }
    timeline.endStep()
  }

  /// Objects die one after the other, as in the cascade of a long list: flags, stores, removals.
  func cascade(_ timeline: inout Timeline, changes: Int) {
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
  func flags(_ timeline: inout Timeline, changes: Int) {
    var object: UInt32 = 0
    for change in 0..<changes {
      object = object == UInt32(objectCount) ? 1 : object + 1
      timeline.setState(ObjectID(object), ObjectState(.instance, change & 1 == 0 ? .dying : []))
    }
    timeline.endStep()
  }

  /// As `scatter`, but each store is a step of its own.
  func steps(_ timeline: inout Timeline, changes: Int) {
    for step in 0..<changes {
      let slot = SlotID(UInt32(1 + step % (objectCount * slotsPerObject)))
      timeline.store(Value(ObjectID(UInt32(1 + step % objectCount))), in: slot)
      timeline.endStep()
    }
  }

  static func benchmarks() -> [Benchmark] {
    let large = ReplayBenchmark(objectCount: 1_000_000)
    let small = ReplayBenchmark(objectCount: 1_000)
    let changes = 4_000_000
    return [
      large.benchmark("flags in order", changes) { large.flags(&$0, changes: changes) },
      small.benchmark("scattered stores", changes) { small.scatter(&$0, changes: changes) },
      large.benchmark("a cascade of deaths", changes) { large.cascade(&$0, changes: changes) },
      large.benchmark("scattered stores", changes) { large.scatter(&$0, changes: changes) },
    ]
  }

  static func stepBenchmarks() -> [Benchmark] {
    [ReplayBenchmark(objectCount: 1_000_000).stepByStep(100_000)]
  }

  /// Jumps over all changes of one step.
  private func benchmark(
    _ name: String, _ changes: Int, write: @escaping (inout Timeline) -> Void
  ) -> Benchmark {
    var timeline = heap()
    write(&timeline)
    func jump(to step: Int) -> UInt64 {
      timeline.move(to: Position(step: step))
      return UInt64(timeline.changeCount)
    }
    return Benchmark(
      title: "Replay, \(name), \(objectCount) objects", workload: (changes, "change"),
      contenders: [
        .init(name: "back") { jump(to: 1) },
        .init(name: "forward") { jump(to: 2) },
        .init(name: "back again") { jump(to: 1) },
        .init(name: "record") {
          timeline.truncate(afterStep: 1)
          write(&timeline)
          return UInt64(timeline.changeCount)
        },
      ])
  }

  /// Walks one step at a time, as the keys of the dashboard do.
  private func stepByStep(_ count: Int) -> Benchmark {
    var timeline = heap()
    steps(&timeline, changes: count)
    func walk(_ steps: some Sequence<Int>) -> UInt64 {
      for step in steps { timeline.move(to: Position(step: step)) }
      return UInt64(timeline.changeCount)
    }
    return Benchmark(
      title: "Step by step, \(objectCount) objects", workload: (count, "step"),
      contenders: [
        .init(name: "back") { walk((1...count).reversed()) },
        .init(name: "forward") { walk(2...count + 1) },
      ])
  }
}
