import Testing

@testable import HeapModel

@Suite("Reachability")
struct ReachabilityTests {
  /// What roots reach over rows, all of them sets of at most 64 objects as bits.
  static func judge(_ roots: Int, _ rows: [Int]) -> Int {
    var (reached, before) = (roots, 0)
    while reached != before {
      before = reached
      for row in rows.indices where reached & 1 << row != 0 { reached |= rows[row] }
    }
    return reached
  }

  static func set(_ objects: [ObjectID]) -> Int {
    objects.reduce(0) { $0 | 1 << Int($1.index - 1) }
  }

  static func references(_ rows: [Int]) -> [FrozenHeap.Reference] {
    var references: [FrozenHeap.Reference] = []
    for source in 0..<rows.count {
      for target in 0..<rows.count where rows[source] & 1 << target != 0 {
        references.append((UInt32(source + 1), UInt32(target + 1)))
      }
    }
    return references
  }

  static func states(_ roots: Int, count: Int) -> [ObjectState] {
    (0..<count).map { roots & 1 << $0 != 0 ? [.root] : [] }
  }

  /// Sets of roots that differ in names only say nothing new, as all graphs are tried: five of
  /// the sixteen stand for all.
  @Test(
    "is right for all graphs of four objects and all sets of roots", arguments: 0..<16)
  func allStrongGraphs(lastRow: Int) {
    var answer = Reachability()
    for graph in 0..<1 << 12 {
      let rows = [graph & 15, graph >> 4 & 15, graph >> 8, lastRow]
      var heap = FrozenHeap(states: Self.states(0, count: 4), strong: Self.references(rows))
      for roots in [0, 1, 3, 7, 15] {
        for object in 0..<4 { heap.states[object + 1] = roots & 1 << object != 0 ? .root : [] }
        heap.updateReachability(&answer, .none)
        let expected = Self.judge(roots, rows)
        var found = 0
        for object in 0..<4 where answer[ObjectID(UInt32(object + 1))] == .strong {
          found |= 1 << object
        }
        let count = expected.nonzeroBitCount
        if found != expected || answer.counts != .init(strong: count, unreachable: 4 - count) {
          Issue.record("roots \(roots) of graph \(rows): \(found) instead of \(expected)")
        }
      }
    }
  }

  /// All graphs of three objects are the full one with some references cut and some weakened, so
  /// this asks for the edits, too.
  @Test(
    "is right for all strong and weak graphs of three objects, in both storages",
    arguments: 0..<27)
  func allGraphs(lastRow: Int) {
    var heap = MutableHeap()
    let type = heap.addType(HeapType(name: "Node", kind: .instance))
    for _ in 0..<3 { _ = heap.addInitialObject(type) }
    var timeline = Timeline(heap: heap)
    var slots: [SlotID] = []
    for source in 1...3 as ClosedRange<UInt32> {
      for target in 1...3 as ClosedRange<UInt32> {
        slots.append(timeline.addSlot(to: ObjectID(source), Label(.element)))
        timeline.store(Value(ObjectID(target)), in: slots[slots.count - 1])
      }
    }
    var (mutable, frozen) = (timeline.heap, FrozenHeap(timeline.heap))
    var answers = [Reachability(), Reachability()]
    for graph in 0..<729 {
      var digits = lastRow * 729 + graph
      var (strong, all, edits) = ([0, 0, 0], [0, 0, 0], HeapEdits.none)
      for place in 0..<9 {
        let bit = 1 << (place % 3)
        switch digits % 3 {
        case 0: edits.cut.insert(slots[place])
        case 1: strong[place / 3] |= bit
        default: edits.weakened.insert(slots[place])
        }
        if digits % 3 != 0 { all[place / 3] |= bit }
        digits /= 3
      }
      for roots in [0, 1, 3, 7] {
        for object in 0..<3 {
          let state: ObjectState = roots & 1 << object != 0 ? .root : []
          mutable.objectRecords[object + 1].state = state.rawValue
          frozen.states[object + 1] = state
        }
        let (reached, touched) = (Self.judge(roots, strong), Self.judge(roots, all))
        mutable.updateReachability(&answers[0], edits)
        frozen.updateReachability(&answers[1], edits)
        for answer in answers {
          if Self.set(answer.objects(.strong)) != reached
            || Self.set(answer.objects(.weak)) != touched & ~reached
            || Self.set(answer.objects(.unreachable)) != 7 & ~touched
            || answer.counts.all != 3
          {
            Issue.record("roots \(roots), strong \(strong), all \(all)")
          }
        }
      }
    }
  }

