import HeapModel
import TerminalFrame

/// The bar of all steps: how many objects live after each, where we are, what happened.
struct TimelineBar {
  private let dashboard: Dashboard
  /// Whether a row above the bar has the marks.
  private let hasMarks: Bool
  private let start: Int
  /// Columns of the bar, and columns of one step where steps are few.
  private let columns: Int
  private let stride: Int

  private static let labelWidth = 20

  /// Columns for the step, which stands at the left; nothing moves while its number grows.
  private static func labelWidth(steps: Int) -> Int { max(labelWidth, 15 + 2 * "\(steps)".count) }

  init(_ dashboard: Dashboard, width: Int) {
    self.dashboard = dashboard
    hasMarks = dashboard.plan.rules[.timeline] != nil
    start = Self.labelWidth(steps: dashboard.timeline.stepCount)
    let steps = dashboard.timeline.stepCount + 1
    let room = max(1, width - start - (width >= 110 ? 44 : 32))
    stride = max(1, min(4, room / steps))
    columns = min(room, steps * stride)
  }

  private var stepCount: Int { dashboard.timeline.stepCount }

  /// The steps that a column stands for.
  private func steps(at column: Int) -> Range<Int> {
    let total = stepCount + 1
    if columns >= total { return column / stride..<column / stride + 1 }
    let first = column * total / columns
    return first..<max(first + 1, (column + 1) * total / columns)
  }

  private func column(of step: Int) -> Int {
    let total = stepCount + 1
    return columns >= total ? step * stride : min(columns - 1, step * columns / total)
  }

  /// Whether a quiz hides what happens in a column.
  private func isHidden(_ place: Int) -> Bool {
    guard let first = dashboard.firstHiddenStep else { return false }
    return steps(at: place).upperBound > first
  }

  /// The step at a column of the pane, nil beside the bar.
  func step(at column: Int) -> Int? {
    let place = column - start
    guard place >= 0, place < columns else { return nil }
    return min(stepCount, steps(at: place).upperBound - 1)
  }

  /// Draws the row: the step, the bar, the counts.
  func paint(in area: Rectangle, _ brush: inout Brush) {
    let glyphs = brush.glyphs
    let position = dashboard.position
    let edits = dashboard.edits.branch.edits.count
    let number =
      edits == 0 || position.step == 0
      ? "\(position.step)" : dashboard.timeline.narration.step(position.step).number
    var label = " step \(number)/\(stepCount - edits)"
    if let micro = dashboard.insight.micro {
      label += " \(glyphs.separator)\(micro.happened)/\(micro.total)"
    }
    brush.put([Span(label, dashboard.focus == .timeline ? .next : .text)], row: 0, in: area)
    let live = dashboard.index.live
    let highest = max(1, dashboard.index.peak)
    let nowColumn = column(of: position.step)
    let row = area.splitColumns(at: area.width).left
    for place in 0..<columns {
      let isNow = place >= nowColumn && place < nowColumn + (columns > stepCount ? stride : 1)
      var text = glyphs.pick("·", ".")
      if !live.isEmpty, !isHidden(place) {
        let peak = dashboard.index.peak(ofSteps: steps(at: place))
        if peak > 0 {
          text = glyphs.bars[min(7, max(0, (peak * 8 + highest - 1) / highest - 1))]
        }
      }
      if !hasMarks, !isHidden(place), let sign = branchSign(at: place) { text = glyphs.sign(sign) }
      let parts =
        !isHidden(place)
        && dashboard.companion?.parting.map { column(of: $0.step) == place } == true
      if parts { text = glyphs.sign(.failed) }
      if place == nowColumn && area.height == 1 && !hasMarks { text = glyphs.now }
      brush.put(
        text, column: area.column + start + place, row: area.row,
        isNow ? .now : parts ? .error : place < nowColumn ? .spark : .faint, clip: row)
    }
    paintCounts(in: area, column: start + columns + 2, &brush)
  }

  /// What the branch has in a column: an edit, or the first step that does something else.
  private func branchSign(at place: Int) -> EventSign? {
    guard dashboard.edits.current > 0, columns < stepCount + 1 || place % stride == 0 else {
      return nil
    }
    let steps = steps(at: place)
    if dashboard.edits.branch.places.contains(where: steps.contains) { return .edited }
    return dashboard.edits.difference?.firstStep.map(steps.contains) == true ? .differs : nil
  }

  private func paintCounts(in area: Rectangle, column: Int, _ brush: inout Brush) {
    let glyphs = brush.glyphs
    let census = dashboard.census
    var spans = [Span("live \(grouped(census.live))", .text)]
    if census.dead > 0 {
      spans.append(Span("  \(glyphs.sign(.freed))\(grouped(census.dead))", .dead))
    }
    if let moment = dashboard.insight.moment, dashboard.union != nil {
      let dying = moment.nodes.count { $0.appearance == .dying }
      let unreachable = moment.nodes.count { $0.appearance == .unreachable }
      if dying > 0 { spans.append(Span("  ~\(dying) dying", .dying)) }
      if unreachable > 0 { spans.append(Span("  ?\(unreachable) unreachable", .unreachable)) }
    }
    let totals = spans.count
    if let micro = dashboard.insight.micro, micro.total <= 24 {
      let bar = glyphs.pick("━", "=")
      let rest = glyphs.pick("─", "-")
      spans.append(Span("  " + String(repeating: bar, count: micro.happened - 1), .spark))
      spans.append(Span(glyphs.now, .now))
      spans.append(Span(String(repeating: rest, count: micro.total - micro.happened), .rule))
    }
    let tally = dashboard.index.tally(dashboard.timeline, at: dashboard.position)
    if let text = tally?.text(glyphs), !text.isEmpty {
      let used = spans.reduce(column + 3) { $0 + TextWidth.columns(of: $1.text) }
      // What is left out first where there is little room.
      if used + TextWidth.columns(of: text) <= area.width {
        spans.insert(Span("   \(text)", .faint), at: totals)
      }
    }
    brush.put(spans, column: column, row: 0, in: area)
  }

  /// Draws what happened in each step into the rule above the bar.
  func paintMarks(in rule: Rectangle, _ brush: inout Brush) {
    for place in 0..<columns where columns < stepCount + 1 || place % stride == 0 {
      let best = branchSign(at: place) ?? dashboard.index.lastMark(ofSteps: steps(at: place))
      guard let best, !isHidden(place) else { continue }
      brush.put(
        brush.glyphs.sign(best), column: rule.column + start + place, row: rule.row, best.role,
        clip: rule)
    }
    brush.put(
      brush.glyphs.now, column: rule.column + start + column(of: dashboard.position.step),
      row: rule.row, .now, clip: rule)
  }
}
