/// Who keeps how much alive: the dominator tree of a heap as people read it, and its types by
/// what their objects retain.
public struct RetainedReport: Sendable {
  /// A visible object in the tree, or what stands for a root.
  public struct Node: Hashable, Sendable {
    /// The object; of a root that nobody sees the frame or table.
    public var object: ObjectID
    /// By which place its dominator refers to it: `.next`, `app`; empty where it does not itself.
    public var label: String
    /// What people call it.
    public var name: String
    /// The size of all that it retains, in bytes.
    public var retainedBytes: Int
    /// The number of visible objects that it retains, itself included.
    public var retainedCount: Int
    /// Whether it dominates visible objects.
    public var hasChildren: Bool
  }

  /// A type.
  public struct TypeRow: Hashable, Sendable {
    /// The type.
    public var type: HeapTypeID
    /// Its name.
    public var name: String
    /// The number of its living, visible objects.
    public var count: Int
    /// Their sizes together, in bytes.
    public var shallowBytes: Int
    /// What each of them retains together, in bytes, counted once where one retains another one.
    public var retainedBytes: Int
  }

  /// The tree.
  public let tree: DominatorTree
  /// The types, the biggest first.
  public private(set) var types: [TypeRow] = []
  /// The living, visible objects that only weak references lead to, in order of creation.
  public private(set) var weaklyHeld: [ObjectID] = []
  /// The living, visible objects that nothing leads to, in order of creation.
  public private(set) var unreachable: [ObjectID] = []
  /// The size of all that roots reach, in bytes.
  public let totalBytes: Int
  /// The living weak references, those of weak collections and proxies among them: how many still
  /// have their referent, and how many have been cleared.
  public private(set) var weakReferences = (aimed: 0, cleared: 0)

  private let timeline: Timeline

  /// Looks at the heap at a timeline's position. O((objects + references) × log objects).
  public init(_ timeline: Timeline) {
    self.timeline = timeline
    let heap = timeline.heap
    tree = heap.dominatorTree(.none)
    totalBytes = tree.retainedBytes(.none)
    let reachability = heap.reachability(.none)
    weaklyHeld = reachability.objects(.weak).filter(heap.isVisible)
    unreachable = reachability.objects(.unreachable).filter(heap.isVisible)
    readTypes()
    for object in heap.allObjects
    where heap.isAlive(object) && heap.kind(object) == .weakReference {
      let isAimed = heap.slots(object).contains {
        !heap.label($0).isStrong && heap.value($0).object != nil
      }
      if isAimed { weakReferences.aimed += 1 } else { weakReferences.cleared += 1 }
    }
  }

  private mutating func readTypes() {
    let heap = timeline.heap
    var rows = heap.types.indices.map {
      TypeRow(
        type: HeapTypeID(UInt32($0)), name: heap.types[$0].name, count: 0, shallowBytes: 0,
        retainedBytes: 0)
    }
    // For each place of the walk the end of the last object of each type that holds it.
    var ends = [UInt32](repeating: 0, count: rows.count)
    for place in 1..<max(1, tree.objects.count) {
      let object = ObjectID(tree.objects[place])
      guard heap.isVisible(object) else { continue }
      let type = Int(heap.typeID(object).index)
      rows[type].count += 1
      rows[type].shallowBytes += heap.shallowBytes(object)
      if UInt32(place) >= ends[type] {
        rows[type].retainedBytes += tree.retainedBytes(object)
        ends[type] = UInt32(place) + tree.counts[place]
      }
    }
    for object in weaklyHeld + unreachable {
      let type = Int(heap.typeID(object).index)
      rows[type].count += 1
      rows[type].shallowBytes += heap.shallowBytes(object)
    }
    types = rows.filter { $0.count > 0 }.sorted {
      ($1.retainedBytes, $1.shallowBytes, $0.name) < ($0.retainedBytes, $0.shallowBytes, $1.name)
    }
  }

  /// What stands below an object, the biggest first; below `none` the roots. What is hidden is
  /// passed over: what it retains stands below the one that it belongs to. O(what is below).
  public func children(of object: ObjectID) -> [Node] {
    var nodes: [Node] = []
    var labels = LabelTexts()
    var waiting = Array(tree.children(of: object))
    while let child = waiting.popLast() {
      if isShown(child, below: object) {
        nodes.append(node(child, below: object, &labels))
      } else {
        waiting += tree.children(of: child)
      }
    }
    return nodes.filter { $0.retainedCount > 0 }.sorted {
      ($1.retainedBytes, $0.object) < ($0.retainedBytes, $1.object)
    }
  }

