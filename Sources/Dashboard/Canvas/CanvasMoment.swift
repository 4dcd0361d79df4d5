import HeapModel

/// What of the union graph exists at one position, and how it looks.
struct CanvasMoment: Hashable, Sendable {
  /// An object at one position.
  struct Node: Hashable, Sendable {
    var object: ObjectID
    var title: String
    var appearance: Appearance
    var counts: Counts
    /// Which of the node's names refer to it now.
    var names: [Bool]
    var rows: [RowState]
    /// Whether the last micro-step was about the object.
    var isChanged: Bool
    /// What the collector counts for it while a collection subtracts: references from outside.
    var outsideCount: Int?
    /// Whether the collection that goes on has run its finalizer.
    var isFinalized = false
  }

  /// A row of a box at one position.
  enum RowState: Hashable, Sendable {
    case absent, present
    /// It was there and is over: a callback that has run, an entry that was just lost.
    case over
  }

  var nodes: [Node]
  var edges: [LineState]

  /// Reads the heap of a timeline. O(objects + slots).
  init(
    _ union: UnionGraph, timeline: Timeline, reachable: Reachability?, changed: Set<ObjectID>
  ) {
    let heap = timeline.heap
    let newborns = timeline.newborns
    let wave = timeline.collectionWave
    nodes = union.nodes.map { node in
      let occupant = node.occupant(in: heap)
      let object = occupant.object
      let exists = Int(object.index) <= heap.objectCount
      let isReachable = exists ? reachable.map { $0[object] == .strong } : nil
      return Node(
        object: object, title: occupant.title,
        appearance: Appearance(
          object, in: heap,
          isReachable: wave?.unreached.contains(object) == true ? false : isReachable,
          isNewborn: newborns.contains(object)),
        counts: exists
          ? Counts(strong: heap.referenceCount(object), weak: heap.weakReferenceCount(object))
          : Counts(strong: 0, weak: 0),
        names: [Bool](repeating: false, count: node.names.count),
        rows: [RowState](repeating: .absent, count: node.rows.count),
        isChanged: changed.contains(object), outsideCount: wave?.outside[object],
        isFinalized: wave?.finalized.contains(object) == true)
    }
    edges = [LineState](repeating: .absent, count: union.edges.count)
    readReferences(union, timeline)
    readWeakReferences(union, timeline, newborns)
  }

  private mutating func readReferences(_ union: UnionGraph, _ timeline: Timeline) {
    let heap = timeline.heap
    func note(_ reference: VisibleReference) {
      guard let index = union.edgeIndex(reference) else { return }
      let edge = union.edges[index]
      edges[index] = heap.isAlive(reference.target) ? .living : .cleared
      if edge.row >= 0 { nodes[edge.source].rows[edge.row] = .present }
    }
    func note(_ name: NameKey, of target: ObjectID) {
      guard let node = union.nodeIndices[target],
        let index = union.nodes[node].names.firstIndex(of: name)
      else { return }
      nodes[node].names[index] = true
    }
    func read(_ object: ObjectID) {
      switch heap.kind(object) {
      case .frame: heap.visitNames(of: object) { note($0, of: $1) }
      case .weakCollection:
        guard heap.isAlive(object), let node = union.nodeIndices[object] else { return }
        let entries = timeline.inspector.entries(of: object, in: heap) ?? []
        for entry in entries {
          if let row = union.nodes[node].rows.firstIndex(of: .entry(entry.keyText)) {
            nodes[node].rows[row] = entry.referent == nil ? .over : .present
          }
        }
        visitEntries(entries, of: object, in: heap, unfolded: union.unfoldsEntries, note)
        heap.visitReferences(of: object, note)
      default: heap.visitReferences(of: object, note)
      }
    }
    guard let ways = union.ways else {
      heap.allObjects.forEach(read)
      return
    }
    for way in ways {
      switch heap.kind(way.object) {
      case .frame: heap.visitNames(of: way.object, in: way.slots) { note($0, of: $1) }
      case .weakCollection: read(way.object)
      default: heap.visitReferences(of: way.object, in: way.slots, note)
      }
    }
  }

  /// A weak reference that outlived its referent still shows where it pointed to.
  private mutating func readWeakReferences(
    _ union: UnionGraph, _ timeline: Timeline, _ newborns: Set<ObjectID>
  ) {
    let heap = timeline.heap
    for (index, edge) in union.edges.enumerated() where !edge.isStrong && edges[index] == .absent {
      let source = nodes[edge.source].object
      guard union.firstSeen[index] <= timeline.position, heap.isAlive(source) else { continue }
      if heap.kind(source) == .weakReference {
        edges[index] = .cleared
      } else if edge.row >= 0, nodes[edge.source].rows[edge.row] == .over {
        edges[index] = .cleared
      }
    }
    for (index, node) in union.nodes.enumerated() where !node.callback.isEmpty {
      guard Int(node.object.index) <= heap.objectCount, heap.isAlive(node.object),
        let row = node.rows.firstIndex(of: .callback)
      else {
        continue
      }
      let isWaiting = timeline.inspector.callbackName(of: node.object, in: heap) != nil
      nodes[index].rows[row] =
        isWaiting ? .present : newborns.contains(node.object) ? .absent : .over
    }
  }

  /// Shows the entries that weak collections have lost in this step, in their rows. O(events of the
  /// step).
  mutating func strikeLostEntries(_ union: UnionGraph, _ timeline: Timeline) {
    let position = timeline.position
    guard position.step > 0 else { return }
    for index in 0..<min(timeline.happenedCount(at: position), 2_000) {
      guard
        case .remove(let collection, let key) = timeline.event(index, ofStep: position.step).event,
        let node = union.nodeIndices[collection],
        let row = union.nodes[node].rows.firstIndex(of: .entry(timeline.heap.texts[key])),
        nodes[node].rows[row] == .absent
      else { continue }
      nodes[node].rows[row] = .over
    }
  }
}
