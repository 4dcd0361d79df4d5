import HeapModel
import TerminalFrame

extension Dashboard {
  /// Draws what lies over the panes.
  func paintOverlay(_ plan: ScreenPlan, _ brush: inout Brush) {
    switch overlay {
    case .help(let view):
      let filter = view.filter.text
      paintBox(
        title: filter.isEmpty ? "help: / searches" : "help with \(filter)",
        rows: helpRows(filter), scroll: view.scroll,
        in: brush.frame.bounds.inset(left: 2, top: 1, right: 2, bottom: 1), &brush)
    case .chapters(let selected):
      let chapters = timeline.narration.chapters
      let rows = chapters.enumerated().map { index, chapter in
        [
          Span(index == selected ? "\(brush.glyphs.next) " : "  ", .now),
          Span(Self.right("\(chapter.step)", 4) + "  ", .faint),
          Span(chapter.heading, index == selected ? .next : .text),
        ]
      }
      paintBox(
        title: "chapters", rows: rows, scroll: max(0, selected - 5),
        in: centred(width: 60, height: rows.count + 2, plan), &brush)
    case .output(let scroll):
      let rows = outputRows
      paintBox(
        title: "printed so far", rows: rows, scroll: scroll,
        in: centred(width: 90, height: rows.count + 2, plan), &brush)
    case .breakpoints(let selected):
      let rows = breakpoints.all.enumerated().map { index, breakpoint in
        [
          Span(index == selected ? "\(brush.glyphs.next) " : "  ", .now),
          Span(text(breakpoint), index == selected ? .next : .text),
        ]
      }
      paintBox(
        title: "breakpoints: d removes, Enter goes there", rows: rows,
        scroll: max(0, selected - 5), in: centred(width: 60, height: rows.count + 2, plan), &brush)
    case .answer: paintAnswer(plan, &brush)
    case .moving, .command, .find, nil: break
    }
  }

  private func centred(width: Int, height: Int, _ plan: ScreenPlan) -> Rectangle {
    let width = min(width, plan.size.width - 4)
    let height = min(height, plan.size.height - 4)
    return Rectangle(
      column: (plan.size.width - width) / 2, row: max(1, (plan.size.height - height) / 3),
      width: width, height: height)
  }

  /// Why the selected object is alive or how it died, at the foot of the canvas.
  private func paintAnswer(_ plan: ScreenPlan, _ brush: inout Brush) {
    guard let facts = insight.facts else { return }
    let host = plan.panes[.source] ?? plan.panes[.heap] ?? brush.frame.bounds
    let wall = plan.panes[.log].map { $0.endColumn } ?? host.endColumn
    let top = plan.rules[.source]?.row ?? host.row
    let area = Rectangle(
      column: 0, row: top, width: wall, height: max(3, host.endRow - top))
    let question =
      facts.appearance == .dead
      ? "how did \(facts.name) die?"
      : facts.appearance == .live || facts.appearance == .resurrected
        ? "why is \(facts.name) alive?" : "what holds \(facts.name)?"
    paintBox(
      title: question, rows: answerRows(facts, width: area.width - 4), scroll: 0, in: area, &brush)
  }

  private func answerRows(_ facts: ObjectFacts, width: Int) -> [[Span]] {
    var rows: [[Span]] = []
    let glyphs = options.glyphs
    if facts.appearance == .dead {
      if let freed = facts.freed {
        let statement = timeline.narration.step(freed.step)
        rows.append([
          Span("freed in step \(freed.step): ", .faint), Span(statement.firstLine, .next),
        ])
      }
      if !facts.death.isEmpty { rows.append([Span(facts.death, .name)]) }
      rows += deathRows(facts)
      return rows
    }
    if facts.path != nil {
      if facts.pathCount > 1 {
        rows.append([
          Span("way \(pathIndex + 1) of \(facts.pathCount)", .faint),
          Span("  ] next  [ back", .faint),
        ])
      }
      for (index, line) in wrapped(facts.pathText, columns: width).enumerated() {
        rows.append([Span(index == 0 ? "" : "  "), Span(line, .path)])
      }
    } else if facts.holders.isEmpty {
      rows.append([Span("nothing holds it any more", facts.appearance.role)])
    } else {
      rows.append([
        Span("no root reaches it: only a cyclic collection can free it", facts.appearance.role)
      ])
    }
    rows.append([
      Span("\(glyphs.strongCount)\(facts.counts.strong) ", .strong), Span("held by ", .faint),
      Span(facts.holders.isEmpty ? "nothing" : facts.holders.joined(separator: ", "), .name),
    ])
    if facts.counts.weak > 0 {
      rows.append([
        Span("\(glyphs.weakCount)\(facts.counts.weak) ", .weak),
        Span("without holding it: ", .faint), Span(facts.weakHolders.joined(separator: ", ")),
      ])
    }
    return rows
  }

  /// The last events of an object that died.
  private func deathRows(_ facts: ObjectFacts) -> [[Span]] {
    historyRows(80).suffix(2).map { $0 }
  }

  /// A box with a title over everything else.
  func paintBox(
    title: String, rows: [[Span]], scroll: Int, in area: Rectangle, _ brush: inout Brush
  ) {
    guard area.width >= 4, area.height >= 3 else { return }
    brush.clear(area)
    let border = BorderGlyphs(.live, brush.glyphs)
    let across = String(repeating: border.horizontal, count: area.width - 2)
    let right = area.endColumn - 1
    brush.put(
      border.topLeft + across + border.topRight, column: area.column, row: area.row, .focusedTitle,
      clip: area)
    brush.put(
      border.bottomLeft + across + border.bottomRight, column: area.column, row: area.endRow - 1,
      .focusedTitle, clip: area)
    for row in area.row + 1..<area.endRow - 1 {
      brush.put(border.vertical, column: area.column, row: row, .focusedTitle, clip: area)
      brush.put(border.vertical, column: right, row: row, .focusedTitle, clip: area)
    }
    brush.put([Span(" \(title) ", .focusedTitle)], column: 2, row: 0, in: area.inset(right: 1))
    let inner = area.inset(left: 2, top: 1, right: 2, bottom: 1)
    let first = max(0, min(scroll, rows.count - inner.height))
    for (line, row) in rows.dropFirst(first).prefix(inner.height).enumerated() {
      brush.put(row, row: line, in: inner)
    }
    let hidden = rows.count - first - inner.height
    if hidden > 0 {
      let text = " \(brush.glyphs.open) \(hidden) more "
      brush.put(
        [Span(text, .notice)], column: max(0, area.width - TextWidth.columns(of: text) - 2),
        row: area.height - 1, in: area)
    }
    if !isTyping { brush.frame.cursor = nil }
  }
}
