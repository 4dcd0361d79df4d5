/// The first rows of a heap as an outline, with what was made last at the end of each list: enough
/// to see what a program does that is still running.
public struct HeapSketch: Sendable {
  /// A row.
  public struct Row: Hashable, Sendable {
    /// How far from a name.
    public var depth: Int
    /// The place that holds the object: a name, `.next`, `[3]`; empty where rows are left out.
    public var place: String
    /// The object.
    public var object: String
  }

  /// The rows, top down.
  public private(set) var rows: [Row] = []
  private var seen: Set<ObjectID> = []
  private let most: Int

  private static let mostNames = 12
  private static let mostPlaces = 4
  private static let deepest = 6

  /// Looks at a heap. O(rows), however big the heap is.
  public init(_ heap: MutableHeap, rows most: Int) {
    self.most = most
    for object in heap.allObjects.prefix(100)
    where heap.kind(object) == .frame && heap.isAlive(object) {
      add(placesOf: object, depth: 0, in: heap, limit: Self.mostNames)
    }
  }

  private mutating func add(
    placesOf object: ObjectID, depth: Int, in heap: MutableHeap, limit: Int
  ) {
    var places: [SlotID] = []
    var place = heap.lastSlot(object)
    while place != .none, places.count < limit {
      places.append(place)
      place = heap.slot(before: place)
    }
    if place != .none, rows.count < most {
      rows.append(Row(depth: depth, place: "", object: "..."))
    }
    for place in places.reversed() where rows.count < most && heap.label(place).isStrong {
      guard let target = heap.value(place).object else { continue }
      let isVisible = heap.isVisible(target)
      if isVisible {
        rows.append(
          Row(depth: depth, place: heap.labelText(place), object: heap.name(target)))
      }
      guard depth < Self.deepest, seen.insert(target).inserted,
        isVisible || heap.partOf(target) == object
      else { continue }
      add(
        placesOf: target, depth: depth + (isVisible ? 1 : 0), in: heap, limit: Self.mostPlaces)
    }
  }
}
