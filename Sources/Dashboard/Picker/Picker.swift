import TerminalFrame

/// The screen that lists the built-in scenarios: what comes when weakviz is started without a file.
public struct Picker: Sendable {
  /// A scenario of the list.
  public struct Entry: Hashable, Sendable {
    /// The name by which it is opened.
    public var name: String
    /// Its title.
    public var title: String
    /// What it shows, in a paragraph.
    public var summary: String
    /// The heading under which it stands; entries of a group are side by side.
    public var group: String
    /// Where the idea comes from, empty where nothing is said.
    public var source: String

    /// A scenario of the list.
    public init(
      name: String, title: String, summary: String, group: String = "", source: String = ""
    ) {
      self.name = name
      self.title = title
      self.summary = summary
      self.group = group
      self.source = source
    }
  }

  /// The scenarios, in the order in which they are shown.
  public let entries: [Entry]
  /// The index of the selected one among those that the filter lets through.
  public private(set) var selected = 0
  /// What the user types to find one; only those that have it are shown.
  public private(set) var filter = ""
  /// The colours, the signs and the size.
  public private(set) var options: Dashboard.Options
  private var isFiltering = false
  private var isInterrupted = false

  /// A list of scenarios.
  public init(entries: [Entry], options: Dashboard.Options = Dashboard.Options()) {
    self.entries = entries
    self.options = options
  }

  /// The entries that the filter lets through.
  var shown: [Entry] {
    let wanted = filter.lowercased()
    return filter.isEmpty
      ? entries
      : entries.filter {
        "\($0.name) \($0.title) \($0.group) \($0.summary)".lowercased().contains(wanted)
      }
  }

  /// Takes in what has happened.
  ///
  /// - Returns: what is wanted from whoever runs the screen.
  public mutating func update(_ message: Message) -> [Effect] {
    switch message {
    case .input(.resize(let size)): options.size = size
    case .input(.key(let key)): return press(key)
    case .input(.mouse(let event)): return point(event)
    default: break
    }
    return []
  }

  private mutating func press(_ key: Key) -> [Effect] {
    let wasInterrupted = isInterrupted
    isInterrupted = false
    if isFiltering, typed(key) { return [] }
    let page = max(1, listHeight - 1)
    switch key.description {
    case "Ctrl-c":
      isInterrupted = true
      return wasInterrupted ? [.quit(code: 0)] : []
    case "q", "Q": return [.quit(code: 0)]
    case "Ctrl-z": return [.suspend]
    case "Ctrl-l": return [.redraw]
    case "j", "Down", "Ctrl-n", "n": select(selected + 1)
    case "k", "Up", "Ctrl-p", "p": select(selected - 1)
    case "PageDown", "Ctrl-d": select(selected + page)
    case "PageUp", "Ctrl-u": select(selected - page)
    case "g", "Home": select(0)
    case "G", "End": select(shown.count - 1)
    case "Tab", "N", "}": select(firstOfGroup(1))
    case "Shift-Tab", "P", "{": select(firstOfGroup(-1))
    case "/": isFiltering = true
    case "Esc":
      filter = ""
      select(0)
    case "Enter", "Space", "l", "Right": return open()
    default: break
    }
    return []
  }

  /// Takes a key of the filter; false for keys that it leaves to the list.
  private mutating func typed(_ key: Key) -> Bool {
    switch key.description {
    case "Esc":
      filter = ""
      isFiltering = false
    case "Enter": isFiltering = false
    case "Backspace": if filter.isEmpty { isFiltering = false } else { filter.removeLast() }
    case "Up", "Down", "Ctrl-c", "Ctrl-n", "Ctrl-p": return false
    default:
      guard case .character(let character) = key.code, key.modifiers.isEmpty, filter.count < 100
      else { return true }
      filter.append(character)
    }
    select(0)
    return true
  }

  private mutating func select(_ index: Int) {
    selected = max(0, min(shown.count - 1, index))
  }

  private func open() -> [Effect] {
    shown.indices.contains(selected) ? [.openScenario(name: shown[selected].name)] : []
  }

  private mutating func point(_ event: MouseEvent) -> [Effect] {
    switch event.action {
    case .wheelUp: select(selected - 1)
    case .wheelDown: select(selected + 1)
    case .press(.left), .doubleClick(.left):
      let rows = Self.rows(of: shown)
      let row = event.point.row - 2 + firstRow(rows)
      guard event.point.row >= 2, event.point.row < 2 + listHeight, rows.indices.contains(row),
        case .entry(let index) = rows[row]
      else { return [] }
      select(index)
      if case .doubleClick = event.action { return open() }
    default: break
    }
    return []
  }

  var listHeight: Int { max(1, options.size.height - 3 - summaryHeight) }

  var summaryHeight: Int {
    switch options.size.height {
    case ..<16: 0
    case ..<24: 6
    default: 8
    }
  }

  /// The picture of the current state. O(cells).
  public func render() -> Frame {
    var brush = Brush(size: options.size, theme: options.theme, glyphs: options.glyphs)
    let area = brush.frame.bounds
    guard area.width > 0, area.height > 2 else { return brush.frame }
    brush.put(
      [Span("weakviz", .title), Span("  when objects die, and why they don't", .faint)], row: 0,
      in: area)
    let shown = self.shown
    let heading = filter.isEmpty && !isFiltering ? "scenarios" : "scenarios with \(filter)"
    rule(heading, row: 1, &brush)
    let list = Rectangle(column: 0, row: 2, width: area.width, height: listHeight)
    paintList(shown, in: list, &brush)
    paintSummary(shown, below: list.endRow, &brush)
    paintKeys(row: area.height - 1, &brush)
    return brush.frame
  }

  func rule(_ title: String, row: Int, _ brush: inout Brush) {
    brush.frame.fill(
      Rectangle(column: 0, row: row, width: options.size.width, height: 1),
      with: brush.glyphs == .ascii ? "-" : "─", style: brush.theme[.rule])
    brush.put(
      [Span(" \(title) ", .paneTitle)], column: 1, row: row, in: brush.frame.bounds)
  }

  private func paintKeys(row: Int, _ brush: inout Brush) {
    let area = brush.frame.bounds
    if isFiltering {
      let end = brush.put([Span("/", .key), Span(filter)], row: row, in: area)
      brush.frame.cursor = Point(column: min(end, area.width - 1), row: row)
      return
    }
    if isInterrupted {
      brush.put([Span(" press Ctrl-c again to quit", .notice)], row: row, in: area)
      return
    }
    brush.put(
      [
        Span(" " + brush.glyphs.pick("⏎", "RET"), .key), Span(" open  ", .faint),
        Span(brush.glyphs.pick("↑↓", "j k"), .key), Span(" choose  ", .faint), Span("Tab", .key),
        Span(" next kind  ", .faint), Span("/", .key),
        Span(" find  ", .faint), Span("q", .key), Span(" quit", .faint),
      ], row: row, in: area)
  }
}
