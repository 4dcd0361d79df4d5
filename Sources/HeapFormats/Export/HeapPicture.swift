import HeapModel

/// The heap at one position as boxes and arrows, for programs that draw.
struct HeapPicture {
  /// An object.
  struct Node {
    var object: ObjectID
    var name: String
    var strongCount: Int
    var weakCount: Int
    var state: State
  }

  /// What has become of an object.
  enum State: String, CaseIterable {
    case live, unreachable, dying, resurrected, leaked
  }

  /// A name that refers to an object.
  struct Root {
    /// The name; a local's with the call that it belongs to.
    var name: String
    var target: ObjectID
  }

  /// A reference between objects.
  struct Edge {
    var source: ObjectID
    var target: ObjectID
    var label: String
    var isStrong: Bool
  }

  private(set) var title: String
  private(set) var nodes: [Node] = []
  private(set) var roots: [Root] = []
  private(set) var edges: [Edge] = []

  /// The heap at the position of a timeline. O(objects + slots).
  init(_ timeline: Timeline) {
    let narration = timeline.narration
    let step = timeline.position.step
    title = narration.title
    if step > 0 {
      let description = narration.step(step)
      title += (title.isEmpty ? "" : "; ") + "after step \(description.number)"
      if !timeline.position.isEndOfStep { title += ".\(timeline.position.moment)" }
      title += ": " + description.statement
    }
    let heap = timeline.heap
    let reachability = heap.reachability(.none)
    for object in heap.allObjects where heap.isAlive(object) {
      if heap.isVisible(object) {
        nodes.append(
          Node(
            object: object, name: heap.name(object), strongCount: heap.referenceCount(object),
            weakCount: heap.weakReferrers(object).reduce(0) { count, _ in count + 1 },
            state: Self.state(of: object, in: heap, reachability)))
      }
      visitSlots(of: object, in: timeline)
    }
  }

  private static func state(
    of object: ObjectID, in heap: MutableHeap, _ reachability: Reachability
  ) -> State {
    let state = heap.state(object)
    if state.contains(.leaked) { return .leaked }
    if state.contains(.dying) { return .dying }
    if state.contains(.condemned) || reachability[object] != .strong { return .unreachable }
    return state.contains(.resurrected) ? .resurrected : .live
  }

  private mutating func visitSlots(of object: ObjectID, in timeline: Timeline) {
    let heap = timeline.heap
    if heap.kind(object) == .frame { return visitNames(of: object, in: heap) }
    guard let source = heap.shownObject(for: object) else { return }
    if heap.kind(source) == .weakCollection && object != source { return }
    var index = 0
    for slot in heap.slots(object) {
      let label = heap.label(slot)
      defer { if label.kind == .element { index += 1 } }
      guard label.kind != .temporary, let value = heap.value(slot).object else { continue }
      guard let target = heap.shownObject(for: value),
        target != source || (object == source && value == source)
      else { continue }
      edges.append(
        Edge(
          source: source, target: target, label: Self.text(label, index, slot, heap),
          isStrong: label.isStrong))
    }
    if heap.kind(object) == .weakCollection { visitEntries(of: object, in: timeline) }
  }

  private static func text(
    _ label: Label, _ index: Int, _ slot: SlotID, _ heap: MutableHeap
  ) -> String {
    if label.kind == .special && heap.texts[label.text] == "referent" { return "" }
    return label.kind == .entry && label.payload == 0
      ? heap.labelText(slot) : heap.text(label, index: index)
  }

  private mutating func visitNames(of frame: ObjectID, in heap: MutableHeap) {
    let call = heap.frameName(frame)
    for slot in heap.slots(frame) where heap.label(slot).kind == .name {
      guard let value = heap.value(slot).object, let target = heap.shownObject(for: value)
      else { continue }
      let name = heap.texts[heap.label(slot).text]
      roots.append(Root(name: call.isEmpty ? name : "\(name) in \(call)", target: target))
    }
  }

  private mutating func visitEntries(of collection: ObjectID, in timeline: Timeline) {
    let heap = timeline.heap
    for entry in timeline.inspector.entries(of: collection, in: heap) ?? [] {
      if let referent = entry.referent, let target = heap.shownObject(for: referent) {
        let label = entry.value.object == referent ? "[\(entry.keyText)]" : "element"
        edges.append(Edge(source: collection, target: target, label: label, isStrong: false))
      }
      if let value = entry.value.object, value != entry.referent,
        let target = heap.shownObject(for: value)
      {
        edges.append(
          Edge(
            source: collection, target: target, label: "[\(entry.keyText)]", isStrong: true))
      }
    }
  }
}
