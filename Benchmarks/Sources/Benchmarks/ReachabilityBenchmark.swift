import CContenders
import HeapModel

/// Which objects of a large heap are reachable: both storages against plain C over the same rows.
enum ReachabilityBenchmark {
  static let objectCount = 1_000_000
  static let referenceCount = 5_000_000
  static let rootCount = 10

  /// References of a skewed graph: few objects have most of the referrers, and a fifth of the
  /// objects, which refer to the others, have none from there.
  static func references() -> [FrozenHeap.Reference] {
    var random = RandomNumbers(seed: 1)
    let reachable = objectCount * 4 / 5
    var references: [FrozenHeap.Reference] = []
    references.reserveCapacity(referenceCount)
    // A tree of short depth makes the first part reachable.
    for object in (rootCount + 1)...reachable {
      let source = 1 + random.next(below: min(object - 1, object / 2 + 1))
      references.append((UInt32(source), UInt32(object)))
    }
    while references.count < referenceCount {
      let source = 1 + random.next(below: objectCount)
      let range = source <= reachable ? reachable : objectCount
      // The product of two numbers below one prefers small ones.
      let a = random.next(below: 1 << 20)
      let b = random.next(below: 1 << 20)
      let target = 1 + Int((UInt64(a) * UInt64(b) * UInt64(range)) >> 40)
      references.append((UInt32(source), UInt32(target)))
    }
    return references
  }

  static func benchmarks() -> [Benchmark] {
    let references = references()
    let states = (0..<objectCount).map { $0 < rootCount ? ObjectState.root : [] }
    let frozen = FrozenHeap(states: states, strong: references)
    let mutable = mutableHeap(references)
    let copy = FrozenHeap(mutable)
    print(
      "frozen by place: \(frozen.storageBytes) bytes, frozen copy: \(copy.storageBytes) bytes, "
        + "mutable: \(mutable.storageBytes) bytes, "
        + "\(mutable.storageBytes / objectCount) an object with its five references")

    var answer = frozen.reachability(.none)
    let sorted = rows(references)
    let roots = (1...UInt32(rootCount)).map { $0 }
    var marks = [UInt8](repeating: 0, count: objectCount + 1)
    var queue = [UInt32](repeating: 0, count: objectCount + 1)
    return [
      Benchmark(
        title: "Reachability, 1,000,000 objects, 5,000,000 references",
        workload: (referenceCount, "reference"),
        contenders: [
          .init(name: "C") {
            UInt64(
              breadth_first(
                UInt32(objectCount + 1), sorted.starts, sorted.targets, UInt32(rootCount), roots,
                &marks, &queue))
          },
          .init(name: "frozen") {
            frozen.updateReachability(&answer, .none)
            return UInt64(answer.counts.strong)
          },
          .init(name: "frozen copy, one reference cut") {
            copy.updateReachability(&answer, HeapEdits(cut: [SlotID(UInt32(referenceCount))]))
            return UInt64(answer.counts.strong)
          },
          .init(name: "mutable") {
            mutable.updateReachability(&answer, .none)
            return UInt64(answer.counts.strong)
          },
        ]),
      Benchmark(
        title: "Retaining paths of 100 objects", workload: (100, "path"),
        contenders: [
          .init(name: "frozen") { pathLengths(copy) },
          .init(name: "mutable") { pathLengths(mutable) },
        ]),
    ]
  }

  /// The same references as compressed rows, made without weakviz.
  static func rows(
    _ references: [FrozenHeap.Reference]
  ) -> (starts: [UInt32], targets: [UInt32]) {
    var starts = [UInt32](repeating: 0, count: objectCount + 2)
    for reference in references { starts[Int(reference.source) + 1] += 1 }
    for row in 1..<starts.count { starts[row] += starts[row - 1] }
    var next = starts
    var targets = [UInt32](repeating: 0, count: references.count)
    for reference in references {
      targets[Int(next[Int(reference.source)])] = reference.target
      next[Int(reference.source)] += 1
    }
    return (starts, targets)
  }

  /// A heap whose objects got their slots one after the other.
  static func mutableHeap(_ references: [FrozenHeap.Reference]) -> MutableHeap {
    let rows = rows(references)
    var heap = MutableHeap()
    let type = heap.addType(HeapType(name: "Node", kind: .instance))
    for object in 1...objectCount {
      _ = heap.addInitialObject(type, object <= rootCount ? .root : [])
    }
    var timeline = Timeline(heap: heap)
    for object in 1...objectCount {
      for place in rows.starts[object]..<rows.starts[object + 1] {
        let slot = timeline.addSlot(to: ObjectID(UInt32(object)), Label(.element))
        timeline.store(Value(ObjectID(rows.targets[Int(place)])), in: slot)
      }
    }
    timeline.endStep()
    return timeline.heap
  }

  private static func pathLengths(_ heap: some HeapGraph) -> UInt64 {
    var sum: UInt64 = 0
    for index in 1...100 {
      let object = ObjectID(UInt32(index * 7_999))
      sum += UInt64(heap.retainingPath(to: object, .none)?.steps.count ?? 0)
    }
    return sum
  }
}
