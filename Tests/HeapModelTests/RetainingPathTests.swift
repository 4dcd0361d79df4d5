import Testing

@testable import HeapModel

@Suite("A retaining path")
struct RetainingPathTests {
  /// The number of references from a set of roots to object 1; nil where nothing leads there.
  static func judge(_ roots: Int, _ rows: [Int]) -> Int? {
    var (reached, distance) = (roots, 0)
    while reached & 1 == 0 {
      let next = rows.indices.reduce(reached) { reached & 1 << $1 != 0 ? $0 | rows[$1] : $0 }
      if next == reached { return nil }
      (reached, distance) = (next, distance + 1)
    }
    return distance
  }

  /// Whether a path consists of references of the heap and leads from a root to its target.
  static func isPath(_ path: RetainingPath, in heap: FrozenHeap) -> Bool {
    let objects = path.steps.map(\.object) + [path.target]
    guard heap.state(path.root).contains(.root) else { return false }
    return path.steps.isEmpty
      || heap.withRows { rows in
        path.steps.indices.allSatisfy { index in
          let slot = path.steps[index].slot.index
          return rows.source(ofSlot: slot) == objects[index].index
            && heap.strongOut.ends[Int(slot) - 1] == objects[index + 1].index
        }
      }
  }

  /// Paths to other objects than the first are those of another graph with the names exchanged,
  /// and so are those from other sets of roots.
  @Test(
    "is a shortest one in all graphs of four objects with all sets of roots", arguments: 0..<16)
  func allGraphs(lastRow: Int) {
    for graph in 0..<1 << 12 {
      let rows = [graph & 15, graph >> 4 & 15, graph >> 8, lastRow]
      var heap = FrozenHeap(
        states: [[], [], [], []], strong: ReachabilityTests.references(rows))
      for roots in [0, 1, 2, 6, 14] {
        for object in 0..<4 { heap.states[object + 1] = roots & 1 << object != 0 ? .root : [] }
        let path = heap.retainingPath(to: ObjectID(1), .none)
        if path?.steps.count != Self.judge(roots, rows)
          || path.map({ Self.isPath($0, in: heap) }) == false
        {
          Issue.record("roots \(roots) of graph \(rows): \(path?.steps ?? [])")
        }
      }
    }
  }

  @Test(
    "shares no inner object with the others, shortest first", arguments: 0..<30 as Range<UInt64>)
  func furtherPaths(seed: UInt64) {
    var random = RandomNumbers(seed: seed)
    let rows = (0..<30).map { _ in 1 << random.below(30) | 1 << random.below(30) }
    let heap = FrozenHeap(
      states: ReachabilityTests.states(1 << 5 | 1 << 9, count: 30),
      strong: ReachabilityTests.references(rows))
    let answer = heap.reachability(.none)
    for target in 1...30 as ClosedRange<UInt32> {
      let paths = heap.retainingPaths(to: ObjectID(target), limit: 10, .none)
      #expect(paths.isEmpty == (answer[ObjectID(target)] != .strong))
      #expect(paths.allSatisfy { Self.isPath($0, in: heap) })
      let lengths = paths.map(\.steps.count)
      #expect(lengths == lengths.sorted())
      let inner = paths.flatMap { $0.steps.dropFirst().map(\.object) }
      #expect(Set(inner).count == inner.count)
      #expect(Set(paths).count == paths.count)
      // Without the inner objects and the direct slots nothing reaches it any more.
      if paths.count < 10 && target != 6 && target != 10 {
        var cut = Set(paths.compactMap { $0.steps.last?.slot })
        for object in inner {
          let starts = heap.strongOut.starts[Int(object.index)...]
          let row = starts[starts.startIndex]..<starts[starts.startIndex + 1]
          cut.formUnion(row.map { SlotID($0 + 1) })
        }
        #expect(heap.retainingPath(to: ObjectID(target), HeapEdits(cut: cut)) == nil)
      }
    }
  }

  /// `app.sessions['u77'].user`, the local name `user` of a running call, and a closure.
  static func sample() -> (heap: MutableHeap, user: ObjectID, slots: [String: SlotID]) {
    var heap = MutableHeap()
    let frames = heap.addType(HeapType(name: "frame", kind: .frame))
    let node = heap.addType(HeapType(name: "Node", kind: .instance))
    let name = { heap.texts.intern($0).index }
    let (appName, sessionsName, userName) = (name("app"), name("sessions"), name("user"))
    let (callName, cellName) = (name("handle"), name("seen"))
    let key = UInt32(heap.addPlain("'u77'").plain ?? 0)
    let module = heap.addInitialObject(frames, .root)
    let call = heap.addInitialObject(frames, .root, detail: callName)
    let objects = (0..<5).map { _ in heap.addInitialObject(node) }
    let (app, sessions, session, user, closure) = (
      objects[0], objects[1], objects[2], objects[3], objects[4]
    )
    var timeline = Timeline(heap: heap)
    var slots: [String: SlotID] = [:]
    func refer(_ key: String, _ source: ObjectID, _ label: Label, _ target: ObjectID) {
      let slot = timeline.addSlot(to: source, label)
      timeline.store(Value(target), in: slot)
      slots[key] = slot
    }
    refer("app", module, Label(.name, appName), app)
    refer("sessions", app, Label(.attribute, sessionsName), sessions)
    refer("session", sessions, Label(.entry, key), session)
    refer("user", session, Label(.attribute, userName), user)
    refer("local", call, Label(.name, userName), user)
    refer("closure", app, Label(.element), closure)
    refer("cell", closure, Label(.cell, cellName), user)
    timeline.endStep()
    return (timeline.heap, user, slots)
  }

  @Test("is written as a person writes it")
  func text() {
    let (heap, user, _) = Self.sample()
    let paths = heap.retainingPaths(to: user, limit: 5, .none)
    #expect(
      paths.map { $0.text(in: heap) } == ["handle@2: user", "app[0] (cell seen)"])
    #expect(heap.retainingPaths(to: user, limit: 1, .none) == [paths[0]])
    #expect(heap.retainingPaths(to: user, limit: 0, .none) == [])
  }

  @Test("goes another way where references are cut or weakened")
  func edits() throws {
    let (heap, user, slots) = Self.sample()
    let local = try #require(slots["local"])
    let cell = try #require(slots["cell"])
    let app = try #require(slots["app"])
    let path = heap.retainingPath(to: user, HeapEdits(cut: [local], weakened: [cell]))
    #expect(path?.text(in: heap) == "app.sessions['u77'].user")
    #expect(heap.retainingPath(to: user, HeapEdits(cut: [local], weakened: [app])) == nil)
    #expect(heap.retainingPath(to: user, HeapEdits(cut: [SlotID(999)]))?.steps.count == 1)
  }

  @Test("of a root has no steps, and of nothing there is none")
  func borders() {
    let (heap, _, _) = Self.sample()
    #expect(
      heap.retainingPath(to: ObjectID(2), .none) == RetainingPath(steps: [], target: ObjectID(2)))
    #expect(heap.retainingPath(to: .none, .none) == nil)
    #expect(heap.retainingPath(to: ObjectID(999), .none) == nil)
  }
}
