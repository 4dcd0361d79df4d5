/// A heap at one moment, for analyses: who refers to whom in compressed rows.
///
/// Strong references and the others stand apart, each outward and inward, in the runtime's order.
/// It takes 24 bytes an object and 12 bytes a reference, 8 where slots are numbered by place.
/// Names, labels and plain values stay in the heap that it was made from; objects and slots keep
/// their numbers.
public struct FrozenHeap: Sendable {
  /// References of one strength in one direction. The row of an object is
  /// `ends[starts[object]..<starts[object + 1]]`; rows begin with that of object 0, no object.
  struct Direction: Sendable {
    var starts: ContiguousArray<UInt32>
    var ends: ContiguousArray<UInt32> = []
    var slots: ContiguousArray<UInt32> = []
    var firstSlot: UInt32 = 1
  }

  var states: ContiguousArray<ObjectState>
  var bytes: ContiguousArray<UInt32>
  var strongOut: Direction
  var strongIn: Direction
  var weakOut: Direction
  var weakIn: Direction

  /// The number of objects, dead ones included; the highest number of an object. O(1).
  public var objectCount: Int { states.count - 1 }
  /// The number of strong references. O(1).
  public var strongReferenceCount: Int { strongOut.ends.count }
  /// The number of references that do not hold. O(1).
  public var weakReferenceCount: Int { weakOut.ends.count }
  /// The flags of an object. O(1).
  public func state(_ object: ObjectID) -> ObjectState { states[Int(object.index)] }
  /// The shallow size of an object in bytes. O(1).
  public func shallowBytes(_ object: ObjectID) -> Int { Int(bytes[Int(object.index)]) }

  /// The bytes that the rows take. O(1).
  public var storageBytes: Int {
    var words = states.count + bytes.count
    for direction in [strongOut, strongIn, weakOut, weakIn] {
      words += direction.starts.count + direction.ends.count + direction.slots.count
    }
    return words * MemoryLayout<UInt32>.stride
  }

  func withRows<Result>(_ body: (FrozenRows) -> Result) -> Result {
    func lend<R>(_ direction: Direction, _ body: (FrozenRows.Direction) -> R) -> R {
      direction.starts.withUnsafeBufferPointer { starts in
        direction.ends.withUnsafeBufferPointer { ends in
          direction.slots.withUnsafeBufferPointer { slots in
            body(
              FrozenRows.Direction(
                starts: starts, ends: ends, slots: slots, firstSlot: direction.firstSlot))
          }
        }
      }
    }
    return states.withUnsafeBufferPointer { states in
      bytes.withUnsafeBufferPointer { sizes in
        lend(strongOut) { strong in
          lend(weakOut) { weak in
            lend(strongIn) { referrers in
              body(
                FrozenRows(
                  states: states, sizes: sizes, strong: strong, weak: weak, referrers: referrers))
            }
          }
        }
      }
    }
  }
}

// MARK: - From a mutable heap

extension FrozenHeap {
  /// The heap as it is now. O(objects + references).
  public init(_ heap: MutableHeap) {
    states = [[]]
    bytes = [0]
    states.reserveCapacity(heap.objectCount + 1)
    bytes.reserveCapacity(heap.objectCount + 1)
    for record in heap.objectRecords[1...].prefix(heap.objectCount) {
      states.append(ObjectState(rawValue: record.state))
      bytes.append(record.bytes)
    }
    (strongOut, weakOut, strongIn, weakIn) = heap.withRows { rows in
      (
        Direction(rows, keepingSlots: true) { $0.strongRow($1) },
        Direction(rows, keepingSlots: true) { $0.weakRow($1) },
        Direction(rows, keepingSlots: false) { $0.strongReferrers($1) },
        Direction(rows, keepingSlots: false) { $0.weakReferrers($1) }
      )
    }
  }
}

extension FrozenHeap.Direction {
  fileprivate init<Row: GraphRow>(
    _ rows: LinkedRows, keepingSlots: Bool, _ row: (LinkedRows, UInt32) -> Row
  ) {
    starts = [0]
    starts.reserveCapacity(rows.objectCount + 2)
    var count: UInt32 = 0
    for object in 0...UInt32(rows.objectCount) {
      var row = row(rows, object)
      while row.next() != 0 { count += 1 }
      starts.append(count)
    }
    ends.reserveCapacity(Int(count))
    if keepingSlots { slots.reserveCapacity(Int(count)) }
    for object in 0...UInt32(rows.objectCount) {
      var row = row(rows, object)
      while true {
        let end = row.next()
        if end == 0 { break }
        ends.append(end)
        if keepingSlots { slots.append(row.slot) }
      }
    }
  }
}

// MARK: - From arrays

extension FrozenHeap {
  /// A reference by the numbers of its ends, counted from 1.
  public typealias Reference = (source: UInt32, target: UInt32)

  /// A heap of objects and references. `states[0]` is object 1. Slots are numbered by place from
  /// 1: the strong references in the order of their sources, each source's in the order given;
  /// then the others likewise. O(objects + references).
  ///
  /// All ends must be objects.
  public init(
    states: [ObjectState], bytes: [UInt32] = [], strong: [Reference], weak: [Reference] = []
  ) {
    self.states = [[]]
    self.states.append(contentsOf: states)
    let count = states.count
    precondition(bytes.isEmpty || bytes.count == count, "one size for each object")
    self.bytes = [0]
    self.bytes.append(contentsOf: bytes.isEmpty ? Array(repeating: 0, count: count) : bytes)
    strongOut = Direction(count, strong, from: \.source, to: \.target)
    weakOut = Direction(count, weak, from: \.source, to: \.target)
    weakOut.firstSlot = UInt32(strongOut.ends.count + 1)
    strongIn = Direction(count, strong, from: \.target, to: \.source)
    weakIn = Direction(count, weak, from: \.target, to: \.source)
  }
}

extension FrozenHeap.Direction {
  /// Sorts references by one of their ends, by counting; those of one row keep their order.
  fileprivate init(
    _ objectCount: Int, _ references: [FrozenHeap.Reference],
    from: (FrozenHeap.Reference) -> UInt32, to: (FrozenHeap.Reference) -> UInt32
  ) {
    // While the rows are filled, the start of a row is where its next reference goes, so the
    // starts stand one place further on.
    starts = ContiguousArray(repeating: 0, count: objectCount + 3)
    for reference in references {
      let row = Int(from(reference))
      precondition((1...objectCount).contains(row), "a reference ends at an object")
      starts[row + 2] += 1
    }
    for row in 1..<starts.count { starts[row] += starts[row - 1] }
    ends = ContiguousArray(repeating: 0, count: references.count)
    for reference in references {
      let row = Int(from(reference)) + 1
      ends[Int(starts[row])] = to(reference)
      starts[row] += 1
    }
    starts.removeLast()
  }
}
