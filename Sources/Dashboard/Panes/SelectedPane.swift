import HeapModel
import TerminalFrame

extension Dashboard {
  /// All about the selected object; one row where there is room for no more.
  func paintSelected(_ area: Rectangle, _ brush: inout Brush) {
    guard area.height > 1 else {
      brush.put(selectedLine(area.width - 1), column: 1, row: 0, in: area)
      return
    }
    paintRows(selectedRows(area.width - 1), .selected, area, &brush)
  }

  private func titleSpans(_ facts: ObjectFacts) -> [Span] {
    let letter = facts.appearance.letter(options.glyphs).map { "\($0) " } ?? ""
    var spans = [
      Span(facts.name, .next),
      Span("  \(letter)\(facts.appearance.word)", facts.appearance.role),
    ]
    if let freed = facts.freed {
      spans.append(Span(" at step \(facts.freedNumber).\(freed.moment)", .faint))
    }
    return spans
  }

  /// The object in one row. Where the row is too short, what says least is left out.
  func selectedLine(_ width: Int) -> [Span] {
    let full = selectedLine(short: false)
    let columns = full.reduce(0) { $0 + TextWidth.columns(of: $1.text) }
    return columns <= width ? full : selectedLine(short: true)
  }

  private func selectedLine(short: Bool) -> [Span] {
    guard let facts = insight.facts else {
      return [Span("nothing is selected", .faint)]
    }
    let glyphs = options.glyphs
    var spans = titleSpans(facts)
    if facts.appearance == .dead {
      if short, facts.freed != nil { spans.removeLast() }
      if !facts.death.isEmpty {
        spans.append(Span(" \(glyphs.separator) ", .faint))
        spans.append(Span(facts.death))
      }
      return spans
    }
    spans.append(Span("  \(glyphs.strongCount)\(facts.counts.strong)", .strong))
    if facts.isNewborn {
      spans.append(Span(" only the running statement holds it", .faint))
    } else if facts.holders.isEmpty {
      spans.append(Span(" nothing holds it", facts.appearance.role))
    } else {
      spans.append(Span(" = " + facts.holders.prefix(3).joined(separator: ", ")))
    }
    if facts.holders.count > 3 { spans.append(Span(" +\(facts.holders.count - 3)", .faint)) }
    if facts.counts.weak > 0 {
      spans.append(Span("  \(glyphs.weakCount)\(facts.counts.weak)", .weak))
      if !short {
        spans.append(Span(" = " + facts.weakHolders.prefix(2).joined(separator: ", ")))
      }
    }
    if isQuizAsking { return spans }
    if facts.path == nil {
      if !facts.holders.isEmpty {
        spans.append(Span("  no root reaches it", facts.appearance.role))
      }
    } else if facts.path?.count != 1 || facts.holders.count > 1 {
      spans.append(Span("  why alive: ", .faint))
      let why = whyAlive(facts)
      let end = " \(glyphs.strongArrow) \(facts.name)"
      spans.append(Span(short && why.hasSuffix(end) ? String(why.dropLast(end.count)) : why))
    }
    return spans
  }

  private func whyAlive(_ facts: ObjectFacts) -> String {
    if facts.path != nil { return facts.pathText.isEmpty ? "it is a root" : facts.pathText }
    if facts.isNewborn { return "only the running statement holds it" }
    if facts.holders.isEmpty { return "nothing holds it" }
    return "no root reaches it: only \(facts.holders.prefix(2).joined(separator: ", "))"
  }

  /// The object in full.
  func selectedRows(_ width: Int) -> [[Span]] {
    guard let facts = insight.facts else { return [[Span("nothing is selected", .faint)]] }
    let glyphs = options.glyphs
    var rows = [titleSpans(facts)]
    func row(_ label: String, _ spans: [Span]) {
      rows.append([Span(label.padded(toColumns: 9), .faint)] + spans)
    }
    var size = facts.bytes > 0 ? [sizeText(facts.bytes)] : []
    if let generation = facts.generation { size.append("gen \(generation)") }
    let sizes = size.joined(separator: "  ")
    // Beside a long type there is no room for them.
    let fits = 9 + TextWidth.columns(of: facts.type) + 2 + TextWidth.columns(of: sizes) <= width
    row("type", [Span(facts.type)] + (fits && !sizes.isEmpty ? [Span("  " + sizes, .faint)] : []))
    if !fits && !sizes.isEmpty { row("size", [Span(sizes, .faint)]) }
    if facts.appearance == .dead {
      for (index, line) in wrapped(facts.death, columns: max(8, width - 9)).enumerated()
      where !line.isEmpty {
        row(index == 0 ? "death" : "", [Span(line)])
      }
      return rows
    }
    row(
      "strong",
      [Span("\(glyphs.strongCount)\(facts.counts.strong)", .strong)]
        + (facts.holders.first.map { [Span("  \($0)", .name)] } ?? [Span("  nothing", .faint)]))
    for holder in facts.holders.dropFirst() {
      rows.append([Span(String(repeating: " ", count: 13)), Span(holder, .name)])
    }
    row(
      "weak",
      [Span("\(glyphs.weakCount)\(facts.counts.weak)", .weak)]
        + (facts.weakHolders.first.map { [Span("  \($0)")] } ?? []))
    for holder in facts.weakHolders.dropFirst() {
      rows.append([Span(String(repeating: " ", count: 13)), Span(holder)])
    }
    if let callback = facts.callback {
      row("callback", [Span("\(glyphs.sign(.callback)) \(callback)", .changed)])
    }
    for (index, line) in wrapped(facts.forecast, columns: max(8, width - 9)).enumerated()
    where !line.isEmpty {
      row(index == 0 && facts.callback == nil ? "callback" : "", [Span(line, .faint)])
    }
    let why = isQuizAsking ? [] : wrapped(whyAlive(facts), columns: max(8, width - 9))
    for (index, line) in why.enumerated() {
      row(
        index == 0 ? "why" : "",
        [Span(line, facts.path == nil ? facts.appearance.role : .text)])
    }
    for (index, field) in facts.fields.enumerated() {
      row(
        index == 0 ? "refers" : "",
        [
          Span("\(field.label) ", .faint),
          Span(
            "\(field.isStrong ? glyphs.strongArrow : glyphs.weakArrow) ",
            field.isStrong ? .strong : .weak),
          Span(field.value),
        ])
    }
    return rows
  }
}

extension ObjectFacts {
  /// The answer to "why is it alive" as text for the clipboard.
  func answer(_ glyphs: GlyphSet) -> String {
    var text = "\(name) is \(appearance.word)"
    if path != nil && !pathText.isEmpty { text += ": \(pathText)" }
    if let freed { text += " at step \(freedNumber).\(freed.moment)" }
    if appearance == .dead && !death.isEmpty { text += "; \(death)" }
    return text
  }
}
