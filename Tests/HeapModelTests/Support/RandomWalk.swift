@testable import HeapModel

/// Writes a timeline of random operations of all kinds, as hostile as a correct runtime may be.
struct RandomWalk {
  var timeline: Timeline
  private var random: RandomNumbers
  private let types: [HeapTypeID]
  private let rings: [ObjectID]
  private let column: Int
  private var slots: [SlotID] = []

  init(seed: UInt64) {
    var heap = MutableHeap()
    types = [
      heap.addType(HeapType(name: "Node", kind: .instance)),
      heap.addType(HeapType(name: "list", kind: .container)),
    ]
    let ringType = heap.addType(HeapType(name: "generation", kind: .table))
    rings = (0..<3).map { _ in heap.addInitialRing(ringType) }
    column = heap.addRuntimeColumn()
    _ = heap.addPlain("42")
    timeline = Timeline(heap: heap)
    random = RandomNumbers(seed: seed)
  }

  /// One operation. `birthRate` is how many of a hundred are allocations.
  mutating func step(birthRate: Int) {
    let count = timeline.heap.objectCount
    if count == rings.count || random.below(100) < birthRate {
      let object = timeline.allocate(
        types[random.below(2)], random.below(8) == 0 ? .root : [], bytes: random.below(3) * 8)
      timeline.emit(.allocate(object))
      return
    }
    let object = randomObject()
    switch random.below(12) {
    case 0, 1, 2: addSlot(to: object)
    case 3, 4, 5, 6: if !slots.isEmpty { store(in: slots[random.below(slots.count)], object) }
    case 7: if !slots.isEmpty { removeSlot(at: random.below(slots.count)) }
    case 8:
      timeline.move(object, toEndOf: random.below(4) == 0 ? .none : rings[random.below(3)])
    case 9:
      let from = random.below(3)
      timeline.splice(rings[from], toEndOf: rings[(from + 1 + random.below(2)) % 3])
    case 10: timeline.setWord(column, random.below(50), UInt32(random.below(5)))
    default:
      let flags: [ObjectState] = [.dying, .freed, .hidden, .root, .condemned]
      let flag = flags[random.below(flags.count)]
      if timeline.heap.state(object).contains(flag) {
        timeline.remove(flag, from: object)
      } else {
        timeline.insert(flag, into: object)
      }
      timeline.setShallowBytes(object, random.below(100))
    }
  }

  private mutating func randomObject() -> ObjectID {
    let range = timeline.heap.objectCount - rings.count
    return ObjectID(UInt32(rings.count + 1 + random.below(range)))
  }

  private mutating func addSlot(to object: ObjectID) {
    let strength = Strength.allCases[random.below(3) == 0 ? 1 + random.below(3) : 0]
    let others = Array(timeline.heap.slots(object))
    let place = random.below(others.count + 1)
    let label = Label(.element, 0, strength)
    if place < others.count {
      slots.append(timeline.addSlot(to: object, label, before: others[place]))
    } else {
      let values = [.empty, Value(plain: 1), Value(randomObject())]
      slots.append(timeline.addSlot(to: object, label, holding: values[random.below(3)]))
    }
  }

  private mutating func store(in slot: SlotID, _ object: ObjectID) {
    let heap = timeline.heap
    if random.below(4) == 0 {
      timeline.store(random.below(2) == 0 ? .empty : Value(plain: 1), in: slot)
    } else if !heap.label(slot).isStrong && !heap.value(slot).isObject {
      let others = Array(heap.weakReferrers(object))
      let place = random.below(others.count + 1)
      timeline.store(
        Value(object), in: slot, beforeReferrer: place < others.count ? others[place] : .none)
    } else {
      timeline.store(Value(object), in: slot)
    }
  }

  private mutating func removeSlot(at index: Int) {
    let slot = slots[index]
    if random.below(2) == 0 { timeline.store(.empty, in: slot) }
    timeline.removeSlot(slot)
    slots[index] = slots[slots.count - 1]
    slots.removeLast()
  }
}
