import HeapModel

/// Whether a weak reference will call its callback.
enum CallbackForecast: Hashable, Sendable {
  /// Its referent is alive, and so is it: when the referent dies.
  case atDeath(of: ObjectID)
  /// Its referent is garbage already: at the next collection.
  case atCollection(of: ObjectID)
  /// It is garbage itself, together with its referent: never.
  case withReferent
  /// It is garbage itself: only where the referent dies first.
  case ifReferentIsFirst(ObjectID)
  /// It is dying itself, and its referent is not.
  case diesFirst
  /// Its referent is dying: now, if nothing resurrects it.
  case nearDeath(of: ObjectID)
  /// It has no referent, not yet or no more.
  case waiting

  /// The forecast of a weak reference that has a callback; nil where it has no referent to speak of.
  /// Rule: a weak reference that is found unreachable together with its referent is cleared without
  /// a call (Modules/gcmodule.c, handle_weakrefs).
  /// What dies by its count calls the references that it holds itself too, for they are cleared before
  /// its attributes (Objects/typeobject.c, subtype_dealloc).
  ///
  /// - Parameter newborns: what the running statement has made and nothing holds yet.
  init?(
    of reference: ObjectID, in heap: MutableHeap, reachable: Reachability?,
    newborns: Set<ObjectID> = []
  ) {
    guard heap.isAlive(reference), !newborns.contains(reference) else { return nil }
    guard
      let slot = heap.slots(reference).first(where: {
        !heap.label($0).isStrong && heap.value($0).object != nil
      }), let referent = heap.value(slot).object, heap.isAlive(referent)
    else {
      self = .waiting
      return
    }
    func isDying(_ object: ObjectID) -> Bool {
      heap.state(object).contains(.dying)
        || heap.referenceCount(object) == 0 && !newborns.contains(object)
    }
    if isDying(reference) {
      self = .diesFirst
      return
    }
    if isDying(referent) {
      self = .nearDeath(of: referent)
      return
    }
    func isReached(_ object: ObjectID) -> Bool { reachable.map { $0[object] == .strong } ?? true }
    self =
      switch (isReached(reference), isReached(referent)) {
      case (true, true): .atDeath(of: referent)
      case (true, false):
        newborns.contains(referent) ? .atDeath(of: referent) : .atCollection(of: referent)
      case (false, false): .withReferent
      case (false, true): .ifReferentIsFirst(referent)
      }
  }

  static let waits = "waits to be called"

  /// In words: "called when Item#1 dies".
  func sentence(_ reference: ObjectID, _ heap: MutableHeap) -> String {
    let own = heap.name(reference)
    func name(_ object: ObjectID) -> String { heap.shownObject(for: object).map(heap.name) ?? "it" }
    return switch self {
    case .atDeath(let referent), .nearDeath(let referent): "called when \(name(referent)) dies"
    case .atCollection(let referent):
      "called at the next collection: no root reaches \(name(referent))"
    case .withReferent: "never called: no root reaches \(own) either, and garbage is not told"
    case .ifReferentIsFirst(let referent):
      "called only if \(name(referent)) dies before a collection frees \(own)"
    case .diesFirst: "never called: \(own) itself is dying"
    case .waiting: Self.waits
    }
  }
}

extension Timeline {
  /// Of a weak reference without a referent: when its callback was called, that it waits for that, or
  /// that nobody calls it any more; empty where it never had one. A reference that the collector
  /// clears keeps its callback, called or not (Modules/gcmodule.c, handle_weakrefs).
  func callSentence(of reference: ObjectID, hasCallback: Bool, _ index: StoryIndex) -> String {
    guard index.hasHistories else { return "" }
    let happened = happenedCount(at: position)
    var sentence = ""
    for place in index.histories[reference] ?? [] {
      let step = Int(place.step)
      guard step <= position.step else { break }
      let hasHappened = step < position.step || Int(place.index) < happened
      switch event(Int(place.index), ofStep: step).event {
      case .clear(reference, _) where hasHappened && hasCallback:
        sentence = "not called: it was garbage together with its referent"
      case .callback(_, let function) where hasHappened:
        sentence = "\(heap.texts[function]) was called in step \(narration.step(step).number)"
      case .callback: return CallbackForecast.waits
      default: continue
      }
    }
    return sentence
  }
}
