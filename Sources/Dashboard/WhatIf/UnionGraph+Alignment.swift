import HeapModel

extension ObjectID {
  /// The object of a place whose own object a branch never makes.
  static let absent = ObjectID(.max)
}

extension UnionGraph {
  /// When a reference is first seen that never is.
  private static let never = Position(step: .max)

  /// This graph of a branch, in the order of another one that it was made from: places, rows, names
  /// and references that both have keep their indices, and what the branch adds comes after them.
  /// What the branch never makes keeps its index too, and stays empty.
  ///
  /// - Parameter origins: which objects of the other graph are which of this one.
  /// - Complexity: O(nodes + edges).
  func aligned(to base: UnionGraph, origins: Origins) -> UnionGraph {
    var result = UnionGraph()
    result.countChanges = countChanges
    result.unfoldsEntries = unfoldsEntries
    result.hasCollection = hasCollection || base.hasCollection
    var places = [Int](repeating: -1, count: nodes.count)
    var rowPlaces: [[Int]] = nodes.map { Array($0.rows.indices) }
    for node in base.nodes {
      let place = result.nodes.count
      var merged = node.vacated
      for (ordinal, object) in ([node.object] + node.successors.map(\.object)).enumerated() {
        guard let counterpart = origins.counterpart(of: object), let own = nodeIndices[counterpart],
          places[own] < 0
        else { continue }
        places[own] = place
        rowPlaces[own] = merged.adopt(nodes[own])
        result.nodeIndices[counterpart] = place
        if ordinal == 0 {
          merged.object = counterpart
          merged.title = nodes[own].title
        } else {
          merged.successors.append(Occupant(object: counterpart, title: nodes[own].title))
        }
      }
      result.nodes.append(merged)
    }
    for (own, node) in nodes.enumerated() where places[own] < 0 {
      places[own] = result.nodes.count
      result.nodeIndices[node.object] = result.nodes.count
      result.nodes.append(node)
    }
    result.edges = base.edges
    result.edgeIndices = base.edgeIndices
    result.firstSeen = base.edges.map { _ in Self.never }
    for (edge, position) in zip(edges, firstSeen) {
      let moved = Edge(
        source: places[edge.source], row: edge.row < 0 ? -1 : rowPlaces[edge.source][edge.row],
        target: places[edge.target], isStrong: edge.isStrong)
      if let known = result.edgeIndices[moved] {
        result.firstSeen[known] = min(result.firstSeen[known], position)
      } else {
        result.edgeIndices[moved] = result.edges.count
        result.edges.append(moved)
        result.firstSeen.append(position)
      }
    }
    return result
  }
}

extension UnionGraph.Node {
  /// The place without its objects. Labels and names are numbers of another heap's texts: they stay
  /// as texts only.
  fileprivate var vacated: UnionGraph.Node {
    var node = self
    node.object = .absent
    node.successors = []
    node.callback = ""
    node.rows = rows.enumerated().map { index, key in
      if case .label = key { .entry("\u{0}\(index)") } else { key }
    }
    node.names = names.enumerated().map { index, name in
      name == .call ? .call : NameKey(name: TextID(.max - UInt32(index)))
    }
    return node
  }

  /// Takes over rows, names and counts of an object that has its place here.
  ///
  /// - Returns: where each of its rows is here.
  fileprivate mutating func adopt(_ other: UnionGraph.Node) -> [Int] {
    mostStrong = max(mostStrong, other.mostStrong)
    mostWeak = max(mostWeak, other.mostWeak)
    if callback.isEmpty { callback = other.callback }
    for (index, name) in other.names.enumerated() {
      if let known = nameTexts.firstIndex(of: other.nameTexts[index]) {
        names[known] = name
      } else {
        names.append(name)
        nameTexts.append(other.nameTexts[index])
      }
    }
    return other.rows.enumerated().map { index, key in
      let known: Int?
      if case .label = key {
        known = rows.indices.first { rows[$0].isLabel && rowTexts[$0] == other.rowTexts[index] }
      } else {
        known = rows.firstIndex(of: key)
      }
      if let known {
        rows[known] = key
        return known
      }
      rows.append(key)
      rowTexts.append(other.rowTexts[index])
      return rows.count - 1
    }
  }
}

extension RowKey {
  /// Whether it is the row of a label, or stood for one.
  fileprivate var isLabel: Bool {
    switch self {
    case .label: true
    case .entry(let key): key.hasPrefix("\u{0}")
    case .entryValue, .callback: false
    }
  }
}

extension CanvasPlan {
  /// Puts a name into the last flag of a box, which then counts its names where it has several, and
  /// takes the room at its left for that where there is some.
  private mutating func share(_ name: Int, of index: Int, _ cells: CanvasCells) {
    guard var flag = nodes[index].flags.last else { return }
    flag.names.append(name)
    let wider = "+\(flag.names.count) names".count - flag.textWidth
    if wider > 0, flag.text.column >= wider,
      cells.areFree(
        CanvasRect(
          column: flag.text.column - wider, row: flag.text.row, width: wider, height: 1))
    {
      flag.text.column -= wider
      flag.textWidth += wider
    }
    nodes[index].flags[nodes[index].flags.count - 1] = flag
  }

  /// Gives the names that boxes did not have before a flag each where a row at their left is free,
  /// else a part of one that they have.
  fileprivate mutating func dock(_ graph: LayoutGraph, after former: LayoutGraph) {
    guard detail == .boxes else { return }
    for index in former.nodes.indices {
      for name in former.nodes[index].names.count..<graph.nodes[index].names.count {
        let cells = CanvasCells(self, size)
        let frame = nodes[index].frame
        let width = min(graph.nodes[index].names[name].width, BoxMetrics.widestName)
        let head = frame.column - 1
        // The text, a blank, a dash, the head.
        let start = head - 2 - width
        guard start >= 0,
          let row = (frame.row + 1..<frame.rows.upperBound - 1).first(where: { row in
            cells.areFree(CanvasRect(column: start, row: row, width: width + 3, height: 1))
          })
        else {
          share(name, of: index, cells)
          continue
        }
        nodes[index].flags.append(
          Flag(
            names: [name], text: CanvasPoint(column: start, row: row), textWidth: width,
            lineStart: start + width, head: head))
      }
    }
  }
}

extension CanvasPicture {
  /// The picture of a graph that begins like another one, with all that was in the other picture
  /// where it was.
  init(
    _ union: UnionGraph, extending base: CanvasPicture, heap: MutableHeap, detail: CanvasDetail?,
    glyphs: GlyphSet
  ) {
    let graph = union.layoutGraph(heap: heap, glyphs: glyphs)
    var pinned = graph
    // A box that stands has no room for a row more: its line starts from the box as a whole.
    for index in pinned.edges.indices.dropFirst(base.plan.routes.count) {
      let source = pinned.edges[index].source
      guard let row = pinned.edges[index].sourceRow, source < base.plan.nodes.count,
        row >= base.plan.nodes[source].rows.count
      else { continue }
      pinned.edges[index].sourceRow = nil
    }
    if let result = PinnedLayout.extend(base.plan, to: pinned), result.missing.isEmpty {
      var plan = result.plan
      plan.dock(graph, after: base.graph)
      plan.fits = plan.size.width <= base.view.width && plan.size.height <= base.view.height
      self.init(union, graph: graph, plan: plan, view: base.view)
    } else {
      self.init(union, heap: heap, view: base.view, detail: base.plan.detail, glyphs: glyphs)
    }
  }
}
