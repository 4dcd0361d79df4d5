import HeapModel
import TerminalFrame

extension Dashboard {
  /// What the panes' run is called where another one is beside it.
  var nameAmongTwo: String? { companion?.names.other }

  /// The runtimes of both runs from left to right, as the title has them.
  var runtimeTitle: String {
    guard let companion else { return timeline.narration.runtimeName }
    let (own, other) = companion.names
    return companion.isAtLeft ? "\(own) | \(other)" : "\(other) | \(own)"
  }

  /// Draws the run beside this one: its name, its heap, and whether it is still the same.
  func paintCompanion(_ plan: ScreenPlan, _ brush: inout Brush) {
    guard let companion, let half = plan.beside else { return }
    brush.put(
      [Span(" heap \(brush.glyphs.separator) \(companion.names.own) ", .faint)],
      column: 1, row: 0, in: half.rule)
    for (area, isCompanion) in [(half.verdict, true), (half.otherVerdict, false)] {
      let verdict = companion.verdict(at: position, ofCompanion: isCompanion)
      let hasParted = verdict.role == .error
      let sign = hasParted ? brush.glyphs.sign(.failed) + " " : "  "
      brush.put([Span(sign, .error), verdict], row: 0, in: area)
    }
    guard position.step > 0 || timeline.stepCount == 0 || timeline.narration.title.isEmpty else {
      paintParting(half.canvas, companion, &brush)
      return
    }
    guard let picture = companion.picture, let moment = companion.moment,
      !picture.union.nodes.isEmpty
    else {
      let text =
        companion.union == nil ? "too many objects for two pictures" : "the heap is empty"
      brush.put(
        [Span(text, .faint)], column: 2, row: min(1, half.canvas.height - 1), in: half.canvas)
      return
    }
    var painter = CanvasPainter(picture: picture, moment: moment)
    let heap = companion.timeline.heap
    if let name = insight.facts?.name, let object = heap.object(named: name),
      let node = picture.union.nodeIndices[object], moment.nodes[node].object == object
    {
      painter.selection = node
    }
    painter.isTracing = isTracing
    painter.paint(&brush, in: half.canvas)
  }

  /// Before the first step: where the two runs will part.
  private func paintParting(_ area: Rectangle, _ companion: Companion, _ brush: inout Brush) {
    let width = min(76, area.width - 4)
    guard width > 8 else { return }
    let (own, other) = companion.names
    var lines: [[Span]] = []
    func add(_ text: String, _ role: Role = .text) {
      lines += wrapped(text.sanitized(), columns: width).map { [Span($0, role)] }
    }
    if let parting = companion.parting {
      let (first, second) =
        companion.isAtLeft ? (parting.here, parting.there) : (parting.there, parting.here)
      add("\(other) and \(own) part at step \(parting.step)", .chapter)
      lines.append([])
      add("\(parting.subject):")
      add("\(companion.isAtLeft ? own : other): \(first)")
      add("\(companion.isAtLeft ? other : own): \(second)")
      lines.append([])
      add(parting.meaning, .note)
      lines.append([])
      lines.append([
        Span("press ", .faint), Span("a", .key), Span(" to go there, ", .faint),
        Span("|", .key), Span(" to change sides", .faint),
      ])
    } else {
      add("\(other) and \(own) are the same to the end", .chapter)
    }
    let top = max(0, (area.height - lines.count) / 3)
    for (row, spans) in lines.enumerated() where top + row < area.height {
      brush.put(spans, column: max(2, (area.width - width) / 2), row: top + row, in: area)
    }
  }
}
