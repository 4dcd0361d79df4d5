import CContenders
import HeapModel

/// Questions about a large heap: who alone keeps whom alive, against plain C over the same rows; why
/// an object is alive, what would have to go, what one cut loses.
enum AnswersBenchmark {
  private static let objectCount = ReachabilityBenchmark.objectCount
  private static let questions = 20

  static func benchmarks() -> [Benchmark] {
    let references = ReachabilityBenchmark.references()
    let states = (0..<objectCount).map {
      $0 < ReachabilityBenchmark.rootCount ? ObjectState.root : []
    }
    let bytes = (0..<objectCount).map { UInt32(16 + $0 % 64) }
    let frozen = FrozenHeap(states: states, bytes: bytes, strong: references)
    let mutable = ReachabilityBenchmark.mutableHeap(references)
    let tree = frozen.dominatorTree(.none)
    return [
      dominators(frozen, references, bytes), whyAlive(mutable), cuts(mutable),
      edges(frozen, references, tree), consequences(mutable, tree),
    ]
  }

  private static func dominators(
    _ frozen: FrozenHeap, _ references: [FrozenHeap.Reference], _ bytes: [UInt32]
  ) -> Benchmark {
    let out = ReachabilityBenchmark.rows(references)
    let into = ReachabilityBenchmark.rows(references.map { ($0.target, $0.source) })
    let roots = (1...UInt32(ReachabilityBenchmark.rootCount)).map { $0 }
    let sizes = [0] + bytes
    var memory = [UInt32](repeating: 0, count: 7 * (objectCount + 1))
    var dominator = [UInt32](repeating: 0, count: objectCount + 1)
    var retained = [UInt64](repeating: 0, count: objectCount + 1)
    return Benchmark(
      title: "Dominators and retained sizes, 1,000,000 objects, 5,000,000 references",
      workload: (references.count, "reference"),
      contenders: [
        .init(name: "C, semi-NCA") {
          _ = CContenders.dominators(
            UInt32(objectCount), out.starts, out.targets, into.starts, into.targets,
            UInt32(roots.count), roots, sizes, &memory, &dominator, &retained)
          var sum: UInt64 = 0
          for object in stride(from: 1, to: objectCount, by: 101) {
            sum = sum &* 31 &+ retained[object] &+ UInt64(dominator[object])
          }
          return sum
        },
        .init(name: "frozen") {
          let tree = frozen.dominatorTree(.none)
          var sum: UInt64 = 0
          for index in stride(from: 1, to: objectCount, by: 101) {
            let object = ObjectID(UInt32(index))
            sum =
              sum &* 31 &+ UInt64(tree.retainedBytes(object))
              &+ UInt64(tree.dominator(of: object)?.index ?? 0)
          }
          return sum
        },
      ])
  }

  private static func whyAlive(_ heap: MutableHeap) -> Benchmark {
    let timeline = Timeline(heap: heap)
    return Benchmark(
      title: "Why alive, with all separate ways, holders and weak references",
      workload: (questions, "question"),
      contenders: [
        .init(name: "mutable") {
          (1...questions).reduce(0) { sum, index in
            let why = WhyAlive(ObjectID(UInt32(index * 7_999)), in: timeline)
            return sum + UInt64(why.paths.count)
          }
        }
      ])
  }

  /// Objects of which three references must go.
  private static func cuts(_ heap: MutableHeap) -> Benchmark {
    var objects: [ObjectID] = []
    var index: UInt32 = 300_000
    while objects.count < 5 {
      index += 1
      if cutSize(of: ObjectID(index), in: heap) == 3 { objects.append(ObjectID(index)) }
    }
    return Benchmark(
      title: "Minimum cut of objects with three disjoint paths",
      workload: (objects.count, "question"),
      contenders: [
        .init(name: "mutable") {
          objects.reduce(0) { $0 + UInt64(cutSize(of: $1, in: heap) ?? 0) }
        }
      ])
  }

  /// How many references must go; nil where no cut is small enough.
  private static func cutSize(of object: ObjectID, in heap: MutableHeap) -> Int? {
    guard case .cut(let cut) = heap.minimumCut(of: object, limit: 1, isRemovable: { _ in true })
    else { return nil }
    return cut.size
  }

  private static func edges(
    _ heap: FrozenHeap, _ references: [FrozenHeap.Reference], _ tree: DominatorTree
  ) -> Benchmark {
    let asked = stride(from: 0, to: references.count, by: 50).map { references[$0] }
    return Benchmark(
      title: "Does cutting one reference lose its target, once the tree is there",
      workload: (asked.count, "reference"),
      contenders: [
        .init(name: "frozen") {
          asked.reduce(0) { sum, reference in
            sum
              + (heap.isLost(
                ObjectID(reference.target), cuttingFrom: ObjectID(reference.source), tree) ? 1 : 0)
          }
        }
      ])
  }

  /// What reference counting frees when the references to an object go.
  private static func consequences(_ heap: MutableHeap, _ tree: DominatorTree) -> Benchmark {
    let objects = stride(from: 100_000, to: 800_000, by: 700).map { ObjectID(UInt32($0)) }
    let slots = objects.map { Array(heap.strongReferrers($0)) }
    let freed = slots.reduce(0) { $0 + heap.freedObjects(cutting: $1).count }
    return Benchmark(
      title: "What is freed at once when all references to an object go",
      workload: (freed, "object freed"),
      contenders: [
        .init(name: "mutable") {
          slots.reduce(0) { $0 + UInt64(heap.freedObjects(cutting: $1).count) }
        }
      ])
  }
}
