/// The life and the death of an object, as a timeline tells them up to its position.
public struct Obituary: Hashable, Sendable {
  /// An event by its place, with its step.
  public struct Place: Hashable, Sendable {
    /// The step, counted from 1.
    public var step: Int
    /// The index of the event within the step.
    public var index: Int
  }

  /// An event on the way from the statement to the death.
  public struct Cause: Hashable, Sendable {
    /// Where it is.
    public var place: Place
    /// What happened.
    public var event: Event
  }

  /// What ended the life.
  public enum LastHolder: Hashable, Sendable {
    /// A name or a reference went, the last one: its words.
    case reference(String)
    /// The cyclic collection cut the references of garbage.
    case collector
    /// Only the running statement held it: a temporary.
    case temporary
    /// The program ended.
    case exit
  }

  /// The object.
  public var object: ObjectID
  /// Where it was made; nil where it was there from the beginning.
  public var born: Place?
  /// Where its death began and where its memory was released; nil while it has not.
  public var dying: Place?
  /// Where its memory was released; nil while it was not.
  public var freed: Place?
  /// The way from a root by which it lived last, as a person writes it; empty where only
  /// temporaries or garbage held it.
  public var path: String
  /// The step since whose end nothing reached it, where only a collection could free it.
  public var unreachableSince: Int?
  /// The visible objects of the circle that held it then.
  public var cycle: [ObjectID]
  /// What ended its life; nil while it lives.
  public var lastHolder: LastHolder?
  /// The events from the statement to the death, the first one first: the cascade.
  public var cascade: [Cause]
  /// What ran because it died, in order: finalizers, cleared weak references, callbacks, lost
  /// entries.
  public var lastRites: [Cause]
  /// The visible objects that died because it did, in order; of what a collection found, what it
  /// found with it.
  public var taken: [ObjectID]
  /// How often it outlived its own death.
  public var resurrections: Int
}

extension Obituary {
  /// Reads the life of an object. O(events of the steps of its birth and its death), and the way
  /// back to them; where it lived unreachable, its steps until then.
  public init(_ object: ObjectID, in timeline: Timeline) {
    self.object = object
    path = ""
    cycle = []
    cascade = []
    lastRites = []
    taken = []
    resurrections = 0
    let made = timeline.stepOfCreation(object)
    if made > 0 {
      let index = timeline.events(ofStep: made).firstIndex { $0.event == .allocate(object) }
      let events = timeline.events(ofStep: made)
      born = index.map {
        Place(step: made, index: events.distance(from: events.startIndex, to: $0))
      }
    }
    guard readDeath(timeline, from: max(1, made)), let dying else { return }
    readCascade(timeline, dying)
    readConsequences(timeline, dying)
    readLastWay(timeline)
  }

  /// Looks for the events of the death, as far as they have happened.
  private mutating func readDeath(_ timeline: Timeline, from first: Int) -> Bool {
    let now = timeline.position
    // Most often the death is not far back; a living object needs no search at all.
    guard now.step >= first else { return false }
    for step in first...now.step {
      let count =
        step < now.step ? timeline.eventCount(ofStep: step) : timeline.happenedCount(at: now)
      for index in 0..<count {
        switch timeline.event(index, ofStep: step).event {
        case .deallocate(object): dying = Place(step: step, index: index)
        case .resurrect(object):
          dying = nil
          resurrections += 1
        case .free(object):
          freed = Place(step: step, index: index)
          return true
        default: break
        }
      }
    }
    return dying != nil
  }

  private mutating func readCascade(_ timeline: Timeline, _ dying: Place) {
    var causes: [Cause] = []
    var cause = timeline.event(dying.index, ofStep: dying.step).cause
    while let index = cause {
      let logged = timeline.event(index, ofStep: dying.step)
      causes.append(Cause(place: Place(step: dying.step, index: index), event: logged.event))
      cause = logged.cause
    }
    cascade = causes.reversed()
    guard let last = cascade.last else {
      let former = timeline.formerHolder(of: object, dyingAt: dying.index, inStep: dying.step)
      lastHolder = former.map { .reference($0) } ?? .temporary
      return
    }
    let heap = timeline.heap
    if isGarbage(timeline, dying) {
      lastHolder = .collector
      return
    }
    switch last.event {
    case .unbind(let name, _, let frame):
      let function = heap.frameName(frame)
      let text = heap.texts[name]
      lastHolder = .reference(
        function.isEmpty ? "the name \(text)" : "the local name \(text) of \(function)")
    case .unreference(let from, let label, _): lastHolder = .reference(heap.place(from, label))
    case .deallocate(let owner), .free(let owner): lastHolder = .reference(heap.name(owner))
    case .remove(let collection, let key):
      lastHolder = .reference("\(heap.name(collection))[\(heap.texts[key])]")
    case .collectStart, .collectPhase, .unreachable: lastHolder = .collector
    default: lastHolder = .temporary
    }
  }

