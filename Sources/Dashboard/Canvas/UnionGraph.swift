import HeapModel
import TerminalFrame

/// Everything that ever exists in a timeline, as far as the canvas shows it: objects, references,
/// names. It is laid out once, so that nothing that survives a step moves.
struct UnionGraph: Sendable {
  /// The place of an object, with all rows and names that it ever has. Temporary objects may use
  /// one place after the other.
  struct Node: Sendable {
    /// The first object of the place.
    var object: ObjectID
    /// Its type, known at every position.
    var type = HeapTypeID(0)
    var title: String
    /// The objects that come after the first one, in order of creation.
    var successors: [Occupant] = []
    var rows: [RowKey] = []
    var rowTexts: [String] = []
    var names: [NameKey] = []
    var nameTexts: [String] = []
    /// The highest counts that ever stand in its border.
    var mostStrong = 0
    var mostWeak = 0
    /// Whether it is a weak reference.
    var isWeakReference = false
    /// Whether its type is called just that.
    var isPlainWeakReference = false
    /// The text of its callback, empty where it never has one.
    var callback = ""
  }

  /// An object that uses the place of an earlier one.
  struct Occupant: Hashable, Sendable {
    var object: ObjectID
    var title: String
  }

  /// A reference that exists at some time.
  struct Edge: Hashable, Sendable {
    var source: Int
    var row: Int
    var target: Int
    var isStrong: Bool
  }

  var nodes: [Node] = []
  var edges: [Edge] = []
  /// When each reference begins to exist.
  var firstSeen: [Position] = []
  var nodeIndices: [ObjectID: Int] = [:]
  var edgeIndices: [Edge: Int] = [:]
  /// What each event did to the counts of its object, noted on the same walk.
  var countChanges = CountChanges()
  /// Whether the weak references that weak collections keep for their entries are shown.
  var unfoldsEntries = false
  /// Whether a collection ever shows its own counts in the borders.
  var hasCollection = false
  /// Slots of an object in which something that is shown starts.
  struct Way: Sendable {
    var object: ObjectID
    var slots: [SlotID]
  }

  /// Where all that is shown starts, where that is known; nil means any object.
  var ways: [Way]?

  init() {}

  /// The node of an object, made if it is new. O(1).
  mutating func add(_ object: ObjectID, in heap: MutableHeap) -> Int {
    if let known = nodeIndices[object] { return known }
    nodeIndices[object] = nodes.count
    var node = Node(object: object, title: heap.name(object))
    node.type = heap.typeID(object)
    node.isWeakReference = heap.kind(object) == .weakReference
    node.isPlainWeakReference =
      node.isWeakReference && heap.typeName(object).lowercased() == "weakref"
    nodes.append(node)
    return nodes.count - 1
  }

  /// Notes that a reference exists. O(rows of the source).
  mutating func add(_ reference: VisibleReference, at position: Position, in heap: MutableHeap) {
    let source = add(reference.source, in: heap)
    let target = add(reference.target, in: heap)
    let row = reference.row.map { addRow($0, to: source, in: heap) } ?? -1
    let edge = Edge(source: source, row: row, target: target, isStrong: reference.isStrong)
    guard edgeIndices[edge] == nil else { return }
    edgeIndices[edge] = edges.count
    edges.append(edge)
    firstSeen.append(position)
  }

  /// Notes that a name refers to an object.
  mutating func add(_ name: NameKey, to object: ObjectID, in heap: MutableHeap) {
    let node = add(object, in: heap)
    guard !nodes[node].names.contains(name) else { return }
    nodes[node].names.append(name)
    nodes[node].nameTexts.append(name.text(heap))
  }

  /// Notes the counts of an object.
  mutating func noteCounts(of node: Int, strong: Int, weak: Int) {
    nodes[node].mostStrong = max(nodes[node].mostStrong, strong)
    nodes[node].mostWeak = max(nodes[node].mostWeak, weak)
  }

