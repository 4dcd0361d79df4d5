extension GraphLayout {
  /// The search for fewer crossings in a plan that fits.
  struct Search {
    var style: LayeredLayout.Style
    var size: CanvasSize
    var gap: Int
    var patience: Patience

    /// The plan with fewer crossings, where some can be saved without losing the fit.
    func polished(
      _ plan: CanvasPlan, _ pictures: [LayeredLayout.Picture], _ graph: LayoutGraph,
      _ components: GraphComponents
    ) -> CanvasPlan {
      guard patience.pictures > 0 else { return plan }
      var pictures = pictures
      var hasImproved = false
      let crossings = pictures.map(\.crossings)
      let total = crossings.reduce(0, +)
      for (index, part) in components.parts.enumerated() where crossings[index] > 0 {
        let picture = LineSearch.picture(
          of: part.graph, part.layers, style, betterThan: crossings[index],
          effort: patience.exchanges * crossings[index] / total,
          draws: patience.pictures(ofObjects: part.graph.nodes.count)
        ) { lines, columns, movesPorts in
          var order: [[Int]]? = columns
          let outcome = LayeredLayout.outcome(
            part.graph, part.layers, style, height: size.height, limit: size, lines: lines,
            order: &order, movesPorts: movesPorts)
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
  }
}