  /// Whether an event was provoked by another one, directly or not.
  private static func isCaused(
    _ index: Int, by other: Int, _ step: Int, _ timeline: Timeline
  ) -> Bool {
    var cause = timeline.event(index, ofStep: step).cause
    while let here = cause, here >= other {
      if here == other { return true }
      cause = timeline.event(here, ofStep: step).cause
    }
    return false
  }

  private mutating func readConsequences(_ timeline: Timeline, _ dying: Place) {
    let step = dying.step
    let last = freed?.step == step ? freed?.index : nil
    let end = last ?? timeline.eventCount(ofStep: step) - 1
    // A collection clears weak references and calls finalizers before the death begins.
    var mine: Set<ObjectID> = []
    var ran: Set<Int> = []
    for index in 0..<max(0, end + 1) {
      let event = timeline.event(index, ofStep: step).event
      let isOwn: Bool
      switch event {
      case .finalizer(object), .clear(_, object): isOwn = true
      case .callback(let reference, _): isOwn = mine.contains(reference)
      default:
        isOwn =
          index > dying.index && Self.isCaused(index, by: dying.index, step, timeline)
          || ran.contains { Self.isCaused(index, by: $0, step, timeline) }
      }
      guard isOwn else { continue }
      switch event {
      case .clear(let reference, object):
        mine.insert(reference)
        lastRites.append(Cause(place: Place(step: step, index: index), event: event))
      case .finalizer(object), .callback, .finalize:
        ran.insert(index)
        lastRites.append(Cause(place: Place(step: step, index: index), event: event))
      case .remove, .output, .unraisable:
        lastRites.append(Cause(place: Place(step: step, index: index), event: event))
      case .deallocate(let other) where other != object && timeline.heap.isVisible(other):
        taken.append(other)
      default: break
      }
    }
    guard lastHolder == .collector else { return }
    for logged in timeline.events(ofStep: step) {
      guard case .unreachable(let objects) = logged.event, objects.contains(object) else {
        continue
      }
      taken = objects.filter { $0 != object } + taken.filter { !objects.contains($0) }
    }
  }

  /// Whether a collection that provoked the death found the object unreachable.
  private func isGarbage(_ timeline: Timeline, _ dying: Place) -> Bool {
    guard
      cascade.contains(where: { if case .collectStart = $0.event { true } else { false } })
    else { return false }
    return timeline.events(ofStep: dying.step).contains {
      if case .unreachable(let objects) = $0.event { objects.contains(object) } else { false }
    }
  }

  /// Goes back to just before the first event of the cascade, and looks for a root; where there is
  /// none, further back until there was one.
  private mutating func readLastWay(_ timeline: Timeline) {
    guard let dying else { return }
    var past = timeline
    let first = cascade.first?.place ?? dying
    past.move(to: past.predecessor(of: past.position(ofEvent: first.index, inStep: first.step)))
    func way(_ past: Timeline) -> String? {
      guard Int(object.index) <= past.heap.objectCount else { return nil }
      guard let path = past.heap.retainingPath(to: object, .none),
        path.steps.last.map({ past.heap.label($0.slot).kind != .temporary }) ?? true
      else { return nil }
      return path.text(in: past.heap, past.inspector)
    }
    if let text = way(past) {
      path = text
      return
    }
    guard lastHolder == .collector || lastHolder == .exit else { return }
    past.move(to: Position(step: dying.step - 1))
    guard Int(object.index) <= past.heap.objectCount, past.heap.isAlive(object) else { return }
    cycle = WhyAlive.Garbage(object, past).cycle
    while past.position.step > 0 {
      unreachableSince = past.position.step
      past.move(to: Position(step: past.position.step - 1))
      if let text = way(past) {
        path = text
        return
      }
    }
  }
}

extension Timeline {
  /// The micro-step in which an event of a step happens. O(log events of the step × their number).
  public func position(ofEvent index: Int, inStep step: Int) -> Position {
    var low = 1
    var high = momentCount(ofStep: step)
    while low < high {
      let middle = (low + high) / 2
      if happenedCount(at: Position(step: step, moment: middle)) > index {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return Position(step: step, moment: low)
  }
}

extension MutableHeap {
  /// A place of an object as an event names it: `Node#1.next`, `list#1[0]`, `weakref#1 callback`.
  public func place(_ from: ObjectID, _ label: Label) -> String {
    let place = text(label, index: Int(label.payload))
    return place.first.map { ".[".contains($0) } == true
      ? name(from) + place : "\(name(from)) \(place)"
  }
}
