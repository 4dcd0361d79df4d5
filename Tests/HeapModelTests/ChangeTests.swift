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
    Operation("a sized object", .allocate) { _ = $0.timeline.allocate($0.type, bytes: 56) },
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
    Operation("a slot with a reference", .addFreshSlot) {
      _ = $0.timeline.addSlot(to: $0.b, Label(.key), holding: Value($0.a))
    },
    Operation("a slot with a weak reference", .addFreshSlot) {
      _ = $0.timeline.addSlot(to: $0.a, Label(.key, 1, .weak), holding: Value($0.a))
    },
    Operation("a slot with a plain value", .addFreshSlot) {
      _ = $0.timeline.addSlot(to: $0.b, Label(.key), holding: Value(plain: 1))
    },
    Operation("a slot that comes back with a reference", .removeSlot, .addSlot) {
      $0.timeline.removeSlot($0.emptySlot)
      _ = $0.timeline.addSlot(to: $0.b, Label(.key), holding: Value($0.b))
    },
    Operation("the first slot removed with its reference", .removeSlot) {
      $0.timeline.removeSlot($0.strongSlots[0])
    },
    Operation("a weak slot removed with its reference", .removeSlot) {
      $0.timeline.removeSlot($0.weakSlots[1])
    },
    Operation("the last slot removed with its reference", .removeSlot) {
      $0.timeline.removeSlot($0.weakSlots[2])
    },
    Operation("all slots removed with their references", .removeSlot, .removeSlot, .removeSlot) {
      for slot in $0.strongSlots { $0.timeline.removeSlot(slot) }
    },
    Operation("a plain value removed", .store, .removeSlot) {
      $0.timeline.store(Value(plain: 1), in: $0.emptySlot)
      $0.timeline.removeSlot($0.emptySlot)
    },
    Operation("a plain value taken away", .store, .store) {
      $0.timeline.store(Value(plain: 1), in: $0.emptySlot)
      $0.timeline.store(.empty, in: $0.weakSlots[2])
    },
    Operation("the last reference taken away", .store) {
      $0.timeline.store(.empty, in: $0.strongSlots[2])
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
    Operation("a word that becomes smaller", .word, .word) {
      $0.timeline.setWord($0.column, 7, 9)
      $0.timeline.setWord($0.column, 7, 2)
    },
    Operation("a word with all bits", .word, .word) {
      $0.timeline.setWord($0.column, 7, .max)
      $0.timeline.setWord($0.column, 7, 1 << 31)
    },
    Operation("a size", .size) { $0.timeline.setShallowBytes($0.a, 128) },
    Operation("a size that becomes smaller", .size, .size) {
      $0.timeline.setShallowBytes($0.a, 128)
      $0.timeline.setShallowBytes($0.a, 64)
    },
    Operation("the greatest size", .size) { $0.timeline.setShallowBytes($0.a, 1 << 32 - 1) },
    Operation("an object of the greatest size", .allocate, .size) {
      _ = $0.timeline.allocate($0.type, detail: 1 << 31 + 5, bytes: 1 << 32 - 1)
    },
    Operation("an object of runtime flags", .allocate) {
      _ = $0.timeline.allocate($0.type, ObjectState(rawValue: 1 << 31), detail: .max)
    },
    Operation("flags that no compact form has room for", .state) {
      $0.timeline.insert(ObjectState(rawValue: 1 << 31 | 1 << 16), into: $0.a)
    },
  ]

  @Test("gives the same heap, bit for bit", arguments: operations)
  func inverse(_ operation: Operation) {
    var fixture = Fixture()
    let before = fixture.timeline.heap.fingerprint
    let changeCount = fixture.timeline.changeCount
    operation.perform(&fixture)
    fixture.timeline.endStep()
    let after = fixture.timeline.heap.fingerprint

    let changes = fixture.timeline.changes(
      between: Position(step: 1), and: Position(step: 2))
    #expect(changes.map(\.kind) == operation.kinds)
    #expect(fixture.timeline.changeCount == changeCount + operation.kinds.count)
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

  /// What the packing must keep: the greatest numbers that it promises to have room for.
  @Test("is packed without loss")
  func packing() {
    let (slot, object) = (PackedChange.slotLimit - 1, PackedChange.objectLimit - 1)
    let value = Value(ObjectID(object)).word
    let store = PackedChange(.store, slot: slot, word: slot, a: value, b: value)
    #expect(store.form == .store)
    #expect([store.slot, store.word, store.a, store.b] == [slot, slot, value, value])
    let relink = PackedChange(.relink, object: object, id: slot, b: .max, c: .max)
    #expect(relink.form == .relink)
    #expect([relink.object, relink.id, relink.b, relink.c] == [object, slot, .max, .max])
    let low = PackedChange(.relink, object: object, id: slot, b: 0, c: .max >> 1)
    #expect([low.object, low.id, low.b, low.c] == [object, slot, 0, .max >> 1])
    let grow = PackedChange(.grow, object: object, bits: 0x1FFF_FFFF)
    #expect([grow.object, grow.bits, grow.difference] == [object, object, .max])
    #expect(
      [store, relink, low].allSatisfy { $0.form.isLong && $0.tail & 1 == 1 && $0.head & 1 == 0 })
    #expect(grow.tail == 0 && !grow.form.isLong)

    let last = PackedChange.Removal(successor: 0, source: object, neighbour: 0, value: value)
    let middle = PackedChange.Removal(successor: slot, source: 0, neighbour: slot, value: 0)
    for removal in [last, middle] {
      let change = PackedChange(removing: slot, label: .max, removal)
      #expect(change.slot == slot && change.b == .max)
      #expect(change.removal == removal)
    }
    for (old, new) in [(5, 4), (0, 1 << 24 - 1), (1 << 24 - 1, 0)] as [(UInt32, UInt32)] {
      let change = PackedChange(column: 15, index: object, from: old, to: new)
      #expect(change.form == .count && change.column == 15 && change.object == object)
      #expect(old &+ change.step == new)
    }
    for (column, new) in [(16, 1), (15, 1 << 24)] as [(UInt32, UInt32)] {
      let change = PackedChange(column: column, index: object, from: 0, to: new)
      #expect(change.form == .word && change.id == column && change.object == object)
      #expect(change.b == 0 && change.c == new)
    }
    let made = PackedChange(
      type: 1 << 14 - 1, state: 1 << 22 - 1, detail: 0, bytes: 1 << 22 - 1)
    #expect(made.form == .make && made.made == (1 << 14 - 1, 1 << 22 - 1, 1 << 22 - 1))
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
