@testable import Dashboard

/// Heaps made by hand; each shows one thing.
enum SampleHeaps {
  static func node(
    _ title: String, rows: [String] = [], names: [String] = [], footerWidth: Int = 5
  ) -> LayoutGraph.Node {
    LayoutGraph.Node(
      .init(title), rows: rows.map { .init($0) }, footerWidth: footerWidth,
      names: names.map { .init($0) })
  }

  static func strong(_ source: Int, _ target: Int, row: Int? = nil) -> LayoutGraph.Edge {
    .init(from: source, row: row, to: target, .strong)
  }

  static func weak(_ source: Int, _ target: Int, row: Int? = nil) -> LayoutGraph.Edge {
    .init(from: source, row: row, to: target, .weak)
  }

  static let callback = LayoutGraph(
    nodes: [
      node("Expensive#1", names: ["item"]), node("ref#2", names: ["weak"]),
      node("on_delete#3", names: ["on_delete"]),
    ],
    edges: [weak(1, 0), strong(1, 2)])

  static let cycle = LayoutGraph(
    nodes: [
      node("Node#1", names: ["a"]), node("Node#2", names: ["b"]), node("ref#3", names: ["w"]),
    ],
    edges: [strong(0, 1), strong(1, 0), weak(2, 0)])

  static let doublyLinkedList = LayoutGraph(
    nodes: (0..<12).map { node("N#\($0)", names: $0 == 0 ? ["head"] : []) },
    edges: (0..<11).flatMap { [strong($0, $0 + 1), strong($0 + 1, $0)] })

  static let labelledList = LayoutGraph(
    nodes: (0..<3).map {
      node("Node#\($0)", rows: [".next", ".prev"], names: $0 == 0 ? ["head"] : [])
    },
    edges: (0..<2).flatMap { [strong($0, $0 + 1, row: 0), strong($0 + 1, $0, row: 1)] })

  static let parentWithWeakChildren = LayoutGraph(
    nodes: [node("Parent#1", names: ["parent"])] + (2...6).map { node("Child#\($0)") },
    edges: (1...5).flatMap { [strong(0, $0), weak($0, 0)] })

  /// A session that a cache, a bus and the traceback of an error hold.
  static let heldByAnError = LayoutGraph(
    nodes: [
      node("dict#1", names: ["cache"]), node("tuple#1"), node("Session#1"),
      node("Bus#1", rows: [".observers"], names: ["bus"]), node("list#1"),
      node("method#1", rows: ["__self__"]),
      node("ValueError#1", rows: ["__traceback__"], names: ["last_error"]),
      node("traceback#1", rows: ["tb_next"]), node("traceback#2", rows: ["tb_next", "tb_frame"]),
      node("traceback#3", rows: ["tb_frame"]), node("frame#1", rows: ["self"]),
      node("frame#2", rows: ["s"]), node("weakref#1", names: ["watch"]),
    ],
    edges: [
      strong(0, 1), strong(1, 2), strong(3, 4, row: 0), strong(4, 5), strong(5, 2, row: 0),
      strong(6, 7, row: 0), strong(7, 8, row: 0), strong(8, 9, row: 0), strong(8, 11, row: 1),
      strong(9, 10, row: 0), strong(10, 2, row: 0), strong(10, 11), strong(11, 2, row: 0),
      weak(12, 2),
    ])

  static let weakDictionary = LayoutGraph(
    nodes: [
      node(
        "WeakValueDict#1", rows: (0..<6).map { "['k\($0)']" }, names: ["cache"])
    ] + (0..<6).map { node("Image#\($0 + 2)", names: ["img\($0)"]) },
    edges: (0..<6).map { weak(0, $0 + 1, row: $0) })

  static let weakSet = LayoutGraph(
    nodes: [node("WeakSet#1", names: ["cache"])]
      + (0..<6).map { node("Image#\($0 + 2)", names: ["img\($0)"]) },
    edges: (0..<6).map { weak(0, $0 + 1) })

  static let observer = LayoutGraph(
    nodes: [node("Subject#1", names: ["subject"]), node("list#2")]
      + (3...5).map { node("ref#\($0)") } + (6...8).map { node("View#\($0)", names: ["v\($0)"]) },
    edges: [strong(0, 1)] + (2...4).map { strong(1, $0) } + (2...4).map { weak($0, $0 + 3) }
      + (5...7).map { strong($0, 0) })

