import HeapModel

/// What lies over the panes and takes the keys.
enum Overlay: Hashable, Sendable {
  /// The keys of the pane, the legend, then all keys.
  case help(HelpView)
  /// The chapters, with the selected one.
  case chapters(selected: Int)
  /// All that was printed so far; the first row that is shown.
  case output(scroll: Int)
  /// What the author of the file probably did not mean; the first row that is shown.
  case warnings(scroll: Int)
  /// The breakpoints, with the selected one.
  case breakpoints(selected: Int)
  /// Why the selected object is alive, or how it died. Other keys still work.
  case answer
  /// The dominator tree, or the types by what they retain.
  case retained(RetainedView)
  /// What is done to references, and what that would do.
  case editing(EditView)
  /// What the branch does differently; the first row that is shown.
  case difference(scroll: Int)
  /// What is to become of edits that are in no file, before the end.
  case leaving
  /// Edits that an earlier session has left.
  case offering(EditHistory)
  /// Arrow keys move the selected box. Nothing lies over the panes.
  case moving
  /// The command line.
  case command(TextEntry)
  /// The line that finds objects.
  case find(TextEntry)
  /// The line that answers a question of the quiz.
  case answering(TextEntry)
}

/// What a line that is being typed is for.
enum TypedLine: Hashable, Sendable {
  case command, find, answer
}

/// What of the help is shown.
struct HelpView: Hashable, Sendable {
  /// The first row that is shown.
  var scroll = 0
  /// Only rows with this text are shown, and those that head them.
  var filter = TextEntry()
  /// Whether the filter is being typed.
  var isTyping = false
}

/// A line of text that is being typed.
struct TextEntry: Hashable, Sendable {
  private(set) var text = ""
  /// Characters before the cursor.
  private(set) var cursor = 0

  init(_ text: String = "") {
    self.text = text
    cursor = text.count
  }

  mutating func insert(_ more: String) {
    let index = text.index(text.startIndex, offsetBy: cursor)
    text.insert(contentsOf: more, at: index)
    cursor = min(text.count, cursor + more.count)
  }

  mutating func deleteBackward() {
    guard cursor > 0 else { return }
    cursor -= 1
    text.remove(at: text.index(text.startIndex, offsetBy: cursor))
  }

  mutating func deleteForward() {
    guard cursor < text.count else { return }
    text.remove(at: text.index(text.startIndex, offsetBy: cursor))
  }

  mutating func clear() {
    text = ""
    cursor = 0
  }

  mutating func moveCursor(by offset: Int) {
    cursor = max(0, min(text.count, cursor + offset))
  }

  mutating func moveCursorToEnd(_ atEnd: Bool) { cursor = atEnd ? text.count : 0 }

  /// The text before the cursor.
  var head: String { String(text.prefix(cursor)) }
}
