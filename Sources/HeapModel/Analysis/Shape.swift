/// A known way in which objects live too long or too short, as it can be recognised in any heap.
///
/// A shape is a small value: add one to ``all``, with a test for it and one for a near miss.
public struct Shape: Sendable {
  /// The name by which people speak of it.
  public let name: String
  /// What mends it.
  public let mending: String
  /// The built-in scenario that shows it.
  public let scenario: String
  /// What of the heap has the shape.
  let find: @Sendable (Scene) -> [Finding]

  /// A place where a heap has a shape.
  public struct Match: Sendable {
    /// The shape.
    public let shape: Shape
    /// The visible objects that it is about, the one that lives too long or too short first.
    public let objects: [ObjectID]
    /// What is the matter, in one sentence.
    public let sentence: String
  }

  /// The objects and the sentence of a match.
  struct Finding {
    var objects: [ObjectID]
    var sentence: String
  }

  init(
    _ name: String, mending: String, scenario: String,
    find: @escaping @Sendable (Scene) -> [Finding]
  ) {
    self.name = name
    self.mending = mending
    self.scenario = scenario
    self.find = find
  }

  /// The shapes that are known.
  public static var all: [Shape] {
    [
      .methodHoldsItsObject, .closureHoldsItsObject, .onlyARegisteredMethod, .cacheKeyHoldsObject,
      .valueReachesKey, .callbackHoldsReferent, .finalizerHoldsReferent, .tracebackCycle,
      .tracebackKeepsLocals, .deadAtOnce, .deadReferences,
    ]
  }

  /// All shapes that a heap has at a timeline's position. O(objects + references), and a bounded
  /// search for each callback and each entry.
  public static func matches(in timeline: Timeline) -> [Match] {
    let scene = Scene(timeline)
    return all.flatMap { shape in
      shape.find(scene).map {
        Match(shape: shape, objects: $0.objects, sentence: $0.sentence)
      }
    }
  }
}

/// A heap in which shapes are looked for.
struct Scene: Sendable {
  let timeline: Timeline
  let heap: MutableHeap
  let components: StrongComponents

  init(_ timeline: Timeline) {
    self.timeline = timeline
    heap = timeline.heap
    components = StrongComponents(timeline.heap)
  }

  /// The living, visible objects of a kind, in order of creation.
  func objects(_ kind: ObjectKind) -> [ObjectID] {
    heap.allObjects.filter { heap.isAlive($0) && heap.isVisible($0) && heap.kind($0) == kind }
  }

  func name(_ object: ObjectID) -> String { heap.name(object) }

  /// The strong references of an object and of its hidden parts, with the visible targets.
  func targets(of object: ObjectID, depth: Int = 0) -> [ObjectID] {
    var found: [ObjectID] = []
    for slot in heap.slots(object) where heap.label(slot).isStrong {
      guard let target = heap.value(slot).object else { continue }
      if heap.isVisible(target) {
        found.append(target)
      } else if depth < 4, heap.state(target).contains(.hidden) {
        found += targets(of: target, depth: depth + 1)
      }
    }
    return found
  }

  /// Whether one object keeps another one alive: a path of strong references leads there. Gives up
  /// after 10,000 objects, and then says no: nothing is claimed that was not seen.
  func reaches(_ object: ObjectID, _ target: ObjectID) -> Bool {
    if object == target { return true }
    var queue = [object]
    var seen: Set = [object]
    var head = 0
    while head < queue.count && head < 10_000 {
      for slot in heap.slots(queue[head]) where heap.label(slot).isStrong {
        guard let next = heap.value(slot).object, !heap.state(next).contains(.root) else {
          continue
        }
        if next == target { return true }
        if seen.insert(next).inserted { queue.append(next) }
      }
      head += 1
    }
    return false
  }

  /// The visible objects and the frames that hold an object.
  func holders(of object: ObjectID) -> [(slot: SlotID, holder: ObjectID)] {
    heap.strongReferrers(object).map { slot in
      let source = heap.source(slot)
      return (slot, heap.shownObject(for: source) ?? source)
    }
  }
}

extension Shape.Match {
  /// What is the matter, what mends it, and where to see it.
  public var lines: [AnswerLine] {
    [
      AnswerLine(.answer, sentence),
      AnswerLine(.remark, "known as: \(shape.name)", depth: 1),
      AnswerLine(.remark, "to mend it: \(shape.mending)", depth: 1),
      AnswerLine(.remark, "to see it: weakviz @\(shape.scenario)", depth: 1),
    ]
  }
}
