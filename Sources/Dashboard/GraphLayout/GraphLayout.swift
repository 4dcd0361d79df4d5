/// Plans the picture of a heap.
enum GraphLayout {
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
      for style in styles(detail, components) {
        if let plan = plan(graph, components, style, in: size) { return plan }
      }
    }
    guard let detail else { return OutlineLayout.plan(graph, width: size.width) }
    return scrolling(graph, components, detail, in: size)
  }

  /// The ways to draw a detail, best first.
  private static func styles(
    _ detail: CanvasDetail, _ components: GraphComponents
  ) -> [LayeredLayout.Style] {
    let depth = components.parts.map { ($0.layers.layers.max() ?? 0) + 1 }.max() ?? 0
    var folds: [Int?] = [nil]
    // Wide folds look best; narrow ones are tried at wider distances.
    var fold = depth - 1
    while fold > 0 {
      folds.append(fold)
      fold -= max(1, fold / 6)
    }
    let hasFlags = detail == .boxes
    var styles: [LayeredLayout.Style] = []
    for fold in folds {
      styles.append(LayeredLayout.Style(detail: detail, fold: fold))
      if hasFlags {
        styles.append(LayeredLayout.Style(detail: detail, fold: fold, hasInlineNames: true))
      }
    }
    return styles
  }

  /// The plan in one style, or nil if it does not fit.
  private static func plan(
    _ graph: LayoutGraph, _ components: GraphComponents, _ style: LayeredLayout.Style,
    in size: CanvasSize
  ) -> CanvasPlan? {
    var pictures: [LayeredLayout.Picture] = []
    for part in components.parts {
      guard
        let picture = LayeredLayout.picture(
          part.graph, part.layers, style, height: size.height, limit: size)
      else { return nil }
      pictures.append(picture)
    }
    for gap in [1, 0] {
      let plan = components.pack(pictures, of: graph, height: size.height, gap: gap, style)
      if plan.size.width <= size.width, plan.size.height <= size.height { return plan }
    }
    return nil
  }

  /// The plan of a detail that does not fit: as wide as the view if it can be.
  private static func scrolling(
    _ graph: LayoutGraph, _ components: GraphComponents, _ detail: CanvasDetail,
    in size: CanvasSize
  ) -> CanvasPlan {
    var best: CanvasPlan?
    for style in styles(detail, components) {
      let pictures = components.parts.map {
        LayeredLayout.picture($0.graph, $0.layers, style, height: size.height)
      }.compactMap { $0 }
      let height = max(size.height, pictures.map(\.size.height).max() ?? 0)
      let plan = components.pack(pictures, of: graph, height: height, gap: 0, style)
      if best == nil { best = plan }
      if plan.size.width <= size.width { return plan }
    }
    return best ?? OutlineLayout.plan(graph, width: size.width)
  }
}
