import TerminalFrame

extension ScreenPlan {
  /// Where the companion is drawn.
  struct Half: Hashable, Sendable {
    /// The rule above it, with its name.
    var rule: Rectangle
    /// Its canvas.
    var canvas: Rectangle
    /// The row below each canvas that says whether the runs are still the same.
    var verdict: Rectangle
    var otherVerdict: Rectangle
  }

  /// Gives half of the canvas to a companion. Screens that are too small for two pictures, and
  /// those that show no canvas, stay as they are.
  mutating func splitHeap(companionIsAtLeft: Bool) {
    guard kind == .medium || kind == .large, let rule = rules[.heap], let canvas = panes[.heap],
      canvas.height > 3
    else { return }
    let middle = canvas.width / 2 - 1
    let rows = canvas.splitRows(at: canvas.height - 1)
    func halves(_ area: Rectangle) -> (Rectangle, Rectangle) {
      let parts = area.splitColumns(at: middle)
      let right = parts.right.splitColumns(at: 1).right
      return companionIsAtLeft ? (right, parts.left) : (parts.left, right)
    }
    let (ownRule, otherRule) = halves(rule)
    let (own, other) = halves(rows.top)
    let (ownVerdict, otherVerdict) = halves(rows.bottom)
    rules[.heap] = ownRule
    panes[.heap] = own
    walls.append(
      Rectangle(
        column: rule.column + middle, row: rule.row, width: 1, height: canvas.height + 1))
    beside = Half(
      rule: otherRule, canvas: other, verdict: otherVerdict, otherVerdict: ownVerdict)
  }
}
