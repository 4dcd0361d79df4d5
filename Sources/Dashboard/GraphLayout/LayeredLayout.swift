/// Lays out one connected graph in columns.
struct LayeredLayout {
  /// A finished picture at the origin.
  struct Picture {
    var size: CanvasSize
    var nodes: [CanvasPlan.Node]
    var routes: [CanvasPlan.Route]
    var netCount: Int
    /// The left edge of the boxes of the first column.
    var anchor: Int

    /// Cells in which one net passes under another one.
    var crossings: Int { crossingCells.count }

    private var crossingCells: [LineCell] {
      CanvasPlan(
        detail: .boxes, isFolded: false, size: size, fits: true, nodes: [], routes: routes
      ).cells { _ in .living }.filter { $0.crossed != nil }
    }

    /// The edges whose nets cross others, those of the net with the most crossings first.
    var crossedEdges: [Int] {
      var counts: [Int: Int] = [:]
      for cell in crossingCells {
        counts[cell.net, default: 0] += 1
        if let crossed = cell.crossed { counts[crossed.net, default: 0] += 1 }
      }
      return routes.indices.filter { counts[routes[$0].net] != nil }
        .sorted { (-(counts[routes[$0].net] ?? 0), $0) < (-(counts[routes[$1].net] ?? 0), $1) }
    }
  }

  /// How a picture is made.
  struct Style: Hashable {
    var detail: CanvasDetail
    /// Columns after which the picture turns back like a snake.
    var fold: Int?
    /// Cells from one trunk to the next.
    var spacing = 2
    /// Names stand after the titles of boxes instead of before them.
    var hasInlineNames = false
  }

  let style: Style
  private var model: LayeredModel
  private var routers: [ChannelRouter] = []
  /// The first column of each channel's tracks, and the left edge of the boxes of each column.
  private var trackStarts: [Int] = []
  private var boxStarts: [Int] = []
  private var width = 0
  private var height = 0
  private let edges: [LayoutGraph.Edge]

  /// A picture, or why there is none.
  enum Outcome {
    case picture(Picture)
    /// It would need at least so many columns of cells.
    case tooWide(Int)
    case tooTall
  }

  /// The picture, unless it cannot fit in `limit`.
  /// - Parameters:
  ///   - height: rows within which boxes may move apart for straighter lines.
  ///   - lines: choices for single edges.
  ///   - order: the order of the columns, which is searched and set where it is nil. It depends on
  ///     the lines and the fold, but not on where the names stand.
  ///   - effort: exchanges of neighbours that the search for an order may try.
  ///   - movesPorts: whether lines move to other rows of their boxes where they cross less.
  static func outcome(
    _ graph: LayoutGraph, _ layers: LayerAssignment, _ style: Style, height: Int,
    limit: CanvasSize? = nil, lines: LineChoices = LineChoices(), order: inout [[Int]]?,
    effort: Int = LayerOrdering.effort, movesPorts: Bool = false
  ) -> Outcome {
    var layout = LayeredLayout(graph, layers, style, lines)
    let limit = limit ?? CanvasSize(width: .max, height: .max)
    if layout.model.leastHeight > limit.height { return .tooTall }
    if layout.leastWidth > limit.width { return .tooWide(layout.leastWidth) }
    let columns = order ?? LayerOrdering.order(layout.model, effort: effort).columns
    order = columns
    layout.model.columns = columns
    layout.shift(graph)
    for _ in 0..<2 {
      RowPlacement.stack(&layout.model)
      PortPlacement.place(&layout.model)
    }
    if layout.model.leastHeight > limit.height { return .tooTall }
    for _ in 0..<2 {
      RowPlacement.place(&layout.model, within: height, sweeps: 8)
      PortPlacement.place(&layout.model)
      PortPlacement.straighten(&layout.model)
    }
    RowPlacement.place(&layout.model, within: height, sweeps: 16)
    if movesPorts { PortExchange.improve(&layout.model) }
    if graph.stop.isUp { return .tooTall }
    layout.route()
    if graph.stop.isUp { return .tooTall }
    if layout.height > limit.height { return .tooTall }
    if layout.width > limit.width { return .tooWide(layout.width) }
    return .picture(layout.picture())
  }

  private init(
    _ graph: LayoutGraph, _ layers: LayerAssignment, _ style: Style, _ lines: LineChoices
  ) {
    self.style = style
    edges = graph.edges
    model = LayeredModel(graph, layers, style, lines)
  }

  /// Moves the boxes that the user wants elsewhere within their columns.
  private mutating func shift(_ graph: LayoutGraph) {
    for column in model.columns.indices {
      for item in model.columns[column] {
        guard let node = model.items[item].node, graph.nodes[node].shift.places != 0,
          let place = model.columns[column].firstIndex(of: item)
        else { continue }
        model.columns[column].remove(at: place)
        let wanted = place + graph.nodes[node].shift.places
        model.columns[column].insert(
          item, at: max(0, min(wanted, model.columns[column].count)))
      }
    }
  }

  private var leastWidth: Int {
    model.columns.reduce(0) { sum, column in
      sum + (column.compactMap { boxWidth($0) }.max() ?? 0) + 3
    }
  }

  private func boxWidth(_ item: Int) -> Int? {
    model.items[item].node.map { model.metrics[$0].width }
  }

  // MARK: Columns of cells

  private mutating func route() {
    for channel in model.channelGroups.indices {
      // Nobody looks at what was begun then.
      if model.stop.isUp { return }
      routers.append(ChannelRouter(model, channel: channel))
    }
    height = model.items.map { $0.row + $0.height }.max() ?? 0
    for router in routers { height = max(height, (router.lowestJog ?? 0) + 1) }
    for channel in routers.indices { placeChannel(channel) }
  }

