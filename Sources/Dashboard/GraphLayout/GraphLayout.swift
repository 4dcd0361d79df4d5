/// Plans the picture of a heap.
enum GraphLayout {
  /// How much the search for fewer crossings may try.
  struct Patience: Sendable {
    /// Exchanges of neighbours for a first order of each picture that is tried for its fit.
    var firstExchanges = LayerOrdering.effort
    /// Exchanges of neighbours in the search, of all parts together.
    var exchanges = 12_000
    /// Pictures of a part of ten objects; fewer of a larger one, by the square.
    var pictures = 40

    /// Pictures of a part of so many objects.
    func pictures(ofObjects count: Int) -> Int {
      pictures == 0 ? 0 : max(2, min(pictures, pictures * 100 / max(1, count * count)))
    }
  }

  /// The plan of a graph in a view.
  ///
  /// Without a wish the first rung of the ladder that fits the whole graph is taken: boxes, boxes
  /// folded like a snake, boxes spread over the room there is, boxes
  /// without fields in these three ways, chips, outline. Equal input gives an equal plan.
  /// - Parameters:
  ///   - size: the view, in cells. The plan may need more and says so; the caller scrolls.
  ///   - detail: the detail that the user wants; nil means the first that fits.
  static func plan(
    _ graph: LayoutGraph, in size: CanvasSize, detail: CanvasDetail? = nil,
    patience: Patience = Patience()
  ) -> CanvasPlan {
    var plan = unchecked(graph, in: size, detail: detail, patience)
    plan.fits = plan.size.width <= size.width && plan.size.height <= size.height
    return plan
  }

  /// The plan of a graph in a view that shows more of its objects than another plan, which fits; nil
  /// where there is none. Nothing is tried that would not show more.
  static func plan(
    _ graph: LayoutGraph, in size: CanvasSize, showingMoreThan known: CanvasPlan,
    patience: Patience = Patience()
  ) -> CanvasPlan? {
    guard known.detail != .boxes || known.hidesFields else { return nil }
    if known.detail == .outline {
      let plan = plan(graph, in: size, patience: patience)
      return plan.detail == .outline ? nil : plan
    }
    guard
      var plan = boxes(
        graph, GraphComponents(graph), in: size, patience, mayHideFields: known.detail != .boxes)
    else { return nil }
    plan.fits = true
    return plan
  }

  /// Boxes that fit, with fields or else without, or nil.
  private static func boxes(
    _ graph: LayoutGraph, _ components: GraphComponents, in size: CanvasSize, _ patience: Patience,
    mayHideFields: Bool
  ) -> CanvasPlan? {
    if let plan = folded(graph, components, .boxes, in: size, patience)
      ?? balanced(graph, components, .boxes, in: size, patience)
    {
      return plan
    }
    guard mayHideFields, graph.nodes.contains(where: { !$0.rows.isEmpty }) else { return nil }
    let plain = graph.withoutFields
    let parts = GraphComponents(plain)
    var plan =
      folded(plain, parts, .boxes, in: size, patience)
      ?? balanced(plain, parts, .boxes, in: size, patience)
    plan?.hidesFields = true
    return plan
  }

  private static func unchecked(
    _ graph: LayoutGraph, in size: CanvasSize, detail: CanvasDetail?, _ patience: Patience
  ) -> CanvasPlan {
    if detail == .outline { return OutlineLayout.plan(graph, width: size.width) }
    let details = detail.map { [$0] } ?? [.boxes, .chips]
    // Not even a chip in every second cell would fit.
    if detail == nil, graph.nodes.count * 8 > size.width * size.height {
      return OutlineLayout.plan(graph, width: size.width)
    }
    let components = GraphComponents(graph)
    for rung in details {
      let plan =
        rung == .boxes
        ? boxes(graph, components, in: size, patience, mayHideFields: detail == nil)
        : folded(graph, components, rung, in: size, patience)
          ?? balanced(graph, components, rung, in: size, patience)
      if let plan { return plan }
    }
    guard let detail else { return OutlineLayout.plan(graph, width: size.width) }
    return scrolling(graph, components, detail, in: size)
  }

