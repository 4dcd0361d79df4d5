/// The extents of one object at one detail, before it has a place.
struct BoxMetrics: Equatable {
  /// Titles and fields longer than this are cut with `…`.
  static let widestText = 24
  /// Names longer than this are cut with `…`.
  static let widestName = 20
  /// Names that get a row or a place in a title.
  static let mostNames = 3

  /// A row of docked names: indices, and the columns their text has.
  struct Flag: Equatable {
    var names: [Int]
    var width: Int
  }

  /// The border included.
  var width: Int
  /// Columns for the title itself, without the names after it.
  var titleWidth: Int
  /// Cells between the left edge and the text, and between the top edge and the title.
  var padding: Int
  var border: Int
  /// Fields shown under the title.
  var rowCount: Int
  var flags: [Flag]
  var inlineNames: [Int]
  var hiddenNames: Int

  /// Rows of the box before its pins have any.
  var leastHeight: Int { max(rowCount + 1, flags.count) + 2 * border }

  /// - Parameters:
  ///   - canDock: whether the only name of a chip may be a flag.
  ///   - hasInlineNames: whether names stand after the title even in a box.
  init(
    _ node: LayoutGraph.Node, _ detail: CanvasDetail, canDock: Bool, hasInlineNames: Bool = false
  ) {
    titleWidth = min(node.shownTitle(detail).width, Self.widestText)
    let lasting = node.lastingNames
    let shown = Array(lasting.prefix(Self.mostNames))
    let rest = Array(lasting.dropFirst(Self.mostNames))
    let docks =
      detail == .boxes
      ? !hasInlineNames : detail == .chips && canDock && lasting.count == 1
    flags = []
    inlineNames = []
    hiddenNames = 0
    if docks {
      flags = shown.map {
        Flag(names: [$0], width: min(node.names[$0].width, Self.widestName))
      }
      if !rest.isEmpty { flags.append(Flag(names: rest, width: Self.restWidth(rest.count))) }
      if let call = node.callName, shown != [call], !flags.isEmpty {
        flags[0].names.append(call)
        flags[0].width = max(flags[0].width, node.names[call].width)
      }
    } else {
      inlineNames = shown
      hiddenNames = rest.count
    }
    if detail == .boxes {
      let title = titleWidth + Self.inlineWidth(node, inlineNames, hiddenNames)
      let texts = [title] + node.rows.map { min($0.width, Self.widestText) }
      width = max(texts.max() ?? 0, node.footerWidth) + 4
      padding = 2
      border = 1
      rowCount = node.rows.count
    } else {
      width = titleWidth + Self.inlineWidth(node, inlineNames, hiddenNames) + 2
      padding = 1
      border = 0
      rowCount = 0
    }
  }

  /// Columns of `+4 names`.
  private static func restWidth(_ count: Int) -> Int { String(count).count + 7 }

  /// Columns of ` ‹a b +4›`.
  private static func inlineWidth(
    _ node: LayoutGraph.Node, _ names: [Int], _ hidden: Int
  ) -> Int {
    guard !names.isEmpty else { return 0 }
    let texts = names.reduce(0) { $0 + min(node.names[$1].width, widestName) + 1 }
    let lasting = texts + 2 + (hidden > 0 ? String(hidden).count + 2 : 0)
    // It stands there alone, when no other name is left.
    return max(lasting, node.callName.map { node.names[$0].width + 3 } ?? 0)
  }
}

extension LayoutGraph.Node {
  /// The names that are told apart: all but that of running calls, where there are others.
  var lastingNames: [Int] {
    names.count == 1 ? [0] : names.indices.filter { $0 != callName }
  }
}
