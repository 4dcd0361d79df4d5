// Weak references that cannot do what they are for.
extension Shape {
  /// `weakref.ref(item, lambda ref: print(item))`
  static let callbackHoldsReferent = Shape(
    "callback that holds what it waits for",
    mending: "let the callback capture what it needs of the object, not the object",
    scenario: "closure-keeps-alive"
  ) { scene in
    scene.weakSlots().compactMap { slot, reference, referent in
      guard let callback = scene.callback(of: reference), scene.heap.isVisible(reference),
        scene.reaches(callback, referent)
      else { return nil }
      return Finding(
        objects: [referent, reference],
        sentence: "the callback of \(scene.name(reference)), \(scene.name(callback)), holds "
          + "\(scene.name(referent)), whose death it waits for: it prevents what it waits for")
    }
  }

  /// `weakref.finalize(item, item.close)`
  static let finalizerHoldsReferent = Shape(
    "finalizer that holds its object",
    mending: "register a function that needs no reference to the object",
    scenario: "finalize-self-close"
  ) { scene in
    scene.weakSlots().compactMap { slot, reference, referent in
      guard let finalizer = scene.heap.partOf(reference),
        scene.heap.isBuiltIn(finalizer, "finalize")
      else { return nil }
      // What is registered lies beside the weak reference.
      let registered = scene.heap.strongReferrers(reference).map(scene.heap.source)
      guard registered.contains(where: { scene.reaches($0, referent) }) else { return nil }
      return Finding(
        objects: [referent, finalizer],
        sentence: "what \(scene.name(finalizer)) is to call holds \(scene.name(referent)): the "
          + "registry keeps it until the program ends")
    }
  }

  /// `accounts[ann] = Account(holder=ann)` in a WeakKeyDictionary.
  static let valueReachesKey = Shape(
    "entry that keeps itself",
    mending: "let the value refer to its key by a weak reference",
    scenario: "value-reaches-key"
  ) { scene in
    scene.objects(.weakCollection).flatMap { collection -> [Finding] in
      let entries = scene.timeline.inspector.entries(of: collection, in: scene.heap) ?? []
      return entries.compactMap { entry in
        guard let referent = entry.referent else { return nil }
        let kept = entry.value.object == referent ? entry.key.object : entry.value.object
        guard let kept, kept != referent || entry.key == entry.value && entry.key.isObject,
          scene.reaches(kept, referent)
        else { return nil }
        let isKey = entry.value.object != referent
        return Finding(
          objects: [referent, collection, kept],
          sentence: "\(scene.name(collection)) holds \(scene.name(kept)), which leads back to "
            + "\(scene.name(referent)), the \(isKey ? "key" : "value") of the same entry: it never "
            + "leaves by itself")
      }
    }
  }

  /// `weakref.ref(player.play)`
  static let deadAtOnce = Shape(
    "weak reference to a temporary",
    mending: "keep a strong reference to the object; for a bound method use weakref.WeakMethod",
    scenario: "bound-method-weakref"
  ) { scene in
    let dead = scene.objects(.weakReference).filter { scene.isDead($0) }
    let steps = Set(dead.map { scene.timeline.stepOfCreation($0) })
    let temporaries = steps.map { ($0, scene.temporaryReferents(ofStep: $0)) }
    let referents = Dictionary(uniqueKeysWithValues: temporaries)
    return dead.compactMap { reference in
      let step = scene.timeline.stepOfCreation(reference)
      guard let referent = referents[step]?[reference] else { return nil }
      return Finding(
        objects: [reference, referent],
        sentence: "\(scene.name(reference)) was dead at once: only the statement that made it "
          + "held \(scene.name(referent))")
    }
  }

  /// `refs.append(weakref.ref(item))`, and nobody takes them out.
  static let deadReferences = Shape(
    "dead weak references that pile up",
    mending: "keep the objects in a weakref.WeakSet, or let a callback take the reference out",
    scenario: "dead-references-pile-up"
  ) { scene in
    scene.objects(.container).compactMap { container in
      let dead = scene.targets(of: container).filter {
        scene.heap.kind($0) == .weakReference && scene.isDead($0)
      }
      guard !dead.isEmpty else { return nil }
      return Finding(
        objects: [container] + dead.prefix(8),
        sentence: "\(scene.name(container)) keeps "
          + "\(counted(dead.count, "dead weak reference")): nobody takes them out")
    }
  }

