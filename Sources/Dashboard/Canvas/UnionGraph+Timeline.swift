import HeapModel

extension UnionGraph {
  /// How big a timeline may be so that all of it is drawn in one picture.
  struct Limits: Sendable {
    var events = 40_000
    /// Hidden objects included.
    var objects = 20_000
    var nodes = 4_000
    var edges = 12_000
    /// In a step with more events only its end is looked at.
    var eventsOfStep = 1_000
  }

  /// Walks a copy of a timeline once and collects what ever exists; nil where that is too much for
  /// one picture. O(changes × slots of what they touch).
  ///
  /// - Parameter sharesPlaces: whether temporary objects use one place after the other.
  init?(
    _ timeline: Timeline, limits: Limits = Limits(), unfoldsEntries: Bool = false,
    sharesPlaces: Bool = true
  ) {
    guard timeline.eventCount <= limits.events, timeline.heap.objectCount <= limits.objects
    else { return nil }
    self.init()
    self.unfoldsEntries = unfoldsEntries
    var timeline = timeline
    timeline.move(to: .start)
    for object in timeline.heap.allObjects { read(object, in: timeline) }
    while true {
      let position = timeline.position
      let next =
        position.isEndOfStep && timeline.eventCount(ofStep: position.step + 1) > limits.eventsOfStep
        ? timeline.normalized(Position(step: position.step + 1))
        : timeline.successor(of: position)
      guard next != position else { break }
      let known = timeline.heap.objectCount
      let changes = timeline.changes(between: position, and: next)
      countChanges.move(&timeline, to: next)
      readTouched(by: changes, newFrom: known, in: timeline)
      guard nodes.count <= limits.nodes, edges.count <= limits.edges else { return nil }
    }
    removeNodes { node in
      timeline.heap.kind(node.object) == .container && node.names.isEmpty
    }
    hasCollection = (1..<timeline.stepCount + 1).contains { step in
      timeline.events(ofStep: step).contains { $0.event.kind == .collectStart }
    }
    if sharesPlaces { sharePlaces(timeline) }
  }

  /// Slots up to which an object is read as a whole when one of them has changed.
  private static let fewSlots = 32

  private mutating func readTouched(
    by changes: ChangeList, newFrom known: Int, in timeline: Timeline
  ) {
    let heap = timeline.heap
    var touched: Set<ObjectID> = []
    /// The slots that have changed, of objects that have too many to read all of them again: a frame
    /// has as many as there are names.
    var slots: [ObjectID: [SlotID]] = [:]
    func isLarge(_ object: ObjectID) -> Bool {
      object != .none && Int(object.index) <= known
        && heap.hasMoreSlots(object, than: Self.fewSlots)
    }
    for change in changes {
      if let object = change.object {
        if change.slot == nil || !isLarge(object) { touched.insert(object) }
      }
      if let slot = change.slot, Int(slot.index) <= heap.slotCount {
        let source = heap.source(slot)
        if Int(source.index) <= heap.objectCount {
          if isLarge(source) {
            slots[source, default: []].append(slot)
          } else {
            touched.insert(source)
          }
        }
      }
      if let object = change.newValue?.object {
        // Its slots were read when they changed.
        if isLarge(object) { slots[object, default: []] += [] } else { touched.insert(object) }
      }
    }
    if heap.objectCount > known {
      for index in known + 1...heap.objectCount { touched.insert(ObjectID(UInt32(index))) }
    }
    addOrphans(to: &touched, of: slots, in: heap)
    for object in touched.union(slots.keys).sorted() where object != .none {
      read(object, touched.contains(object) ? nil : slots[object], in: timeline)
    }
  }

  /// Adds the parts of dead owners that hang on objects, or in some slots of others: the references of these
  /// parts belong to whoever holds them now. O(slots of the objects and parts).
  private func addOrphans(
    to objects: inout Set<ObjectID>, of slots: [ObjectID: [SlotID]], in heap: MutableHeap
  ) {
    var open = Array(objects)
    func look(at slot: SlotID) {
      guard let part = heap.value(slot).object, let owner = heap.partOf(part),
        !heap.isAlive(owner), objects.insert(part).inserted
      else { return }
      open.append(part)
    }
    for (object, slots) in slots where heap.isAlive(object) {
      for slot in slots where heap.source(slot) == object { look(at: slot) }
    }
    while let object = open.popLast() {
      guard object != .none, Int(object.index) <= heap.objectCount, heap.isAlive(object)
      else { continue }
      for slot in heap.slots(object) { look(at: slot) }
    }
  }

  /// Notes all that starts from an object now, or from some of its slots, and its counts.
  private mutating func read(
    _ object: ObjectID, _ slots: [SlotID]? = nil, in timeline: Timeline
  ) {
    let heap = timeline.heap
    guard Int(object.index) <= heap.objectCount, heap.isAlive(object) else { return }
    // A slot that was removed since may belong to another object.
    let slots = slots?.filter { heap.source($0) == object }
    if let slots {
      heap.visitNames(of: object, in: slots) { name, target in add(name, to: target, in: heap) }
    } else {
      heap.visitNames(of: object) { name, target in add(name, to: target, in: heap) }
    }
    guard let shown = heap.shownObject(for: object) else { return }
    let node = add(shown, in: heap)
    let position = timeline.position
    if let slots {
      heap.visitReferences(of: object, in: slots) { add($0, at: position, in: heap) }
    } else {
      heap.visitReferences(of: object) { add($0, at: position, in: heap) }
    }
    switch heap.kind(shown) {
    case .weakCollection:
      guard let entries = timeline.inspector.entries(of: shown, in: heap) else { break }
      for entry in entries { noteEntry(entry.keyText, of: node, in: heap) }
      visitEntries(entries, of: shown, in: heap, unfolded: unfoldsEntries) {
        add($0, at: position, in: heap)
      }
      for entry in entries where unfoldsEntries && entry.weakSlot != .none {
        let keeper = heap.source(entry.weakSlot)
        noteCounts(
          of: add(keeper, in: heap), strong: heap.referenceCount(keeper),
          weak: heap.weakReferenceCount(keeper))
      }
    case .weakReference:
      if let callback = timeline.inspector.callbackName(of: shown, in: heap) {
        noteCallback(callback, of: node, in: heap)
      }
    default: break
    }
    noteCounts(
      of: node, strong: heap.referenceCount(shown), weak: heap.weakReferenceCount(shown))
  }
}

extension MutableHeap {
  /// The number of weak references to an object. O(that number).
  func weakReferenceCount(_ object: ObjectID) -> Int {
    var count = 0
    var slot = firstWeakReferrer(object)
    while slot != .none {
      count += 1
      slot = referrer(after: slot)
    }
    return count
  }
}
