/// Which objects the roots reach, and how: each object that is alive is one of three cases.
public struct Reachability: Sendable {
  /// How the roots reach an object.
  public enum Case: UInt8, Sendable, CaseIterable {
    /// No path leads from a root to the object.
    case unreachable
    /// A path of strong references leads to it; roots are always such.
    case strong
    /// Paths lead to it, but each of them has a reference that does not hold.
    case weak
  }

  /// How many objects are of each case.
  public struct Counts: Hashable, Sendable {
    /// Those that a path of strong references leads to.
    public var strong = 0
    /// Those that only other paths lead to.
    public var weak = 0
    /// Those that no path leads to.
    public var unreachable = 0
    /// All of them.
    public var all: Int { strong + weak + unreachable }

    /// Counts, by default none.
    public init(strong: Int = 0, weak: Int = 0, unreachable: Int = 0) {
      self.strong = strong
      self.weak = weak
      self.unreachable = unreachable
    }
  }

  /// The mark of what is not alive and so no case of anything.
  private static let dead: UInt8 = 3
  /// How many objects before its turn the references of an object are read.
  private static let distance = 8

  /// Cases by object.
  private var marks: ContiguousArray<UInt8> = []
  /// The objects to go on from; it stays for the next answer.
  private var queue: ContiguousArray<UInt32> = []

  /// The objects that are alive, by case.
  public private(set) var counts = Counts()

  init() {}

  /// How the roots reach an object; nil where it is not alive. O(1).
  public subscript(object: ObjectID) -> Case? { Case(rawValue: marks[Int(object.index)]) }

  /// The objects of a case, in order of creation. O(objects).
  public func objects(_ wanted: Case) -> [ObjectID] {
    marks.indices.lazy.filter { marks[$0] == wanted.rawValue }.map { ObjectID(UInt32($0)) }
  }

  /// The objects that are alive and visible, by case. O(objects).
  public func visibleCounts(in heap: some HeapGraph) -> Counts {
    var counts = Counts()
    for index in marks.indices where heap.state(ObjectID(UInt32(index))).isVisible {
      switch marks[index] {
      case Case.strong.rawValue: counts.strong += 1
      case Case.weak.rawValue: counts.weak += 1
      case Case.unreachable.rawValue: counts.unreachable += 1
      default: break
      }
    }
    return counts
  }

  mutating func update(over rows: some GraphRows, _ edits: HeapEdits) {
    if marks.count != rows.objectCount + 1 {
      marks = ContiguousArray(repeating: 0, count: rows.objectCount + 1)
      queue = ContiguousArray(repeating: 0, count: rows.objectCount + 1)
    }
    counts = marks.withUnsafeMutableBufferPointer { marks in
      queue.withUnsafeMutableBufferPointer { queue in
        edits.isEmpty
          ? Self.mark(rows, NoEdits(), marks, queue)
          : Self.mark(rows, SomeEdits(edits, over: rows), marks, queue)
      }
    }
  }

  /// Marks all objects, breadth first: first what strong references reach from the roots, then
  /// what references of any kind reach from there.
  private static func mark<Rows: GraphRows, Filter: EditFilter>(
    _ rows: Rows, _ filter: Filter, _ marks: UnsafeMutableBufferPointer<UInt8>,
    _ queue: UnsafeMutableBufferPointer<UInt32>
  ) -> Counts {
    var head = 0
    var tail = 0
    var alive = 0
    @inline(__always) func reach(_ object: UInt32, _ mark: Case) {
      guard marks[Int(object)] == 0 else { return }
      marks[Int(object)] = mark.rawValue
      queue[tail] = object
      tail &+= 1
    }

    marks[0] = dead
    var object = 1
    while object <= rows.objectCount {
      let state = rows.state(object)
      if rows.isAlive(state) {
        alive &+= 1
        marks[object] = 0
        if rows.isRoot(state) { reach(UInt32(object), .strong) }
      } else {
        marks[object] = dead
      }
      object &+= 1
    }

    var read: UInt32 = 0
    while head < tail {
      let object = queue[head]
      head &+= 1
      if head &+ distance < tail { read &+= rows.readAhead(queue[head &+ distance]) }
      var row = rows.strongRow(object)
      let isTouched = filter.touches(object)
      while true {
        let target = row.next()
        if target == 0 { break }
        if isTouched && !filter.staysStrong(row.slot) { continue }
        reach(target, .strong)
      }
    }
    // Looks as if it mattered, so that nothing that is read is left out.
    if read == .max { marks[0] = dead }
    let strong = tail
    guard rows.hasWeakReferences || !filter.isEmpty else {
      return Counts(strong: strong, unreachable: alive - strong)
    }

    @inline(__always) func reachWeakly(_ row: Rows.Row, of object: UInt32) {
      var row = row
      let isTouched = filter.touches(object)
      while true {
        let target = row.next()
        if target == 0 { break }
        if isTouched && !filter.stays(row.slot) { continue }
        reach(target, .weak)
      }
    }
    // In order of creation, because memory is faster in order than the queue is.
    object = 1
    while object <= rows.objectCount {
      if marks[object] == Case.strong.rawValue {
        reachWeakly(rows.weakRow(UInt32(object)), of: UInt32(object))
        if filter.touches(UInt32(object)) {
          reachWeakly(rows.strongRow(UInt32(object)), of: UInt32(object))
        }
      }
      object &+= 1
    }
    while head < tail {
      let object = queue[head]
      head &+= 1
      reachWeakly(rows.strongRow(object), of: object)
      reachWeakly(rows.weakRow(object), of: object)
    }
    return Counts(strong: strong, weak: tail - strong, unreachable: alive - tail)
  }
}
