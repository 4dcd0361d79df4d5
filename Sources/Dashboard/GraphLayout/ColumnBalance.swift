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
  /// What a box needs: rows, columns, and columns for the names before it.
  private let boxes: [(height: Int, width: Int, names: Int)]
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
    boxes = BoxMetricsTable(graph, style).metrics(places: layers.layers).map {
      ($0.leastHeight, $0.width, $0.flags.map(\.width).max() ?? 0)
    }
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

  /// How many columns may do, the most first: fewer would be too high, more too wide. Empty where
  /// the boxes alone take more cells than a picture can fill. O(nodes).
  static func columnCounts(
    _ graph: LayoutGraph, _ style: LayeredLayout.Style, depth: Int, in size: CanvasSize
  ) -> [Int] {
    let boxes = BoxMetricsTable(graph, style).metrics(places: graph.nodes.map { _ in 0 })
    guard !boxes.isEmpty, size.height > 0 else { return [] }
    let cells = boxes.reduce(0) { $0 + ($1.width + 3) * $1.leastHeight }
    guard cells * 5 <= size.width * size.height * 4 else { return [] }
    let height = boxes.reduce(0) { $0 + $1.leastHeight }
    let width = boxes.reduce(0) { $0 + $1.width + 4 } / boxes.count
    let least = max(1, (height + size.height - 1) / size.height)
    let most = min(8, depth + 1, boxes.count, size.width / max(1, width))
    return least <= most ? Array((least...min(most, least + 2)).reversed()) : []
  }

  /// The columns of a part, at most so many; nil where none were found that may fit.
  /// - Complexity: O(nodes × columns × (nodes + edges)).
  func assignment(columns count: Int) -> LayerAssignment? {
    var search = Search(balance: self, count: count)
    var best: (cost: Int, columns: [Int])?
    for start in starts(count) {
      if graph.stop.isUp { return nil }
      let found = search.improved(start)
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

  /// What a row or a column of cells costs that the view does not have.
  private static let beyond = 1_000

  /// The search, with its working arrays: a cost is asked for some thousand times.
  private struct Search {
    let balance: ColumnBalance
    let count: Int
    private var heights: [Int]
    private var widths: [Int]
    private var names: [Int]
    private var tracks: [Int]

    init(balance: ColumnBalance, count: Int) {
      self.balance = balance
      self.count = count
      heights = Array(repeating: 0, count: count)
      widths = heights
      names = heights
      tracks = Array(repeating: 0, count: count + 1)
    }

    /// Moves each box to the column where it costs least, until none moves or a few rounds are over.
    mutating func improved(_ start: [Int]) -> (cost: Int, columns: [Int]) {
      var columns = start
      var cost = self.cost(of: columns)
      for _ in 0..<6 {
        var hasMoved = false
        for node in columns.indices {
          var best = columns[node]
          for column in 0..<count where column != best {
            let before = columns[node]
            columns[node] = column
            let other = self.cost(of: columns)
            if other < cost {
              (cost, best, hasMoved) = (other, column, true)
            } else {
              columns[node] = before
            }
          }
          columns[node] = best
        }
        if !hasMoved { break }
      }
      return (cost, columns)
    }

    private mutating func cost(of columns: [Int]) -> Int {
      for column in 0..<count { (heights[column], widths[column], names[column]) = (0, 0, 0) }
      for channel in 0...count { tracks[channel] = 0 }
      for (node, column) in columns.enumerated() {
        let box = balance.boxes[node]
        heights[column] += box.height
        widths[column] = max(widths[column], box.width)
        names[column] = max(names[column], box.names)
      }
      var detours = 0
      for group in balance.groups {
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
      var width = (tracks[count] + 1) / 2
      var tooHigh = 0
      for column in 0..<count where widths[column] > 0 {
        width += widths[column] + max(names[column] + 4, 3) + (tracks[column] + 1) / 2
        tooHigh += max(0, heights[column] - balance.size.height)
      }
      return (tooHigh + max(0, width - balance.size.width)) * ColumnBalance.beyond + detours
    }
  }
}
