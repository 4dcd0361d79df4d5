/// Something that a statement can do to a reference.
public struct EditChoice: Hashable, Sendable {
  /// What is done to the reference.
  public enum Deed: UInt8, Hashable, Sendable {
    /// It is taken away.
    case delete
    /// It no longer keeps its object alive.
    case weaken
    /// It keeps its object alive again.
    case strengthen
  }

  /// What is done.
  public var deed: Deed
  /// The reference.
  public var slot: SlotID
  /// The statement that does it.
  public var statement: EditStatement

  /// What can be done to the references to an object and from it, those to it first. O(references),
  /// and the search for names.
  ///
  /// - Parameter deeds: what is wanted; other choices are left out.
  public static func all(
    about object: ObjectID, in timeline: Timeline, deeds: Set<Deed>, limit: Int = 200
  ) -> [EditChoice] {
    let heap = timeline.heap
    guard Int(object.index) <= heap.objectCount, heap.isAlive(object) else { return [] }
    var slots = Array(heap.strongReferrers(object).prefix(limit))
    var weak = heap.firstWeakReferrer(object)
    while weak != .none && slots.count < 2 * limit {
      slots.append(weak)
      // Strengthening replaces the weak reference where it is kept, not the place inside it.
      slots += heap.strongReferrers(heap.source(weak)).prefix(limit)
      weak = heap.referrer(after: weak)
    }
    slots += ownSlots(of: object, heap, limit)
    return choices(among: slots, in: timeline, deeds: deeds, limit: limit)
  }

  /// What can be done to some references, in their order. O(references), and the search for names.
  public static func choices(
    among slots: some Sequence<SlotID>, in timeline: Timeline, deeds: Set<Deed>, limit: Int = 200
  ) -> [EditChoice] {
    let (heap, inspector) = (timeline.heap, timeline.inspector)
    let addresses = Addresses(heap, inspector)
    var result: [EditChoice] = []
    var seen: Set<EditStatement> = []
    for slot in slots {
      guard let removal = addresses.removal(of: slot, in: heap, inspector) else { continue }
      if deeds.contains(.delete), seen.insert(removal).inserted {
        result.append(EditChoice(deed: .delete, slot: slot, statement: removal))
      }
      guard case .delete(let place) = removal, let referent = heap.value(slot).object else {
        continue
      }
      let isHolder = inspector.access(slot, in: heap).isReadable
      if heap.kind(referent) == .weakReference {
        // A proxy cannot be asked for its referent.
        guard deeds.contains(.strengthen), isHolder, heap.isVisible(referent),
          let inner = inspector.referent(of: referent, in: heap), heap.isAlive(inner)
        else { continue }
        let statement = EditStatement.set(place, to: place + "()")
        if seen.insert(statement).inserted {
          result.append(EditChoice(deed: .strengthen, slot: slot, statement: statement))
        }
      } else if deeds.contains(.weaken), isHolder, heap.label(slot).isStrong,
        heap.isVisible(referent)
      {
        var statements = [EditStatement.proxy(place, target: place)]
        if inspector.isBoundMethod(referent, in: heap) {
          statements.insert(.weakMethod(place, target: place), at: 0)
        }
        for statement in statements where seen.insert(statement).inserted {
          result.append(EditChoice(deed: .weaken, slot: slot, statement: statement))
        }
      }
      if result.count >= limit { break }
    }
    return result
  }

  /// The places of an object and of its hidden parts.
  private static func ownSlots(
    of object: ObjectID, _ heap: MutableHeap, _ limit: Int
  ) -> [SlotID] {
    var slots: [SlotID] = []
    for slot in heap.slots(object).prefix(limit) {
      slots.append(slot)
      guard let part = heap.value(slot).object, heap.state(part).contains(.hidden),
        heap.partOf(part) == object
      else { continue }
      slots += heap.slots(part).prefix(limit)
    }
    return slots
  }
}

extension RuntimeInspecting {
  /// What calling a weak reference gives; nil where that is not its referent.
  fileprivate func referent(of reference: ObjectID, in heap: MutableHeap) -> ObjectID? {
    for slot in heap.slots(reference) where access(slot, in: heap).form == .call {
      return heap.value(slot).object
    }
    return nil
  }
}

extension MutableHeap {
  /// Why no statement weakens or removes what refers to an object, as a sentence. O(references).
  public func refusal(of deed: EditChoice.Deed, about object: ObjectID) -> String {
    let verb =
      switch deed {
      case .delete: "delete"
      case .weaken: "weaken"
      case .strengthen: "strengthen"
      }
    let name = name(object)
    guard isAlive(object) else { return "\(name) is dead: there is nothing to \(verb)" }
    let holders = strongReferrers(object).prefix(8).map(holderText)
    if holders.isEmpty { return "nothing refers to \(name): there is nothing to \(verb)" }
    return "no statement can \(verb) what refers to \(name): \(enumerated(Array(holders)))"
  }
}
