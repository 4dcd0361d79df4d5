import HeapModel

/// What of the dominator tree, or of the table of types, is shown.
struct RetainedView: Hashable, Sendable {
  /// What is shown.
  enum Mode: Hashable, Sendable { case tree, types }

  /// A row of the tree.
  struct Row: Hashable, Sendable {
    var node: RetainedReport.Node
    var depth: Int
    var isOpen: Bool
    /// How many more rows there are below the last one, which this row stands for.
    var omitted = 0
  }

  var mode: Mode
  var selected = 0
  /// What is unfolded; the roots always are.
  var open: Set<ObjectID> = []

  private static let mostShown = 200

  /// The rows of the tree. O(what is unfolded).
  func rows(_ report: RetainedReport) -> [Row] {
    var rows: [Row] = []
    func add(_ parent: ObjectID, _ depth: Int) {
      let nodes = report.children(of: parent)
      for node in nodes.prefix(Self.mostShown) {
        let isOpen = node.hasChildren && (depth == 0 || open.contains(node.object))
        rows.append(Row(node: node, depth: depth, isOpen: isOpen))
        if isOpen { add(node.object, depth + 1) }
      }
      if nodes.count > Self.mostShown {
        var rest = Row(node: nodes[Self.mostShown], depth: depth, isOpen: false)
        rest.omitted = nodes.count - Self.mostShown
        rows.append(rest)
      }
    }
    add(.none, 0)
    return rows
  }
}
