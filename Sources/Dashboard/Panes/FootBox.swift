import TerminalFrame

/// Where a box lies that answers or asks something, and what of the canvas is then seen.
extension Dashboard {
  /// The place of a box at the foot: source and log, and at most half of the canvas where it has
  /// more rows.
  ///
  /// - Parameter count: how many rows it has at a width.
  func footArea(_ plan: ScreenPlan, rows count: (Int) -> Int) -> Rectangle {
    let canvas =
      plan.panes[.heap]
      ?? Rectangle(column: 0, row: 0, width: plan.size.width, height: plan.size.height)
    let host = plan.panes[.source] ?? canvas
    let wall = plan.panes[.log].map { $0.endColumn } ?? host.endColumn
    let bottom = max(host.endRow, host.row + 3)
    let own = plan.panes[.source] == nil ? 0 : bottom - (plan.rules[.source]?.row ?? host.row)
    let most = own + canvas.height / 2
    let height = max(3, own, min(count(wall - 4) + 2, most))
    let first = max(plan.caption.endRow, bottom - height)
    return Rectangle(column: 0, row: first, width: wall, height: bottom - first)
  }

  /// The box at the foot, where there is one.
  func footBox(_ plan: ScreenPlan) -> Rectangle? {
    if overlay == .answer, let facts = insight.facts {
      return footArea(plan) { answerRows(facts, width: $0).count }
    }
    return (overlay == nil || isTyping) && hasQuizBox
      ? footArea(plan) { quizRows(width: $0).count } : nil
  }

  /// A plan without the lines that a box at the foot covers.
  func uncovered(_ plan: ScreenPlan) -> ScreenPlan {
    guard let box = footBox(plan) else { return plan }
    var plan = plan
    plan.walls.removeAll {
      $0.column < box.endColumn - 1 && $0.row >= box.row && $0.endRow <= box.endRow
    }
    plan.rules = plan.rules.filter {
      $1.row < box.row || $1.row >= box.endRow || $1.column >= box.endColumn
    }
    return plan
  }

  /// The picture as it is shown: where a box covers the selected object, the view is what the box
  /// leaves free, so that the object comes up above it.
  var shownPicture: CanvasPicture? {
    guard var picture else { return nil }
    let plan = self.plan
    guard panned == nil, let node = selectedNode,
      let area = plan.panes[.heap].map({ heapParts($0).canvas }),
      let box = footBox(plan), box.row < area.endRow, box.row > area.row
    else { return picture }
    let frame = picture.plan.nodes[node].frame
    let bottom = area.row + frame.row + frame.height - picture.origin(showing: node).row
    guard bottom > box.row else { return picture }
    picture.view.height = box.row - area.row
    return picture
  }
}
