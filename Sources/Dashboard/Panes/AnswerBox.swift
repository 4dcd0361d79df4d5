import HeapModel
import TerminalFrame

extension Dashboard {
  /// The answer to the open question, at the foot of the canvas.
  func paintAnswer(_ plan: ScreenPlan, _ brush: inout Brush) {
    guard let facts = insight.facts else { return }
    let area = footArea(plan) { answerRows(facts, width: $0).count }
    paintBox(
      title: question(facts), rows: answerRows(facts, width: area.width - 4),
      scroll: answers.scroll, in: area, moreKey: "PageDown", &brush)
  }

  private func question(_ facts: ObjectFacts) -> String {
    if answers.question == .cut {
      let count = answers.cuts.count
      let keys =
        (count > 1 ? ["\(answers.choice + 1) of \(count)", "] next"] : [])
        + (isCutReady ? ["Enter does it"] : [])
      let question = "what would have to go so that \(facts.name) dies?"
      return keys.isEmpty ? question : "\(question) \(keys.joined(separator: ", "))"
    }
    switch facts.appearance {
    case .dead: return "how did \(facts.name) die?"
    case .live, .resurrected: return "why is \(facts.name) alive?"
    default: return "what holds \(facts.name)?"
    }
  }

  /// The rows of the answer box.
  func answerRows(_ facts: ObjectFacts, width: Int) -> [[Span]] {
    let more = rows(of: answers.lines, width: width)
    if answers.isWaiting {
      let looking = [Span("looking \(options.glyphs.dots)", .faint)]
      // Another cut of the same object takes its place as soon as it is known.
      if answers.part == .whole, !more.isEmpty { return more }
      guard answers.part == .rest else { return [looking] }
      return more + [[Span("what would happen: ", .faint)] + looking]
    }
    if answers.question == .cut || facts.appearance == .dead { return more }
    let glyphs = options.glyphs
    var rows: [[Span]] = []
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
    } else if answers.lines.isEmpty {
      rows.append([
        Span("no root reaches it: only a cyclic collection can free it", facts.appearance.role)
      ])
    }
    if facts.path == nil { rows += more }
    let holders = facts.holders.isEmpty ? "nothing" : facts.holders.joined(separator: ", ")
    for (index, line) in wrapped(holders, columns: width - 12).enumerated() {
      rows.append(
        index == 0
          ? [
            Span("\(glyphs.strongCount)\(facts.counts.strong) ", .strong),
            Span("held by ", .faint), Span(line, .name),
          ] : [Span("   "), Span(line, .name)])
    }
    if facts.counts.weak > 0 {
      rows.append([
        Span("\(glyphs.weakCount)\(facts.counts.weak) ", .weak),
        Span("without holding it: ", .faint), Span(facts.weakHolders.joined(separator: ", ")),
      ])
    }
    if facts.path != nil { rows += more }
    return rows
  }

  /// The lines of an answer, cut into rows of a width.
  func rows(of lines: [AnswerLine], width: Int) -> [[Span]] {
    lines.flatMap { line -> [[Span]] in
      let isChosen = line.choice != nil && line.choice == answers.choice
      let indent = String(repeating: " ", count: 2 * line.depth)
      let role = isChosen ? .next : Self.role(of: line.kind)
      return wrapped(line.text, columns: max(8, width - 2 * line.depth)).enumerated().map {
        let first = isChosen ? "\(options.glyphs.next) " : indent
        return [Span($0 == 0 ? first : indent + "  ", isChosen ? .now : .text), Span($1, role)]
      }
    }
  }

  private static func role(of kind: AnswerLine.Kind) -> Role {
    switch kind {
    case .answer: .next
    case .heading, .remark: .faint
    case .path: .path
    case .holder: .name
    case .weak: .weak
    case .event: .text
    case .statement: .done
    }
  }
}
