import HeapModel
import TerminalFrame

@testable import Dashboard

/// Reads the texts of a canvas from a frame: each is drawn as a whole, or ends with `…` where it is
/// longer than it may be.
struct DrawnLabels {
  let frame: Frame
  let picture: CanvasPicture
  let moment: CanvasMoment

  /// What is cut, missing or wrong.
  var faults: [String] {
    var faults: [String] = []
    for (index, node) in moment.nodes.enumerated() where node.appearance != .absent {
      let place = picture.plan.nodes[index]
      let graph = picture.graph.nodes[index]
      check(
        picture.plan.detail == .chips ? graph.chipTitle?.text ?? node.title : node.title,
        at: place.title, columns: BoxMetrics.widestText, &faults)
      guard node.appearance != .dead else { continue }
      for (row, point) in place.rows.enumerated() where node.rows[row] != .absent {
        check(graph.rows[row].text, at: point, columns: BoxMetrics.widestText, &faults)
      }
      var present = node.names.indices.filter { node.names[$0] }
      // A running call is named only where nothing else is, in one flag or behind the title.
      let rivals = place.flags.first { graph.callName.map($0.names.contains) ?? false }?.names
      if present.contains(where: { $0 != graph.callName && rivals?.contains($0) ?? true }) {
        present.removeAll { $0 == graph.callName }
      }
      checkNames(present.map { graph.names[$0].text }, present, place, &faults)
    }
    return faults
  }

  /// A text stands at a point, whole or cut to some columns.
  private func check(_ text: String, at point: CanvasPoint, columns: Int, _ faults: inout [String])
  {
    let wanted = text.sanitized().truncated(toColumns: columns)
    let isCut = TextWidth.columns(of: text.sanitized()) > columns
    let drawn = drawnText(at: point, columns: TextWidth.columns(of: wanted))
    if drawn != wanted || isCut && !drawn.hasSuffix("…") {
      faults.append("'\(text)' is drawn as '\(drawn)'")
    }
  }

  /// Each name that refers to a node is written, or counted behind the first ones.
  private func checkNames(
    _ names: [String], _ indices: [Int], _ place: CanvasPlan.Node, _ faults: inout [String]
  ) {
    for flag in place.flags {
      let here = flag.names.filter(indices.contains)
      guard !here.isEmpty else { continue }
      let text = here.count == 1 ? names[indices.firstIndex(of: here[0]) ?? 0] : "+\(here.count)"
      let wanted = text.sanitized().truncated(toColumns: here.count == 1 ? flag.textWidth : 99)
      let drawn = drawnText(at: flag.text, columns: TextWidth.columns(of: wanted))
      if drawn != wanted { faults.append("the name '\(text)' is drawn as '\(drawn)'") }
    }
    guard place.flags.isEmpty, !indices.isEmpty else { return }
    let isCall = indices.allSatisfy { !place.inlineNames.contains($0) } && place.hiddenNames == 0
    let shown = zip(indices, names).filter { isCall || place.inlineNames.contains($0.0) }.map(\.1)
    let rest = names.count - shown.count
    let texts =
      shown.map { $0.sanitized().truncated(toColumns: BoxMetrics.widestName) }
      + (rest > 0 ? ["+\(rest)"] : [])
    let wanted = "‹\(texts.joined(separator: " "))›"
    let start = CanvasPoint(column: place.title.column + place.titleWidth + 1, row: place.title.row)
    let drawn = drawnText(at: start, columns: TextWidth.columns(of: wanted))
    if drawn != wanted { faults.append("the names '\(wanted)' are drawn as '\(drawn)'") }
  }

  private func drawnText(at point: CanvasPoint, columns: Int) -> String {
    var text = ""
    for column in point.column..<point.column + columns
    where column < frame.width && point.row < frame.height {
      let glyph = frame[column, point.row].glyph
      guard glyph.columns > 0 else { continue }
      text.unicodeScalars.append(glyph.base)
      if let mark = glyph.combiningMark { text.unicodeScalars.append(mark) }
    }
    return text
  }
}