  /// `cache[self, key] = value`
  static let cacheKeyHoldsObject = Shape(
    "cache key that keeps its object",
    mending: "keep the cache in a weakref.WeakKeyDictionary, or in the object itself",
    scenario: "lru-cache-on-a-method"
  ) { scene in
    var found: [Finding] = []
    var told: Set<ObjectID> = []
    for cache in scene.objects(.container) {
      for slot in scene.heap.slots(cache) where scene.heap.label(slot).kind == .key {
        guard let key = scene.heap.value(slot).object else { continue }
        let parts = scene.heap.kind(key) == .container ? scene.targets(of: key) : [key]
        for object in parts where scene.heap.kind(object) == .instance {
          guard scene.isOnlyInKeys(object), told.insert(object).inserted else { continue }
          found.append(
            Finding(
              objects: [object, cache],
              sentence: "\(scene.name(object)) is alive only because a key of \(scene.name(cache)) "
                + "holds it"))
        }
      }
    }
    return found
  }
}

extension Scene {
  /// The slots that refer weakly to a living object: the slot, who refers, the referent.
  func weakSlots() -> [(slot: SlotID, reference: ObjectID, referent: ObjectID)] {
    heap.allObjects.flatMap { object -> [(slot: SlotID, reference: ObjectID, referent: ObjectID)] in
      guard heap.isAlive(object), heap.hasWeakReferrers(object) else { return [] }
      return heap.weakReferrers(object).map { ($0, heap.source($0), object) }
    }
  }

  /// What a weak reference calls when its referent dies, where that is an object.
  func callback(of reference: ObjectID) -> ObjectID? {
    for slot in heap.slots(reference) where heap.label(slot).kind == .special {
      if heap.label(slot).isStrong, heap.texts[heap.label(slot).text] == "callback" {
        return heap.value(slot).object
      }
    }
    return nil
  }

  /// Whether a weak reference has lost its referent.
  func isDead(_ reference: ObjectID) -> Bool {
    !heap.slots(reference).contains { !heap.label($0).isStrong && heap.value($0).isObject }
  }

  /// What the weak references that a step cleared referred to, where the step made it and nothing
  /// but its statement held it to its death. O(events of the step).
  func temporaryReferents(ofStep step: Int) -> [ObjectID: ObjectID] {
    guard step > 0 else { return [:] }
    let made = timeline.objectsMade(inStep: step)
    var isTemporary: [ObjectID: Bool] = [:]
    var cleared: [(reference: ObjectID, referent: ObjectID)] = []
    func note(_ object: ObjectID?, _ verdict: Bool) {
      // The first that holds it, or its death, decides.
      if let object, isTemporary[object] == nil { isTemporary[object] = verdict }
    }
    for logged in timeline.events(ofStep: step) {
      switch logged.event {
      case .deallocate(let object): note(object, logged.cause == nil)
      case .bind(_, let value, _): note(value.object, false)
      case .reference(_, let label, let object) where label.isStrong: note(object, false)
      case .clear(let reference, let referent) where made.contains(referent):
        cleared.append((reference, referent))
      default: break
      }
    }
    var result: [ObjectID: ObjectID] = [:]
    for (reference, referent) in cleared where isTemporary[referent] == true {
      if result[reference] == nil { result[reference] = referent }
    }
    return result
  }

  /// Whether an object is held by keys of containers, and by tuples that are such keys, alone.
  func isOnlyInKeys(_ object: ObjectID) -> Bool {
    let holders = holders(of: object)
    return !holders.isEmpty
      && holders.allSatisfy { slot, holder in
        if heap.label(slot).kind == .key { return heap.kind(holder) == .container }
        guard heap.kind(holder) == .container, heap.label(slot).kind == .element else {
          return false
        }
        let outer = self.holders(of: holder)
        return !outer.isEmpty && outer.allSatisfy { heap.label($0.slot).kind == .key }
      }
  }
}

extension MutableHeap {
  /// Whether some reference to an object does not hold it. O(1).
  func hasWeakReferrers(_ object: ObjectID) -> Bool { firstWeakReferrer(object) != .none }

  /// Whether an object is of a type of the runtime's own, which has another name where the program
  /// has a type of the same.
  func isBuiltIn(_ object: ObjectID, _ name: String) -> Bool {
    let type = typeName(object)
    return kind(object) != .instance && (type == name || type == "builtin." + name)
  }
}
