import HeapModel
import TerminalFrame

extension Dashboard {
  /// Does a command of the screen.
  mutating func move(_ action: Action, count: Int?) {
    let times = max(1, min(count ?? 1, 10_000))
    let rows = plan.panes[focus]?.height ?? 1
    switch action {
    case .moveLeft: moveBy(columns: -times, rows: 0)
    case .moveRight: moveBy(columns: times, rows: 0)
    case .moveUp: moveBy(columns: 0, rows: -times)
    case .moveDown: moveBy(columns: 0, rows: times)
    case .halfPageDown: page(times * max(1, rows / 2))
    case .halfPageUp: page(-times * max(1, rows / 2))
    case .pageDown: page(times * max(1, rows - 1))
    case .pageUp: page(-times * max(1, rows - 1))
    case .top, .bottom: goToEdge(action == .top, count: count)
    case .panLeft, .panRight:
      let step = times * max(1, (plan.panes[.heap]?.width ?? 8) / 8)
      pan(columns: action == .panLeft ? -step : step, rows: 0)
    case .panUp, .panDown:
      let step = times * max(1, (plan.panes[.heap]?.height ?? 4) / 4)
      pan(columns: 0, rows: action == .panUp ? -step : step)
    case .resizePanes: resizePanes("")
    case .moveBox: beginMoving()
    case .nextPane: changePane(by: 1)
    case .previousPane: changePane(by: -1)
    case .changeSides: changeSides()
    case .zoom:
      zoomed = zoomed == nil ? focus : nil
      layOut()
      look()
    default: break
    }
  }

  private mutating func changePane(by offset: Int) {
    let wasZoomed = zoomed != nil
    zoomed = nil
    let order = plan.order
    guard !order.isEmpty else { return }
    let here = order.firstIndex(of: focus) ?? 0
    setFocus(order[(here + offset + order.count) % order.count])
    if wasZoomed {
      layOut()
      look()
    }
  }

  mutating func setFocus(_ pane: Pane) {
    focus = pane
  }

  private mutating func page(_ rows: Int) {
    if focus == .timeline {
      go(to: Position(step: max(0, min(timeline.stepCount, position.step + rows * 5))))
    } else if focus == .heap {
      moveBy(columns: 0, rows: showsOnlyTypes ? rows : rows > 0 ? 3 : -3)
    } else {
      scrollPane(focus, by: rows)
    }
  }

  private mutating func goToEdge(_ isTop: Bool, count: Int?) {
    switch focus {
    case .timeline:
      if let count {
        go(to: Position(step: min(count, timeline.stepCount)))
      } else {
        go(to: isTop ? .start : Position(step: timeline.stepCount))
      }
    case .heap where showsOnlyTypes: typeCursor = isTop ? 0 : max(0, typeTable.count - 1)
    case .heap:
      guard let picture, let moment = insight.moment else { return }
      let nodes = picture.union.nodes.indices.filter { moment.nodes[$0].appearance != .absent }
      if let node = isTop ? nodes.first : nodes.last {
        if moment.nodes[node].object == chosen { notice = "it is selected already" }
        choose(moment.nodes[node].object)
      }
    default: scrollPane(focus, by: isTop ? -1_000_000_000 : 1_000_000_000)
    }
  }

  private mutating func moveBy(columns: Int, rows: Int) {
    switch focus {
    case .heap where showsOnlyTypes:
      typeCursor = max(0, min(typeTable.count - 1, typeCursor + rows))
    case .heap:
      for _ in 0..<min(100, max(abs(columns), abs(rows))) {
        selectNeighbour(columns: columns.signum(), rows: rows.signum())
      }
    case .timeline:
      if columns != 0 { _ = step(columns > 0 ? .nextMoment : .previousMoment, count: abs(columns)) }
      if rows != 0 { _ = step(rows > 0 ? .nextStep : .previousStep, count: abs(rows)) }
    default:
      if rows == 0 {
        notice = "objects are selected in the heap: Tab goes there"
      } else {
        scrollPane(focus, by: rows)
      }
    }
  }

  private mutating func selectNeighbour(columns: Int, rows: Int) {
    guard let picture, let moment = insight.moment else { return }
    guard let here = selectedNode else {
      if let first = moment.nodes.firstIndex(where: { $0.appearance != .absent }) {
        choose(moment.nodes[first].object)
      }
      return
    }
    let next = picture.neighbour(of: here, columns: columns, rows: rows) {
      moment.nodes[$0].appearance != .absent
    }
    if let next {
      choose(moment.nodes[next].object)
    } else {
      let side =
        columns < 0 ? "at the left" : columns > 0 ? "at the right" : rows < 0 ? "above" : "below"
      notice = "there is no object \(side)"
    }
  }

  /// Selects an object until the user releases it.
  mutating func choose(_ object: ObjectID) {
    chosen = object
    chosenLine = nil
    walk = nil
    if showsTypes == true { showsTypes = nil }
    insight.selected = object
    scroll[.selected] = nil
    scroll[.history] = nil
    pathIndex = 0
    if union == nil { look() } else { lookAtSelection() }
    stopPanningIfHidden()
  }

  /// Scrolls a pane within what it holds.
  mutating func scrollPane(_ pane: Pane, by rows: Int) {
    let height = plan.panes[pane]?.height ?? 1
    let most = max(0, rowCount(of: pane) - height)
    let old = scroll[pane] ?? 0
    // What grows is counted from its end.
    let wanted = pane == .log || pane == .history ? old - rows : old + rows
    if pane == .source {
      let above = timeline.stepCount + timeline.narration.declarations.count
      scroll[pane] = max(-above, min(timeline.stepCount, wanted))
    } else {
      scroll[pane] = max(0, min(most, wanted))
    }
    guard scroll[pane] == old else { return }
    notice =
      most == 0 && pane != .source
      ? "all of this pane is shown" : "this pane \(rows < 0 ? "begins" : "ends") here"
  }
}