  @Test("is right for random heaps of 60 objects", arguments: 0..<40 as Range<UInt64>)
  func randomHeaps(seed: UInt64) {
    var random = RandomNumbers(seed: seed)
    let density = 1 + random.below(3)
    func rows() -> [Int] {
      (0..<60).map { _ in (0..<density).reduce(0) { set, _ in set | 1 << random.below(60) } }
    }
    let (strong, weak) = (rows(), rows())
    let roots = 1 << random.below(60) | 1 << random.below(60)
    let heap = FrozenHeap(
      states: Self.states(roots, count: 60), strong: Self.references(strong),
      weak: Self.references(weak))
    let answer = heap.reachability(.none)
    let reached = Self.judge(roots, strong)
    let touched = Self.judge(roots, zip(strong, weak).map { $0 | $1 })
    #expect(Self.set(answer.objects(.strong)) == reached)
    #expect(Self.set(answer.objects(.weak)) == touched & ~reached)
    #expect(answer.counts.all == 60)
  }

  @Test("has the same answer for a heap and its frozen copy", arguments: 0..<20 as Range<UInt64>)
  func storages(seed: UInt64) {
    var walk = RandomWalk(seed: seed)
    for _ in 0..<600 { walk.step(birthRate: 8) }
    let heap = walk.timeline.heap
    let frozen = FrozenHeap(heap)
    var random = RandomNumbers(seed: seed)
    let slots = (0..<20).map { _ in SlotID(UInt32(1 + random.below(heap.slotCount))) }
    for edits in [
      .none, HeapEdits(cut: Set(slots[..<10])),
      HeapEdits(cut: Set(slots[..<5]), weakened: Set(slots[3...])),
    ] {
      let (answer, other) = (heap.reachability(edits), frozen.reachability(edits))
      for kind in Reachability.Case.allCases {
        #expect(answer.objects(kind) == other.objects(kind))
      }
      #expect(answer.counts == other.counts)
      #expect(answer.counts.all == heap.allObjects.count { heap.isAlive($0) })
      #expect(
        answer.visibleCounts(in: heap).all
          == heap.allObjects.count { heap.isAlive($0) && heap.isVisible($0) })
      for object in heap.allObjects {
        #expect(
          heap.retainingPaths(to: object, limit: 4, edits)
            == frozen.retainingPaths(to: object, limit: 4, edits))
        #expect((heap.retainingPath(to: object, edits) != nil) == (answer[object] == .strong))
      }
    }
  }

  @Test("says nothing of an object that is not alive")
  func dead() {
    let heap = FrozenHeap(states: [.root, .freed, [.root, .freed]], strong: [(1, 2), (3, 1)])
    let answer = heap.reachability(.none)
    #expect(answer[ObjectID(2)] == nil)
    #expect(answer[ObjectID(3)] == nil)
    #expect(answer[.none] == nil)
    #expect(answer.counts == .init(strong: 1))
  }
}

@Suite("A frozen heap")
struct FrozenHeapTests {
  @Test("takes at most 48 bytes an object and 14 bytes a reference")
  func memory() {
    var walk = RandomWalk(seed: 3)
    for _ in 0..<3_000 { walk.step(birthRate: 5) }
    let frozen = FrozenHeap(walk.timeline.heap)
    let references = frozen.strongReferenceCount + frozen.weakReferenceCount
    #expect(frozen.storageBytes <= 48 * (frozen.objectCount + 1) + 14 * references)
    #expect(references > 100)
  }

  @Test("keeps the order of slots and of referrers")
  func order() {
    let heap = FrozenHeap(
      states: [[], [], []], strong: [(2, 3), (1, 3), (2, 1), (1, 2)], weak: [(3, 1), (1, 1)])
    #expect(heap.strongOut.starts == [0, 0, 2, 4, 4])
    #expect(heap.strongOut.ends == [3, 2, 3, 1])
    #expect(heap.strongIn.starts == [0, 0, 1, 2, 4])
    #expect(heap.strongIn.ends == [2, 1, 2, 1])
    #expect(heap.weakOut.ends == [1, 1])
    #expect(heap.weakOut.firstSlot == 5)
    #expect(
      (0...7).map { slot in heap.withRows { $0.source(ofSlot: UInt32(slot)) } }
        == [0, 1, 1, 2, 2, 1, 3, 0])
  }
}
