import TerminalFrame

// The rows of the list: the entries, and the headings of their groups between them.
extension Picker {
  /// A row of the list.
  enum Row: Hashable {
    /// The heading of a group, and how many entries of it are shown.
    case heading(String, count: Int)
    /// The index of an entry among those that the filter lets through.
    case entry(Int)
  }

  /// The rows for entries that are shown. O(entries).
  static func rows(of shown: [Entry]) -> [Row] {
    var rows: [Row] = []
    var first = 0
    while first < shown.count {
      let group = shown[first].group
      let end = shown[first...].firstIndex { $0.group != group } ?? shown.count
      if !group.isEmpty { rows.append(.heading(group, count: end - first)) }
      rows += (first..<end).map { .entry($0) }
      first = end
    }
    return rows
  }

  /// The first entry of the next or the previous group; of the same one if there is no other.
  func firstOfGroup(_ direction: Int) -> Int {
    let shown = self.shown
    let firsts = shown.indices.filter { $0 == 0 || shown[$0].group != shown[$0 - 1].group }
    if direction > 0 { return firsts.first { $0 > selected } ?? selected }
    return firsts.last { $0 < selected } ?? 0
  }

  /// The index of the row at the top of the list, so that the selected entry is in sight, and the
  /// heading of the first group too.
  func firstRow(_ rows: [Row]) -> Int {
    let row = rows.firstIndex(of: .entry(selected)) ?? 0
    return max(0, min(row - listHeight / 2, rows.count - listHeight))
  }

  /// Paints the list.
  func paintList(_ shown: [Entry], in list: Rectangle, _ brush: inout Brush) {
    let rows = Self.rows(of: shown)
    let nameWidth = min(38, max(12, (entries.map(\.name.count).max() ?? 0) + 2))
    for (line, row) in rows.dropFirst(firstRow(rows)).prefix(list.height).enumerated() {
      switch row {
      case .heading(let group, let count):
        brush.put(
          [Span(" \(group) ", .chapter), Span("\(count)", .faint)], row: line, in: list)
      case .entry(let index):
        let isSelected = index == selected
        let end = brush.put(
          [
            Span(isSelected ? " \(brush.glyphs.next) " : "   ", .now),
            Span(
              shown[index].name.padded(toColumns: nameWidth, brush.glyphs.repertoire),
              isSelected ? .next : .name),
            Span(shown[index].title, isSelected ? .next : .text),
          ], row: line, in: list)
        guard isSelected else { continue }
        brush.mark(
          Rectangle(column: 3, row: list.row + line, width: max(0, end - 3), height: 1), .selection)
        brush.frame.cursor = Point(column: 1, row: list.row + line)
      }
    }
    if shown.isEmpty { brush.put([Span("   nothing found", .faint)], row: 0, in: list) }
  }

  /// Paints what the selected scenario shows, and where it was seen.
  func paintSummary(_ shown: [Entry], below row: Int, _ brush: inout Brush) {
    guard summaryHeight > 0, shown.indices.contains(selected) else { return }
    let entry = shown[selected]
    rule(entry.title, row: row, &brush)
    let width = min(100, options.size.width - 4)
    var lines = wrapped(entry.summary, columns: width).map { ($0, Role.text) }
    let room = summaryHeight - 1 - (entry.source.isEmpty ? 0 : 1)
    lines = Array(lines.prefix(room))
    if !entry.source.isEmpty { lines.append(("seen in \(entry.source)", .faint)) }
    for (line, (text, role)) in lines.enumerated() {
      brush.put([Span(text, role)], column: 2, row: row + 1 + line, in: brush.frame.bounds)
    }
  }
}
