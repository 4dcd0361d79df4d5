import HeapModel

/// All that is known of one object at one position.
struct ObjectFacts: Hashable, Sendable {
  var object: ObjectID
  var name: String
  var type: String
  var appearance: Appearance
  /// Whether nothing has referred to it yet.
  var isNewborn: Bool
  var bytes: Int
  var generation: Int?
  var counts: Counts
  /// Every strong reference to it.
  var holders: [String]
  /// Every weak reference to it, with its callback.
  var weakHolders: [String]
  /// A way from a root, the shortest first; nil where nothing reaches it.
  var path: [SlotID]?
  /// How many ways there are, as far as anybody has looked.
  var pathCount = 0
  var pathText = ""
  /// What it refers to: labels and values.
  var fields: [Field]
  /// What a weak reference calls when its referent dies.
  var callback: String?
  /// Whether the callback will be called, and if not why; empty where there is none.
  var forecast = ""
  /// The micro-step in which its memory was released.
  var freed: Position?
  /// The step of that, as people number it.
  var freedNumber = ""
  /// What ended its life: `last holder: name item, removed at line 21`; empty where nothing is
  /// known.
  var death = ""

  /// A place of the object and what it holds.
  struct Field: Hashable, Sendable {
    var label: String
    var value: String
    var isStrong: Bool
  }

  private static let mostListed = 100

  /// O(its references), and the search for a root.
  init(
    _ object: ObjectID, timeline: Timeline, index: StoryIndex, reachable: Reachability?,
    paths limit: Int = 1, pathIndex: Int = 0, glyphs: GlyphSet
  ) {
    let heap = timeline.heap
    self.object = object
    name = heap.name(object)
    type = heap.typeName(object)
    isNewborn = timeline.newborns.contains(object)
    appearance = Appearance(
      object, in: heap, isReachable: reachable.map { $0[object] == .strong }, isNewborn: isNewborn)
    bytes = heap.shallowBytes(object)
    let isAlive = heap.isAlive(object)
    generation = isAlive ? timeline.inspector.generation(of: object, in: heap) : nil
    counts = Counts(
      strong: heap.referenceCount(object), weak: heap.weakReferenceCount(object))
    holders = heap.strongReferrers(object).prefix(Self.mostListed).map(timeline.holderText)
    weakHolders = Self.weakHolders(of: object, timeline, reachable, glyphs)
    fields = isAlive ? Self.fields(of: object, heap) : []
    callback =
      heap.kind(object) == .weakReference && isAlive
      ? timeline.inspector.callbackName(of: object, in: heap) : nil
    if heap.kind(object) == .weakReference {
      let coming = CallbackForecast(
        of: object, in: heap, reachable: reachable, newborns: timeline.newborns)
      let isWithin = !timeline.position.isEndOfStep
      let told = timeline.callSentence(of: object, hasCallback: callback != nil, index)
      forecast =
        switch coming {
        case .waiting: told
        case .nearDeath where !told.isEmpty: told
        // Within a step what no root reaches may belong to the running statement, or to what dies.
        case .atCollection where isWithin, .withReferent where isWithin,
          .ifReferentIsFirst where isWithin:
          told
        default: callback == nil ? told : coming?.sentence(object, heap) ?? ""
        }
    }
    let paths = isAlive ? heap.retainingPaths(to: object, limit: limit, .none) : []
    pathCount = paths.count
    path = paths.isEmpty ? nil : paths[pathIndex % paths.count].steps.map(\.slot)
    pathText = path.map { timeline.pathText($0, glyphs: glyphs) } ?? ""
    readDeath(timeline, index)
  }

  private static func weakHolders(
    of object: ObjectID, _ timeline: Timeline, _ reachable: Reachability?, _ glyphs: GlyphSet
  ) -> [String] {
    let heap = timeline.heap
    var texts: [String] = []
    var slot = heap.firstWeakReferrer(object)
    while slot != .none && texts.count < mostListed {
      let source = heap.source(slot)
      if let shown = heap.shownObject(for: source) {
        // A weak collection has a part of its own that knows it weakly.
        var text = shown == object ? "itself" : heap.name(shown)
        if heap.kind(shown) == .weakCollection,
          let entry = timeline.inspector.entries(of: shown, in: heap)?
            .first(where: { $0.weakSlot == slot })
        {
          text += "[\(entry.keyText)]"
        } else if let callback = timeline.inspector.callbackName(of: source, in: heap) {
          text += " \(glyphs.sign(.callback)) \(callback)"
          let forecast = CallbackForecast(of: source, in: heap, reachable: reachable)
          if forecast == .withReferent { text += " (never)" }
        }
        texts.append(text)
      }
      slot = heap.referrer(after: slot)
    }
    return texts
  }

  private static func fields(of object: ObjectID, _ heap: MutableHeap) -> [Field] {
    var fields: [Field] = []
    var slot = heap.firstSlot(object)
    while slot != .none && fields.count < mostListed {
      let value = heap.value(slot)
      let shown = value.object.map { heap.shownObject(for: $0) ?? $0 }
      if !value.isEmpty && shown != object {
        fields.append(
          Field(
            label: heap.labelText(slot), value: shown.map(heap.name) ?? heap.text(value),
            isStrong: heap.label(slot).isStrong))
      }
      slot = heap.slot(after: slot)
    }
    return fields
  }

  /// Looks in the object's history for the end of its life, as far as it has happened.
  private mutating func readDeath(_ timeline: Timeline, _ index: StoryIndex) {
    guard appearance == .dead || appearance == .dying || appearance == .unreachable else { return }
    let now = timeline.position
    let happened = timeline.happenedCount(at: now)
    for place in index.histories[object] ?? [] {
      let step = Int(place.step)
      let event = Int(place.index)
      guard step < now.step || step == now.step && event < happened else { break }
      switch timeline.event(event, ofStep: step).event {
      case .deallocate:
        let line = timeline.narration.step(step).line
        death =
          timeline.lastHolder(of: object, dyingAt: event, inStep: step)?.sentence(line: line) ?? ""
      case .resurrect: death = ""
      case .free:
        freed = timeline.position(ofEvent: event, inStep: step)
        freedNumber = timeline.narration.step(step).number
      default: break
      }
    }
  }
}