  private func isShown(_ object: ObjectID, below parent: ObjectID) -> Bool {
    let heap = timeline.heap
    return heap.isVisible(object) || parent == .none && heap.state(object).contains(.root)
  }

  /// The node of an object. O(what it retains, and the places of its dominator).
  public func node(_ object: ObjectID, below parent: ObjectID? = nil) -> Node {
    var labels = LabelTexts()
    return node(object, below: parent, &labels)
  }

  private func node(
    _ object: ObjectID, below parent: ObjectID?, _ labels: inout LabelTexts
  ) -> Node {
    let heap = timeline.heap
    let retained = tree.retained(object)
    let count = retained.reduce(0) { $0 + (heap.isVisible($1) ? 1 : 0) }
    return Node(
      object: object,
      label: label(of: object, below: parent ?? tree.dominator(of: object) ?? .none, &labels),
      name: shownName(of: object), retainedBytes: tree.retainedBytes(object), retainedCount: count,
      hasChildren: count > (heap.isVisible(object) ? 1 : 0))
  }

  private func shownName(of object: ObjectID) -> String {
    let heap = timeline.heap
    guard !heap.isVisible(object) else { return heap.name(object) }
    let name = timeline.inspector.rootName(object, in: heap)
    return name.isEmpty ? "names of the module" : name
  }

  /// The place by which an object, or a hidden part of it, refers to another one.
  private func label(
    of object: ObjectID, below parent: ObjectID, _ labels: inout LabelTexts
  ) -> String {
    let heap = timeline.heap
    guard parent != .none else { return "" }
    for slot in heap.strongReferrers(object).prefix(100) {
      let source = heap.source(slot)
      let isPart = heap.state(source).contains(.hidden) && heap.partOf(source) == parent
      if source == parent || isPart { return labels.text(slot, in: heap) }
    }
    return ""
  }

  /// What reference counting would free at once if all references to an object went, itself
  /// included. O(what is freed and its references).
  public func freedNow(_ object: ObjectID) -> [ObjectID] {
    timeline.heap.freedObjects(cutting: Array(timeline.heap.strongReferrers(object)))
  }
}

// Around one object.
extension RetainedReport {
  /// An object, or some of one type, in the tree.
  public struct Line: Hashable, Sendable {
    /// How far from the root.
    public var depth: Int
    /// By which place the line above refers to it; empty where it does not itself.
    public var label: String
    /// What people call it; the type of several objects.
    public var name: String
    /// The number of objects that it stands for; 0 for lines that are left out.
    public var count: Int
    /// The size of all that they retain, in bytes.
    public var bytes: Int
    /// Whether it is the object that was asked about.
    public var isSubject = false
  }

  private static let longestChain = 10

  /// What dominates an object, from the root to it, and the biggest things right below it, those of
  /// one type together; of an object that is nowhere in the tree what is below the root.
  /// O(its depth + what is right below it).
  public func surroundings(of object: ObjectID, atMost most: Int) -> [Line] {
    let heap = timeline.heap
    var chain: [ObjectID] = []
    var next = object != .none && tree.contains(object) ? object : nil
    while let place = next, place != .none {
      if heap.isVisible(place) || heap.state(place).contains(.root) { chain.append(place) }
      next = tree.dominator(of: place)
    }
    chain.reverse()
    var lines: [Line] = []
    var labels = LabelTexts()
    for (index, place) in chain.enumerated() {
      if chain.count > Self.longestChain, index > 2, index < chain.count - 6 {
        if index == 3 { lines.append(Line(depth: 3, label: "", name: "", count: 0, bytes: 0)) }
        continue
      }
      lines.append(
        Line(
          depth: lines.count,
          label: label(of: place, below: index > 0 ? chain[index - 1] : .none, &labels),
          name: shownName(of: place), count: 1, bytes: tree.retainedBytes(place),
          isSubject: place == object))
    }
    let below = groups(below: chain.last ?? .none)
    lines += below.prefix(most).map { group in
      var line = group
      line.depth = min(chain.count, Self.longestChain)
      return line
    }
    return lines
  }

