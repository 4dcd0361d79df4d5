import HeapModel
import TerminalFrame

extension Dashboard {
  /// Takes a key while a line is being typed.
  mutating func type(_ key: Key, into entry: TextEntry, for purpose: TypedLine) -> [Effect] {
    var entry = entry
    switch key.description {
    case "Esc", "Ctrl-g":
      overlay = nil
      return []
    case "Enter":
      overlay = nil
      switch purpose {
      case .command: return run(entry.text)
      case .find: find(entry.text)
      case .answer: return answerQuiz(typed: entry.text)
      }
      return []
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
      if purpose == .command { complete(&entry) }
    default:
      guard case .character(let character) = key.code, key.modifiers.isEmpty,
        entry.text.count < 500
      else { return [] }
      entry.insert(String(character))
    }
    switch purpose {
    case .command: overlay = .command(entry)
    case .find: overlay = .find(entry)
    case .answer: overlay = .answering(entry)
    }
    return []
  }

  /// Completes the last word as far as it is certain, and says what it may be.
  private mutating func complete(_ entry: inout TextEntry) {
    let words = entry.text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let last = words.last ?? ""
    let candidates =
      words.count <= 1
      ? commands.completions(of: last)
      : commands.command(named: words[0]).map { arguments(of: $0.action, after: words) } ?? []
    let names = candidates.filter { $0.hasPrefix(last) }
    guard let first = names.first else {
      notice = words.count <= 1 ? "no command begins with \(last)" : "nothing to complete"
      return
    }
    var common = first
    for name in names {
      while !name.hasPrefix(common) { common.removeLast() }
    }
    let head = words.dropLast().map { $0 + " " }.joined()
    entry = TextEntry(head + (names.count == 1 ? common + " " : common))
    notice = names.count == 1 ? "" : names.prefix(40).joined(separator: " ")
  }

  /// What may stand as the next word after a command.
  private func arguments(of action: Action, after words: [String]) -> [String] {
    switch (action, words.count) {
    case (.theme, 2): Theme.all.map(\.name)
    case (.glyphs, 2): GlyphSet.allCases.map(\.rawValue)
    case (.nextPane, 2): Pane.allCases.map(\.title)
    case (.resizePanes, 2): ["right", "lower"]
    case (.find, 2), (.when, 2): objectNames
    case (.when, 3): Self.whenVerbs
    case (.weaken, 2): ["--ref"] + objectNames
    case (.delete, 2), (.strengthen, 2), (.set, 2): objectNames
    default: []
    }
  }

  /// The names of objects and of variables, for completion.
  private var objectNames: [String] {
    let heap = timeline.heap
    let variables = heap.slots(timeline.moduleFrame).prefix(1_000).map(heap.labelText)
    let objects = union?.nodes.map(\.title) ?? []
    return (variables + objects).sorted()
  }

  /// Gives a pane the focus; one for which the screen has no room takes all of it.
  private mutating func showPane(_ name: String) {
    guard
      let pane = Pane.allCases.first(where: {
        $0.title.hasPrefix(name) || $0.rawValue.hasPrefix(name)
      })
    else {
      notice = "no pane \(name): there are \(Pane.allCases.map(\.title).joined(separator: ", "))"
      return
    }
    zoomed = nil
    if plan.panes[pane] == nil { zoomed = pane }
    setFocus(pane)
    layOut()
    look()
  }

  /// Writes the screen into a file, by default one that is named after the place in the timeline.
  mutating func saveFrame(_ argument: String) -> [Effect] {
    let place = position.isEndOfStep ? "\(position.step)" : "\(position.step).\(position.moment)"
    let stem = options.fileName.split(separator: "/").last.map(String.init) ?? "weakviz"
    let base = String(stem.drop { $0 == "@" }.prefix { $0 != "." })
    let file = argument.isEmpty ? "\(base)-\(place).svg" : argument
    let frame = render()
    let text: String
    switch file.split(separator: ".").last.map(String.init) {
    case "txt": text = frame.plainText
    case "ansi": text = frame.ansiText(depth: .palette)
    case "svg":
      text = frame.svg(
        theme: options.theme.name == Theme.light.name ? .light : .dark,
        title: timeline.narration.title, hasWindow: true)
    default:
      notice = "save-frame writes files that end in .svg, .txt or .ansi"
      return []
    }
    return [.write(file: file, text: text)]
  }

  /// Runs a line of the command line.
  mutating func run(_ line: String) -> [Effect] {
    // A step needs no word before it.
    if line.trimmedBlanks.hasPrefix("{") {
      return mustWaitForAnswer(.doStep) ? [] : edit(.doStep, line.trimmedBlanks)
    }
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    guard let name = words.first else { return [] }
    let argument = words.count > 1 ? words[1].trimmedBlanks : ""
    // A number alone goes there, as in an editor.
    if name.first?.isNumber == true { return mustWaitForAnswer(.gotoPosition) ? [] : goTo(name) }
    guard let command = commands.command(named: name) else {
      let names = commands.completions(of: name)
      notice =
        names.isEmpty ? "no command \(name)" : "\(name) may be \(names.joined(separator: ", "))"
      return []
    }
    guard !argument.isEmpty || command.action == .gotoPosition else {
      return perform(command, count: nil)
    }
    if mustWaitForAnswer(command.action) { return [] }
    if command.category == .editing, !command.argument.isEmpty {
      return pause() + edit(command.action, argument)
    }
    switch command.action {
    case .gotoPosition: return goTo(argument)
    case .theme: chooseTheme(argument)
    case .glyphs: chooseGlyphs(argument)
    case .when: return goWhen(argument)
    case .resizePanes: resizePanes(argument)
    case .saveFrame: return saveFrame(argument)
    case .find: find(argument)
    case .nextPane:
      showPane(argument)
    default:
      if command.isRepeatable, let count = Int(argument) {
        return perform(command, count: count)
      }
      notice = "\(command.name) takes no argument"
    }
    return []
  }

  /// The step of a number as people see it: `3` or `3a`.
  private func step(numbered number: String) -> Int? {
    guard !edits.branch.edits.isEmpty, number != "0" else { return Int(number) }
    let narration = timeline.narration
    return (1..<timeline.stepCount + 1).first { narration.step($0).number == number }
  }

  private mutating func goTo(_ text: String) -> [Effect] {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first, let step = step(numbered: String(first)),
      let moment = parts.count == 2 ? Int(parts[1]) : Int.max
    else {
      notice = "goto takes a step, or a step and a micro-step: 3 or 3.2"
      return []
    }
    guard step >= 0, step <= timeline.stepCount else {
      notice = "there is no step \(text): the last one is \(number(ofStep: timeline.stepCount))"
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
