import HeapModel
import TerminalFrame

extension Dashboard {
  /// Takes a key while a line is being typed.
  mutating func type(_ key: Key, into entry: TextEntry, isCommand: Bool) -> [Effect] {
    var entry = entry
    switch key.description {
    case "Esc", "Ctrl-g":
      overlay = nil
      return []
    case "Enter":
      overlay = nil
      return isCommand
        ? run(entry.text)
        : {
          find(entry.text); return []
        }()
    case "Backspace":
      if entry.text.isEmpty {
        overlay = nil
        return []
      }
      entry.deleteBackward()
    case "Delete": entry.deleteForward()
    case "Left": entry.moveCursor(by: -1)
    case "Right": entry.moveCursor(by: 1)
    case "Home", "Ctrl-a": entry.moveCursorToEnd(false)
    case "End", "Ctrl-e": entry.moveCursorToEnd(true)
    case "Ctrl-u": entry.clear()
    case "Tab":
      if isCommand { complete(&entry) }
    default:
      guard case .character(let character) = key.code, key.modifiers.isEmpty,
        entry.text.count < 500
      else { return [] }
      entry.insert(String(character))
    }
    overlay = isCommand ? .command(entry) : .find(entry)
    return []
  }

  /// Completes the name of a command as far as it is certain, and says what it may be.
  private mutating func complete(_ entry: inout TextEntry) {
    guard !entry.text.contains(" ") else { return }
    let names = commands.completions(of: entry.text)
    guard let first = names.first else {
      notice = "no command begins with \(entry.text)"
      return
    }
    var common = first
    for name in names {
      while !name.hasPrefix(common) { common.removeLast() }
    }
    entry = TextEntry(names.count == 1 ? common + " " : common)
    notice = names.count == 1 ? "" : names.joined(separator: " ")
  }

  /// Runs a line of the command line.
  mutating func run(_ line: String) -> [Effect] {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    guard let name = words.first else { return [] }
    let argument = words.count > 1 ? words[1].trimmedBlanks : ""
    // A number alone goes there, as in an editor.
    if name.first?.isNumber == true { return goTo(name) }
    guard let command = commands.command(named: name) else {
      let names = commands.completions(of: name)
      notice =
        names.isEmpty ? "no command \(name)" : "\(name) may be \(names.joined(separator: ", "))"
      return []
    }
    guard !argument.isEmpty || command.action == .gotoPosition else {
      return perform(command, count: nil)
    }
    switch command.action {
    case .gotoPosition: return goTo(argument)
    case .theme: chooseTheme(argument)
    case .glyphs: chooseGlyphs(argument)
    case .find: find(argument)
    case .nextPane:
      if let pane = plan.order.first(where: { $0.title.hasPrefix(argument) }) {
        setFocus(pane)
      } else {
        notice = "no pane \(argument) on this screen"
      }
    default:
      if command.isRepeatable, let count = Int(argument) {
        return perform(command, count: count)
      }
      notice = "\(command.name) takes no argument"
    }
    return []
  }

  private mutating func goTo(_ text: String) -> [Effect] {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first, let step = Int(first),
      let moment = parts.count == 2 ? Int(parts[1]) : Int.max
    else {
      notice = "goto takes a step, or a step and a micro-step: 3 or 3.2"
      return []
    }
    guard step >= 0, step <= timeline.stepCount else {
      notice = "there is no step \(text): the last one is \(timeline.stepCount)"
      return []
    }
    let effects = pause()
    go(to: timeline.normalized(Position(step: step, moment: max(0, moment))))
    return effects
  }
}

extension String {
  /// The text without blanks at both ends.
  fileprivate var trimmedBlanks: String {
    var rest = Substring(self)
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
