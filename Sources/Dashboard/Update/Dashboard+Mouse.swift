import HeapModel
import TerminalFrame

/// What the mouse does: a click selects, a double click asks, the wheel scrolls, dragging moves.
extension Dashboard {
  /// A click selects, the wheel scrolls, a click on the timeline goes there.
  mutating func point(_ event: MouseEvent) -> [Effect] {
    let plan = self.plan
    if let effects = grip(event) { return effects }
    // A mark above the timeline belongs to its column.
    if event.action == .press(.left), let rule = plan.rules[.timeline], rule.contains(event.point),
      let step = TimelineBar(self, width: rule.width).step(at: event.point.column - rule.column)
    {
      go(to: Position(step: step))
      return []
    }
    if let effects = pointAtSteps(event, plan) { return effects }
    guard let pane = plan.order.first(where: { plan.panes[$0]?.contains(event.point) == true })
    else { return [] }
    switch event.action {
    case .press(.left), .doubleClick(.left):
      setFocus(pane)
      if pane == .timeline, let area = plan.panes[.timeline],
        let step = TimelineBar(self, width: area.width).step(at: event.point.column - area.column)
      {
        go(to: Position(step: step))
      } else if pane == .heap {
        chooseInHeap(at: event.point, in: plan)
      }
      if event.action == .doubleClick(.left) { return doubleClick(pane) }
    case .wheelUp: wheel(pane, -3)
    case .wheelDown: wheel(pane, 3)
    default: break
    }
    return []
  }

  /// Dragging: an empty place of the canvas, or a border between panes. Nil for what is no drag.
  private mutating func grip(_ event: MouseEvent) -> [Effect]? {
    switch event.action {
    case .press(.left):
      if let border = border(at: event.point) {
        grip = .border(border)
        return []
      }
      if panToBar(at: event.point) {
        setFocus(.heap)
        grip = .scrollBar
        return []
      }
      grip = plan.panes[.heap]?.contains(event.point) == true ? .canvas(event.point) : nil
      return nil
    case .drag(.left):
      switch grip {
      case .border(let border): drag(border, to: event.point)
      case .scrollBar: _ = panToBar(at: event.point, isHeld: true)
      case .canvas(let last):
        pan(columns: last.column - event.point.column, rows: last.row - event.point.row)
        notice = ""
        grip = .canvas(event.point)
      case nil: return nil
      }
      return []
    case .release:
      grip = nil
      return nil
    default: return nil
    }
  }

  private mutating func wheel(_ pane: Pane, _ rows: Int) {
    if pane == .timeline {
      _ = step(rows > 0 ? .nextStep : .previousStep, count: 1)
    } else if pane == .heap {
      pan(columns: 0, rows: rows)
      notice = ""
    } else {
      scrollPane(pane, by: rows)
    }
  }

  /// In the list of all steps a click goes to a step, a second one closes the list. Nil where there
  /// is no list.
  private mutating func pointAtSteps(_ event: MouseEvent, _ plan: ScreenPlan) -> [Effect]? {
    guard let area = plan.steps, area.contains(event.point) else { return nil }
    switch event.action {
    case .press(.left), .doubleClick(.left):
      guard let step = step(inRow: event.point.row - area.row, of: area) else { break }
      if case .doubleClick = event.action {
        // The first click has moved the list under the pointer.
        zoomed = nil
        layOut()
        look()
      } else {
        go(to: Position(step: step))
      }
    case .wheelUp: _ = self.step(.previousStep, count: 1)
    case .wheelDown: _ = self.step(.nextStep, count: 1)
    default: break
    }
    return []
  }

  /// A second click does what Enter does.
  private mutating func doubleClick(_ pane: Pane) -> [Effect] {
    if pane == .heap, showsOnlyTypes || chosenLine != nil { return [] }
    return look(.answer)
  }

  /// Selects what the canvas shows in a cell: an object, a line, or a row of the table of types.
  private mutating func chooseInHeap(at point: Point, in plan: ScreenPlan) {
    guard let pane = plan.panes[.heap] else { return }
    let parts = heapParts(pane)
    if parts.types.contains(point) {
      chooseType(inRow: point.row - parts.types.row, of: parts.types)
      return
    }
    guard let picture, let moment = insight.moment, parts.canvas.contains(point) else { return }
    let origin = canvasOrigin ?? CanvasPoint(column: 0, row: 0)
    let cell = CanvasPoint(
      column: point.column - parts.canvas.column + origin.column,
      row: point.row - parts.canvas.row + origin.row)
    if let node = picture.plan.nodes.firstIndex(where: { $0.frame.contains(cell) }),
      moment.nodes[node].appearance != .absent
    {
      choose(moment.nodes[node].object)
    } else {
      let lines = picture.plan.edges(at: cell).filter { moment.edges[$0] != .absent }
      chooseLine(among: lines)
    }
  }
}
