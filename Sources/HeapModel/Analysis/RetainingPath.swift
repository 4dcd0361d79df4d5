/// A reason why an object is alive: a chain of strong references from a root.
public struct RetainingPath: Hashable, Sendable {
  /// One reference of the path.
  public struct Step: Hashable, Sendable {
    /// The object that refers.
    public var object: ObjectID
    /// Its slot that refers to the next object: the first one of several.
    public var slot: SlotID
    /// A reference.
    public init(object: ObjectID, slot: SlotID) {
      self.object = object
      self.slot = slot
    }
  }

  /// The references from the root on; none where the object is a root itself.
  public var steps: [Step]
  /// The object that the path leads to.
  public var target: ObjectID

  /// A path.
  public init(steps: [Step], target: ObjectID) {
    self.steps = steps
    self.target = target
  }

  /// The root where the path begins.
  public var root: ObjectID { steps.first?.object ?? target }

  /// Steps at either end of a path that are written where it is too long to be read.
  private static let writtenSteps = 12

  /// The path as a person writes it: `app.sessions['u77'].user`. It begins with the frame where
  /// that is not the module's: `handler@1: request.user`. What no expression names is told in
  /// words: `app (cell seen)`. Of a long path the beginning and the end. O(what is written), more
  /// where elements are counted, and a search for names where an object is a key.
  ///
  /// The heap must be as it was when the path was found.
  public func text(
    in heap: MutableHeap, _ inspector: some RuntimeInspecting = PlainInspector()
  ) -> String {
    guard let first = steps.first else { return heap.name(target) }
    var text = ""
    if heap.kind(first.object) == .frame {
      let frame = heap.name(first.object)
      text = frame.isEmpty ? "" : frame + ": "
    } else {
      text = inspector.rootName(first.object, in: heap)
    }
    var isInside = heap.kind(first.object) != .frame
    let left = 3 * Self.writtenSteps < steps.count ? steps.count - 2 * Self.writtenSteps : 0
    for (index, step) in steps.enumerated() {
      if left > 0, index >= Self.writtenSteps, index < steps.count - Self.writtenSteps {
        if index == Self.writtenSteps { text += " … \(left) more … " }
        continue
      }
      if isInside {
        // Nothing in a table of the runtime has a name that says anything, but what lies there may
        // be part of an object that has one.
        guard let shown = heap.shownObject(for: step.object) else { continue }
        isInside = false
        text += " -> " + heap.name(shown)
      }
      // Inside an object there is nothing to name.
      if let part = heap.value(step.slot).object, heap.state(part).contains(.hidden),
        let owner = heap.partOf(part), owner == (heap.partOf(step.object) ?? step.object)
      {
        continue
      }
      let label = Self.keyText(step.slot, heap, inspector) ?? heap.labelText(step.slot)
      switch heap.label(step.slot).kind {
      case .attribute, .element, .entry: text += label
      case .name where index == 0: text += label
      case .name: text += "." + label
      case .member, .key, .cell, .special, .temporary:
        text += label.isEmpty ? "" : " (\(label))"
      }
    }
    return text
  }

  /// Objects up to which a heap is searched for the name of a key.
  private static let mostSearched = 50_000

  /// `[ann]` for an entry whose key is an object that an expression names; nil for any other place.
  private static func keyText(
    _ slot: SlotID, _ heap: MutableHeap, _ inspector: some RuntimeInspecting
  ) -> String? {
    guard heap.label(slot).kind == .entry, heap.objectCount <= mostSearched,
      case let key = inspector.access(slot, in: heap).key, key != .none
    else { return nil }
    return Addresses(heap, inspector).key(key, in: heap, inspector).map { "[\($0)]" }
  }
}

// MARK: - Search

extension RetainingPath {
  static func find(
    to target: ObjectID, limit: Int, over rows: some GraphRows, _ edits: HeapEdits
  ) -> [RetainingPath] {
    guard limit > 0, target != .none, target.index <= rows.objectCount,
      rows.isAlive(rows.state(Int(target.index)))
    else { return [] }
    if rows.isRoot(rows.state(Int(target.index))) {
      return [RetainingPath(steps: [], target: target)]
    }
    return edits.isEmpty
      ? find(to: target.index, limit, rows, NoEdits())
      : find(to: target.index, limit, rows, SomeEdits(edits, over: rows))
  }

