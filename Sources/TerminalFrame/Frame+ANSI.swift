extension Frame {
  /// The picture with escape sequences for the styles, a line a row, for a pager or a terminal.
  ///
  /// Plain blanks at the ends of lines are left out; every line ends plain.
  public func ansiText(depth: ColorDepth) -> String {
    var result = ""
    for row in 0..<height {
      let end = self.row(row).lastIndex { $0 != Cell() }.map { $0 + 1 - row * width } ?? 0
      var pen = ANSIPen(depth: depth)
      for (style, columns) in styleRuns(in: Run(row: row, columns: 0..<end)) {
        pen.change(to: style, in: &result)
        result += text(of: Run(row: row, columns: columns))
      }
      pen.change(to: .plain, in: &result)
      result.append("\n")
    }
    return result
  }

  /// What a terminal that shows another frame must be sent to show this one; all if there is none.
  func ansiUpdate(since other: Frame?, depth: ColorDepth) -> String {
    var result = other?.width == width && other?.height == height ? "" : "\u{1B}[0m\u{1B}[2J"
    var pen = ANSIPen(depth: depth)
    for run in changedRuns(since: other ?? Frame(width: 0, height: 0)) {
      result += "\u{1B}[\(run.row + 1);\(run.columns.lowerBound + 1)H"
      for (style, columns) in styleRuns(in: run) {
        pen.change(to: style, in: &result)
        result += text(of: Run(row: run.row, columns: columns))
      }
    }
    pen.change(to: .plain, in: &result)
    return result
  }
}

/// Writes the escape sequences that change one style into another.
private struct ANSIPen {
  let depth: ColorDepth
  private var codes: [Int] = []

  init(depth: ColorDepth) { self.depth = depth }

  mutating func change(to style: Style, in text: inout String) {
    let wanted = selection(of: style)
    guard wanted != codes else { return }
    // One sequence from plain is shorter than switching parts on and off.
    text += "\u{1B}[" + (["0"] + wanted.map(String.init)).joined(separator: ";") + "m"
    codes = wanted
  }

  private func selection(of style: Style) -> [Int] {
    let numbers: [(Attributes, Int)] = [
      (.bold, 1), (.dim, 2), (.italic, 3), (.underline, 4), (.reverse, 7),
    ]
    var codes = numbers.filter { style.attributes.contains($0.0) }.map(\.1)
    for (color, base) in [(style.foreground, 30), (style.background, 40)] {
      guard let index = depth.index(of: color) else { continue }
      codes += depth == .palette ? [base + 8, 5, Int(index)] : [base + Int(index)]
    }
    return codes
  }
}
