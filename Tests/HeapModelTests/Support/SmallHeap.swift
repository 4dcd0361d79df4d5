@testable import HeapModel

/// A heap of objects and labelled references, made by hand.
struct SmallHeap {
  var timeline: Timeline
  private(set) var objects: [ObjectID]
  private(set) var slots: [SlotID] = []

  /// Objects of which the first ones are roots.
  init(objects count: Int, roots: Int = 1, bytes: Int = 8) {
    var heap = MutableHeap()
    let type = heap.addType(HeapType(name: "Node", kind: .instance))
    timeline = Timeline(heap: heap)
    objects = []
    var made: [ObjectID] = []
    for index in 0..<count {
      made.append(timeline.allocate(type, index < roots ? .root : [], bytes: bytes))
    }
    objects = made
  }

  var heap: MutableHeap { timeline.heap }

  /// Adds a reference from one object to another one, both counted from 0.
  @discardableResult
  mutating func refer(_ source: Int, _ target: Int, _ label: Label = Label(.element)) -> SlotID {
    let slot = timeline.addSlot(to: objects[source], label)
    timeline.store(Value(objects[target]), in: slot)
    slots.append(slot)
    return slot
  }
}
