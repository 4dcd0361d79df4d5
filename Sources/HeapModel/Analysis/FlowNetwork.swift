/// The flow from a virtual root through strong references to an object.
///
/// Nodes are objects, and one more for each entry whose key is an object, because an entry goes as
/// a whole: dictionary → entry → key and value. Arcs are slots, and one more for each such entry,
/// which alone is what can be cut there. Only arcs with flow are remembered.
struct FlowNetwork {
  typealias Arc = UInt32

  private let rows: LinkedRows
  private let target: UInt32
  private let isRemovable: (SlotID) -> Bool
  /// The first node that is an entry; that of the key's slot `s` is this plus `s`. Arcs likewise.
  private let firstEntryNode: UInt32
  private let firstEntryArc: UInt32

  private var flows: [Arc: Int32] = [:]
  /// The arcs with flow that leave a node.
  private var outflows: [UInt32: [Arc]] = [:]
  /// Arcs that no cut may have, and arcs that are gone.
  private var forbidden: Set<Arc> = []
  private var removed: Set<Arc> = []

  /// How each node was reached: the arc, twice, and one more where its flow is to be taken back.
  private var reachedBy: ContiguousArray<UInt32>
  private var queue: ContiguousArray<UInt32> = []

  init(_ rows: LinkedRows, target: UInt32, _ isRemovable: @escaping (SlotID) -> Bool) {
    self.rows = rows
    self.target = target
    self.isRemovable = isRemovable
    firstEntryNode = UInt32(rows.objectCount) + 1
    firstEntryArc = rows.slotTotal + 1
    reachedBy = ContiguousArray(
      repeating: 0, count: rows.objectCount + Int(rows.slotTotal) + 2)
  }

  // MARK: Nodes and arcs

  /// The key's slot of the entry that a slot belongs to; 0 where it is no such entry's.
  private func entryKey(_ slot: UInt32) -> UInt32 {
    let record = rows.slots[Int(slot)]
    let label = Label(word: record.label)
    if label.kind == .key { return slot }
    guard label.kind == .entry, label.payload == 0 else { return 0 }
    let before = record.previousOut
    return Label(word: rows.slots[Int(before)].label).kind == .key ? before : 0
  }

  /// The value's slot of an entry.
  private func entryValue(_ key: UInt32) -> UInt32 { rows.slots[Int(key)].nextOut }

  private func tail(_ arc: Arc) -> UInt32 {
    if arc >= firstEntryArc { return rows.slots[Int(arc - firstEntryArc)].source }
    let key = entryKey(arc)
    return key == 0 ? rows.slots[Int(arc)].source : firstEntryNode + key
  }

  private func head(_ arc: Arc) -> UInt32 {
    arc >= firstEntryArc ? firstEntryNode + (arc - firstEntryArc) : rows.slots[Int(arc)].value >> 1
  }

  /// Whether an arc is one that a cut may have.
  private func isCuttable(_ arc: Arc) -> Bool {
    if forbidden.contains(arc) { return false }
    if arc >= firstEntryArc {
      return isRemovable(SlotID(entryValue(arc - firstEntryArc)))
    }
    return entryKey(arc) == 0 && isRemovable(SlotID(arc))
  }

  private func hasRoom(_ arc: Arc) -> Bool {
    guard !removed.contains(arc) else { return false }
    // Asking what a cut may have costs more, and most arcs have no flow.
    guard let flow = flows[arc], flow > 0 else { return true }
    return !isCuttable(arc)
  }

  private func isSource(_ node: UInt32) -> Bool {
    node < firstEntryNode && rows.isRoot(rows.state(Int(node)))
  }

  private func isDead(_ node: UInt32) -> Bool {
    node < firstEntryNode && !rows.isAlive(rows.state(Int(node)))
  }

  /// The arcs that leave a node.
  private func forEachArc(outOf node: UInt32, _ body: (Arc) -> Void) {
    if node >= firstEntryNode {
      let key = node - firstEntryNode
      for slot in [key, entryValue(key)] where rows.slots[Int(slot)].value & 1 == 1 { body(slot) }
      return
    }
    var cursor = rows.strongCursor(node)
    while true {
      let (object, slot) = rows.nextStrong(node, &cursor)
      if object == 0 { return }
      let key = entryKey(slot)
      if key == 0 {
        body(slot)
      } else if slot == key || rows.slots[Int(key)].value & 1 == 0 {
        body(firstEntryArc + key)
      }
    }
  }

  // MARK: Searching

  private mutating func forgetSearch() {
    for node in queue { reachedBy[Int(node)] = 0 }
    queue.removeAll(keepingCapacity: true)
  }

  /// Which arcs a search may take.
  private enum Mode {
    /// Those that no cut may have.
    case rigid
    /// Those that more flow fits through, and back along those with flow.
    case residual
  }

  private func isOpen(_ arc: Arc, _ mode: Mode) -> Bool {
    switch mode {
    case .rigid: !isCuttable(arc) && !removed.contains(arc)
    case .residual: flows.isEmpty && removed.isEmpty || hasRoom(arc)
    }
  }

  /// Searches backward from the target; gives the first source that it finds.
  private mutating func search(_ mode: Mode) -> UInt32? {
    forgetSearch()
    reachedBy[Int(target)] = .max
    queue.append(target)
    var place = 0
    while place < queue.count {
      let node = queue[place]
      place += 1
      if node >= firstEntryNode {
        let arc = firstEntryArc + (node - firstEntryNode)
        if let source = reach(tail(arc), by: arc, mode) { return source }
      } else {
        var row = rows.strongReferrers(node)
        while true {
          let source = row.next()
          if source == 0 { break }
          let key = entryKey(row.slot)
          let other = key == 0 ? source : firstEntryNode + key
          if let source = reach(other, by: row.slot, mode) { return source }
        }
      }
      guard mode == .residual, !flows.isEmpty, let arcs = outflows[node] else { continue }
      for arc in arcs where flows[arc, default: 0] > 0 {
        let other = head(arc)
        guard reachedBy[Int(other)] == 0 else { continue }
        reachedBy[Int(other)] = arc << 1 | 1
        queue.append(other)
      }
    }
    return nil
  }

