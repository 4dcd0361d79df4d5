import Testing

@testable import HeapModel

@Suite("The minimum cut")
struct MinimumCutTests {
  /// A reference of a drawn graph: ends counted from 0, and which unit it goes with.
  struct Edge {
    var source: Int
    var target: Int
    var unit: Int
  }

  /// All smallest sets of removable units without which nothing leads from 0 to the target, by
  /// trying all sets, the small ones first; nil where none helps.
  static func judge(_ edges: [Edge], count: Int, target: Int, removable: Int) -> [Int]? {
    func reached(without cut: Int) -> Int {
      var rows = [Int](repeating: 0, count: count)
      for edge in edges where cut & 1 << edge.unit == 0 { rows[edge.source] |= 1 << edge.target }
      return ReachabilityTests.judge(1, rows)
    }
    let units = removable.nonzeroBitCount
    for size in 0...units {
      var found: [Int] = []
      var set = removable
      while true {
        if set.nonzeroBitCount == size && reached(without: set) & 1 << target == 0 {
          found.append(set)
        }
        if set == 0 { break }
        set = (set - 1) & removable
      }
      if !found.isEmpty { return found.sorted() }
    }
    return nil
  }

  /// How much of the heap a cut leaves to the roots.
  static func left(_ edges: [Edge], count: Int, _ cut: Int) -> Int {
    var rows = [Int](repeating: 0, count: count)
    for edge in edges where cut & 1 << edge.unit == 0 { rows[edge.source] |= 1 << edge.target }
    return ReachabilityTests.judge(1, rows)
  }

  /// What is wrong with the answer for a graph; nil where nothing is.
  static func fault(
    _ edges: [Edge], count: Int, target: Int, removable: Int, pairs: Bool = false
  ) -> String? {
    var heap = SmallHeap(objects: count)
    var units: [SlotID: Int] = [:]
    for (index, edge) in edges.enumerated() {
      let isPair = pairs && index + 1 < edges.count && edges[index + 1].unit == edge.unit
      let isSecond = pairs && index > 0 && edges[index - 1].unit == edge.unit
      let kind: Label.Kind = isPair ? .key : isSecond ? .entry : .element
      units[heap.refer(edge.source, edge.target, Label(kind))] = edge.unit
    }
    let object = heap.objects[target]
    let answer = heap.heap.minimumCut(of: object, limit: 1_000) {
      removable & 1 << units[$0, default: 63] != 0
    }
    func set(_ cut: [MinimumCut.Reference]) -> Int {
      cut.reduce(0) { $0 | 1 << units[$1.slot, default: 63] }
    }
    let expected = judge(edges, count: count, target: target, removable: removable)
    switch (answer, expected) {
    case (.unreachable, [0]?): return nil
    case (.uncuttable(let path), nil):
      let frozen = path.steps.map { 1 << units[$0.slot, default: 63] }
      return frozen.allSatisfy { removable & $0 == 0 } && path.root == heap.objects[0]
        ? nil : "no path \(path)"
    case (.cut(let cut), let expected?):
      let all = cut.all.map(set)
      if !cut.isComplete || all.sorted() != expected { return "\(all), not \(expected)" }
      if all.first != set(cut.nearestToObject) { return "the first is not the nearest" }
      // Nearest to the object is what leaves most to the roots.
      let rest = expected.map { left(edges, count: count, $0) }
      let near = left(edges, count: count, set(cut.nearestToObject))
      let far = left(edges, count: count, set(cut.nearestToRoots))
      return rest.allSatisfy { $0 | near == near && $0 & far == far } ? nil : "not the extremes"
    default: return "\(answer), not \(expected ?? [])"
    }
  }

  /// What leads into the root or out of the target changes nothing, so these are all graphs of four
  /// objects with every choice of what can be removed.
  @Test("is right for all heaps of four objects, whatever can be removed", arguments: 0..<3)
  func allOfFour(first: Int) {
    let ends = [(0, 1), (0, 2), (1, 2), (2, 1), (1, 3), (2, 3), (0, 3)]
    for code in 0..<729 {
      var (digits, edges, removable) = (code * 3 + first, [Edge](), 0)
      for (index, (source, target)) in ends.enumerated() {
        if digits % 3 != 0 { edges.append(Edge(source: source, target: target, unit: index)) }
        if digits % 3 == 1 { removable |= 1 << index }
        digits /= 3
      }
      if let fault = Self.fault(edges, count: 4, target: 3, removable: removable) {
        Issue.record("\(edges.map { "\($0.source)→\($0.target)" }) \(removable): \(fault)")
      }
    }
  }

