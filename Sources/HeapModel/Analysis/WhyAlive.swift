/// Why an object is alive: who reaches it, who holds it, and what refers to it without holding it.
public struct WhyAlive: Hashable, Sendable {
  /// What has become of the object.
  public enum State: Hashable, Sendable {
    /// It lives, and roots reach it.
    case reachable
    /// It lives though nothing reaches it.
    case unreachable(Garbage)
    /// It has just been made: only the running statement knows it.
    case newborn
    /// Its death has begun.
    case dying
    /// Its memory was released.
    case freed
  }

  /// What keeps an object that nothing reaches.
  public struct Garbage: Hashable, Sendable {
    /// The visible objects of the shortest circle of references that holds it; empty where none
    /// does.
    public var cycle: [ObjectID]
    /// The generation whose collection frees it; nil where no collection looks at it.
    public var generation: Int?
    /// Whether a collector is told to leave it alone.
    public var isFrozen: Bool
  }

  /// A way by which a root keeps the object alive.
  public struct Path: Hashable, Sendable {
    /// Its references.
    public var path: RetainingPath
    /// As a person writes it: `app.sessions['u77'].user`.
    public var text: String
  }

  /// Ways that begin at roots of one kind.
  public struct Group: Hashable, Sendable {
    /// What the roots are: `names of the module`, a running call, a table of the runtime.
    public var title: String
    /// Shortest first.
    public var paths: [Path]
  }

  /// A strong reference to the object.
  public struct Holder: Hashable, Sendable {
    /// The slot.
    public var slot: SlotID
    /// Who holds it: `item`, `Node#1.next`, `self of __del__@2`.
    public var text: String
    /// Whether a root reaches the holder; nil where there are too many holders to ask for each.
    public var isReachable: Bool?
  }

  /// A reference that does not hold the object.
  public struct WeakReferrer: Hashable, Sendable {
    /// The visible object that refers: a weak reference, a weak collection.
    public var object: ObjectID
    /// As people read it: `weakref#1`, `WeakValueDictionary#1['k']`.
    public var text: String
    /// What it calls when the object dies; empty for nothing.
    public var callback: String
  }

  /// The object.
  public var object: ObjectID
  /// What has become of it.
  public var state: State
  /// The ways from roots: each direct one, the shortest of the others, then those that share no
  /// object between their ends with one before.
  public var groups: [Group]
  /// Every strong reference to it, oldest first: as many as its reference count says.
  public var holders: [Holder]
  /// Every other reference to it, in the runtime's order.
  public var weakReferrers: [WeakReferrer]

  /// All ways, shortest first.
  public var paths: [Path] {
    groups.flatMap(\.paths).enumerated().sorted {
      ($0.element.path.steps.count, $0.offset) < ($1.element.path.steps.count, $1.offset)
    }.map(\.element)
  }
}

extension WhyAlive {
  private static let mostAsked = 16

  /// Asks a timeline at its position, for at most `limit` paths.
  /// O(objects + references) for each path at most, mostly much less.
  public init(_ object: ObjectID, in timeline: Timeline, limit: Int = 20) {
    let heap = timeline.heap
    self.object = object
    groups = []
    holders = []
    weakReferrers = []
    state = .freed
    guard heap.isAlive(object) else { return }
    let paths = heap.retainingPaths(to: object, limit: limit, .none)
    groups = Self.groups(paths, timeline)
    state = .reachable
    if paths.isEmpty {
      if timeline.isNewborn(object) {
        state = .newborn
      } else if heap.state(object).contains(.dying) || heap.referenceCount(object) == 0 {
        state = .dying
      } else {
        state = .unreachable(Garbage(object, timeline))
      }
    }
    let asksEach = heap.referenceCount(object) <= Self.mostAsked
    for slot in heap.strongReferrers(object) {
      let source = heap.source(slot)
      var isReachable: Bool?
      if paths.isEmpty {
        isReachable = false
      } else if asksEach {
        isReachable =
          heap.state(source).contains(.root) || heap.retainingPath(to: source, .none) != nil
      }
      holders.append(
        Holder(slot: slot, text: timeline.holderText(slot), isReachable: isReachable))
    }
    for slot in heap.weakReferrers(object) {
      if let referrer = WeakReferrer(slot, timeline) { weakReferrers.append(referrer) }
    }
  }

  private static func groups(_ paths: [RetainingPath], _ timeline: Timeline) -> [Group] {
    let heap = timeline.heap
    var groups: [Group] = []
    for path in paths {
      let title: String
      if heap.kind(path.root) == .frame {
        let name = heap.name(path.root)
        title = name.isEmpty ? "names of the module" : "the running call \(name)"
      } else {
        title = timeline.inspector.rootName(path.root, in: heap)
      }
      let entry = Path(path: path, text: path.text(in: heap, timeline.inspector))
      if let index = groups.firstIndex(where: { $0.title == title }) {
        groups[index].paths.append(entry)
      } else {
        groups.append(Group(title: title, paths: [entry]))
      }
    }
    return groups
  }
}

