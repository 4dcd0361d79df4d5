/// Which objects of two runs are the same: those that came first of their type in the same step.
///
/// Numbers of objects differ between a program and its branches, because edits make objects too;
/// where an object comes from does not.
public struct Origins: Sendable {
  /// For each visible object of the first run the same one of the second, where there is one.
  public private(set) var counterparts: [ObjectID: ObjectID] = [:]
  /// The other way round.
  public private(set) var origins: [ObjectID: ObjectID] = [:]

  /// No runs, and so no objects.
  public init() {}

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
    let births = Self.births(first, firstHeap)
    guard !births.isEmpty else { return }
    var known: [Birth: ObjectID] = [:]
    for (birth, object) in Self.births(second, secondHeap) { known[birth] = object }
    for (birth, object) in births {
      guard let other = known[birth] else { continue }
      counterparts[object] = other
      origins[other] = object
    }
  }

  private static func births(
    _ objects: some Sequence<ObjectID>, _ heap: MutableHeap
  ) -> [(Birth, ObjectID)] {
    var counts: [String: Int] = [:]
    return objects.filter(heap.isVisible).map { object in
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
