import TerminalFrame

extension Dashboard {
  /// The keys that matter in the focused pane, or the line that is being typed, or a notice.
  func paintHelpLine(_ area: Rectangle, _ brush: inout Brush) {
    switch overlay {
    case .command(let entry): paintEntry(":", entry, area, &brush)
    case .find(let entry): paintEntry("/", entry, area, &brush)
    case .answering(let entry): paintEntry("answer: ", entry, area, &brush)
    case .help(let view) where view.isTyping: paintEntry("/", view.filter, area, &brush)
    case .help, .chapters, .output, .warnings, .breakpoints, .moving, .answer, .retained, .editing,
      .difference, .leaving, .offering, nil:
      if !notice.isEmpty {
        brush.put([Span(notice, .notice)], column: 1, row: 0, in: area)
      } else if let count {
        brush.put([Span("\(count)", .notice)], column: 1, row: 0, in: area)
      } else if let keys = overlayKeys ?? (overlay == nil && !quizKeys.isEmpty ? quizKeys : nil) {
        let spans = keys.flatMap {
          [Span($0.key, .key), Span(" \($0.does)  ", .faint)]
        }
        brush.put(spans, column: 1, row: 0, in: area)
      } else {
        paintBriefs(area, &brush)
      }
    }
  }

  /// What the keys do in the box over the panes; nil where there is none, or where it says so itself.
  private var overlayKeys: [(key: String, does: String)]? {
    switch overlay {
    case .help(let view):
      [
        ("Esc", view.filter.text.isEmpty ? "close" : "all of it"), ("Space", "next page"),
        ("PageUp", "page back"), ("Tab", "next heading"), ("/", "find a word"), ("G", "end"),
      ]
    case .chapters: [("Esc", "close"), ("j", "down"), ("k", "up"), ("Enter", "go there")]
    case .breakpoints:
      [("Esc", "close"), ("j", "down"), ("k", "up"), ("Enter", "go there"), ("d", "remove")]
    case .output, .warnings, .difference:
      [("Esc", "close"), ("j", "down"), ("k", "up"), ("Space", "next page")]
    case .retained, .answer, .editing, .leaving, .offering, .moving, .command, .find, .answering,
      nil:
      nil
    }
  }

  private func paintEntry(
    _ prompt: String, _ entry: TextEntry, _ area: Rectangle, _ brush: inout Brush
  ) {
    let end = brush.put([Span(prompt, .key), Span(entry.text)], row: 0, in: area)
    if !notice.isEmpty {
      brush.put([Span("  " + notice, .notice)], column: end - area.column, row: 0, in: area)
    }
    let cursor = area.column + prompt.count + TextWidth.columns(of: entry.head)
    brush.frame.cursor = Point(column: min(cursor, area.endColumn - 1), row: area.row)
  }

  /// The keys from left to right; help and quit, at the right, are never left out.
  private func paintBriefs(_ area: Rectangle, _ brush: inout Brush) {
    let last: [Action] = [.help, .quit]
    var end = area.width - 1
    for action in last.reversed() {
      guard let brief = brief(action) else { continue }
      let width = width(of: brief)
      guard end - width > 0 else { continue }
      brush.put(brief, column: end - width, row: 0, in: area)
      end -= width + 2
    }
    var column = 1
    for command in commands.commands where !last.contains(command.action) {
      guard let brief = brief(command.action) else { continue }
      let width = width(of: brief)
      guard column + width < end else { continue }
      brush.put(brief, column: column, row: 0, in: area)
      column += width + 2
    }
  }

  private func brief(_ action: Action) -> [Span]? {
    guard let command = commands.command(action), !command.brief.isEmpty,
      let key = commands.shownKey(action, in: focus)
    else { return nil }
    return [Span(keyText(key), .key), Span(" \(command.brief)", .faint)]
  }

  private func width(of spans: [Span]) -> Int {
    spans.reduce(0) { $0 + TextWidth.columns(of: $1.text) }
  }

  /// A key as short as people know it.
  func keyText(_ key: Key) -> String {
    switch key.description {
    case "Space": options.glyphs.pick("␣", "SPC")
    case "Enter": options.glyphs.pick("⏎", "RET")
    default: key.description
    }
  }
}