extension Timeline {
  /// Who holds an object by a slot, in words, the runtime's own tables by their names:
  /// `finalize#1 func`, `the registry of weakref.finalize`. O(1), more where elements are counted.
  public func holderText(_ slot: SlotID) -> String {
    let source = heap.source(slot)
    guard heap.kind(source) == .table, heap.label(slot).kind != .temporary else {
      return heap.holderText(slot)
    }
    guard let owner = heap.shownObject(for: source) else {
      return inspector.rootName(source, in: heap)
    }
    // What a table of an object holds has a place of its own in it.
    let place = heap.label(slot).kind == .special ? heap.labelText(slot) : ""
    return place.isEmpty ? heap.name(owner) : "\(heap.name(owner)) \(place)"
  }
}

extension WhyAlive.WeakReferrer {
  fileprivate init?(_ slot: SlotID, _ timeline: Timeline) {
    let heap = timeline.heap
    let source = heap.source(slot)
    guard let shown = heap.shownObject(for: source) else { return nil }
    object = shown
    text = heap.name(shown)
    callback = ""
    if heap.kind(shown) == .weakCollection {
      if let entry = timeline.inspector.entries(of: shown, in: heap)?.first(where: {
        $0.weakSlot == slot
      }) {
        text += "[\(entry.keyText)]"
      }
    } else {
      callback = timeline.inspector.callbackName(of: source, in: heap) ?? ""
    }
  }
}

extension WhyAlive.Garbage {
  /// Looks at what refers to an object that nothing reaches: that is garbage, too, and mostly
  /// little. O(that and its references).
  init(_ object: ObjectID, _ timeline: Timeline) {
    let heap = timeline.heap
    let ancestors = Self.ancestors(of: object, heap)
    cycle = []
    generation = nil
    isFrozen = false
    for ancestor in ancestors where heap.ringSuccessor(ancestor) != .none {
      if let own = timeline.inspector.generation(of: ancestor, in: heap) {
        generation = max(generation ?? 0, own)
      } else {
        isFrozen = true
      }
    }
    if isFrozen { generation = nil }
    let known = Set(ancestors)
    // The nearest object that lies on a circle; among its circles the shortest one.
    for ancestor in ancestors {
      guard let found = Self.shortestCycle(through: ancestor, among: known, heap) else { continue }
      var seen: Set<ObjectID> = []
      cycle = found.compactMap { heap.shownObject(for: $0) }.filter { seen.insert($0).inserted }
      return
    }
  }

  /// What holds an object, nearest first, itself included.
  private static func ancestors(of object: ObjectID, _ heap: MutableHeap) -> [ObjectID] {
    var found = [object]
    var seen: Set = [object]
    var head = 0
    while head < found.count {
      for slot in heap.strongReferrers(found[head]) {
        let source = heap.source(slot)
        if heap.isAlive(source), seen.insert(source).inserted { found.append(source) }
      }
      head += 1
    }
    return found
  }

  private static func shortestCycle(
    through object: ObjectID, among known: Set<ObjectID>, _ heap: MutableHeap
  ) -> [ObjectID]? {
    var cameFrom: [ObjectID: ObjectID] = [:]
    var queue = [object]
    var head = 0
    while head < queue.count {
      let here = queue[head]
      head += 1
      for slot in heap.slots(here) where heap.label(slot).isStrong {
        guard let target = heap.value(slot).object, known.contains(target) else { continue }
        if target == object {
          var path = [here]
          while let last = path.last, last != object, let before = cameFrom[last] {
            path.append(before)
          }
          return path.reversed()
        }
        if cameFrom[target] == nil {
          cameFrom[target] = here
          queue.append(target)
        }
      }
    }
    return nil
  }
}

extension Timeline {
  /// Whether an object was made in the current step and nothing has referred to it yet: only the
  /// running statement knows it. O(events of the step).
  public func isNewborn(_ object: ObjectID) -> Bool {
    guard !position.isEndOfStep, heap.referenceCount(object) == 0, heap.isAlive(object),
      stepOfCreation(object) == position.step
    else { return false }
    for index in 0..<happenedCount(at: position) {
      switch event(index, ofStep: position.step).event {
      case .bind(_, let value, _) where value.object == object,
        .unbind(_, let value, _) where value.object == object:
        return false
      case .reference(_, let label, let other) where other == object && label.isStrong:
        return false
      case .unreference(_, _, let other) where other == object,
        .deallocate(let other)
      where other == object: return false
      default: break
      }
    }
    return true
  }
}
