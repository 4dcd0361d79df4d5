import HeapModel
import TerminalFrame

/// What stands on the screen while a long scenario is run for the first time.
struct LoadingScreen {
  /// What is loaded.
  var name: String
  /// How much is done, from 0 to 1.
  var fraction = 0.0
  /// A word about it.
  var text = "reading"
  /// The heap as it is by now.
  var outline: [HeapSketch.Row] = []

  /// The picture.
  func render(_ size: Size, _ repertoire: Repertoire) -> Frame {
    var frame = Frame(size)
    let isUnicode = repertoire == .unicode
    let width = max(0, min(40, size.width - 4))
    let column = max(0, (size.width - width) / 2)
    // Below there is room for the heap, so that nothing moves when it comes.
    let row = max(0, min(size.height / 2 - 2, size.height / 6))
    let title = "weakviz  \(name)".truncated(toColumns: width, repertoire)
    frame.put(title, column: column, row: row, style: Style(.standard, on: .standard, .bold))
    let full = Int(Double(width) * min(1, max(0, fraction)))
    let bar = Rectangle(column: column, row: row + 1, width: width, height: 1)
    frame.fill(bar, with: isUnicode ? "\u{2591}" : ".")
    frame.fill(
      Rectangle(column: column, row: row + 1, width: full, height: 1),
      with: isUnicode ? "\u{2588}" : "#")
    frame.put(text.truncated(toColumns: width, repertoire), column: column, row: row + 2)
    frame.put(
      "q gives up", column: column, row: row + 3, style: Style(.standard, on: .standard, .dim))
    for (index, line) in outline.prefix(max(0, size.height - row - 6)).enumerated() {
      let text = line.place.isEmpty ? "" : "\(line.place) \(isUnicode ? "\u{2192}" : "->") "
      frame.put(
        (String(repeating: "  ", count: line.depth) + text + line.object)
          .truncated(toColumns: width, repertoire),
        column: column, row: row + 5 + index, style: Style(.standard, on: .standard, .dim),
        repertoire: repertoire)
    }
    return frame
  }
}
