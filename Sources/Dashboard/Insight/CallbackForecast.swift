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
  /// Its referent is dying or dead.
  case waiting

  /// The forecast of a weak reference that has a callback; nil where it has no referent to speak of.
  /// Rule: a weak reference that is found unreachable together with its referent is cleared without
  /// a call (Modules/gcmodule.c, handle_weakrefs).
  init?(of reference: ObjectID, in heap: MutableHeap, reachable: Reachability?) {
    guard heap.isAlive(reference) else { return nil }
    guard
      let slot = heap.slots(reference).first(where: {
        !heap.label($0).isStrong && heap.value($0).object != nil
      }), let referent = heap.value(slot).object, heap.isAlive(referent)
    else {
      self = .waiting
      return
    }
    func isReached(_ object: ObjectID) -> Bool { reachable.map { $0[object] == .strong } ?? true }
    self =
      switch (isReached(reference), isReached(referent)) {
      case (true, true): .atDeath(of: referent)
      case (true, false):
        heap.referenceCount(referent) == 0 ? .waiting : .atCollection(of: referent)
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
    case .atDeath(let referent): "called when \(name(referent)) dies"
    case .atCollection(let referent):
      "called at the next collection: no root reaches \(name(referent))"
    case .withReferent: "never called: no root reaches \(own) either, and garbage is not told"
    case .ifReferentIsFirst(let referent):
      "called only if \(name(referent)) dies before a collection frees \(own)"
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
    var sentence = hasCallback ? "not called: it was garbage together with its referent" : ""
    for place in index.histories[reference] ?? [] {
      let step = Int(place.step)
      guard step <= position.step else { break }
      guard case .callback(_, let function) = event(Int(place.index), ofStep: step).event else {
        continue
      }
      if step < position.step || Int(place.index) < happened {
        sentence = "\(heap.texts[function]) was called in step \(narration.step(step).number)"
      } else {
        return CallbackForecast.waits
      }
    }
    return sentence
  }
}