  @Test("is right for all heaps of five objects", arguments: 0..<16)
  func allOfFive(first: Int) {
    let ends = [
      (0, 4), (0, 1), (0, 2), (0, 3), (1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4),
      (2, 4), (3, 4),
    ]
    for graph in stride(from: first, to: 1 << 13, by: 16) {
      var edges: [Edge] = []
      for (index, (source, target)) in ends.enumerated() where graph & 1 << index != 0 {
        edges.append(Edge(source: source, target: target, unit: index))
      }
      if let fault = Self.fault(edges, count: 5, target: 4, removable: graph) {
        Issue.record("graph \(graph): \(fault)")
      }
    }
  }

  @Test(
    "is right for random heaps where some references stay, and where entries go as a whole",
    arguments: 0..<150 as Range<UInt64>)
  func random(seed: UInt64) {
    var random = RandomNumbers(seed: seed)
    let count = 5 + random.below(4)
    var edges: [Edge] = []
    var unit = 0
    while unit < 12 {
      let source = random.below(count - 1)
      edges.append(Edge(source: source, target: 1 + random.below(count - 1), unit: unit))
      if random.below(3) == 0 {
        edges.append(Edge(source: source, target: 1 + random.below(count - 1), unit: unit))
      }
      unit += 1
    }
    let removable = random.below(1 << 12) | random.below(1 << 12)
    #expect(
      Self.fault(edges, count: count, target: count - 1, removable: removable, pairs: true) == nil)
  }

  @Test("lists no more cuts than it was asked for, and says so")
  func limit() {
    var heap = SmallHeap(objects: 31)
    for place in 0..<30 { heap.refer(place, place + 1) }
    guard
      case .cut(let cut) = heap.heap.minimumCut(
        of: heap.objects[30], limit: 20, isRemovable: { _ in true })
    else {
      Issue.record("no cut")
      return
    }
    #expect(cut.all.count == 20)
    #expect(!cut.isComplete)
    #expect(cut.nearestToObject.map(\.slot) == [heap.slots[29]])
    #expect(cut.nearestToRoots.map(\.slot) == [heap.slots[0]])
  }

  @Test("of a root, of what is dead and of what nothing reaches says what it is")
  func borders() {
    var heap = SmallHeap(objects: 3)
    heap.refer(1, 2)
    func answer(_ index: Int) -> CutAnswer {
      heap.heap.minimumCut(of: heap.objects[index], isRemovable: { _ in true })
    }
    #expect(answer(0) == .root)
    #expect(answer(2) == .unreachable)
    heap.timeline.insert(.freed, into: heap.objects[2])
    #expect(answer(2) == .dead)
    #expect(heap.heap.minimumCut(of: .none, isRemovable: { _ in true }) == .dead)
  }
}

@Suite("What reference counting frees at once")
struct FreedObjectsTests {
  /// Takes references away one by one, as the interpreter does.
  static func judge(_ rows: [Int], roots: Int, cutting: (Int, Int)) -> Int {
    var (left, freed, again) = (rows, 0, true)
    left[cutting.0] &= ~(1 << cutting.1)
    let suspects = ReachabilityTests.judge(1 << cutting.1, rows)
    while again {
      again = false
      for object in rows.indices
      where (roots | freed) & 1 << object == 0 && suspects & 1 << object != 0
        && !left.contains(where: { $0 & 1 << object != 0 })
      {
        (left[object], freed, again) = (0, freed | 1 << object, true)
      }
    }
    return freed
  }

  @Test("is what a count of holders says", arguments: 0..<40 as Range<UInt64>)
  func random(seed: UInt64) {
    var random = RandomNumbers(seed: seed)
    let rows = (0..<16).map { source in
      (0..<2).reduce(0) { set, _ in set | 1 << min(15, source + random.below(5)) }
    }
    var heap = SmallHeap(objects: 16)
    var ends: [(Int, Int)] = []
    for source in 0..<16 {
      for target in 0..<16 where rows[source] & 1 << target != 0 {
        heap.refer(source, target)
        ends.append((source, target))
      }
    }
    for (slot, end) in zip(heap.slots, ends) {
      let freed = heap.heap.freedObjects(cutting: [slot])
      #expect(ReachabilityTests.set(freed) == Self.judge(rows, roots: 1, cutting: end))
      #expect(Set(freed).count == freed.count)
      #expect(freed.isEmpty || freed[0] == heap.objects[end.1])
    }
  }

  @Test("differs from what is retained where objects hold each other")
  func cycle() {
    var heap = SmallHeap(objects: 4)
    let slot = heap.refer(0, 1)
    heap.refer(1, 2)
    heap.refer(2, 1)
    heap.refer(2, 3)
    #expect(heap.heap.freedObjects(cutting: [slot]) == [])
    #expect(Array(heap.heap.dominatorTree(.none).retained(heap.objects[1])).count == 3)
  }
}
