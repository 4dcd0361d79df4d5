/// Who alone keeps whom alive: the dominator tree of the strong references, with a virtual root
/// that refers to all roots.
///
/// An object dominates another one where every path from a root to that one leads through it: if
/// it went, the other one would be unreachable. What an object dominates, itself included, is its
/// retained set; the sizes of that set together are its retained size. What is held only weakly, or
/// by nothing, hangs nowhere in the tree.
///
/// The tree is exact (semi-NCA; L. Georgiadis, "Linear-Time Algorithms for Dominators and Related
/// Problems", 2005). It is that of one moment: a heap that changes needs another one.
public struct DominatorTree: Sendable {
  /// The place of each object in a walk over the tree, parents first, where the objects that one
  /// dominates follow it closely; 0 for what is not reachable.
  var places: ContiguousArray<UInt32> = []
  /// The objects by place; place 0 is the virtual root.
  var objects: ContiguousArray<UInt32> = [0]
  /// The place of the immediate dominator of each place.
  var dominators: ContiguousArray<UInt32> = [0]
  /// How many places each one dominates, itself included.
  var counts: ContiguousArray<UInt32> = [1]
  /// The retained size of each place, in bytes.
  var sizes: ContiguousArray<UInt64> = [0]

  init() {}

  /// The number of objects that roots reach. O(1).
  public var objectCount: Int { objects.count - 1 }

  /// Whether a root reaches an object over strong references. O(1).
  public func contains(_ object: ObjectID) -> Bool { places[Int(object.index)] != 0 }

  /// The nearest object without which this one would be unreachable: `none` where there is no
  /// single one, nil where nothing reaches this one. O(1).
  public func dominator(of object: ObjectID) -> ObjectID? {
    let place = places[Int(object.index)]
    return place == 0 ? nil : ObjectID(objects[Int(dominators[Int(place)])])
  }

  /// Whether every path from a root to an object leads through another one, or is the same one.
  /// False where nothing reaches them; `none`, the virtual root, dominates all others. O(1).
  public func dominates(_ object: ObjectID, _ other: ObjectID) -> Bool {
    let (a, b) = (places[Int(object.index)], places[Int(other.index)])
    guard b != 0, a != 0 || object == .none else { return false }
    return b >= a && b - a < counts[Int(a)]
  }

  /// The size in bytes of all that an object retains, itself included; 0 where nothing reaches it.
  /// For `none` that of everything reachable. O(1).
  public func retainedBytes(_ object: ObjectID) -> Int {
    let place = places[Int(object.index)]
    return place == 0 && object != .none ? 0 : Int(clamping: sizes[Int(place)])
  }

  /// What would be unreachable without an object, itself included and first. O(1) to make.
  public func retained(_ object: ObjectID) -> some RandomAccessCollection<ObjectID> & Sendable {
    let place = Int(places[Int(object.index)])
    let range = place == 0 ? 0..<0 : place..<place + Int(counts[place])
    return objects[range].lazy.map { ObjectID($0) }
  }

  /// The objects of which an object is the immediate dominator, in the order of the walk; of
  /// `none` those that no single object dominates. O(1) each.
  public func children(of object: ObjectID) -> Children {
    let place = places[Int(object.index)]
    guard place != 0 || object == .none else { return Children(tree: self, place: 0, end: 0) }
    return Children(tree: self, place: place + 1, end: place + counts[Int(place)])
  }

  /// Walks the objects below one.
  public struct Children: Sequence, IteratorProtocol, Sendable {
    let tree: DominatorTree
    var place: UInt32
    let end: UInt32

    /// The next one.
    public mutating func next() -> ObjectID? {
      guard place < end else { return nil }
      let object = tree.objects[Int(place)]
      place += tree.counts[Int(place)]
      return ObjectID(object)
    }
  }
}

// MARK: - Cutting a reference

extension DominatorTree {
  /// Whether an object would be unreachable if one of the references from another one to it were
  /// cut, in the heap as it was when the tree was made. Then it is what it retains that would be
  /// unreachable; else nothing would. O(references to the object), mostly less.
  func loses(_ object: UInt32, cutting source: UInt32, over rows: some GraphRows) -> Bool {
    let place = places[Int(object)]
    guard place != 0, !rows.isRoot(rows.state(Int(object))) else { return false }
    let end = place + counts[Int(place)]
    let cut = places[Int(source)]
    guard cut != 0, cut < place || cut >= end else { return false }
    var isCut = false
    var row = rows.strongReferrers(object)
    while true {
      let other = row.next()
      if other == 0 { return isCut }
      if other == source && !isCut {
        isCut = true
        continue
      }
      let otherPlace = places[Int(other)]
      // Whoever is reached only through the object keeps it as little as it keeps itself.
      if otherPlace != 0 && (otherPlace < place || otherPlace >= end) { return false }
    }
  }
}
