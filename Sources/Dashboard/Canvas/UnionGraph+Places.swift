import HeapModel

extension UnionGraph {
  /// Lets temporary objects use one place after the other: bound methods, lists and the like that
  /// die within the statement that makes them. The tombstone of one stands until the next one of
  /// its type comes, and the picture stays small enough for boxes. O(events + nodes + edges).
  mutating func sharePlaces(_ timeline: Timeline) {
    let temporaries = temporaryNodes(timeline)
    guard temporaries.count > 1 else { return }
    /// The node where each node's object is shown.
    var hosts = Array(nodes.indices)
    var places: [HeapTypeID: [(host: Int, end: Int)]] = [:]
    for (node, life) in temporaries {
      let type = timeline.heap.typeID(nodes[node].object)
      if let free = places[type]?.firstIndex(where: { $0.end < life.lowerBound }) {
        hosts[node] = places[type]?[free].host ?? node
        places[type]?[free].end = life.upperBound
      } else {
        places[type, default: []].append((node, life.upperBound))
      }
    }
    merge(into: hosts)
  }

  /// The nodes of objects that live in one step only, that nothing refers to weakly and that have
  /// no name, with the ordinals of the events of their birth and death; in order of creation.
  private func temporaryNodes(_ timeline: Timeline) -> [(node: Int, life: ClosedRange<Int>)] {
    var lives: [ObjectID: ClosedRange<Int>] = [:]
    var ordinal = 0
    for step in stride(from: 1, through: timeline.stepCount, by: 1) {
      var births: [ObjectID: Int] = [:]
      for index in 0..<timeline.eventCount(ofStep: step) {
        ordinal += 1
        switch timeline.event(index, ofStep: step).event {
        case .allocate(let object): births[object] = ordinal
        case .free(let object): lives[object] = births[object].map { $0...ordinal }
        default: break
        }
      }
    }
    let watched = Set(edges.lazy.filter { !$0.isStrong }.map(\.target))
    return nodes.indices.compactMap { index -> (node: Int, life: ClosedRange<Int>)? in
      let node = nodes[index]
      let kind = timeline.heap.kind(node.object)
      guard kind == .method || kind == .container, !watched.contains(index),
        node.names.allSatisfy({ $0 == .call })
      else { return nil }
      return lives[node.object].map { (index, $0) }
    }
    .sorted { $0.life.lowerBound < $1.life.lowerBound }
  }
}
