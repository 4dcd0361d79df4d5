extension MutableHeap {
  /// All objects that were ever made, in order of creation; dead ones included.
  public var allObjects: some RandomAccessCollection<ObjectID> & Sendable {
    (0..<objectTotal).lazy.map { ObjectID($0 + 1) }
  }

  /// The number of objects that were ever made; the highest id. O(1).
  @inlinable public var objectCount: Int { Int(objectTotal) }

  /// The number of slots that were ever in use at the same time; the highest id. O(1).
  @inlinable public var slotCount: Int { Int(slotTotal) }

  /// The flags of an object. O(1).
  @inlinable public func state(_ object: ObjectID) -> ObjectState {
    ObjectState(rawValue: objectState[Int(object.index)])
  }
  /// The kind of an object. O(1).
  @inlinable public func kind(_ object: ObjectID) -> ObjectKind { state(object).kind }
  /// Whether the object exists: it was made, and its memory was not released. O(1).
  @inlinable public func isAlive(_ object: ObjectID) -> Bool {
    object.index != 0 && object.index <= objectTotal && !state(object).contains(.freed)
  }
  /// Whether the object is an ordinary object to look at: no frame, no table, not hidden. O(1).
  @inlinable public func isVisible(_ object: ObjectID) -> Bool {
    let state = state(object)
    return !state.contains(.hidden) && state.kind != .frame && state.kind != .table
  }
  /// The type of an object. O(1).
  @inlinable public func typeID(_ object: ObjectID) -> HeapTypeID {
    HeapTypeID(objectType[Int(object.index)])
  }
  /// The name of an object's type. O(1).
  public func typeName(_ object: ObjectID) -> String { types[Int(typeID(object).index)].name }
  /// The serial number of an object within its type, from 1. O(1).
  @inlinable public func serial(_ object: ObjectID) -> Int {
    Int(objectSerial[Int(object.index)])
  }
  /// The object that a hidden one belongs to; nil for all others. O(1).
  @inlinable public func partOf(_ object: ObjectID) -> ObjectID? {
    let detail = objectDetail[Int(object.index)]
    return state(object).contains(.hidden) && detail != 0 ? ObjectID(detail) : nil
  }
  /// The name of the function of a frame, empty for the module's frame. O(1).
  public func frameName(_ frame: ObjectID) -> String {
    kind(frame) == .frame ? texts[TextID(objectDetail[Int(frame.index)])] : ""
  }
  /// The shallow size of an object in bytes. O(1).
  @inlinable public func shallowBytes(_ object: ObjectID) -> Int {
    Int(objectSize[Int(object.index)])
  }
  /// The number of strong references to an object, temporary ones included. O(1).
  @inlinable public func referenceCount(_ object: ObjectID) -> Int {
    Int(referenceCounts[Int(object.index)])
  }
  /// The object after this one in its ring, for example in a list of the collector. O(1).
  @inlinable public func ringSuccessor(_ object: ObjectID) -> ObjectID {
    ObjectID(ringNext[Int(object.index)])
  }
  /// The object before this one in its ring. O(1).
  @inlinable public func ringPredecessor(_ object: ObjectID) -> ObjectID {
    ObjectID(ringPrevious[Int(object.index)])
  }
  /// A word of the runtime; 0 where nothing was written. O(1).
  @inlinable public func runtimeWord(_ column: Int, _ index: Int) -> UInt32 {
    index < runtimeColumns[column].count ? runtimeColumns[column][index] : 0
  }
  /// The number of objects that were ever made of a type. O(1).
  @inlinable public func madeCount(_ type: HeapTypeID) -> Int {
    Int(typeCounts[Int(type.index)])
  }

  /// The object that a slot belongs to. O(1).
  @inlinable public func source(_ slot: SlotID) -> ObjectID {
    ObjectID(slotSource[Int(slot.index)])
  }
  /// What a slot holds. O(1).
  @inlinable public func value(_ slot: SlotID) -> Value {
    Value(word: slotValue[Int(slot.index)])
  }
  /// Which place of its source a slot is. O(1).
  @inlinable public func label(_ slot: SlotID) -> Label {
    Label(word: slotLabel[Int(slot.index)])
  }
  /// The first slot of an object, `none` where it has none. O(1).
  @inlinable public func firstSlot(_ object: ObjectID) -> SlotID {
    SlotID(firstOut[Int(object.index)])
  }
  /// The last slot of an object, `none` where it has none. O(1).
  @inlinable public func lastSlot(_ object: ObjectID) -> SlotID {
    SlotID(previousOut[Int(firstOut[Int(object.index)])])
  }
  /// The slot after this one in the same object, `none` after the last. O(1).
  @inlinable public func slot(after slot: SlotID) -> SlotID {
    let next = nextOut[Int(slot.index)]
    return next == firstOut[Int(slotSource[Int(slot.index)])] ? .none : SlotID(next)
  }
  /// The slot before this one in the same object, `none` before the first. O(1).
  @inlinable public func slot(before slot: SlotID) -> SlotID {
    slot.index == firstOut[Int(slotSource[Int(slot.index)])]
      ? .none : SlotID(previousOut[Int(slot.index)])
  }

  /// The slots of an object, in the runtime's order of traversal. O(1) a slot.
  public func slots(_ object: ObjectID) -> SlotList {
    SlotList(heap: self, first: firstOut[Int(object.index)], next: .out)
  }
  /// The strong slots that refer to an object, oldest first. O(1) a slot.
  public func strongReferrers(_ object: ObjectID) -> SlotList {
    SlotList(heap: self, first: firstStrongIn[Int(object.index)], next: .in)
  }
  /// The slots that refer to an object without holding it, in the runtime's order. O(1) a slot.
  public func weakReferrers(_ object: ObjectID) -> SlotList {
    SlotList(heap: self, first: firstWeakIn[Int(object.index)], next: .in)
  }
  /// The first slot that refers to an object without holding it. O(1).
  @inlinable public func firstWeakReferrer(_ object: ObjectID) -> SlotID {
    SlotID(firstWeakIn[Int(object.index)])
  }
  /// The slot after this one among those that refer to the same object, `none` after the last.
  @inlinable public func referrer(after slot: SlotID) -> SlotID {
    let next = nextIn[Int(slot.index)]
    guard let object = value(slot).object else { return .none }
    let first = label(slot).isStrong ? firstStrongIn : firstWeakIn
    return next == first[Int(object.index)] ? .none : SlotID(next)
  }

  /// The name by which people call an object: `Person#1`. O(1).
  public func name(_ object: ObjectID) -> String {
    kind(object) == .frame
      ? (objectDetail[Int(object.index)] == 0 ? "" : "\(frameName(object))@\(serial(object))")
      : "\(typeName(object))#\(serial(object))"
  }

  /// A value as people read it: the name of an object, or the text of a plain value. O(1).
  public func text(_ value: Value) -> String {
    if let object = value.object { return name(object) }
    return plainTexts[value.plain ?? 0]
  }
}

/// The slots of an object, or the slots that refer to it.
public struct SlotList: Sequence, Sendable {
  @usableFromInline enum Direction: Sendable { case out, `in` }
  @usableFromInline let heap: MutableHeap
  @usableFromInline let first: UInt32
  @usableFromInline let next: Direction

  @usableFromInline init(heap: MutableHeap, first: UInt32, next: Direction) {
    self.heap = heap
    self.first = first
    self.next = next
  }

  /// Whether there is none. O(1).
  public var isEmpty: Bool { first == 0 }

  /// Walks the list.
  public func makeIterator() -> Iterator { Iterator(list: self, slot: first) }

  /// Walks a list of slots.
  public struct Iterator: IteratorProtocol, Sendable {
    let list: SlotList
    var slot: UInt32

    /// The next slot.
    public mutating func next() -> SlotID? {
      guard slot != 0 else { return nil }
      let result = SlotID(slot)
      let following =
        list.next == .out ? list.heap.nextOut[Int(slot)] : list.heap.nextIn[Int(slot)]
      slot = following == list.first ? 0 : following
      return result
    }
  }
}
