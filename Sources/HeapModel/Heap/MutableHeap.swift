/// A heap that changes: objects, their slots, and who refers to whom, in flat arrays of words.
///
/// An object is an index, a slot is an index; there is no instance and no dictionary per object.
/// What belongs to one object stands together, because a change of a heap that does not fit into
/// the cache costs what it touches: records need half the memory accesses of a column a field.
/// The slots of an object form a list in the runtime's order of traversal; the strong slots that
/// refer to an object form a list, and its weak ones another, in the runtime's order. So the
/// referents and the referrers of an object are found in time proportional to their number, and
/// every change takes constant time.
///
/// The heap changes only through `Change`s, applied forward or backward: whoever can read the
/// journal can restore any moment of it, bit for bit.
public struct MutableHeap: Sendable {
  /// One record an object; record 0 is no object.
  @usableFromInline var objectRecords: ContiguousArray<ObjectRecord> = [.none]
  /// One record a slot; record 0 is no slot.
  @usableFromInline var slotRecords: ContiguousArray<SlotRecord> = [SlotRecord()]
  /// The slot that was removed last, whose record names the one before; 0 where there is none.
  @usableFromInline var firstRemovedSlot: UInt32 = 0

  /// Words whose meaning only the runtime knows, by column.
  @usableFromInline var runtimeColumns: [ContiguousArray<UInt32>] = []
  /// The number of objects that were ever made, by type.
  @usableFromInline var typeCounts: ContiguousArray<UInt32> = []

  /// The number of objects up to now, dead ones included.
  @usableFromInline var objectTotal: UInt32 = 0
  /// The number of slots up to now, removed ones included.
  @usableFromInline var slotTotal: UInt32 = 0

  /// The types, only ever added to.
  public internal(set) var types: [HeapType] = []
  /// The texts of names and labels, only ever added to.
  public var texts = TextPool()
  /// What the plain values look like, only ever added to; entry 0 is reserved.
  public var plainTexts: [String] = [""]

  /// An empty heap.
  public init() {}

  /// Adds a type; types are no part of the history. O(1).
  public mutating func addType(_ type: HeapType) -> HeapTypeID {
    types.append(type)
    typeCounts.append(0)
    return HeapTypeID(UInt32(types.count - 1))
  }

  /// Adds a plain value's text; plain values are no part of the history. O(1).
  public mutating func addPlain(_ text: String) -> Value {
    plainTexts.append(text)
    return Value(plain: plainTexts.count - 1)
  }

  /// Adds a column of runtime words, all 0. The column grows as it is written to.
  public mutating func addRuntimeColumn() -> Int {
    runtimeColumns.append([])
    return runtimeColumns.count - 1
  }
}
