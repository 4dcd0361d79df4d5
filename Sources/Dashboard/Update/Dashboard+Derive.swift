import HeapModel
import TerminalFrame

extension Dashboard {
  /// Objects beyond which a heap is not searched as a whole at each step.
  static let mostSearched = 50_000

  /// Lays out the picture anew: after a resize, or when the user wants another detail. The picture of
  /// a big heap stays until a job has laid out the new one.
  mutating func layOut() {
    chosenLine = nil
    layoutNumber = 0
    layOutCompanion()
    guard let union, let area = plan.panes[.heap] else {
      picture = nil
      return
    }
    let original = edits.states.first
    guard edits.current > 0, let first = original?.union, let start = original?.timeline else {
      if picture?.unionNumber == unionNumber, union.nodes.count > Self.mostLaidOut {
        picture?.view = area.size
        jobCount += 1
        layoutNumber = jobCount
        return
      }
      var laidOut = layoutWish(union, timeline, area.size).picture()
      laidOut.unionNumber = unionNumber
      picture = laidOut
      return
    }
    // Boxes that the user has moved have moved in the original.
    picture = branchPicture(layoutWish(first, start, area.size).picture())
    self.union = picture?.union ?? union
  }

  /// Nodes up to which a picture is laid out at once.
  private static let mostLaidOut = 300

  private func layoutWish(_ union: UnionGraph, _ timeline: Timeline, _ size: Size) -> LayoutWish {
    LayoutWish(
      union: union, timeline: timeline, size: size, detail: detail, glyphs: options.glyphs,
      shifts: shifts)
  }

  /// Derives what a frame shows from the position and the selection.
  mutating func look() {
    let heap = timeline.heap
    insight.position = position
    insight.reachable = reachability(heap)
    let events = timeline.lastEvents
    insight.changed = Set(events.lazy.flatMap(\.subjects).prefix(1_000))
    insight.followed = followedObject(events)
    if chosen != .none, Int(chosen.index) > heap.objectCount { chosen = .none }
    chosenLine = nil
    insight.selected = chosen == .none ? insight.followed : chosen
    insight.micro = nil
    if !timeline.position.isEndOfStep {
      insight.micro = (
        timeline.position.moment, timeline.momentCount(ofStep: timeline.position.step)
      )
    }
    lookAtSelection()
    if union == nil { layOutNeighbourhood() }
    insight.moment = canvasMoment(changed: insight.changed)
    if let picture { insight.moment?.strikeLostEntries(picture.union, timeline) }
    lookAtCompanion()
  }

  /// The canvas where the timeline stands. O(objects + slots).
  func canvasMoment(changed: Set<ObjectID>) -> CanvasMoment? {
    picture.map { picture in
      let heap = timeline.heap
      let reachable = position == insight.position ? insight.reachable : reachability(heap)
      return CanvasMoment(
        picture.union, timeline: timeline, reachable: reachable, changed: changed)
    }
  }

  /// Who is reached; nil where nobody looks: in a heap that is too big, and while a quiz asks who
  /// dies.
  private func reachability(_ heap: MutableHeap) -> Reachability? {
    heap.objectCount <= Self.mostSearched && !isQuizAsking ? heap.reachability(.none) : nil
  }

  /// Derives what depends on the selection only.
  mutating func lookAtSelection() {
    defer { lookAtDominators() }
    let selected = insight.selected
    guard selected != .none, Int(selected.index) <= timeline.heap.objectCount else {
      insight.facts = nil
      return
    }
    insight.facts = ObjectFacts(
      selected, timeline: timeline, index: index,
      reachable: insight.reachable, paths: overlay == .answer ? 9 : 1, pathIndex: pathIndex,
      glyphs: options.glyphs)
    if isQuizAsking { insight.facts = insight.facts.map(withoutForecast) }
  }

