import HeapModel

/// The union graph of a scenario: everything that ever exists in it, as far as its layout cares.
///
/// Nodes and edges are known by their index. The order of the nodes is the order of creation and
/// breaks every tie, so that equal graphs always get equal pictures.
struct LayoutGraph: Equatable, Sendable {
  /// A text and the number of terminal columns it fills.
  struct Label: Equatable, Sendable {
    var text: String
    /// Display width in columns, measured by whoever knows the terminal's widths.
    var width: Int

    init(_ text: String, width: Int) {
      self.text = text
      self.width = max(0, width)
    }

    /// A label whose characters fill one column each.
    init(_ text: String) {
      self.init(text, width: text.count)
    }
  }

  /// An object: a title, labelled fields, counts, and every name it ever has.
  struct Node: Equatable, Sendable {
    var title: Label
    /// What stands for the title in a chip, where the whole one says nothing there.
    var chipTitle: Label?
    /// Fields, keys and callbacks; each is a row of the box with a port of its own.
    var rows: [Label]
    /// Columns for the widest counts that ever stand in the bottom border.
    var footerWidth: Int
    /// Names that ever point to the object, oldest first.
    var names: [Label]
    /// The name that stands for running calls, which come and go: it takes no room of its own where
    /// there are others.
    var callName: Int?
    /// How far the user has moved it from where the layout would put it.
    var shift = Shift()

    init(_ title: Label, rows: [Label] = [], footerWidth: Int = 0, names: [Label] = []) {
      self.title = title
      self.rows = rows
      self.footerWidth = footerWidth
      self.names = names
    }
  }

  /// A wish of the user's: so many columns to the right, so many places down in the column.
  struct Shift: Hashable, Sendable {
    var columns = 0
    var places = 0
  }

  /// A reference that exists at some time.
  struct Edge: Equatable, Sendable {
    var source: Int
    /// The field of the source that holds the reference, as an index into its rows.
    var sourceRow: Int?
    var target: Int
    var kind: LineKind
    /// References of one cohort are born and die together. Several pairs of references may share
    /// a head only if their cohorts agree, because one head cannot tell their states apart.
    var cohort: Int

    init(
      from source: Int, row sourceRow: Int? = nil, to target: Int, _ kind: LineKind = .strong,
      cohort: Int = 0
    ) {
      self.source = source
      self.sourceRow = sourceRow
      self.target = target
      self.kind = kind
      self.cohort = cohort
    }
  }

  var nodes: [Node]
  var edges: [Edge]
  /// Whether the layout is still wanted; when it is up, the layout ends soon, with any picture.
  var stop: StopSign

  init(nodes: [Node] = [], edges: [Edge] = [], stop: StopSign = .never) {
    self.nodes = nodes
    self.edges = edges
    self.stop = stop
  }
}

/// Whether a reference keeps its target alive.
enum LineKind: UInt8, Hashable, Sendable {
  case strong, weak
}

extension LayoutGraph.Node {
  /// The title at a detail.
  func shownTitle(_ detail: CanvasDetail) -> LayoutGraph.Label {
    detail == .chips ? chipTitle ?? title : title
  }
}

extension LayoutGraph {
  /// The same objects without rows for their fields; what the fields hold the objects hold.
  var withoutFields: LayoutGraph {
    var graph = self
    for index in nodes.indices { graph.nodes[index].rows = [] }
    for index in edges.indices { graph.edges[index].sourceRow = nil }
    return graph
  }
}
