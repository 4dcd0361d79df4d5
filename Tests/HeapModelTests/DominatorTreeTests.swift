import Testing

@testable import HeapModel

@Suite("The dominator tree")
struct DominatorTreeTests {
  /// What is reachable only through one object: by reachability with and without it.
  static func judge(_ roots: Int, _ rows: [Int], without object: Int) -> Int {
    let left = rows.map { $0 & ~(1 << object) }
    return ReachabilityTests.judge(roots, rows)
      & ~ReachabilityTests.judge(roots & ~(1 << object), left)
  }

  /// What is wrong with the tree of a graph, where object *n* takes 2^n bytes; nil where nothing is.
  static func fault(_ roots: Int, _ rows: [Int]) -> String? {
    let count = rows.count
    let heap = FrozenHeap(
      states: ReachabilityTests.states(roots, count: count),
      bytes: (0..<count).map { 1 << UInt32($0) }, strong: ReachabilityTests.references(rows))
    let tree = heap.dominatorTree(.none)
    let reached = ReachabilityTests.judge(roots, rows)
    if tree.objectCount != reached.nonzeroBitCount { return "reaches \(tree.objectCount)" }
    if tree.retainedBytes(.none) != reached { return "retains \(tree.retainedBytes(.none))" }
    var below = 0
    for object in 0..<count {
      let id = ObjectID(UInt32(object + 1))
      let expected = judge(roots, rows, without: object)
      let found = ReachabilityTests.set(Array(tree.retained(id)))
      if found != expected { return "\(object) retains \(found), not \(expected)" }
      if tree.retainedBytes(id) != expected { return "sizes of \(object)" }
      for other in 0..<count
      where tree.dominates(id, ObjectID(UInt32(other + 1))) != (expected & 1 << other != 0) {
        return "\(object) dominates \(other)"
      }
      let children = Array(tree.children(of: id))
      if children.contains(where: { tree.dominator(of: $0) != id }) { return "children" }
      below += children.count
    }
    let top = Array(tree.children(of: .none))
    if top.contains(where: { tree.dominator(of: $0) != ObjectID.none }) { return "top" }
    return below + top.count == tree.objectCount ? nil : "not all are in the tree"
  }

  @Test(
    "is right for all graphs of four objects and all sets of roots", arguments: 0..<16)
  func allGraphs(roots: Int) {
    // Whether an object refers to itself makes no difference; the random heaps have such objects.
    func spread(_ bits: Int, _ row: Int) -> Int {
      let low = bits & ((1 << row) - 1)
      return low | (bits >> row) << (row + 1)
    }
    for graph in 0..<1 << 12 {
      let rows = (0..<4).map { spread(graph >> (3 * $0) & 7, $0) }
      if let fault = Self.fault(roots, rows) {
        Issue.record("roots \(roots) of graph \(rows): \(fault)")
        return
      }
    }
  }

  @Test("is right for random heaps", arguments: 0..<60 as Range<UInt64>)
  func randomHeaps(seed: UInt64) {
    var random = RandomNumbers(seed: seed)
    let count = 20 + random.below(11)
    let density = 1 + random.below(3)
    let rows = (0..<count).map { _ in
      (0..<density).reduce(0) { set, _ in set | 1 << random.below(count) }
    }
    #expect(Self.fault(1 << random.below(count) | 1 << random.below(count), rows) == nil)
  }

  /// Heaps on which published shortcuts are wrong: to take for the dominator the first that
  /// reached an object, the nearest common ancestor in a breadth-first tree without repeating it,
  /// or the semidominator.
  @Test(
    "is right where approximations are wrong",
    arguments: [
      // The seven references of LeakCanary's counterexample: the dominator of an object is settled
      // before a later path to its parent is seen.
      [[1, 2], [3], [4], [5], [3], [], []],
      [[1, 2], [3, 4], [4], [5], [6], [6], []],
      // Lengauer and Tarjan's semidominator that is no dominator.
      [[1, 2], [3], [4, 3], [5], [5], [6, 1], []],
      // A way around that is found last (irreducible: two entries to a loop).
      [[1, 2], [2, 3], [1], [4, 5], [3], [6], [5]],
      // A long detour next to a short cut.
      [[1, 6], [2], [3], [4], [5], [6], []],
    ])
  func counterexamples(lists: [[Int]]) {
    let rows = lists.map { $0.reduce(0) { $0 | 1 << $1 } }
    #expect(Self.fault(1, rows) == nil)
  }

