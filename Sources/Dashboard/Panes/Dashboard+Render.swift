import HeapModel
import TerminalFrame

extension Dashboard {
  /// The picture of the current state, at the size of the screen.
  public func render() -> Frame { render(options.size) }

  /// The picture of the current state at any size.
  ///
  /// - Complexity: linear in the cells and in what is on the canvas; a size that is not the
  ///   screen's costs a layout.
  public func render(_ size: Size) -> Frame {
    guard size == options.size else {
      var other = self
      _ = other.update(.input(.resize(size)))
      return other.render(size)
    }
    var brush = Brush(size: size, theme: options.theme, glyphs: options.glyphs)
    let plan = self.plan
    guard plan.kind != .line else {
      paintLines(&brush)
      return brush.frame
    }
    Rules(uncovered(plan)).paint(&brush)
    paintPaneTitles(plan, &brush)
    paintTitle(plan.title, &brush)
    paintCaption(plan.caption, &brush)
    for (pane, area) in plan.panes { paint(pane, in: area, &brush) }
    paintSteps(plan, &brush)
    paintCompanion(plan, &brush)
    if plan.kind == .large, let rule = plan.rules[.timeline] {
      TimelineBar(self, width: rule.width).paintMarks(in: rule, &brush)
    }
    paintHelpLine(plan.help, &brush)
    paintQuiz(plan, &brush)
    paintOverlay(plan, &brush)
    return brush.frame
  }

  private func paint(_ pane: Pane, in area: Rectangle, _ brush: inout Brush) {
    guard !area.isEmpty else { return }
    switch pane {
    case .heap: paintHeap(area, &brush)
    case .source: paintSource(area, &brush)
    case .log: paintLog(area, &brush)
    case .selected: paintSelected(area, &brush)
    case .collections: paintRows(collectionRows(area.width), pane, area, &brush)
    case .types: paintRows(typePaneRows(area.width), pane, area, &brush)
    case .history: paintHistory(area, &brush)
    case .timeline: TimelineBar(self, width: area.width).paint(in: area, &brush)
    }
  }

  private func paintPaneTitles(_ plan: ScreenPlan, _ brush: inout Brush) {
    for (pane, rule) in plan.rules {
      let isFocused = pane == focus
      let mark = isFocused ? brush.glyphs.pick("▸", ">") : " "
      brush.put(
        [
          Span(mark, isFocused ? .focusedTitle : .paneTitle),
          Span(paneTitle(pane) + " ", isFocused ? .focusedTitle : .paneTitle),
        ], column: 1, row: 0, in: rule)
    }
  }

  /// The title of a pane with what is worth knowing about it.
  private func paneTitle(_ pane: Pane) -> String {
    let separator = " \(options.glyphs.separator) "
    var title = pane.title
    switch pane {
    case .heap:
      if let nameAmongTwo { title += separator + nameAmongTwo }
      if isOpening { break }
      if showsTypesNow {
        title += separator + "types"
        if let retained = insight.retained, !isQuizAsking {
          for total in retained.totals { title += separator + total }
        }
      }
      guard !showsOnlyTypes, let picture, let plan = Optional(picture.plan) else { break }
      if plan.detail != .boxes {
        title += separator + (plan.detail == .chips ? "chips" : "outline")
      }
      if plan.hidesFields { title += separator + "without fields" }
      if plan.isFolded { title += separator + "folded" }
      if !plan.fits && !plan.nodes.isEmpty { title += separator + "scrolled" }
      if union == nil, let centre = picture.union.nodes.first {
        // A name alone is a way that the neighbours show anyway.
        let hasWay = insight.selected == centre.object && (insight.facts?.path?.count ?? 0) > 1
        title +=
          separator
          + (hasWay
            ? "why \(centre.title) lives, and its neighbours" : "neighbours of \(centre.title)")
      }
      if isTracing { title += separator + "trace" }
    case .source:
      // Steps of a document have its lines as numbers, others their own.
      if timeline.stepCount > 0, timeline.narration.step(1).line > 0 {
        let file = options.fileName.split(separator: "/").last.map(String.init) ?? ""
        let isShort = TextWidth.columns(of: file) + 21 <= plan.rules[.source]?.width ?? 0
        title += separator + "lines of \(isShort && !file.isEmpty ? file : "the file")"
      }
    case .types:
      if showsTypesNow { title = "dominators" }
    case .log:
      if let skipped = scroll[.log], skipped > 0 { title += separator + "\(skipped) more below" }
    case .history:
      if let facts = insight.facts { title = "all events of \(facts.name)" }
    default: break
    }
    return title
  }