  /// Searches from the target backward, because what retains an object is mostly little. Each
  /// search leaves out the inner objects of the paths before it.
  private static func find(
    to target: UInt32, _ limit: Int, _ rows: some GraphRows, _ filter: some EditFilter
  ) -> [RetainingPath] {
    var search = BackwardSearch(target: target, objectCount: rows.objectCount)
    // Each name that refers to the object directly is a path without inner objects.
    var paths = search.directReferrers(rows, filter, limit: limit)
    while paths.count < limit, let path = search.nextPath(rows, filter) { paths.append(path) }
    return paths
  }

  /// The strong slots of an object that refer to another one, with the edits taken into account.
  static func slots(
    of source: UInt32, to target: UInt32, limit: Int, _ rows: some GraphRows,
    _ filter: some EditFilter
  ) -> [SlotID] {
    var found: [SlotID] = []
    var row = rows.strongRow(source)
    while found.count < limit {
      let end = row.next()
      if end == 0 { break }
      if end == target && filter.staysStrong(row.slot) { found.append(SlotID(row.slot)) }
    }
    return found
  }
}

/// A breadth-first search from an object back to the roots.
private struct BackwardSearch {
  let target: UInt32
  /// What was reached, and how far it is from the target as a number of this search; inner objects
  /// of earlier paths stay marked.
  var marks: ContiguousArray<UInt8>
  var queue: ContiguousArray<UInt32> = []
  /// The object through which each one in the queue was reached, as its place in the queue.
  var reachedFrom: ContiguousArray<UInt32> = []

  static let reached: UInt8 = 1
  static let used: UInt8 = 2

  init(target: UInt32, objectCount: Int) {
    self.target = target
    marks = ContiguousArray(repeating: 0, count: objectCount + 1)
  }

  /// One path for each slot of a root that refers to the target, in the order of the roots.
  func directReferrers(
    _ rows: some GraphRows, _ filter: some EditFilter, limit: Int
  ) -> [RetainingPath] {
    var roots: Set<UInt32> = []
    var row = rows.strongReferrers(target)
    while true {
      let source = row.next()
      if source == 0 { break }
      if rows.isRoot(rows.state(Int(source))) { roots.insert(source) }
    }
    var paths: [RetainingPath] = []
    for root in roots.sorted() where paths.count < limit {
      let left = limit - paths.count
      for slot in RetainingPath.slots(of: root, to: target, limit: left, rows, filter) {
        let step = RetainingPath.Step(object: ObjectID(root), slot: slot)
        paths.append(RetainingPath(steps: [step], target: ObjectID(target)))
      }
    }
    return paths
  }

  /// The shortest path with at least one inner object, none of them in an earlier path.
  mutating func nextPath(_ rows: some GraphRows, _ filter: some EditFilter) -> RetainingPath? {
    queue.removeAll(keepingCapacity: true)
    reachedFrom.removeAll(keepingCapacity: true)
    queue.append(target)
    reachedFrom.append(0)
    marks[Int(target)] = Self.reached
    defer {
      for object in queue where marks[Int(object)] == Self.reached { marks[Int(object)] = 0 }
    }
    var head = 0
    while head < queue.count {
      let object = queue[head]
      var row = rows.strongReferrers(object)
      while true {
        let source = row.next()
        if source == 0 { break }
        let state = rows.state(Int(source))
        guard marks[Int(source)] == 0, rows.isAlive(state),
          !filter.touches(source)
            || !RetainingPath.slots(of: source, to: object, limit: 1, rows, filter).isEmpty
        else { continue }
        if rows.isRoot(state) {
          if head == 0 { continue }
          return path(from: source, place: head, rows, filter)
        }
        marks[Int(source)] = Self.reached
        queue.append(source)
        reachedFrom.append(UInt32(head))
      }
      head += 1
    }
    return nil
  }

  /// Follows what was reached from a place of the queue to the target.
  private mutating func path(
    from root: UInt32, place: Int, _ rows: some GraphRows, _ filter: some EditFilter
  ) -> RetainingPath {
    var steps: [RetainingPath.Step] = []
    var source = root
    var place = place
    while true {
      let object = queue[place]
      let slot = RetainingPath.slots(of: source, to: object, limit: 1, rows, filter)
      steps.append(.init(object: ObjectID(source), slot: slot.first ?? .none))
      if place == 0 { break }
      marks[Int(object)] = Self.used
      source = object
      place = Int(reachedFrom[place])
    }
    return RetainingPath(steps: steps, target: ObjectID(target))
  }
}