  /// The plan of a detail with as few folds as fit, or nil.
  private static func folded(
    _ graph: LayoutGraph, _ components: GraphComponents, _ detail: CanvasDetail,
    in size: CanvasSize, _ patience: Patience
  ) -> CanvasPlan? {
    let depth = components.depth
    var widest = depth
    for columns in (1...max(1, depth)).reversed() where columns <= widest {
      if graph.stop.isUp { return nil }
      let fold = columns < depth ? columns : nil
      var orders = [[[Int]]?](repeating: nil, count: components.parts.count)
      for hasInlineNames in detail == .boxes ? [false, true] : [false] {
        let style = LayeredLayout.Style(
          detail: detail, fold: fold, hasInlineNames: hasInlineNames)
        switch attempt(graph, components, style, in: size, patience, &orders) {
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

  /// The plan of a detail whose boxes are spread over as many columns as fit, or nil.
  private static func balanced(
    _ graph: LayoutGraph, _ components: GraphComponents, _ detail: CanvasDetail,
    in size: CanvasSize, _ patience: Patience
  ) -> CanvasPlan? {
    guard graph.nodes.allSatisfy({ $0.shift == LayoutGraph.Shift() }) else { return nil }
    let tries = (detail == .boxes ? [false, true] : [false]).flatMap { hasInlineNames in
      let style = LayeredLayout.Style(detail: detail, hasInlineNames: hasInlineNames)
      return ColumnBalance.columnCounts(graph, style, depth: components.depth, in: size)
        .map { (style: style, count: $0) }
    }
    // A try takes the square of the objects; a picture of forty must not wait for twenty of them.
    var drafts = max(1, 4_000 / max(1, graph.nodes.count * graph.nodes.count))
    // Of equally many columns rather those with names before the boxes.
    for count in Set(tries.map(\.count)).sorted(by: >) {
      for style in tries.filter({ $0.count == count }).map(\.style) {
        if graph.stop.isUp { return nil }
        guard
          var plan = balanced(
            graph, components, style, columns: count, in: size, patience, &drafts)
        else { continue }
        plan.isFolded = true
        return plan
      }
    }
    return nil
  }

  private static func balanced(
    _ graph: LayoutGraph, _ components: GraphComponents, _ style: LayeredLayout.Style,
    columns count: Int, in size: CanvasSize, _ patience: Patience, _ drafts: inout Int
  ) -> CanvasPlan? {
    var layers: [LayerAssignment] = []
    var pictures: [LayeredLayout.Picture] = []
    for part in components.parts {
      guard let found = balanced(part, style, columns: count, in: size, patience, &drafts) else {
        return nil
      }
      layers.append(found.layers)
      pictures.append(found.picture)
    }
    let spread = components.with(layers)
    for gap in [1, 0] {
      let plan = spread.pack(pictures, of: graph, height: size.height, gap: gap, style)
      guard plan.size.width <= size.width, plan.size.height <= size.height else { continue }
      let search = Search(style: style, size: size, gap: gap, patience: patience)
      return search.polished(plan, pictures, graph, spread)
    }
    return nil
  }

  /// One part in at most so many columns. What is drawn tells how much the estimate was wrong.
  private static func balanced(
    _ part: GraphComponents.Part, _ style: LayeredLayout.Style, columns count: Int,
    in size: CanvasSize, _ patience: Patience, _ drafts: inout Int
  ) -> (layers: LayerAssignment, picture: LayeredLayout.Picture)? {
    var room = size
    for _ in 0..<3 {
      // Small parts cost next to nothing.
      if part.graph.nodes.count > 4 {
        guard drafts > 0 else { return nil }
        drafts -= 1
      }
      let balance = ColumnBalance(part.graph, part.layers, style, size: room)
      guard let layers = balance.assignment(columns: count) else { return nil }
      var order: [[Int]]?
      switch LayeredLayout.outcome(
        part.graph, layers, style, height: size.height, limit: size, order: &order,
        effort: patience.firstExchanges)
      {
      case .picture(let picture): return (layers, picture)
      case .tooWide(let width): room.width -= width - size.width
      case .tooTall: room.height -= 1
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
    in size: CanvasSize, _ patience: Patience, _ orders: inout [[[Int]]?]
  ) -> Attempt {
    var pictures: [LayeredLayout.Picture] = []
    for (index, part) in components.parts.enumerated() {
      if graph.stop.isUp { return .tooTall }
      switch LayeredLayout.outcome(
        part.graph, part.layers, style, height: size.height, limit: size, order: &orders[index],
        effort: patience.firstExchanges)
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
        let search = Search(style: style, size: size, gap: gap, patience: patience)
        return .plan(search.polished(plan, pictures, graph, components))
      }
      width = plan.size.width
    }
    return .tooWide(width)
  }

  /// The plan of a detail that does not fit: folded to the width of the view if that can be.
  private static func scrolling(
    _ graph: LayoutGraph, _ components: GraphComponents, _ detail: CanvasDetail,
    in size: CanvasSize
  ) -> CanvasPlan {
    var fold: Int?
    var plan = scrolling(graph, components, LayeredLayout.Style(detail: detail), in: size)
    let depth = components.depth
    while plan.size.width > size.width, (fold ?? depth) > 1, !graph.stop.isUp {
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
      var order: [[Int]]?
      let outcome = LayeredLayout.outcome(
        part.graph, part.layers, style, height: size.height, order: &order)
      guard case .picture(let picture) = outcome else { return nil }
      return picture
    }
    let height = max(size.height, pictures.map(\.size.height).max() ?? 0)
    return components.pack(pictures, of: graph, height: height, gap: 0, style)
  }
}
