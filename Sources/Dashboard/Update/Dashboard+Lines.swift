import HeapModel
import TerminalFrame

/// Selecting references: by a click on their line, and by walking along them.
extension Dashboard {
  // MARK: The selected line

  /// Selects a line among those that share a cell; a click on the selected one goes on to the next.
  mutating func chooseLine(among edges: [Int]) {
    guard !edges.isEmpty else { return }
    let here = chosenLine.flatMap { edges.firstIndex(of: $0) }
    let place = here.map { ($0 + 1) % edges.count } ?? 0
    chooseLine(edges[place])
    if edges.count > 1 { notice = "\(place + 1) of \(edges.count) here: " + notice }
  }

  /// Selects a line of the canvas, and the object that it starts from.
  mutating func chooseLine(_ edge: Int) {
    guard let union = picture?.union, let moment = insight.moment,
      union.edges.indices.contains(edge)
    else { return }
    let line = union.edges[edge]
    let source = moment.nodes[line.source].object
    choose(source)
    // The choice may have laid out other neighbours.
    guard picture?.union.edges.indices.contains(edge) == true,
      picture?.union.edges[edge] == line
    else { return }
    chosenLine = edge
    let row =
      line.row < 0
      ? "" : union.rowText(line.row, of: union.nodes[line.source], glyphs: options.glyphs)
    let heap = timeline.heap
    let (from, to) = (heap.name(source), heap.name(moment.nodes[line.target].object))
    let verb =
      moment.edges[edge] == .cleared ? "knew" : line.isStrong ? "holds" : "knows weakly"
    notice = "\(from)\(row.isEmpty ? "" : " \(row)") \(verb) \(to)"
    if chosenSlot != nil { notice += ": d deletes it, w weakens it, x asks what if" }
  }

  /// The place in the heap that the selected line stands for; nil where no line is selected, or none
  /// of the object's own places is meant.
  var chosenSlot: SlotID? {
    guard let chosenLine, let picture, let moment = insight.moment,
      picture.union.edges.indices.contains(chosenLine), moment.edges[chosenLine] == .living
    else { return nil }
    let union = picture.union
    let edge = union.edges[chosenLine]
    let heap = timeline.heap
    let source = moment.nodes[edge.source].object
    guard heap.isAlive(source) else { return nil }
    let key = edge.row < 0 ? nil : union.nodes[edge.source].rows[edge.row]
    let parts = heap.slots(source).flatMap { slot -> [SlotID] in
      guard let part = heap.value(slot).object, heap.state(part).contains(.hidden),
        heap.partOf(part) == source
      else { return [slot] }
      return [slot] + Array(heap.slots(part))
    }
    return parts.first { slot in
      let label = heap.label(slot)
      guard let value = heap.value(slot).object.flatMap(heap.shownObject) else { return false }
      return value == moment.nodes[edge.target].object && label.isStrong == edge.isStrong
        && heap.rowKey(label) == key
    }
  }

  // MARK: Walking along references

  /// Selects what the selected object refers to, or what refers to it; again the next one of these.
  /// Where there is only one, it goes on from there.
  mutating func follow(outward: Bool) {
    let heap = timeline.heap
    var anchor = insight.selected
    var place = 0
    if let walk, walk.isOutward == outward, walk.reached == anchor, walk.count > 1 {
      anchor = walk.anchor
      place = walk.place + 1
    }
    guard anchor != .none, heap.isAlive(anchor) else { return }
    let objects = neighbours(of: anchor, outward: outward)
    guard !objects.isEmpty else {
      notice = outward ? "it refers to no object" : "no object refers to it"
      return
    }
    place %= objects.count
    let from = insight.selected
    choose(objects[place])
    jumps = Array(jumps.suffix(99)) + [from]
    walk = Walk(
      anchor: anchor, isOutward: outward, place: place, count: objects.count,
      reached: objects[place])
    chosenLine = line(
      from: outward ? anchor : objects[place], to: outward ? objects[place] : anchor)
    if objects.count > 1 {
      notice =
        "\(place + 1) of \(objects.count) \(outward ? "from" : "to") \(heap.name(anchor)): "
        + "again the next one, Ctrl-o back"
    }
  }

  /// The visible objects that an object refers to strongly or weakly, or those that hold it.
  private func neighbours(of anchor: ObjectID, outward: Bool) -> [ObjectID] {
    let heap = timeline.heap
    var objects: [ObjectID] = []
    if outward {
      for slot in heap.slots(anchor).prefix(1_000) {
        if let target = heap.value(slot).object.flatMap(heap.shownObject) { objects.append(target) }
      }
    } else {
      for slot in heap.strongReferrers(anchor).prefix(1_000) {
        if let source = heap.shownObject(for: heap.source(slot)) { objects.append(source) }
      }
    }
    var seen: Set<ObjectID> = [anchor]
    return objects.filter { seen.insert($0).inserted }
  }

  /// The line of the canvas from one object to another, the strong one first.
  private func line(from source: ObjectID, to target: ObjectID) -> Int? {
    guard let picture, let moment = insight.moment,
      let from = picture.union.nodeIndices[source], let to = picture.union.nodeIndices[target]
    else { return nil }
    let edges = picture.union.edges.indices.filter {
      let edge = picture.union.edges[$0]
      return edge.source == from && edge.target == to && moment.edges[$0] != .absent
    }
    return edges.first { picture.union.edges[$0].isStrong } ?? edges.first
  }

  /// Back to where the selection was before it followed a reference.
  mutating func jumpBack() {
    while let last = jumps.popLast() {
      guard Int(last.index) <= timeline.heap.objectCount, last != insight.selected else { continue }
      choose(last)
      return
    }
    notice = "no reference was followed: o follows one"
  }
}

/// A walk over the references of one object, one after the other.
struct Walk: Hashable, Sendable {
  /// The object whose references they are.
  var anchor: ObjectID
  var isOutward: Bool
  /// Which of them, of how many.
  var place: Int
  var count: Int
  /// What it leads to, and what is selected as long as the walk goes on.
  var reached: ObjectID
}

extension CanvasPlan {
  /// The edges whose lines run through a cell, in the order of the graph. O(corners of all routes).
  func edges(at cell: CanvasPoint) -> [Int] {
    routes.indices.filter { index in
      let points = routes[index].points
      return zip(points, points.dropFirst()).contains { start, end in
        (min(start.column, end.column)...max(start.column, end.column)).contains(cell.column)
          && (min(start.row, end.row)...max(start.row, end.row)).contains(cell.row)
      } || points.count == 1 && points[0] == cell
    }
  }
}
