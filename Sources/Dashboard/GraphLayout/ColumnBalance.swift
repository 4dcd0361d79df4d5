/// Spreads the boxes of a part over a few columns where its own columns, folded like a snake, do not
/// fit: a view that is low and wide has room beside a column that is too high.
///
/// A local search over the columns of single boxes, which looks for the least rows and columns of
/// cells beyond the view, then for lines that lead from one column to the next. Heights and widths
/// are estimated: whoever draws the result finds out whether it fits, and says by how much it does
/// not.
struct ColumnBalance {
  private let graph: LayoutGraph
  private let layers: LayerAssignment
  private let metrics: [BoxMetrics]
  private let size: CanvasSize
  /// Lines that come to one box and are of one kind share their way.
  private let groups: [Group]

  private struct Group {
    var target: Int
    var sources: [Int]
  }

  /// - Parameter size: the rows and columns of cells that there are.
  init(
    _ graph: LayoutGraph, _ layers: LayerAssignment, _ style: LayeredLayout.Style, size: CanvasSize
  ) {
    self.graph = graph
    self.layers = layers
    self.size = size
    metrics = BoxMetricsTable(graph, style).metrics(places: layers.layers)
    struct Key: Hashable {
      var target: Int
      var kind: LineKind
    }
    var places: [Key: Int] = [:]
    var groups: [Group] = []
    for edge in graph.edges where edge.source != edge.target {
      let key = Key(target: edge.target, kind: edge.kind)
      let place = places[key] ?? groups.count
      if place == groups.count {
        places[key] = place
        groups.append(Group(target: edge.target, sources: []))
      }
      groups[place].sources.append(edge.source)
    }
    self.groups = groups
  }

  /// Whether so many cells can be enough at all: the boxes alone take some. O(nodes).
  static func canFit(
    _ graph: LayoutGraph, _ style: LayeredLayout.Style, in size: CanvasSize
  ) -> Bool {
    let table = BoxMetricsTable(graph, style)
    let cells = table.metrics(places: graph.nodes.map { _ in 0 }).reduce(0) {
      $0 + ($1.width + 3) * $1.leastHeight
    }
    return cells <= size.width * size.height
  }

  /// The columns of a part, at most so many; nil where none were found that may fit.
  /// - Complexity: O(moves × nodes × columns × (nodes + edges)).
  func assignment(columns count: Int) -> LayerAssignment? {
    var best: (cost: Int, columns: [Int])?
    for start in starts(count) {
      if graph.stop.isUp { return nil }
      let found = improved(start, count)
      if found.cost < best?.cost ?? .max { best = found }
    }
    guard let best, best.cost < Self.beyond else { return nil }
    let used = Set(best.columns).sorted()
    var result = layers
    result.layers = best.columns.map { column in used.firstIndex(of: column) ?? 0 }
    return result
  }

  /// Columns to and fro, a snake, and neighbours squeezed together.
  private func starts(_ count: Int) -> [[Int]] {
    let depth = (layers.layers.max() ?? 0) + 1
    let period = max(1, 2 * (count - 1))
    return [
      layers.layers.map { layer in
        let turn = layer % period
        return turn < count ? turn : period - turn
      },
      layers.layers.map { layer in
        let turn = layer % (2 * count)
        return turn < count ? turn : 2 * count - 1 - turn
      },
      layers.layers.map { min(count - 1, $0 * count / depth) },
    ]
  }

  private func improved(_ start: [Int], _ count: Int) -> (cost: Int, columns: [Int]) {
    var columns = start
    var cost = self.cost(of: columns, count)
    for _ in 0..<4 * columns.count {
      var best: (cost: Int, node: Int, column: Int)?
      for node in columns.indices {
        let here = columns[node]
        for column in 0..<count where column != here {
          columns[node] = column
          let other = self.cost(of: columns, count)
          if other < best?.cost ?? cost { best = (other, node, column) }
        }
        columns[node] = here
      }
      guard let best else { break }
      columns[best.node] = best.column
      cost = best.cost
    }
    return (cost, columns)
  }

  /// What a row or a column of cells costs that the view does not have.
  private static let beyond = 1_000

  private func cost(of columns: [Int], _ count: Int) -> Int {
    var heights = [Int](repeating: 0, count: count)
    var widths = heights
    var names = heights
    for (node, column) in columns.enumerated() {
      heights[column] += metrics[node].leastHeight
      widths[column] = max(widths[column], metrics[node].width)
      for flag in metrics[node].flags { names[column] = max(names[column], flag.width) }
    }
    var tracks = [Int](repeating: 0, count: count + 1)
    var detours = 0
    for group in groups {
      let target = columns[group.target]
      var (first, last) = (target, target)
      var hasLoop = false
      for source in group.sources {
        let column = columns[source]
        (first, last) = (min(first, column), max(last, column))
        if column == target { hasLoop = true }
        detours += column < target ? target - column - 1 : 2 + column - target
      }
      if last - first > 1 { for column in first + 1..<last { heights[column] += 1 } }
      if last > first { for channel in first + 1...last { tracks[channel] += 1 } }
      if hasLoop { tracks[target + 1] += 1 }
    }
    var width = 0
    for column in 0..<count where widths[column] > 0 {
      width += widths[column] + max(names[column] + 4, 3) + (tracks[column] + 1) / 2
    }
    width += (tracks[count] + 1) / 2
    let tooHigh = heights.reduce(0) { $0 + max(0, $1 - size.height) }
    return (tooHigh + max(0, width - size.width)) * Self.beyond + detours
  }
}