  /// Gap, tracks, and the zone of heads and names before the boxes.
  private mutating func placeChannel(_ channel: Int) {
    let tracks = routers[channel].trackCount
    let tracksWidth = tracks == 0 ? 0 : (tracks - 1) * style.spacing + 1
    let isFirst = channel == 0
    trackStarts.append(width + 1)
    width += (isFirst && tracks == 0 ? 0 : 1) + tracksWidth
    guard channel < model.columns.count else {
      if tracks == 0 { width -= 1 }
      return
    }
    let nodes = model.columns[channel].compactMap { model.items[$0].node }
    let names = nodes.flatMap { model.metrics[$0].flags.map(\.width) }.max()
    let hasPins = !isFirst || tracks > 0
    width += max(names.map { $0 + 4 } ?? 1, hasPins ? 3 : 1)
    boxStarts.append(width)
    width += nodes.map { model.metrics[$0].width }.max() ?? 0
  }

  private func column(ofTrack track: Int, in channel: Int) -> Int {
    trackStarts[channel] + track * style.spacing
  }

  // MARK: The picture

  private func picture() -> Picture {
    var routes = edges.map {
      CanvasPlan.Route(net: 0, kind: $0.kind, points: [], head: nil)
    }
    for (index, net) in model.nets.enumerated() {
      for (unit, ends) in zip(net.units, net.ends) {
        let points = path(net, from: ends.source, to: ends.target)
        finish(&routes[unit.edge], index, points, unit.source.side, unit.target.side)
        if let back = unit.back {
          finish(&routes[back], index, points.reversed(), unit.target.side, unit.source.side)
        }
      }
    }
    return Picture(
      size: CanvasSize(width: width, height: height), nodes: nodes(), routes: routes,
      netCount: model.nets.count, anchor: boxStarts.first ?? 0)
  }

  private func finish(
    _ route: inout CanvasPlan.Route, _ net: Int, _ points: [CanvasPoint], _ source: BoxSide,
    _ target: BoxSide
  ) {
    route.net = net
    route.points = points
    route.firstTouch = source == .left ? .right : .left
    route.lastTouch = target == .left ? .right : .left
    route.head = points.last.map { CanvasPlan.Head(point: $0, direction: route.lastTouch) }
  }

  private func path(_ net: LayeredModel.Net, from source: Int, to target: Int) -> [CanvasPoint] {
    var channel = model.channel(of: model.pins[source])
    let last = model.channel(of: model.pins[target])
    var points = [point(of: source)]
    var entry = source
    while channel != last {
      let isRightward = channel < last
      let passage = net.passages[(isRightward ? channel : channel - 1) - net.channels.lowerBound]
      append(entry, isRightward ? passage.left : passage.right, channel, &points)
      entry = isRightward ? passage.right : passage.left
      channel += isRightward ? 1 : -1
    }
    append(entry, target, channel, &points)
    points.append(point(of: target))
    return points.reduce(into: []) { result, point in
      if result.last == point { return }
      // A corner between two pieces of one direction is none.
      if let last = result.last, let before = result.dropLast().last,
        (before.row == last.row && last.row == point.row)
          || (before.column == last.column && last.column == point.column)
      {
        result[result.count - 1] = point
      } else {
        result.append(point)
      }
    }
  }

  private func append(_ entry: Int, _ exit: Int, _ channel: Int, _ points: inout [CanvasPoint]) {
    guard let trunk = routers[channel].trunk(ofNet: model.pins[entry].net) else { return }
    func track(_ pin: Int) -> Int {
      column(ofTrack: model.pins[pin].side == .right ? trunk.left : trunk.right, in: channel)
    }
    points.append(CanvasPoint(column: track(entry), row: model.row(of: entry)))
    if let jog = trunk.jog, track(entry) != track(exit) {
      points.append(CanvasPoint(column: track(entry), row: jog))
      points.append(CanvasPoint(column: track(exit), row: jog))
    }
    points.append(CanvasPoint(column: track(exit), row: model.row(of: exit)))
  }

  private func point(of pin: Int) -> CanvasPoint {
    let item = model.items[model.pins[pin].item]
    let start = boxStarts[item.layer]
    let column =
      model.pins[pin].side == .left ? start - 1 : start + (boxWidth(model.pins[pin].item) ?? 0)
    return CanvasPoint(column: column, row: model.row(of: pin))
  }

  private func nodes() -> [CanvasPlan.Node] {
    model.metrics.enumerated().map { node, metrics in
      let item = model.items[node]
      let left = boxStarts[item.layer]
      let frame = CanvasRect(
        column: left, row: item.row, width: metrics.width, height: item.height)
      let text = CanvasPoint(column: left + metrics.padding, row: item.row + metrics.border)
      let zone = zoneStart(item.layer)
      let flags = zip(metrics.flags, item.flagOffsets).map { flag, offset in
        CanvasPlan.Flag(
          names: flag.names, text: CanvasPoint(column: zone, row: item.row + offset),
          textWidth: flag.width, lineStart: zone + flag.width, head: left - 1)
      }
      return CanvasPlan.Node(
        frame: frame, title: text, titleWidth: metrics.titleWidth,
        rows: (0..<metrics.rowCount).map {
          CanvasPoint(column: text.column, row: text.row + 1 + $0)
        },
        rowWidth: metrics.width - 2 * metrics.padding, flags: flags,
        inlineNames: metrics.inlineNames, hiddenNames: metrics.hiddenNames,
        isContinuation: false)
    }
  }

  /// Where the names of a column begin.
  private func zoneStart(_ layer: Int) -> Int {
    let names =
      model.columns[layer].compactMap { model.items[$0].node }
      .flatMap { model.metrics[$0].flags.map(\.width) }.max() ?? 0
    return boxStarts[layer] - names - 3
  }
}