  static let binaryTree = LayoutGraph(
    nodes: (0..<31).map { node("T#\($0)", names: $0 == 0 ? ["root"] : []) },
    edges: (0..<15).flatMap { [strong($0, 2 * $0 + 1), strong($0, 2 * $0 + 2)] })

  static let selfLoop = LayoutGraph(
    nodes: [node("Self#1", names: ["me"])], edges: [strong(0, 0)])

  static let manyEdgesBothWays = LayoutGraph(
    nodes: [node("A#1", names: ["a"]), node("B#2")],
    edges: [
      strong(0, 1), strong(0, 1), weak(0, 1), strong(1, 0), weak(1, 0), weak(1, 0),
    ])

  static let disconnected = LayoutGraph(
    nodes: [
      node("list#1", names: ["xs"]), node("int#2"), node("dict#3", names: ["d"]),
      node("str#4", names: ["s"]), node("Lost#5"),
    ],
    edges: [strong(0, 1)])

  static let longTitles = LayoutGraph(
    nodes: [
      node("AnExtremelyLongClassNameOfSomeFramework#1", names: ["a_very_long_variable_name_here"]),
      node("AnotherVeryLongTypeNameIndeed#2", names: ["n1", "n2", "n3", "n4", "n5", "n6", "n7"]),
    ],
    edges: [strong(0, 1), weak(1, 0)])

  static let crossed = LayoutGraph(
    nodes: [
      node("A#1", names: ["a"]), node("B#2", names: ["b"]), node("X#3"), node("Y#4"), node("Z#5"),
    ],
    edges: [strong(0, 2), strong(0, 3), strong(1, 3), strong(1, 4), strong(1, 2), strong(4, 0)])

  static let reassignedField = LayoutGraph(
    nodes: [
      node("Holder#1", rows: [".value"], names: ["h"]), node("First#2"), node("Second#3"),
    ],
    edges: [strong(0, 1, row: 0), strong(0, 2, row: 0)])

  static let all: [(name: String, graph: LayoutGraph)] = [
    ("callback", callback), ("cycle", cycle), ("doubly linked list", doublyLinkedList),
    ("labelled list", labelledList), ("parent with weak children", parentWithWeakChildren),
    ("weak dictionary", weakDictionary), ("weak set", weakSet), ("observer", observer),
    ("binary tree", binaryTree), ("self-loop", selfLoop),
    ("many edges both ways", manyEdgesBothWays), ("disconnected", disconnected),
    ("long titles", longTitles), ("crossed", crossed), ("reassigned field", reassignedField),
    ("held by an error", heldByAnError),
  ]
}

/// A generator with a seed, so that a failing graph can be had again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

extension LayoutGraph {
  /// A heap of `count` objects: each held by an earlier one, some further references of both
  /// kinds, a few names and fields.
  static func random(count: Int, seed: Int) -> LayoutGraph {
    var random = SeededGenerator(seed: seed)
    let types = ["Node", "Cache", "Img", "Task", "View"]
    var graph = LayoutGraph()
    for index in 0..<count {
      var node = SampleHeaps.node("\(types[index % types.count])#\(index)")
      if index == 0 || Int.random(in: 0..<10, using: &random) == 0 {
        node.names = [.init(["app", "x", "y", "item"][index % 4])]
      }
      if Int.random(in: 0..<6, using: &random) == 0 { node.rows = [.init(".next")] }
      graph.nodes.append(node)
      if index > 0, Int.random(in: 0..<12, using: &random) > 0 {
        let holder = Int.random(in: max(0, index - 5)..<index, using: &random)
        graph.edges.append(.init(from: holder, to: index))
      }
    }
    for _ in 0..<count / 2 {
      let source = Int.random(in: 0..<count, using: &random)
      let target = Int.random(in: 0..<count, using: &random)
      let kind: LineKind = Bool.random(using: &random) ? .strong : .weak
      let row = graph.nodes[source].rows.isEmpty || Bool.random(using: &random) ? nil : 0
      graph.edges.append(.init(from: source, row: row, to: target, kind))
    }
    return graph
  }
}