  /// Rows of spans with the pane's scrolling.
  func paintRows(_ rows: [[Span]], _ pane: Pane, _ area: Rectangle, _ brush: inout Brush) {
    let first = min(scroll[pane] ?? 0, max(0, rows.count - area.height))
    let inner = area.inset(left: 1)
    let isCut = rows.count - first > area.height
    for (line, row) in rows.dropFirst(first).prefix(area.height - (isCut ? 1 : 0)).enumerated() {
      brush.put(row, row: line, in: inner)
    }
    guard isCut else { return }
    let hidden = rows.count - first - area.height + 1
    brush.put(
      [Span("\(brush.glyphs.open) \(grouped(hidden)) more", .notice)], row: area.height - 1,
      in: inner)
  }

  /// The rows that a pane has, for scrolling.
  func rowCount(of pane: Pane) -> Int {
    let width = plan.panes[pane]?.width ?? 40
    return switch pane {
    case .heap, .timeline: 0
    case .source: timeline.stepCount
    case .log: logLength
    case .selected: plan.kind == .large || zoomed == .selected ? selectedRows(width - 1).count : 1
    case .collections: collectionRows(width).count
    case .types: typePaneRows(width).count
    case .history: historyLength(width, plan.panes[pane]?.height ?? 1)
    }
  }

  /// Below the smallest size of panes: the position and what happened, as text.
  private func paintLines(_ brush: inout Brush) {
    let area = brush.frame.bounds
    guard !area.isEmpty else { return }
    let total = timeline.stepCount
    var line = "\(position.step)/\(total) "
    if position.step > 0 { line += timeline.narration.step(position.step).firstLine }
    brush.put([Span(line, .next)], row: 0, in: area)
    let rows = timeline.logRows(atMost: max(0, area.height - 1), glyphs: brush.glyphs)
    for (index, row) in rows.enumerated() {
      brush.put(
        [
          Span(brush.glyphs.sign(row.words.sign) + " ", row.words.sign.role),
          Span(row.words.text),
        ], row: index + 1, in: area)
    }
  }

  // MARK: Title and caption

  private func paintTitle(_ area: Rectangle, _ brush: inout Brush) {
    var spans = [Span("weakviz", .title)]
    if !options.fileName.isEmpty { spans.append(Span("  \(shortFileName(area.width))", .text)) }
    if !edits.branch.edits.isEmpty {
      let mark = edits.areUnsaved ? ", not saved" : ""
      spans.append(Span("  \(counted(edits.branch.edits.count, "edit"))\(mark)", .notice))
    }
    if edits.isOpening || quizNumber > 0 {
      spans.append(Span("  working\(brush.glyphs.dots) Esc leaves it", .notice))
    }
    let title = timeline.narration.title
    if !title.isEmpty {
      spans.append(Span("  \(brush.glyphs.separator)  \(title)", .faint))
    }
    var status: [Span] = []
    let runtime = runtimeTitle
    if let progress {
      status.append(Span("\(progress.text) \(Int(progress.fraction * 100))%  ", .notice))
    }
    if let quiz { status.append(Span("\(quiz.scoreText)  ", .notice)) }
    if !options.warnings.isEmpty {
      let count = options.warnings.count
      status.append(Span("\(count) warning\(count == 1 ? "" : "s")  ", .notice))
    }
    if !runtime.isEmpty { status.append(Span("\(runtime) \(brush.glyphs.separator) ", .faint)) }
    status.append(
      playback.isPlaying
        ? Span(
          "\(brush.glyphs.next) "
            + (playback.run == nil ? "playing \(playback.text)" : "running"), .now)
        : Span("paused", .faint))
    let width = status.reduce(0) { $0 + TextWidth.columns(of: $1.text) }
    let left = area.splitColumns(at: max(0, area.width - width - 2)).left
    brush.put(spans, row: 0, in: left)
    brush.put(status, column: max(0, area.width - width - 1), row: 0, in: area)
  }