  @Test("says for each reference what cutting it would lose", arguments: 0..<40 as Range<UInt64>)
  func cutting(seed: UInt64) {
    var random = RandomNumbers(seed: seed)
    let rows = (0..<24).map { _ in 1 << random.below(24) | 1 << random.below(24) }
    let roots = 1 << 3 | 1 << 7
    let states = ReachabilityTests.states(roots, count: 24)
    let references = ReachabilityTests.references(rows)
    let heap = FrozenHeap(states: states, strong: references)
    let tree = heap.dominatorTree(.none)
    let reached = ReachabilityTests.judge(roots, rows)
    for reference in references {
      var left = rows
      left[Int(reference.source) - 1] &= ~(1 << Int(reference.target - 1))
      let lost = reached & ~ReachabilityTests.judge(roots, left)
      let target = ObjectID(reference.target)
      let isLost = heap.isLost(target, cuttingFrom: ObjectID(reference.source), tree)
      #expect(isLost == (lost != 0))
      if isLost { #expect(ReachabilityTests.set(Array(tree.retained(target))) == lost) }
    }
  }

  @Test("takes several references from one object as several")
  func doubledReference() {
    let heap = FrozenHeap(states: [.root, []], strong: [(1, 2), (1, 2)])
    let tree = heap.dominatorTree(.none)
    #expect(!heap.isLost(ObjectID(2), cuttingFrom: ObjectID(1), tree))
    #expect(!heap.isLost(ObjectID(2), cuttingFrom: ObjectID(2), tree))
  }

  @Test(
    "is the same for a heap and its frozen copy, with edits and without",
    arguments: 0..<20 as Range<UInt64>)
  func storages(seed: UInt64) {
    var walk = RandomWalk(seed: seed)
    for _ in 0..<600 { walk.step(birthRate: 8) }
    let heap = walk.timeline.heap
    let frozen = FrozenHeap(heap)
    var random = RandomNumbers(seed: seed)
    let slots = (0..<20).map { _ in SlotID(UInt32(1 + random.below(heap.slotCount))) }
    for edits in [.none, HeapEdits(cut: Set(slots[..<10]), weakened: Set(slots[10...]))] {
      let (tree, other) = (heap.dominatorTree(edits), frozen.dominatorTree(edits))
      let reached = heap.reachability(edits)
      for object in heap.allObjects {
        #expect(tree.dominator(of: object) == other.dominator(of: object))
        #expect(tree.retainedBytes(object) == other.retainedBytes(object))
        #expect(tree.contains(object) == (reached[object] == .strong))
      }
    }
  }

  @Test("has no place for what nothing reaches, and no trouble with an empty heap")
  func borders() {
    let heap = FrozenHeap(states: [.root, [], .freed], strong: [(2, 2), (1, 3)])
    let tree = heap.dominatorTree(.none)
    #expect(tree.dominator(of: ObjectID(1)) == ObjectID.none)
    #expect(tree.dominator(of: ObjectID(2)) == nil)
    #expect(tree.dominator(of: ObjectID(3)) == nil)
    #expect(Array(tree.retained(ObjectID(2))).isEmpty)
    #expect(tree.retainedBytes(ObjectID(2)) == 0)
    #expect(Array(tree.children(of: ObjectID(2))).isEmpty)
    #expect(Array(tree.children(of: .none)) == [ObjectID(1)])
    #expect(FrozenHeap(states: [], strong: []).dominatorTree(.none).objectCount == 0)
  }

  @Test("takes a chain of 200,000 objects without recursion")
  func chain() {
    let count: UInt32 = 200_000
    let heap = FrozenHeap(
      states: [.root] + [ObjectState](repeating: [], count: Int(count) - 1),
      bytes: [UInt32](repeating: 8, count: Int(count)),
      strong: (1..<count).map { ($0, $0 + 1) } + (2..<count).map { ($0 + 1, $0) })
    let tree = heap.dominatorTree(.none)
    #expect(tree.retainedBytes(ObjectID(1)) == 1_600_000)
    #expect(tree.retainedBytes(ObjectID(count)) == 8)
    #expect(tree.dominator(of: ObjectID(count)) == ObjectID(count - 1))
  }
}