  /// Notes the callback of a weak reference.
  mutating func noteCallback(_ text: String, of node: Int, in heap: MutableHeap) {
    // A function inside the library is nothing that the reader wrote.
    guard nodes[node].callback.isEmpty, !text.contains("<locals>") else { return }
    nodes[node].callback = text
    _ = addRow(.callback, to: node, in: heap)
  }

  /// Moves each node into the one that hosts it, which comes before it: its object, rows, names,
  /// and references. O(nodes + edges).
  mutating func merge(into hosts: [Int]) {
    var rowPlaces: [[Int]] = nodes.map { Array($0.rows.indices) }
    for (node, host) in hosts.enumerated() where host != node {
      let guest = nodes[node]
      nodes[host].successors.append(Occupant(object: guest.object, title: guest.title))
      for (index, name) in guest.names.enumerated() where !nodes[host].names.contains(name) {
        nodes[host].names.append(name)
        nodes[host].nameTexts.append(guest.nameTexts[index])
      }
      for (row, key) in guest.rows.enumerated() {
        if let known = nodes[host].rows.firstIndex(of: key) {
          rowPlaces[node][row] = known
        } else {
          rowPlaces[node][row] = nodes[host].rows.count
          nodes[host].rows.append(key)
          nodes[host].rowTexts.append(guest.rowTexts[row])
        }
      }
      noteCounts(of: host, strong: guest.mostStrong, weak: guest.mostWeak)
    }
    var places = [Int](repeating: 0, count: nodes.count)
    var kept: [Node] = []
    for (node, host) in hosts.enumerated() where host == node {
      places[node] = kept.count
      kept.append(nodes[node])
    }
    for (node, host) in hosts.enumerated() where host != node { places[node] = places[host] }
    moveEdges(places, rowPlaces)
    nodes = kept
    nodeIndices = [:]
    for (index, node) in nodes.enumerated() {
      nodeIndices[node.object] = index
      for occupant in node.successors { nodeIndices[occupant.object] = index }
    }
  }

  private mutating func moveEdges(_ places: [Int], _ rowPlaces: [[Int]]) {
    let old = zip(edges, firstSeen)
    edges = []
    firstSeen = []
    edgeIndices = [:]
    for (edge, position) in old {
      let moved = Edge(
        source: places[edge.source], row: edge.row < 0 ? -1 : rowPlaces[edge.source][edge.row],
        target: places[edge.target], isStrong: edge.isStrong)
      guard edgeIndices[moved] == nil else { continue }
      edgeIndices[moved] = edges.count
      edges.append(moved)
      firstSeen.append(position)
    }
  }

  /// Notes that a weak collection has an entry, whether or not it refers to an object.
  mutating func noteEntry(_ key: String, of node: Int, in heap: MutableHeap) {
    _ = addRow(.entry(key), to: node, in: heap)
  }

  private mutating func addRow(_ key: RowKey, to node: Int, in heap: MutableHeap) -> Int {
    if let known = nodes[node].rows.firstIndex(of: key) { return known }
    nodes[node].rows.append(key)
    let text =
      switch key {
      case .label(let word): heap.text(Label(word: word))
      case .entry(let key): key
      case .entryValue: "  value"
      case .callback: "callback"
      }
    nodes[node].rowTexts.append(text)
    return nodes[node].rows.count - 1
  }

  /// Removes the nodes that a condition names and that no reference leads to or from: for example
  /// lists that exist for a moment only. O(nodes + edges).
  mutating func removeNodes(where isUseless: (Node) -> Bool) {
    var isUsed = [Bool](repeating: false, count: nodes.count)
    for edge in edges {
      isUsed[edge.source] = true
      isUsed[edge.target] = true
    }
    let kept = nodes.indices.filter { isUsed[$0] || !isUseless(nodes[$0]) }
    guard kept.count < nodes.count else { return }
    var places = [Int](repeating: -1, count: nodes.count)
    for (new, old) in kept.enumerated() { places[old] = new }
    nodes = kept.map { nodes[$0] }
    edges = edges.map {
      Edge(
        source: places[$0.source], row: $0.row, target: places[$0.target], isStrong: $0.isStrong)
    }
    nodeIndices = [:]
    for (index, node) in nodes.enumerated() { nodeIndices[node.object] = index }
    edgeIndices = [:]
    for (index, edge) in edges.enumerated() { edgeIndices[edge] = index }
  }

