import HeapModel

/// How many objects of each type live and have died, and how many bytes they take.
struct TypeCensus: Hashable, Sendable {
  /// One type.
  struct Row: Hashable, Sendable {
    var type: HeapTypeID
    var live = 0
    var dead = 0
    var bytes = 0
  }

  private(set) var rows: [Row] = []
  private(set) var live = 0
  private(set) var dead = 0
  private(set) var bytes = 0

  /// Counts all visible objects. O(objects).
  init(_ heap: MutableHeap) {
    rows = heap.types.indices.map { Row(type: HeapTypeID(UInt32($0))) }
    guard heap.objectCount > 0 else { return }
    for index in 1...UInt32(heap.objectCount) { count(ObjectID(index), in: heap, by: 1) }
  }

  /// Adds or takes away one object as it is now. O(1).
  mutating func count(_ object: ObjectID, in heap: MutableHeap, by weight: Int) {
    guard heap.isVisible(object) else { return }
    let type = Int(heap.typeID(object).index)
    if heap.isAlive(object) {
      let size = heap.shallowBytes(object) * weight
      live += weight
      bytes += size
      rows[type].live += weight
      rows[type].bytes += size
    } else {
      dead += weight
      rows[type].dead += weight
    }
  }

  /// The types of which there ever was an object, the biggest first.
  func sorted(_ heap: MutableHeap) -> [Row] {
    rows.filter { $0.live + $0.dead > 0 }
      .sorted {
        ($1.bytes, $1.live, $1.dead, $0.type.index) < ($0.bytes, $0.live, $0.dead, $1.type.index)
      }
  }
}

extension Timeline {
  /// Moves and keeps a census right by looking only at what changes. O(changes in between), or
  /// O(objects) where that is less.
  mutating func move(to target: Position, keeping census: inout TypeCensus) {
    let target = normalized(target)
    let between = changes(between: position, and: target)
    guard between.wordCount < 2_000 || between.wordCount * 4 < heap.objectCount else {
      move(to: target)
      census = TypeCensus(heap)
      return
    }
    var touched: Set<ObjectID> = []
    for change in between {
      if change.kind == .state || change.kind == .size, let object = change.object {
        touched.insert(object)
      }
    }
    let known = heap.objectCount
    for object in touched where Int(object.index) <= known {
      census.count(object, in: heap, by: -1)
    }
    // Objects that going back withdraws.
    var withdrawn: [ObjectID] = []
    if target < position {
      let first = target.isEndOfStep && target.step == 0 ? 0 : target.step
      for step in stride(from: max(1, first), through: position.step, by: 1) {
        withdrawn += objectsMade(inStep: step).filter { Int($0.index) <= known }
      }
      for object in withdrawn where !touched.contains(object) {
        census.count(object, in: heap, by: -1)
        touched.insert(object)
      }
    }
    move(to: target)
    let now = heap.objectCount
    if now > known { for index in known + 1...now { touched.insert(ObjectID(UInt32(index))) } }
    for object in touched where Int(object.index) <= now {
      census.count(object, in: heap, by: 1)
    }
  }
}
