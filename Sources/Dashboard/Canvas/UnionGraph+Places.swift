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
      let type = nodes[node].type
      if let free = places[type]?.firstIndex(where: { $0.end < life.lowerBound }) {
        hosts[node] = places[type]?[free].host ?? node
        places[type]?[free].end = life.upperBound
      } else {
        places[type, default: []].append((node, life.upperBound))
      }
    }
    merge(into: hosts)
  }

  /// Objects beyond which a run is long enough for places to be used again.
  static let manyNodes = 60
  /// Steps for which a tombstone stands at least.
  static let stepsOfTombstone = 20

  /// Lets objects of a long run use the places of others of their type that died some steps before
  /// (Diehl, Görg, Kerren 2001). What a weak reference refers to keeps its place for as long as
  /// the reference, which may outlive it. Returns whether a place was saved.
  /// O(events + nodes × places of a type).
  ///
  /// - Parameter steps: for how many steps a tombstone stands at least.
  mutating func reusePlaces(
    _ timeline: Timeline, after steps: Int = UnionGraph.stepsOfTombstone
  ) -> Bool {
    let lives = lives(timeline)
    var hosts = Array(nodes.indices)
    var places: [HeapTypeID: [(host: Int, end: Int)]] = [:]
    let order = nodes.indices.sorted {
      (lives[$0].lowerBound, $0) < (lives[$1].lowerBound, $1)
    }
    for node in order {
      let type = nodes[node].type
      let life = lives[node]
      let isFree = { (place: (host: Int, end: Int)) in
        place.end < life.lowerBound - steps
      }
      // `merge` wants the host to come first.
      if let free = places[type]?.firstIndex(where: { isFree($0) && $0.host < node }) {
        hosts[node] = places[type]?[free].host ?? node
        places[type]?[free].end = life.upperBound
      } else {
        places[type, default: []].append((node, life.upperBound))
      }
    }
    guard hosts != Array(nodes.indices) else { return false }
    merge(into: hosts)
    return true
  }

  /// The steps in which each node's objects, or weak references to them, live.
  private func lives(_ timeline: Timeline) -> [ClosedRange<Int>] {
    var births: [ObjectID: Int] = [:]
    var deaths: [ObjectID: Int] = [:]
    for step in stride(from: 1, through: timeline.stepCount, by: 1) {
      for index in 0..<timeline.eventCount(ofStep: step) {
        switch timeline.event(index, ofStep: step).event {
        case .allocate(let object): births[object] = step
        case .free(let object): deaths[object] = step
        default: break
        }
      }
    }
    var lives = nodes.map { node -> ClosedRange<Int> in
      let objects = [node.object] + node.successors.map(\.object)
      let birth = births[node.object] ?? 0
      let death = objects.map { deaths[$0] ?? timeline.stepCount + 1 }.max() ?? birth
      return birth...max(birth, death)
    }
    for edge in edges where !edge.isStrong && nodes[edge.source].isWeakReference {
      let (life, watcher) = (lives[edge.target], lives[edge.source])
      lives[edge.target] = life.lowerBound...max(life.upperBound, watcher.upperBound)
    }
    return lives
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