  /// The edge of a reference, nil where the union does not know it.
  func edgeIndex(_ reference: VisibleReference) -> Int? {
    guard let source = nodeIndices[reference.source], let target = nodeIndices[reference.target]
    else { return nil }
    var row = -1
    if let key = reference.row {
      guard let known = nodes[source].rows.firstIndex(of: key) else { return nil }
      row = known
    }
    return edgeIndices[
      Edge(source: source, row: row, target: target, isStrong: reference.isStrong)]
  }

  /// The graph as the layout wants it, with texts and their widths.
  ///
  /// - Parameter shifts: the places where the user wants objects.
  func layoutGraph(
    heap: MutableHeap, glyphs: GlyphSet, shifts: [ObjectID: LayoutGraph.Shift] = [:]
  ) -> LayoutGraph {
    func label(_ text: String) -> LayoutGraph.Label {
      let safe = text.sanitized(glyphs.repertoire)
      return LayoutGraph.Label(safe, width: TextWidth.columns(of: safe))
    }
    return LayoutGraph(
      nodes: nodes.map { node in
        var shown = LayoutGraph.Node(
          node.successors.reduce(label(node.title)) {
            let other = label($1.title)
            return other.width > $0.width ? other : $0
          },
          rows: node.rows.indices.map { label(rowText($0, of: node, glyphs: glyphs)) },
          footerWidth: max(
            Counts(strong: node.mostStrong, weak: node.mostWeak).text(glyphs).count,
            hasCollection ? Counts.outsideText(node.mostStrong).count : 0),
          names: node.nameTexts.enumerated().map {
            label(node.names[$0] == .call ? glyphs.call : $1)
          })
        shown.callName = node.names.firstIndex(of: .call)
        // A name that says more than that, of a proxy or a WeakMethod, stays.
        if node.isPlainWeakReference, node.successors.isEmpty {
          shown.chipTitle = label(glyphs.weakReference)
        }
        shown.shift = shifts[node.object] ?? LayoutGraph.Shift()
        return shown
      },
      edges: edges.enumerated().map { index, edge in
        LayoutGraph.Edge(
          from: edge.source, row: edge.row < 0 ? nil : edge.row, to: edge.target,
          edge.isStrong ? .strong : .weak, cohort: index)
      })
  }

  func rowText(_ row: Int, of node: Node, glyphs: GlyphSet) -> String {
    guard node.rows[row] == .callback else { return node.rowTexts[row] }
    let name = node.callback.isEmpty ? node.rowTexts[row] : node.callback
    return "\(glyphs.sign(.callback)) \(name)"
  }
}

extension UnionGraph.Node {
  /// The object of the place in a heap: the last one that has been made.
  func occupant(in heap: MutableHeap) -> UnionGraph.Occupant {
    successors.last { Int($0.object.index) <= heap.objectCount }
      ?? UnionGraph.Occupant(object: object, title: title)
  }
}

extension NameKey {
  /// The name as a flag shows it: `item`, or `(call)` for the names of running calls.
  func text(_ heap: MutableHeap) -> String { self == .call ? "(call)" : heap.texts[name] }
}

/// The counts of an object: strong and weak references to it.
struct Counts: Hashable, Sendable {
  var strong: Int
  var weak: Int

  /// `●2 ○1`, without what is none of the weak ones.
  func text(_ glyphs: GlyphSet) -> String {
    let strongText = glyphs.strongCount + String(strong)
    return weak == 0 ? strongText : strongText + " " + glyphs.weakCount + String(weak)
  }

  /// `gc 1`: the references from outside, as a collection counts them.
  static func outsideText(_ count: Int) -> String { "gc \(count)" }
}