  /// Notes that a search came to a node by an arc; gives the node where it is a source.
  @inline(__always)
  private mutating func reach(_ node: UInt32, by arc: Arc, _ mode: Mode) -> UInt32? {
    guard reachedBy[Int(node)] == 0, !isDead(node), isOpen(arc, mode) else { return nil }
    reachedBy[Int(node)] = arc << 1
    queue.append(node)
    return isSource(node) ? node : nil
  }

  /// A path from a root over arcs none of which can be cut; nil where there is none.
  mutating func rigidPath() -> RetainingPath? {
    guard let source = search(.rigid) else { return nil }
    var steps: [RetainingPath.Step] = []
    var node = source
    while node != target {
      let arc = reachedBy[Int(node)] >> 1
      if arc < firstEntryArc {
        let owner = rows.slots[Int(arc)].source
        steps.append(.init(object: ObjectID(owner), slot: SlotID(arc)))
      }
      node = head(arc)
    }
    return RetainingPath(steps: steps, target: ObjectID(target))
  }

  /// Adds flow until no more goes; nil where more than `bound` would.
  mutating func maximise(atMost bound: Int) -> Int? {
    var total = 0
    while let source = search(.residual) {
      total += 1
      if total > bound { return nil }
      var node = source
      while node != target {
        let step = reachedBy[Int(node)]
        let arc = step >> 1
        if step & 1 == 0 {
          flows[arc, default: 0] += 1
          if flows[arc] == 1 { outflows[node, default: []].append(arc) }
          node = head(arc)
        } else {
          let next = tail(arc)
          flows[arc, default: 0] -= 1
          if flows[arc] == 0 { outflows[next]?.removeAll { $0 == arc } }
          node = next
        }
      }
    }
    return total
  }

  // MARK: Cuts

  /// The full arcs into what can still reach the target. After `maximise`.
  mutating func cutNearTarget() -> [MinimumCut.Reference] {
    // The last search, which found no source, has reached just that.
    references { reachedBy[Int(head($0))] != 0 && reachedBy[Int(tail($0))] == 0 }
  }

  /// The full arcs out of what roots still reach. After `maximise`.
  mutating func cutNearRoots() -> [MinimumCut.Reference] {
    forgetSearch()
    var object = 1
    while object <= rows.objectCount {
      if rows.isRoot(rows.state(object)) {
        reachedBy[object] = .max
        queue.append(UInt32(object))
      }
      object += 1
    }
    // Flow is taken back against the arcs by which it came.
    var inflows: [UInt32: [Arc]] = [:]
    for (arc, flow) in flows where flow > 0 { inflows[head(arc), default: []].append(arc) }
    var place = 0
    while place < queue.count {
      let node = queue[place]
      place += 1
      var reached: [UInt32] = []
      forEachArc(outOf: node) { arc in
        let other = head(arc)
        if reachedBy[Int(other)] == 0, !isDead(other), hasRoom(arc) { reached.append(other) }
      }
      for arc in inflows[node] ?? [] { reached.append(tail(arc)) }
      for other in reached where reachedBy[Int(other)] == 0 {
        reachedBy[Int(other)] = .max
        queue.append(other)
      }
    }
    return references { reachedBy[Int(tail($0))] != 0 && reachedBy[Int(head($0))] == 0 }
  }

  private func references(_ isCut: (Arc) -> Bool) -> [MinimumCut.Reference] {
    flows.filter { $1 > 0 && isCut($0) }.map { reference($0.key) }
      .sorted { $0.slot.index < $1.slot.index }
  }

  private func reference(_ arc: Arc) -> MinimumCut.Reference {
    guard arc >= firstEntryArc else { return .init(slot: SlotID(arc)) }
    let key = arc - firstEntryArc
    return .init(slot: SlotID(entryValue(key)), key: SlotID(key))
  }

  private func arc(_ reference: MinimumCut.Reference) -> Arc {
    reference.key == .none ? reference.slot.index : firstEntryArc + reference.key.index
  }

  /// All cuts of the size of one that is known, at most `limit`, and whether they are all.
  ///
  /// Every other one lacks a reference of the known one: for each of its references, look for the
  /// cuts that have those before it and lack it (E. Lawler's way of listing the best solutions).
  mutating func enumerate(
    from first: [MinimumCut.Reference], limit: Int
  ) -> (cuts: [[MinimumCut.Reference]], isComplete: Bool) {
    var found: [[MinimumCut.Reference]] = []
    var waiting: [(cut: [Arc], kept: [Arc], forbidden: Set<Arc>)] = [(first.map(arc), [], [])]
    var head = 0
    while head < waiting.count {
      let (cut, kept, lacking) = waiting[head]
      head += 1
      if found.count == limit { return (found, false) }
      found.append(
        (kept + cut).map(reference).sorted { $0.slot.index < $1.slot.index })
      for (index, arc) in cut.enumerated() {
        reset()
        removed = Set(kept + cut[..<index])
        forbidden = lacking.union([arc])
        let size = cut.count - index
        guard rigidPath() == nil, maximise(atMost: size) == size else { continue }
        let other = cutNearTarget().map(self.arc)
        waiting.append((other, kept + cut[..<index], forbidden))
      }
    }
    return (found, true)
  }

  private mutating func reset() {
    flows = [:]
    outflows = [:]
    removed = []
    forbidden = []
  }
}