  /// What is right below an object, by type, the biggest first.
  private func groups(below parent: ObjectID) -> [Line] {
    let heap = timeline.heap
    var groups: [HeapTypeID: Line] = [:]
    var labels = LabelTexts()
    var waiting = Array(tree.children(of: parent))
    while let child = waiting.popLast() {
      guard isShown(child, below: parent) else {
        waiting += tree.children(of: child)
        continue
      }
      let bytes = tree.retainedBytes(child)
      let type = heap.typeID(child)
      if groups[type] != nil {
        groups[type]?.name = heap.types[Int(type.index)].name
        groups[type]?.label = ""
        groups[type]?.count += 1
        groups[type]?.bytes += bytes
      } else {
        groups[type] = Line(
          depth: 0, label: label(of: child, below: parent, &labels), name: shownName(of: child),
          count: 1, bytes: bytes)
      }
    }
    return groups.values.filter { $0.bytes > 0 }.sorted {
      ($1.bytes, $0.name) < ($0.bytes, $1.name)
    }
  }
}

extension RetainedReport {
  private static let mostListed = 100

  /// The tree down to a depth, the types, and what hangs nowhere. O(what is listed).
  public func lines(depth: Int) -> [AnswerLine] {
    let heap = timeline.heap
    var lines = [
      AnswerLine(
        .answer,
        "\(sizeText(totalBytes)) are reachable; each line is what would be unreachable without its "
          + "object")
    ]
    append(children(of: .none), depth: 1, until: depth, to: &lines)
    lines.append(AnswerLine(.heading, "types by what they retain"))
    lines += types.prefix(Self.mostListed).map {
      AnswerLine(
        .holder, "\(sizeText($0.retainedBytes))  \($0.name) x \($0.count)", depth: 1)
    }
    for (title, objects) in [
      ("reached only through weak references", weaklyHeld),
      ("reached by nothing, and not freed", unreachable),
    ] where !objects.isEmpty {
      lines.append(AnswerLine(.heading, title))
      lines.append(
        AnswerLine(.weak, enumerated(objects.map(heap.name), atMost: Self.mostListed), depth: 1))
    }
    return lines
  }

  private func append(
    _ nodes: [Node], depth: Int, until last: Int, to lines: inout [AnswerLine]
  ) {
    for node in nodes.prefix(Self.mostListed) {
      let label = node.label.isEmpty ? "" : node.label + ": "
      lines.append(
        AnswerLine(
          .path,
          "\(sizeText(node.retainedBytes))  \(label)\(node.name)"
            + (node.retainedCount > 1 ? "  (\(counted(node.retainedCount, "object")))" : ""),
          depth: depth))
      if depth < last && node.hasChildren {
        append(children(of: node.object), depth: depth + 1, until: last, to: &lines)
      }
    }
    if nodes.count > Self.mostListed {
      lines.append(
        AnswerLine(.remark, "and \(nodes.count - Self.mostListed) more", depth: depth))
    }
  }

  /// What one object retains, in words.
  public func lines(about object: ObjectID) -> [AnswerLine] {
    let heap = timeline.heap
    let name = heap.name(object)
    guard tree.contains(object) else {
      let isWeak = weaklyHeld.contains(object)
      return [
        AnswerLine(
          .answer,
          "\(name) hangs nowhere in the tree: "
            + (isWeak ? "only weak references lead to it" : "nothing reaches it"))
      ]
    }
    let node = node(object)
    var lines = [
      AnswerLine(
        .answer,
        "\(name) retains \(sizeText(node.retainedBytes)) in "
          + counted(node.retainedCount, "object"))
    ]
    let freed = freedNow(object)
    let bytes = freed.reduce(0) { $0 + heap.shallowBytes($1) }
    lines.append(
      AnswerLine(
        .remark,
        "freed at once if every reference to it went: \(sizeText(bytes)) in "
          + counted(freed.count(where: heap.isVisible), "object")))
    let dominator = tree.dominator(of: object).flatMap { heap.shownObject(for: $0) }
    lines.append(
      AnswerLine(
        .remark,
        dominator.map { "every way to it leads through \(heap.name($0))" }
          ?? "no single object is on every way to it"))
    return lines
  }
}
