/// Plans the picture of a heap.
enum GraphLayout {
  /// Exchanges of neighbours that the search for fewer crossings may try.
  static let searchEffort = 12_000
  /// Pictures that it may draw for a graph of one object; fewer for larger ones, by the square.
  static let searchDraws = 4_000

  /// The plan of a graph in a view.
  ///
  /// Without a wish the first rung of the ladder that fits the whole graph is taken: boxes, boxes
  /// folded like a snake, chips, chips folded, outline. Equal input gives an equal plan.
  /// - Parameters:
  ///   - size: the view, in cells. The plan may need more and says so; the caller scrolls.
  ///   - detail: the detail that the user wants; nil means the first that fits.
  static func plan(
    _ graph: LayoutGraph, in size: CanvasSize, detail: CanvasDetail? = nil
  ) -> CanvasPlan {
    var plan = unchecked(graph, in: size, detail: detail)
    plan.fits = plan.size.width <= size.width && plan.size.height <= size.height
    return plan
  }

  private static func unchecked(
    _ graph: LayoutGraph, in size: CanvasSize, detail: CanvasDetail?
  ) -> CanvasPlan {
    if detail == .outline { return OutlineLayout.plan(graph, width: size.width) }
    let details = detail.map { [$0] } ?? [.boxes, .chips]
    // Not even a chip in every second cell would fit.
    if detail == nil, graph.nodes.count * 8 > size.width * size.height {
      return OutlineLayout.plan(graph, width: size.width)
    }
    let components = GraphComponents(graph)
    for detail in details {
      if let plan = folded(graph, components, detail, in: size) { return plan }
    }
    guard let detail else { return OutlineLayout.plan(graph, width: size.width) }
    return scrolling(graph, components, detail, in: size)
  }

  /// The plan of a detail with as few folds as fit, or nil.
  private static func folded(
    _ graph: LayoutGraph, _ components: GraphComponents, _ detail: CanvasDetail,
    in size: CanvasSize
  ) -> CanvasPlan? {
    let depth = components.depth
    var widest = depth
    for columns in (1...max(1, depth)).reversed() where columns <= widest {
      let fold = columns < depth ? columns : nil
      for hasInlineNames in detail == .boxes ? [false, true] : [false] {
        let style = LayeredLayout.Style(
          detail: detail, fold: fold, hasInlineNames: hasInlineNames)
        switch attempt(graph, components, style, in: size) {
        case .plan(let plan): return plan
        case .tooTall: continue
        case .tooWide(let width):
          // Columns differ in width, so a fifth more of them may still fit.
          widest = max(1, columns * size.width * 6 / (width * 5))
        }
      }
    }
    return nil
  }

  private enum Attempt {
    case plan(CanvasPlan)
    case tooWide(Int)
    case tooTall
  }

  private static func attempt(
    _ graph: LayoutGraph, _ components: GraphComponents, _ style: LayeredLayout.Style,
    in size: CanvasSize
  ) -> Attempt {
    var pictures: [LayeredLayout.Picture] = []
    for part in components.parts {
      switch LayeredLayout.outcome(
        part.graph, part.layers, style, height: size.height, limit: size)
      {
      case .picture(let picture): pictures.append(picture)
      case .tooWide(let width): return .tooWide(width)
      case .tooTall: return .tooTall
      }
    }
    var width = 0
    for gap in [1, 0] {
      let plan = components.pack(pictures, of: graph, height: size.height, gap: gap, style)
      if plan.size.width <= size.width {
        return .plan(polished(plan, pictures, graph, components, style, in: size, gap: gap))
      }
      width = plan.size.width
    }
    return .tooWide(width)
  }

  /// The plan with fewer crossings, where some can be saved without losing the fit.
  private static func polished(
    _ plan: CanvasPlan, _ pictures: [LayeredLayout.Picture], _ graph: LayoutGraph,
    _ components: GraphComponents, _ style: LayeredLayout.Style, in size: CanvasSize, gap: Int
  ) -> CanvasPlan {
    var pictures = pictures
    var hasImproved = false
    let crossings = pictures.map(\.crossings)
    let total = crossings.reduce(0, +)
    for (index, part) in components.parts.enumerated() where crossings[index] > 0 {
      let picture = LineSearch.picture(
        of: part.graph, part.layers, style, betterThan: crossings[index],
        effort: searchEffort * crossings[index] / total,
        draws: 2 + searchDraws / max(1, part.graph.nodes.count * part.graph.nodes.count)
      ) { lines, order in
        let outcome = LayeredLayout.outcome(
          part.graph, part.layers, style, height: size.height, limit: size, lines: lines,
          order: order)
        guard case .picture(let picture) = outcome else { return nil }
        return picture
      }
      guard let picture else { continue }
      pictures[index] = picture
      hasImproved = true
    }
    guard hasImproved else { return plan }
    let better = components.pack(pictures, of: graph, height: size.height, gap: gap, style)
    return better.size.width <= size.width && better.size.height <= size.height ? better : plan
  }

  /// The plan of a detail that does not fit: folded to the width of the view if that can be.
  private static func scrolling(
    _ graph: LayoutGraph, _ components: GraphComponents, _ detail: CanvasDetail,
    in size: CanvasSize
  ) -> CanvasPlan {
    var fold: Int?
    var plan = scrolling(graph, components, LayeredLayout.Style(detail: detail), in: size)
    let depth = components.depth
    while plan.size.width > size.width, (fold ?? depth) > 1 {
      let columns = fold ?? depth
      let likely = columns * size.width / plan.size.width
      fold = max(1, min(columns - 1, max(likely, columns / 2)))
      plan = scrolling(
        graph, components, LayeredLayout.Style(detail: detail, fold: fold), in: size)
    }
    return plan
  }

  private static func scrolling(
    _ graph: LayoutGraph, _ components: GraphComponents, _ style: LayeredLayout.Style,
    in size: CanvasSize
  ) -> CanvasPlan {
    let pictures = components.parts.compactMap { part -> LayeredLayout.Picture? in
      let outcome = LayeredLayout.outcome(part.graph, part.layers, style, height: size.height)
      guard case .picture(let picture) = outcome else { return nil }
      return picture
    }
    let height = max(size.height, pictures.map(\.size.height).max() ?? 0)
    return components.pack(pictures, of: graph, height: height, gap: 0, style)
  }
}
