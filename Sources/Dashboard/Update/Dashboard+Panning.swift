import HeapModel
import TerminalFrame

extension Dashboard {
  /// The cell of the picture in the upper left corner of the canvas.
  var canvasOrigin: CanvasPoint? {
    shownPicture.map { panned.map($0.origin(panned:)) ?? $0.origin(showing: selectedNode) }
  }

  /// Moves the view over the picture. It stays there until the user selects something outside,
  /// or asks for the detail that fits.
  mutating func pan(columns: Int, rows: Int) {
    guard let picture, let origin = canvasOrigin else { return }
    guard !picture.plan.fits else {
      notice = "all of the picture is in view"
      return
    }
    panned = picture.origin(
      panned: CanvasPoint(column: origin.column + columns, row: origin.row + rows))
    if panned == origin { notice = "the picture ends here" }
  }

  /// Moves the view to what a row of the bar beside the picture stands for; false where the cell is
  /// not on the bar.
  mutating func panToBar(at point: Point, isHeld: Bool = false) -> Bool {
    guard let picture, picture.hasScrollBar, let pane = plan.panes[.heap] else { return false }
    let area = heapParts(pane).canvas
    guard isHeld || area.contains(point) && point.column == area.endColumn - 1,
      let origin = canvasOrigin
    else { return false }
    let cell = max(0, min(area.height - 1, point.row - area.row))
    panned = picture.origin(
      panned: CanvasPoint(
        column: origin.column, row: MiniMap.row(forCell: cell, of: area.height, in: picture)))
    return true
  }

  /// Lets the view follow a newly selected object that lies outside of it.
  mutating func stopPanningIfHidden() {
    guard let panned, let picture, let node = selectedNode else { return }
    let frame = picture.plan.nodes[node].frame
    let isInside =
      frame.column >= panned.column && frame.row >= panned.row
      && frame.column + frame.width <= panned.column + picture.view.width
        - (picture.hasScrollBar ? 1 : 0)
      && frame.row + frame.height <= panned.row + picture.view.height
    if !isInside { self.panned = nil }
  }

  /// Where on the canvas the selected object is; nil where it is nowhere.
  var placeOfSelection: CanvasPoint? {
    guard let picture, let origin = canvasOrigin, let node = selectedNode,
      picture.plan.nodes.indices.contains(node)
    else { return nil }
    let frame = picture.plan.nodes[node].frame
    return CanvasPoint(column: frame.column - origin.column, row: frame.row - origin.row)
  }

  /// Moves the view so that the selected object is where it was, though the picture is another one.
  mutating func keepSelection(at place: CanvasPoint?) {
    guard let place, let now = placeOfSelection, now != place, let picture,
      let origin = canvasOrigin
    else { return }
    panned = picture.origin(
      panned: CanvasPoint(
        column: origin.column + now.column - place.column,
        row: origin.row + now.row - place.row))
  }

  // MARK: Sizes of panes

  /// `right 50`, `lower 12`, or nothing for the usual sizes.
  mutating func resizePanes(_ argument: String) {
    let words = argument.split(separator: " ").map(String.init)
    switch (words.first, words.count > 1 ? Int(words[1]) : nil) {
    case (nil, _): options.paneSizes = PaneSizes()
    case ("right", let columns?) where columns > 0: options.paneSizes.right = columns
    case ("lower", let rows?) where rows > 0: options.paneSizes.lower = rows
    default:
      notice = "size takes 'right' and columns, or 'lower' and rows: size right 50"
      return
    }
    layOut()
    look()
  }

  /// Which border between panes lies under a cell.
  func border(at point: Point) -> PaneBorder? {
    guard zoomed == nil else { return nil }
    let plan = self.plan
    if plan.kind == .large, let wall = plan.walls.max(by: { $0.column < $1.column }),
      wall.contains(point)
    {
      return .right
    }
    if let rule = plan.rules[.source], rule.row == point.row, point.column < rule.endColumn {
      return .lower
    }
    if let rule = plan.rules[.log], rule.row == point.row, point.column < rule.endColumn,
      point.column >= rule.column
    {
      return .lower
    }
    return nil
  }

  /// Moves a border to a cell.
  mutating func drag(_ border: PaneBorder, to point: Point) {
    var sizes = options.paneSizes
    switch border {
    case .right: sizes.right = max(20, options.size.width - point.column - 1)
    case .lower:
      let end = plan.panes[.source]?.endRow ?? options.size.height
      sizes.lower = max(2, end - point.row - 1)
    }
    guard sizes != options.paneSizes else { return }
    options.paneSizes = sizes
    layOut()
    look()
  }
}

/// A border between panes that the mouse can move.
enum PaneBorder: Hashable, Sendable {
  /// Between the canvas and the panes at the right.
  case right
  /// Between the canvas and the panes below.
  case lower
}

/// What the mouse holds while a button is down.
enum Grip: Hashable, Sendable {
  /// The canvas, at the cell where the mouse was last.
  case canvas(Point)
  case border(PaneBorder)
  /// The bar beside a picture that is higher than its view.
  case scrollBar
}
