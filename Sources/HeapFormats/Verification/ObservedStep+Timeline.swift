import HeapModel

extension ObservedStep {
  /// What the simulation did in a step; the position of the timeline is the end of that step.
  init(_ timeline: Timeline, step: Int, hasState: Bool) {
    let texts = timeline.heap.texts
    for logged in timeline.events(ofStep: step) {
      if let event = ObservedEvent(logged.event, texts, timeline.heap) { events.append(event) }
    }
    if hasState { state = ObservedState(timeline) }
  }
}

extension ObservedEvent {
  /// An event that an interpreter shows too; nil for others.
  fileprivate init?(_ event: Event, _ texts: TextPool, _ heap: MutableHeap) {
    switch event {
    case .output(let text, let partial):
      self.init(kind: .output, fields: [texts[text], partial ? "partial" : ""])
    case .error(let type, let message):
      self.init(kind: .error, fields: [texts[type], texts[message]])
    case .unraisable(let origin, let type, let message):
      self.init(kind: .unraisable, fields: [texts[origin], texts[type], texts[message]])
    case .expect(let expression, _, _, let holds):
      // What a step raises is compared as an error.
      guard texts[expression] != "raises" else { return nil }
      self.init(kind: .expect, fields: [holds ? "true" : "false"])
    case .finalizer(let object):
      self.init(kind: .finalizer, fields: [heap.name(object)])
    case .collectStart(let generation, let automatic):
      self.init(kind: .collectStart, fields: ["\(generation)"], isAutomatic: automatic)
    case .collectEnd(_, let collected, let uncollectable, let automatic):
      self.init(
        kind: .collectEnd, fields: ["\(collected)", "\(uncollectable)"], isAutomatic: automatic)
    default: return nil
    }
  }
}

extension ObservedState {
  /// The heap at the position of a timeline. O(objects + slots).
  init(_ timeline: Timeline) {
    let heap = timeline.heap
    readNames(timeline)
    let generations = timeline.inspector.generations(in: heap)
    let reachability = heap.reachability(.none)
    for object in heap.allObjects where heap.isAlive(object) && heap.isVisible(object) {
      let weak = heap.weakReferrers(object).reduce(0) { count, _ in count + 1 }
      objects.append(
        Object(
          name: heap.name(object),
          measures: Measures(
            references: heap.referenceCount(object), weakReferences: weak,
            generation: generations[Int(object.index)],
            isReachable: reachability[object] == .strong)))
      if heap.kind(object) == .weakReference {
        weakReferences.append((heap.name(object), Self.referent(of: object, timeline)))
      }
      if heap.kind(object) == .weakCollection {
        let entries = timeline.inspector.entries(of: object, in: heap) ?? []
        collections.append((heap.name(object), entries.compactMap { Self.entry($0, heap) }))
      }
    }
    lists = timeline.inspector.collectorLists(in: heap).map { list in
      list.filter { heap.isVisible($0) }.map { heap.name($0) }
    }
  }

  private mutating func readNames(_ timeline: Timeline) {
    let heap = timeline.heap
    for slot in heap.slots(timeline.moduleFrame) where heap.label(slot).kind == .name {
      let (name, value) = (heap.texts[heap.label(slot).text], heap.value(slot))
      if value.isObject {
        names[name] = heap.text(value)
      } else if value.plain != nil {
        values[name] = heap.text(value)
      }
    }
  }

  /// What is hidden has no name: it stands for what is printed, for example a declared function.
  private static func referent(of weakReference: ObjectID, _ timeline: Timeline) -> String? {
    let heap = timeline.heap
    for slot in heap.slots(weakReference) where !heap.label(slot).isStrong {
      guard let referent = heap.value(slot).object else { return nil }
      return heap.state(referent).contains(.hidden)
        ? timeline.inspector.representation(of: Value(referent), in: heap) : heap.name(referent)
    }
    return nil
  }

  /// Key and value, or the element of a set; nil for an entry whose object died.
  private static func entry(_ entry: WeakEntry, _ heap: MutableHeap) -> [String]? {
    guard let referent = entry.referent else { return nil }
    guard !entry.value.isEmpty else { return [heap.name(referent)] }
    if entry.value.object == referent {
      // The values are weak: the key is what the collection holds.
      let key = entry.key.isObject ? heap.text(entry.key) : entry.keyText
      return [key, heap.text(entry.value)]
    }
    return [heap.name(referent), heap.text(entry.value)]
  }
}