  /// The object that the events are about: a function of the position alone.
  private func followedObject(_ events: [Event]) -> ObjectID {
    let heap = timeline.heap
    func eligible(_ object: ObjectID) -> Bool {
      object != .none && Int(object.index) <= heap.objectCount && heap.isVisible(object)
        && union.map { $0.nodeIndices[object] != nil } ?? true
    }
    var step = timeline.position.step
    if position.isEndOfStep, timeline.onlyAsserts(step) {
      // What an assertion needs to look at something is not what it looks at.
      step -= 1
    } else if let object = events.lazy.flatMap(\.subjects).first(where: eligible) {
      return object
    }
    // Nothing to see in this micro-step: the last object before it.
    // Of a step before rather what it left than what died in it.
    var dead = ObjectID.none
    var searched = 0
    while step > 0 && searched < 200 {
      let isCurrent = step == timeline.position.step
      var index =
        isCurrent
        ? timeline.happenedCount(at: timeline.position) : timeline.eventCount(ofStep: step)
      while index > 0 && searched < 200 {
        index -= 1
        searched += 1
        let event = timeline.event(index, ofStep: step).event
        guard let object = event.subjects.first(where: eligible) else { continue }
        if isCurrent || heap.isAlive(object) { return object }
        if dead == .none { dead = object }
      }
      if dead != .none { return dead }
      step -= 1
      searched += 1
    }
    return heap.allObjects.prefix(1_000).first(where: eligible) ?? .none
  }

  /// The selected object, or where that is dead a living one that the last events are about.
  private func centreOfNeighbourhood() -> ObjectID? {
    let heap = timeline.heap
    func isShown(_ object: ObjectID) -> Bool {
      object != .none && Int(object.index) <= heap.objectCount && heap.isVisible(object)
        && heap.isAlive(object)
    }
    if isShown(insight.selected) { return insight.selected }
    let count = timeline.happenedCount(at: position)
    for index in (max(0, count - 50)..<count).reversed() {
      let event = timeline.event(index, ofStep: position.step).event
      if let object = event.subjects.first(where: isShown) { return object }
    }
    return nil
  }

  /// How many references of the way from a root are drawn in an area: the last ones.
  private func mostOfWay(in size: Size) -> Int {
    min(10, max(4, size.width * size.height / 120))
  }

  /// For timelines that are too big for one picture: the selected object, what keeps it alive, and
  /// its neighbours.
  private mutating func layOutNeighbourhood() {
    guard let area = plan.panes[.heap].map({ heapParts($0).canvas }) else { return }
    let heap = timeline.heap
    var neighbourhood = UnionGraph()
    guard let centre = centreOfNeighbourhood() else {
      picture = nil
      return
    }
    _ = neighbourhood.add(centre, in: heap)
    let position = timeline.position
    var slots = Array(heap.strongReferrers(centre).prefix(12))
    var weak = heap.firstWeakReferrer(centre)
    while weak != .none && slots.count < 17 {
      slots.append(weak)
      weak = heap.referrer(after: weak)
    }
    if insight.selected == centre, let way = insight.facts?.path {
      slots += way.suffix(mostOfWay(in: area.size)).filter { !slots.contains($0) }
    }
    var ways = slots.map { UnionGraph.Way(object: heap.source($0), slots: [$0]) }
    // Of a list of a million objects the first ones say what it holds.
    var held = UnionGraph.Way(object: centre, slots: [])
    var slot = heap.firstSlot(centre)
    while slot != .none && held.slots.count < 1_000 {
      held.slots.append(slot)
      slot = heap.slot(after: slot)
    }
    ways.append(held)
    for way in ways {
      heap.visitNames(of: way.object, in: way.slots) { neighbourhood.add($0, to: $1, in: heap) }
      var added = 0
      heap.visitReferences(of: way.object, in: way.slots) { reference in
        guard added < 12 else { return }
        added += 1
        neighbourhood.add(reference, at: position, in: heap)
      }
    }
    for node in neighbourhood.nodes.indices {
      let object = neighbourhood.nodes[node].object
      neighbourhood.noteCounts(
        of: node, strong: heap.referenceCount(object), weak: heap.weakReferenceCount(object))
      guard object != centre else { continue }
      for slot in heap.strongReferrers(object).prefix(12)
      where heap.kind(heap.source(slot)) == .frame {
        let way = UnionGraph.Way(object: heap.source(slot), slots: [slot])
        heap.visitNames(of: way.object, in: way.slots) { neighbourhood.add($0, to: $1, in: heap) }
        ways.append(way)
      }
    }
    neighbourhood.ways = ways
    picture = CanvasPicture(
      neighbourhood, heap: heap, view: area.size, detail: detail, glyphs: options.glyphs)
  }
}