  /// The file as it was called; its last part alone where the whole takes half of a row and more.
  private func shortFileName(_ width: Int) -> String {
    let name = options.fileName
    guard TextWidth.columns(of: name) > width / 3, !name.hasPrefix("@") else { return name }
    return name.split(separator: "/").last.map(String.init) ?? name
  }

  /// A sentence about the file, without the folders that it is in.
  func withShortName(_ sentence: String) -> String {
    let name = options.fileName
    guard !name.hasPrefix("@"), !name.isEmpty, sentence.hasPrefix(name),
      let last = name.split(separator: "/").last
    else { return sentence }
    return String(last) + String(sentence.dropFirst(name.count))
  }

  /// What the file's author probably did not mean: at the beginning, where there is no note yet.
  private func paintWarnings(_ area: Rectangle, _ brush: inout Brush) {
    let warnings = options.warnings
    for (row, text) in warnings.prefix(area.height).enumerated() {
      let warning = withShortName(text)
      let hidden = row == area.height - 1 ? warnings.count - area.height : 0
      brush.put([Span("! ", .error), Span(warning, .notice)], row: row, in: area)
      guard hidden > 0 else { continue }
      let more = "  \(hidden) more: :warnings"
      brush.put(
        [Span(more, .faint)], column: max(0, area.width - TextWidth.columns(of: more)), row: row,
        in: area)
    }
  }

  /// The chapter and the note of the step: the teaching.
  private func paintCaption(_ area: Rectangle, _ brush: inout Brush) {
    guard !area.isEmpty else { return }
    let inner = area.inset(left: 1, right: 1)
    guard diagnostics.isEmpty else {
      for (row, line) in wrapped(diagnostics, columns: inner.width - 2).prefix(area.height)
        .enumerated()
      {
        brush.put([Span(row == 0 ? "! " : "  ", .error), Span(line, .error)], row: row, in: inner)
      }
      return
    }
    // The note comes with the key, not at the end of what moves.
    let step = destination.step
    guard step > 0 else {
      brush.put([Span(timeline.narration.title, .chapter)], row: 0, in: inner)
      paintWarnings(inner.splitRows(at: 1).bottom, &brush)
      return
    }
    var description = timeline.narration.step(step)
    if description.note.isEmpty { description.note = companion?.meaning(atStep: step) ?? "" }
    let chapter = index.chapters.last { $0.step <= step }?.heading ?? ""
    var lead = ""
    if !chapter.isEmpty {
      lead = chapter + (description.note.isEmpty ? "" : "  ")
      brush.put([Span(chapter, .chapter)], row: 0, in: inner)
    }
    let indent = TextWidth.columns(of: lead)
    var lines = wrapped(description.note, columns: inner.width - indent)
    if indent > inner.width / 2 || lines.count > area.height {
      // The note has more room in a row of its own.
      let below = wrapped(description.note, columns: inner.width)
      if area.height > 1 && (chapter.isEmpty == false) {
        for (row, line) in below.prefix(area.height - 1).enumerated() {
          let isCut = row == area.height - 2 && below.count > area.height - 1
          brush.put([Span(line + (isCut ? " …" : ""), .note)], row: row + 1, in: inner)
        }
        return
      }
      lines = below
    }
    for (row, line) in lines.prefix(area.height).enumerated() {
      brush.put([Span(line, .note)], column: indent, row: row, in: inner)
    }
  }
}
