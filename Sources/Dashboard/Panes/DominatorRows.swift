import HeapModel
import TerminalFrame

/// The pane of types while the heap itself is shown by types: there it would say the same twice, so
/// it has what dominates the selected object, and what that alone keeps alive.
extension Dashboard {
  /// Objects and places of them up to which the tree is made without being asked for.
  private static let mostLookedAt = 5_000
  private static let mostBelow = 40

  /// The rows of the pane.
  func typePaneRows(_ width: Int) -> [[Span]] {
    showsTypesNow ? dominatorRows(width) : typeRows(width)
  }

  /// Derives the tree around the selection, and what types retain, where they are shown and known.
  mutating func lookAtDominators() {
    insight.dominators = nil
    insight.retained = nil
    guard showsTypesNow, position.step > 0 else { return }
    let heap = timeline.heap
    let isKnown = answers.report != nil && answers.reportPosition == position
    guard isKnown || heap.objectCount + heap.slotCount < Self.mostLookedAt else { return }
    let report = (isKnown ? answers.report : nil) ?? RetainedReport(timeline)
    insight.dominators = report.surroundings(
      of: insight.facts == nil ? .none : insight.selected, atMost: Self.mostBelow)
    insight.retained = RetainedTypes(report)
  }

  private func dominatorRows(_ width: Int) -> [[Span]] {
    guard let lines = insight.dominators else {
      return [
        [
          Span(commands.shownKey(.retained, in: focus)?.description ?? "D", .key),
          Span(" finds out who alone keeps", .faint),
        ], [Span("how much alive at this step", .faint)],
      ]
    }
    let glyphs = options.glyphs
    let columns = max(8, width - 2)
    return lines.map { line in
      let indent = String(repeating: " ", count: min(line.depth, columns / 4))
      guard line.count > 0 else { return [Span(indent + glyphs.dots, .faint)] }
      let label = line.label.isEmpty ? "" : line.label + " "
      let name = line.count == 1 ? line.name : "\(line.name) \(glyphs.times) \(line.count)"
      let size = sizeText(line.bytes)
      let room = max(1, columns - indent.count - TextWidth.columns(of: size) - 1)
      let shownLabel = label.truncated(toColumns: room / 2, glyphs.repertoire)
      let shownName = name.truncated(
        toColumns: room - TextWidth.columns(of: shownLabel), glyphs.repertoire)
      let used = TextWidth.columns(of: shownLabel + shownName)
      return [
        Span(indent), Span(shownLabel, .name), Span(shownName, line.isSubject ? .next : .text),
        Span(String(repeating: " ", count: room - used + 1)),
        Span(size, line.isSubject ? .next : .count),
      ]
    }
  }
}
