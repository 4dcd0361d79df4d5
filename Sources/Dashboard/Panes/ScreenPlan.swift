import TerminalFrame

/// Which panes there are at a size, and where. A pure function of the size and a few facts that
/// hold for the whole timeline, so that nothing moves while it plays.
struct ScreenPlan: Hashable, Sendable {
  /// How much of the dashboard fits.
  enum Kind: Hashable, Sendable {
    /// One line of text a step.
    case line
    /// The heap, the selected object in one line, the timeline.
    case small
    /// All but the panes at the right.
    case medium
    /// With panes at the right.
    case large
  }

  var kind: Kind
  var size: Size
  var title: Rectangle
  var caption: Rectangle
  var timeline: Rectangle
  var help: Rectangle
  var panes: [Pane: Rectangle] = [:]
  /// The rule above a pane with its title, where there is one.
  var rules: [Pane: Rectangle] = [:]
  /// The list of all steps, where the timeline has the whole screen, and the rule above it.
  var steps: Rectangle?
  var stepsRule: Rectangle?
  /// The half of the canvas that another run has.
  var beside: Half?
  /// Vertical lines between panes: the column and the rows.
  var walls: [Rectangle] = []

  /// The panes in the order of the Tab key.
  var order: [Pane] { Pane.allCases.filter { panes[$0] != nil } }

  private let sizes: PaneSizes

  init(_ size: Size, hasCaption: Bool, zoomed: Pane? = nil, sizes: PaneSizes = PaneSizes()) {
    self.size = size
    self.sizes = sizes
    let screen = Rectangle(column: 0, row: 0, width: size.width, height: size.height)
    title = screen.splitRows(at: 1).top
    caption = Rectangle(column: 0, row: 1, width: size.width, height: 0)
    timeline = caption
    help = caption
    kind =
      size.width < 40 || size.height < 10
      ? .line : size.width < 60 || size.height < 16 ? .small : .medium
    if kind == .medium && size.width >= 110 && size.height >= 30 { kind = .large }
    guard kind != .line else { return }
    let captionRows = hasCaption ? (kind == .small ? 1 : 2) : 0
    let bands = screen.rows([
      .fixed(1), .fixed(captionRows), .share(1), .fixed(kind == .large ? 2 : 1), .fixed(1),
    ])
    (title, caption, help) = (bands[0], bands[1], bands[4])
    timeline = bands[3]
    if kind == .large {
      let parts = timeline.splitRows(at: 1)
      rules[.timeline] = parts.top
      timeline = parts.bottom
    }
    panes[.timeline] = timeline
    arrange(bands[2], zoomed: zoomed)
  }

  private mutating func arrange(_ body: Rectangle, zoomed: Pane?) {
    if zoomed == .timeline {
      let parts = body.splitRows(at: 1)
      (stepsRule, steps) = (parts.top, parts.bottom)
      return
    }
    if let zoomed {
      place(zoomed, in: body)
      return
    }
    switch kind {
    case .line: break
    case .small:
      let parts = body.splitRows(at: body.height - 1)
      place(.heap, in: parts.top)
      panes[.selected] = parts.bottom
    case .medium:
      let parts = body.splitRows(at: body.height - 2)
      place(.selected, in: parts.bottom)
      arrangeLeft(parts.top)
    case .large:
      let usual = size.width >= 180 ? 45 : 37
      let rightWidth = 1 + max(20, min(sizes.right ?? usual, size.width - 60))
      let parts = body.splitColumns(at: body.width - rightWidth)
      arrangeLeft(parts.left)
      let (wall, right) = parts.right.splitColumns(at: 1)
      walls.append(wall)
      arrangeRight(right)
    }
  }

  private mutating func arrangeLeft(_ area: Rectangle) {
    let usual = kind == .medium ? max(6, min(8, area.height / 3 + 1)) : size.height >= 50 ? 14 : 8
    let lower = max(3, min(sizes.lower.map { $0 + 1 } ?? usual, area.height - 5))
    let parts = area.splitRows(at: area.height - lower)
    place(.heap, in: parts.top)
    let halves = parts.bottom.splitColumns(at: area.width / 2 - 1)
    place(.source, in: halves.left)
    let (wall, log) = halves.right.splitColumns(at: 1)
    walls.append(wall)
    place(.log, in: log)
  }

  private mutating func arrangeRight(_ area: Rectangle) {
    if size.height >= 50 {
      let bands = area.rows([.fixed(17), .share(3), .fixed(9), .share(4)])
      for (pane, band) in zip([Pane.selected, .collections, .types, .history], bands) {
        place(pane, in: band)
      }
    } else {
      let bands = area.rows([.share(5), .share(4), .share(2)])
      for (pane, band) in zip([Pane.selected, .collections, .types], bands) {
        place(pane, in: band)
      }
    }
  }

  /// Puts a pane below its rule.
  private mutating func place(_ pane: Pane, in area: Rectangle) {
    let parts = area.splitRows(at: 1)
    rules[pane] = parts.top
    panes[pane] = parts.bottom
  }
}
