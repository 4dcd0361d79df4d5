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
    ObjectState(rawValue: objectRecords[Int(object.index)].state)
  }
  /// The kind of an object. O(1).
  @inlinable public func kind(_ object: ObjectID) -> ObjectKind { state(object).kind }
  /// Whether the object exists: it was made, and its memory was not released. O(1).
  @inlinable public func isAlive(_ object: ObjectID) -> Bool {
    object.index != 0 && object.index <= objectTotal && !state(object).contains(.freed)
  }
  /// Whether the object is an ordinary object to look at: no frame, no table, not hidden. O(1).
  @inlinable public func isVisible(_ object: ObjectID) -> Bool { state(object).isVisible }
  /// The type of an object. O(1).
  @inlinable public func typeID(_ object: ObjectID) -> HeapTypeID {
    HeapTypeID(objectRecords[Int(object.index)].type)
  }
  /// The name of an object's type. O(1).
  public func typeName(_ object: ObjectID) -> String { types[Int(typeID(object).index)].name }
  /// The serial number of an object within its type, from 1. O(1).
  @inlinable public func serial(_ object: ObjectID) -> Int {
    Int(objectRecords[Int(object.index)].serial)
  }
  /// The object that a hidden one belongs to; nil for all others. O(1).
  @inlinable public func partOf(_ object: ObjectID) -> ObjectID? {
    let detail = objectRecords[Int(object.index)].detail
    return state(object).contains(.hidden) && detail != 0 ? ObjectID(detail) : nil
  }
  /// The name of the function of a frame, empty for the module's frame. O(1).
  public func frameName(_ frame: ObjectID) -> String {
    kind(frame) == .frame ? texts[TextID(objectRecords[Int(frame.index)].detail)] : ""
  }
  /// The shallow size of an object in bytes. O(1).
  @inlinable public func shallowBytes(_ object: ObjectID) -> Int {
    Int(objectRecords[Int(object.index)].bytes)
  }
  /// The number of strong references to an object, temporary ones included. O(1).
  @inlinable public func referenceCount(_ object: ObjectID) -> Int {
    Int(objectRecords[Int(object.index)].referenceCount)
  }
  /// The object after this one in its ring, for example in a list of the collector. O(1).
  @inlinable public func ringSuccessor(_ object: ObjectID) -> ObjectID {
    ObjectID(objectRecords[Int(object.index)].ringNext)
  }
  /// The object before this one in its ring. O(1).
  @inlinable public func ringPredecessor(_ object: ObjectID) -> ObjectID {
    ObjectID(objectRecords[Int(object.index)].ringPrevious)
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
    ObjectID(slotRecords[Int(slot.index)].source)
  }
  /// What a slot holds. O(1).
  @inlinable public func value(_ slot: SlotID) -> Value {
    Value(word: slotRecords[Int(slot.index)].value)
  }
  /// Which place of its source a slot is. O(1).
  @inlinable public func label(_ slot: SlotID) -> Label {
    Label(word: slotRecords[Int(slot.index)].label)
  }
  /// The first slot of an object, `none` where it has none. O(1).
  @inlinable public func firstSlot(_ object: ObjectID) -> SlotID {
    SlotID(objectRecords[Int(object.index)].firstOut)
  }
  /// The last slot of an object, `none` where it has none. O(1).
  @inlinable public func lastSlot(_ object: ObjectID) -> SlotID {
    SlotID(slotRecords[Int(objectRecords[Int(object.index)].firstOut)].previousOut)
  }
  /// The slot after this one in the same object, `none` after the last. O(1).
  @inlinable public func slot(after slot: SlotID) -> SlotID {
    let record = slotRecords[Int(slot.index)]
    return record.nextOut == objectRecords[Int(record.source)].firstOut
      ? .none : SlotID(record.nextOut)
  }
  /// The slot before this one in the same object, `none` before the first. O(1).
  @inlinable public func slot(before slot: SlotID) -> SlotID {
    let record = slotRecords[Int(slot.index)]
    return slot.index == objectRecords[Int(record.source)].firstOut
      ? .none : SlotID(record.previousOut)
  }

  /// The slots of an object, in the runtime's order of traversal. O(1) a slot.
  public func slots(_ object: ObjectID) -> SlotList {
    SlotList(slots: slotRecords, first: objectRecords[Int(object.index)].firstOut, .out)
  }
  /// The strong slots that refer to an object, oldest first. O(1) a slot.
  public func strongReferrers(_ object: ObjectID) -> SlotList {
    SlotList(slots: slotRecords, first: objectRecords[Int(object.index)].firstStrongIn, .in)
  }
  /// The slots that refer to an object without holding it, in the runtime's order. O(1) a slot.
  public func weakReferrers(_ object: ObjectID) -> SlotList {
    SlotList(slots: slotRecords, first: objectRecords[Int(object.index)].firstWeakIn, .in)
  }
  /// The first slot that refers to an object without holding it. O(1).
  @inlinable public func firstWeakReferrer(_ object: ObjectID) -> SlotID {
    SlotID(objectRecords[Int(object.index)].firstWeakIn)
  }
  /// The slot after this one among those that refer to the same object, `none` after the last.
  @inlinable public func referrer(after slot: SlotID) -> SlotID {
    guard let object = value(slot).object else { return .none }
    let next = slotRecords[Int(slot.index)].nextIn
    let record = objectRecords[Int(object.index)]
    return next == (label(slot).isStrong ? record.firstStrongIn : record.firstWeakIn)
      ? .none : SlotID(next)
  }

  /// The name by which people call an object: `Person#1`. O(1).
  public func name(_ object: ObjectID) -> String {
    kind(object) == .frame
      ? (objectRecords[Int(object.index)].detail == 0
        ? "" : "\(frameName(object))@\(serial(object))")
      : "\(typeName(object))#\(serial(object))"
  }

  /// A value as people read it: the name of an object, or the text of a plain value. O(1).
  public func text(_ value: Value) -> String {
    if let object = value.object { return name(object) }
    return plainTexts[value.plain ?? 0]
  }
}

extension MutableHeap {
  /// The object that a picture shows for an object: itself, or the one that a hidden one belongs
  /// to; nil for frames, tables and what belongs to nobody. A part that outlives its owner goes to
  /// whom holds it. O(1).
  public func shownObject(for object: ObjectID) -> ObjectID? {
    var object = object
    for _ in 0..<8 {
      if isVisible(object) { return object }
      guard let owner = partOf(object) else { return nil }
      if isAlive(owner) || !isAlive(object) {
        object = owner
      } else {
        guard let slot = strongReferrers(object).first(where: { _ in true }) else { return nil }
        object = source(slot)
      }
    }
    return nil
  }
}

/// The slots of an object, or the slots that refer to it.
///
/// The list keeps the heap's slots as they are: changing the heap while one is held copies them.
/// Whoever changes what it walks over steps by `slot(after:)` instead.
public struct SlotList: Sequence, Sendable {
  enum Direction: Sendable { case out, `in` }
  private let slots: ContiguousArray<SlotRecord>
  private let first: UInt32
  private let direction: Direction

  init(slots: ContiguousArray<SlotRecord>, first: UInt32, _ direction: Direction) {
    self.slots = slots
    self.first = first
    self.direction = direction
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
        list.direction == .out ? list.slots[Int(slot)].nextOut : list.slots[Int(slot)].nextIn
      slot = following == list.first ? 0 : following
      return result
    }
  }
}
