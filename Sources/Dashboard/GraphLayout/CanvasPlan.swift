/// A cell of the canvas; the first cell is 0, 0.
struct CanvasPoint: Hashable, Sendable {
  var column: Int
  var row: Int
}

/// An extent in cells.
struct CanvasSize: Hashable, Sendable {
  var width: Int
  var height: Int
}

/// A rectangle of cells.
struct CanvasRect: Hashable, Sendable {
  var column: Int
  var row: Int
  var width: Int
  var height: Int

  /// The columns that the rectangle covers.
  var columns: Range<Int> { column..<column + width }
  /// The rows that the rectangle covers.
  var rows: Range<Int> { row..<row + height }

  func contains(_ point: CanvasPoint) -> Bool {
    columns.contains(point.column) && rows.contains(point.row)
  }
}

/// How much of an object the canvas shows.
enum CanvasDetail: Hashable, Sendable {
  /// Borders, fields and counts.
  case boxes
  /// The title alone, between two half blocks.
  case chips
  /// One row per object, indented under what holds it.
  case outline
}

/// Where everything that ever exists is drawn, for the whole of a scenario.
///
/// A frame draws the part of the plan that lives at its step; no part of it ever moves.
struct CanvasPlan: Equatable, Sendable {
  /// An object's place. Indices are those of the graph's nodes.
  struct Node: Equatable, Sendable {
    /// The border included, if the detail has one.
    var frame: CanvasRect
    /// Where the title begins, and the columns it has; a longer title is cut with `…`.
    var title: CanvasPoint
    var titleWidth: Int
    /// Where each field's text begins; empty at details without fields.
    var rows: [CanvasPoint]
    /// The columns that a field's text has.
    var rowWidth: Int
    /// Flags docked at the left, top down.
    var flags: [Flag]
    /// Names that stand after the title, as ` ‹a b›`: indices into the node's names.
    var inlineNames: [Int]
    /// How many names beyond `inlineNames` the object ever has; they are written as `+4`.
    var hiddenNames: Int
    /// An outline row that continues a branch too deep for the canvas; `…` stands before its title.
    var isContinuation: Bool
  }

  /// The row of one docked name, or of the `+4 names` that found no row of their own.
  struct Flag: Equatable, Sendable {
    /// Indices into the node's names; more than one in the row of the rest.
    var names: [Int]
    /// Where the text begins.
    var text: CanvasPoint
    var textWidth: Int
    /// The first column after the text, and the column of the head before the box.
    var lineStart: Int
    var head: Int
  }

  /// The line of an edge. Lines of one net may share cells, lines of two nets only cross.
  struct Route: Equatable, Sendable {
    var net: Int
    var kind: LineKind
    /// Corners from the cell beside one box to the cell beside the other.
    var points: [CanvasPoint]
    /// The sides at which the first and the last cell touch what they join.
    var firstTouch: LineDirections = []
    var lastTouch: LineDirections = []
    /// The cell of the arrow head; a tree connector of the outline has none.
    var head: Head?
  }

  /// Where a line ends, and where its arrow head points.
  struct Head: Equatable, Sendable {
    var point: CanvasPoint
    var direction: LineDirections
  }

  var detail: CanvasDetail
  /// Columns wrapped like a snake.
  var isFolded: Bool
  /// Whether the boxes have no rows for fields, because there was no room for them.
  var hidesFields = false
  /// What the picture needs; the caller scrolls if the view is smaller.
  var size: CanvasSize
  /// Whether the picture needs no scrolling in the size it was planned for.
  var fits: Bool
  var nodes: [Node]
  /// One route per edge of the graph.
  var routes: [Route]
}
