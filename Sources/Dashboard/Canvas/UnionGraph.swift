import HeapModel
import TerminalFrame

/// Everything that ever exists in a timeline, as far as the canvas shows it: objects, references,
/// names. It is laid out once, so that nothing that survives a step moves.
struct UnionGraph: Sendable {
  /// An object, with all rows and names that it ever has.
  struct Node: Sendable {
    var object: ObjectID
    var title: String
    var rows: [RowKey] = []
    var rowTexts: [String] = []
    var names: [NameKey] = []
    /// The highest counts that ever stand in its border.
    var mostStrong = 0
    var mostWeak = 0
    /// The text of its callback, empty where it never has one.
    var callback = ""
  }

  /// A reference that exists at some time.
  struct Edge: Hashable, Sendable {
    var source: Int
    var row: Int
    var target: Int
    var isStrong: Bool
  }

  private(set) var nodes: [Node] = []
  private(set) var edges: [Edge] = []
  /// When each reference begins to exist.
  private(set) var firstSeen: [Position] = []
  private(set) var nodeIndices: [ObjectID: Int] = [:]
  private(set) var edgeIndices: [Edge: Int] = [:]
  /// What each event did to the counts of its object, noted on the same walk.
  var countChanges = CountChanges()
  /// The objects from which all that is shown starts, where they are few; nil means any object.
  var holders: [ObjectID]?

  init() {}

  /// The node of an object, made if it is new. O(1).
  mutating func add(_ object: ObjectID, in heap: MutableHeap) -> Int {
    if let known = nodeIndices[object] { return known }
    nodeIndices[object] = nodes.count
    nodes.append(Node(object: object, title: heap.name(object)))
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
    if !nodes[node].names.contains(name) { nodes[node].names.append(name) }
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
  func layoutGraph(heap: MutableHeap, glyphs: GlyphSet) -> LayoutGraph {
    func label(_ text: String) -> LayoutGraph.Label {
      let safe = text.sanitized(glyphs.repertoire)
      return LayoutGraph.Label(safe, width: TextWidth.columns(of: safe))
    }
    return LayoutGraph(
      nodes: nodes.map { node in
        LayoutGraph.Node(
          label(node.title),
          rows: node.rows.indices.map { label(rowText($0, of: node, glyphs: glyphs)) },
          footerWidth: Counts(strong: node.mostStrong, weak: node.mostWeak).text(glyphs).count,
          names: node.names.map { label($0.text(heap)) })
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
}
