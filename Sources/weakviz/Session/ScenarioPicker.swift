import HeapFormats
import TerminalFrame

/// The list of built-in scenarios from which one is chosen: a value like the dashboard.
struct ScenarioPicker {
  /// What a key led to.
  enum Outcome: Equatable {
    /// Nothing but another picture.
    case stay
    /// A scenario was chosen.
    case choose(name: String)
    /// Whoever looks has had enough.
    case leave
  }

  private struct Row {
    var name: String
    var title: String
    var summary: String
  }

  private let rows: [Row]
  private var filter = ""
  private var selected = 0
  private var top = 0
  private var size: Size
  private let repertoire: Repertoire

  init(size: Size, repertoire: Repertoire) {
    self.size = size
    self.repertoire = repertoire
    rows = BuiltInScenario.all.map { scenario in
      let program = (try? ScenarioDecoder.decode(scenario.bytes))?.program
      return Row(
        name: scenario.name, title: program?.title ?? "", summary: program?.summary ?? "")
    }
  }

  private var matches: [Row] {
    let words = filter.lowercased().split(separator: " ")
    guard !words.isEmpty else { return rows }
    return rows.filter { row in
      let text = "\(row.name) \(row.title) \(row.summary)".lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }

  /// Rows that the list has on the screen.
  private var listHeight: Int { max(1, size.height - 6) }

  /// Takes in what a person did.
  mutating func update(_ input: InputEvent) -> Outcome {
    switch input {
    case .resize(let size): self.size = size
    case .key(let key): return press(key)
    case .mouse(let event): return point(event)
    case .paste(let text): type(text.filter { !$0.isNewline })
    case .focus: break
    }
    return .stay
  }

  private mutating func press(_ key: Key) -> Outcome {
    switch key {
    case .named(.down), .control("n"): select(selected + 1)
    case .named(.up), .control("p"): select(selected - 1)
    case .named(.pageDown): select(selected + listHeight)
    case .named(.pageUp): select(selected - listHeight)
    case .named(.home): select(0)
    case .named(.end): select(.max)
    case .named(.enter): return choose()
    case .named(.escape):
      guard !filter.isEmpty else { return .leave }
      filter = ""
      select(0)
    case .control("c"), .control("d"): return .leave
    case .character("q") where filter.isEmpty: return .leave
    case .character("j") where filter.isEmpty: select(selected + 1)
    case .character("k") where filter.isEmpty: select(selected - 1)
    case .character("/") where filter.isEmpty: break
    case .named(.backspace):
      filter = String(filter.dropLast())
      select(0)
    default:
      if case .character(let character) = key.code, key.modifiers.isEmpty { type("\(character)") }
    }
    return .stay
  }

  private mutating func point(_ event: MouseEvent) -> Outcome {
    switch event.action {
    case .wheelUp: select(selected - 1)
    case .wheelDown: select(selected + 1)
    case .press(.left), .doubleClick(.left):
      let row = event.point.row - 2
      guard row >= 0, row < listHeight, top + row < matches.count else { return .stay }
      select(top + row)
      if event.action == .doubleClick(.left) { return choose() }
    default: break
    }
    return .stay
  }

  private func choose() -> Outcome {
    let matches = matches
    return matches.indices.contains(selected) ? .choose(name: matches[selected].name) : .stay
  }

  private mutating func type(_ text: String) {
    filter += text.sanitized(repertoire)
    select(0)
  }

  private mutating func select(_ index: Int) {
    selected = max(0, min(matches.count - 1, index))
  }

  /// The picture; the list is scrolled so that the selected row is on it.
  mutating func render() -> Frame {
    let matches = matches
    top = max(0, min(top, matches.count - listHeight))
    top = min(max(top, selected - listHeight + 1), selected)
    var frame = Frame(size)
    let bold = Style(.standard, on: .standard, .bold)
    let dim = Style(.standard, on: .standard, .dim)
    frame.put("weakviz", column: 1, row: 0, style: bold)
    frame.put("choose a scenario", column: 10, row: 0)
    let nameWidth = (rows.map(\.name.count).max() ?? 0) + 1
    for (index, row) in matches.enumerated().dropFirst(top).prefix(listHeight) {
      let style = index == selected ? Style(.standard, on: .standard, .reverse) : .plain
      let line = index - top + 2
      if index == selected {
        frame.fill(Rectangle(column: 0, row: line, width: size.width, height: 1), style: style)
        frame.put(repertoire == .ascii ? ">" : "»", column: 0, row: line, style: style)
      }
      let end = frame.put("@\(row.name)", column: 1, row: line, style: style)
      frame.put(
        row.title, column: max(end + 2, nameWidth + 3), row: line, style: style,
        repertoire: repertoire)
    }
    if matches.isEmpty { frame.put("nothing of that name", column: 1, row: 2, style: dim) }
    if matches.indices.contains(selected) {
      let summary = matches[selected].summary.truncated(
        toColumns: max(0, size.width - 2), repertoire)
      frame.put(summary, column: 1, row: size.height - 3, style: dim)
    }
    let help = "Enter opens  Up Down choose  letters filter  Esc leaves"
    let footer = filter.isEmpty ? help : "filter: \(filter)"
    frame.put(footer, column: 1, row: size.height - 1, repertoire: repertoire)
    frame.cursor = Point(column: 0, row: min(size.height - 1, selected - top + 2))
    return frame
  }
}
