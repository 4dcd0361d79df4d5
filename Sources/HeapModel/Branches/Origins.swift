/// Which objects of two runs are the same: those that came first of their type in the same step.
///
/// Numbers of objects differ between a program and its branches, because edits make objects too;
/// where an object comes from does not.
public struct Origins: Sendable {
  /// For each object of the first run the number of the same one of the second, 0 where there is
  /// none.
  private var counterparts: ContiguousArray<UInt32> = []
  /// The other way round.
  private var origins: ContiguousArray<UInt32> = []

  /// No runs, and so no objects.
  public init() {}

  /// The object of the second run that a visible one of the first is, where there is one. O(1).
  public func counterpart(of object: ObjectID) -> ObjectID? { Self.other(object, counterparts) }

  /// The object of the first run that a visible one of the second is, where there is one. O(1).
  public func origin(of object: ObjectID) -> ObjectID? { Self.other(object, origins) }

  private static func other(
    _ object: ObjectID, _ others: ContiguousArray<UInt32>
  ) -> ObjectID? {
    let index = Int(object.index)
    return others.indices.contains(index) && others[index] != 0 ? ObjectID(others[index]) : nil
  }

  private struct Birth: Hashable {
    var type: String
    var ordinal: Int
  }

  /// Compares two runs.
  ///
  /// - Parameter step: the step of the second run that a step of the first one is, if any.
  /// - Complexity: O(objects), and the way of both to their ends.
  public init(from first: Timeline, to second: Timeline, step: (Int) -> Int?) {
    var (first, second) = (first, second)
    first.move(to: Position(step: first.stepCount))
    second.move(to: Position(step: second.stepCount))
    counterparts = ContiguousArray(repeating: 0, count: first.heap.objectCount + 1)
    origins = ContiguousArray(repeating: 0, count: second.heap.objectCount + 1)
    pair(first.initialObjects, second.initialObjects, first.heap, second.heap)
    for number in stride(from: 1, through: first.stepCount, by: 1) {
      guard let other = step(number), other <= second.stepCount else { continue }
      pair(
        first.objectsMade(inStep: number), second.objectsMade(inStep: other), first.heap,
        second.heap)
    }
  }

  private mutating func pair(
    _ first: some Sequence<ObjectID>, _ second: some Sequence<ObjectID>, _ firstHeap: MutableHeap,
    _ secondHeap: MutableHeap
  ) {
    let (first, second) = (first.filter(firstHeap.isVisible), second.filter(secondHeap.isVisible))
    guard !first.isEmpty, !second.isEmpty else { return }
    // Most steps make the same objects in the same order: then the ordinals agree, too.
    if first.count == second.count,
      zip(first, second).allSatisfy({ firstHeap.typeName($0) == secondHeap.typeName($1) })
    {
      for (object, other) in zip(first, second) { join(object, other) }
      return
    }
    var known: [Birth: ObjectID] = [:]
    for (birth, object) in Self.births(second, secondHeap) { known[birth] = object }
    for (birth, object) in Self.births(first, firstHeap) {
      if let other = known[birth] { join(object, other) }
    }
  }

  private mutating func join(_ object: ObjectID, _ other: ObjectID) {
    counterparts[Int(object.index)] = other.index
    origins[Int(other.index)] = object.index
  }

  private static func births(
    _ objects: [ObjectID], _ heap: MutableHeap
  ) -> [(Birth, ObjectID)] {
    var counts: [String: Int] = [:]
    return objects.map { object in
      let type = heap.typeName(object)
      counts[type, default: 0] += 1
      return (Birth(type: type, ordinal: counts[type, default: 0]), object)
    }
  }
}

extension Timeline {
  /// The objects of the heap at the beginning.
  fileprivate var initialObjects: [ObjectID] {
    (1..<max(1, stepStarts[0].object)).map { ObjectID($0) }
  }
}
