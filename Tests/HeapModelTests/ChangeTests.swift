import Testing

@testable import HeapModel

@Suite("A change and its inverse")
struct ChangeTests {
  /// A heap with something in every list, and what the changes are about.
  struct Fixture {
    var timeline: Timeline
    let type: HeapTypeID
    let a: ObjectID
    let b: ObjectID
    let rings: [ObjectID]
    let column: Int
    var strongSlots: [SlotID] = []
    var weakSlots: [SlotID] = []
    var emptySlot = SlotID.none

    init() {
      var heap = MutableHeap()
      type = heap.addType(HeapType(name: "Node", kind: .instance))
      rings = [heap.addInitialRing(type), heap.addInitialRing(type)]
      a = heap.addInitialObject(type)
      b = heap.addInitialObject(type, .root)
      column = heap.addRuntimeColumn()
      timeline = Timeline(heap: heap)
      for _ in 0..<3 {
        strongSlots.append(timeline.addSlot(to: b, Label(.element)))
        weakSlots.append(timeline.addSlot(to: b, Label(.attribute, 1, .weak)))
        timeline.store(Value(a), in: strongSlots[strongSlots.count - 1])
        timeline.store(Value(a), in: weakSlots[weakSlots.count - 1])
      }
      emptySlot = timeline.addSlot(to: a, Label(.attribute, 1, .weak))
      timeline.move(a, toEndOf: rings[0])
      timeline.move(b, toEndOf: rings[0])
      timeline.endStep()
    }
  }

  /// An operation, the kinds of change that it makes, and how to do it.
  struct Operation: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var kinds: [Change.Kind]
    var perform: @Sendable (inout Fixture) -> Void

    init(
      _ description: String, _ kinds: Change.Kind...,
      perform: @escaping @Sendable (inout Fixture) -> Void
    ) {
      testDescription = description
      self.kinds = kinds
      self.perform = perform
    }
  }

  static let operations = [
    Operation("flags", .state) { $0.timeline.insert(.dying, into: $0.a) },
    Operation("an object", .allocate) { _ = $0.timeline.allocate($0.type, .hidden, detail: 3) },
    Operation("a sized object", .allocate) {
      _ = $0.timeline.allocate($0.type, bytes: 56)
    },
    Operation("a slot at the end", .addFreshSlot) {
      _ = $0.timeline.addSlot(to: $0.b, Label(.key))
    },
    Operation("a slot before the first", .addFreshSlot) {
      _ = $0.timeline.addSlot(to: $0.b, Label(.key), before: $0.strongSlots[0])
    },
    Operation("a slot between", .addFreshSlot) {
      _ = $0.timeline.addSlot(to: $0.b, Label(.key), before: $0.strongSlots[1])
    },
    Operation("a removed slot that comes back", .removeSlot, .addSlot) {
      $0.timeline.removeSlot($0.emptySlot)
      _ = $0.timeline.addSlot(to: $0.b, Label(.key), before: $0.strongSlots[1])
    },
    Operation("the first slot of several removed", .store, .removeSlot) {
      $0.timeline.store(.empty, in: $0.strongSlots[0])
      $0.timeline.removeSlot($0.strongSlots[0])
    },
    Operation("a reference taken from the middle", .store) {
      $0.timeline.store(.empty, in: $0.strongSlots[1])
    },
    Operation("a reference to another object", .store) {
      $0.timeline.store(Value($0.b), in: $0.strongSlots[0])
    },
    Operation("a reference to the same object", .store) {
      $0.timeline.store(Value($0.a), in: $0.strongSlots[0])
    },
    Operation("a plain value in place of a reference", .store) {
      $0.timeline.store(Value(plain: 1), in: $0.weakSlots[2])
    },
    Operation("a weak reference before another", .store) {
      $0.timeline.store(Value($0.a), in: $0.emptySlot, beforeReferrer: $0.weakSlots[0])
    },
    Operation("a move to another ring", .relink) {
      $0.timeline.move($0.a, toEndOf: $0.rings[1])
    },
    Operation("a move within a ring", .relink) { $0.timeline.move($0.a, toEndOf: $0.rings[0]) },
    Operation("a move out of all rings", .relink) { $0.timeline.move($0.a, toEndOf: .none) },
    Operation("a ring emptied into another", .splice) {
      $0.timeline.splice($0.rings[0], toEndOf: $0.rings[1])
    },
    Operation("a word", .word) { $0.timeline.setWord($0.column, 7, 9) },
    Operation("a size", .size) { $0.timeline.setShallowBytes($0.a, 128) },
  ]

  @Test("gives the same heap, bit for bit", arguments: operations)
  func inverse(_ operation: Operation) {
    var fixture = Fixture()
    let before = fixture.timeline.heap.fingerprint
    let changeCount = fixture.timeline.changeCount
    operation.perform(&fixture)
    fixture.timeline.endStep()
    let after = fixture.timeline.heap.fingerprint

    #expect(fixture.timeline.changes[changeCount...].map(\.kind) == operation.kinds)
    #expect(after != before)
    #expect(fixture.timeline.heap.checkInvariants() == [])
    fixture.timeline.move(to: Position(step: 1))
    #expect(fixture.timeline.heap.fingerprint == before)
    #expect(fixture.timeline.heap.checkInvariants() == [])
    fixture.timeline.move(to: Position(step: 2))
    #expect(fixture.timeline.heap.fingerprint == after)
  }

  @Test("is tested for each kind of change")
  func complete() {
    #expect(Set(Self.operations.flatMap(\.kinds)) == Set(Change.Kind.allCases))
  }

  @Test("keep the order of the referrers")
  func referrers() {
    var fixture = Fixture()
    let slots = fixture.strongSlots
    fixture.timeline.store(.empty, in: slots[1])
    fixture.timeline.store(Value(fixture.a), in: slots[1])
    fixture.timeline.endStep()
    #expect(
      Array(fixture.timeline.heap.strongReferrers(fixture.a)) == [slots[0], slots[2], slots[1]])
    fixture.timeline.move(to: Position(step: 1))
    #expect(Array(fixture.timeline.heap.strongReferrers(fixture.a)) == slots)
    #expect(fixture.timeline.heap.referenceCount(fixture.a) == 3)
  }

  @Test("fits into 16 bytes")
  func size() {
    #expect(MemoryLayout<Change>.stride == 16)
    #expect(MemoryLayout<EventRecord>.stride == 16)
  }

  @Test("is not recorded where nothing changes")
  func nothing() {
    var fixture = Fixture()
    let changeCount = fixture.timeline.changeCount
    fixture.timeline.insert(.root, into: fixture.b)
    fixture.timeline.setWord(fixture.column, 3, 0)
    fixture.timeline.setShallowBytes(fixture.a, 0)
    fixture.timeline.move(fixture.b, toEndOf: fixture.rings[0])
    fixture.timeline.splice(fixture.rings[0], toEndOf: fixture.rings[0])
    fixture.timeline.splice(fixture.rings[1], toEndOf: fixture.rings[0])
    #expect(fixture.timeline.changeCount == changeCount)
    #expect(fixture.timeline.heap.checkInvariants() == [])
  }
}
