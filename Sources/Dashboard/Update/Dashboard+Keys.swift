import HeapModel
import TerminalFrame

extension Dashboard {
  /// Takes a key: first what lies over the panes, then counts, then the table of commands.
  mutating func press(_ key: Key) -> [Effect] {
    let wasInterrupted = isInterrupted
    isInterrupted = false
    notice = ""
    if key == .control("c") {
      if wasInterrupted { return [.quit(code: 0)] }
      isInterrupted = true
      notice = "press Ctrl-c again to quit"
      return []
    }
    switch overlay {
    case .command(let entry): return type(key, into: entry, for: .command)
    case .find(let entry): return type(key, into: entry, for: .find)
    case .answering(let entry): return type(key, into: entry, for: .answer)
    case .help(let view): return pressInHelp(key, view)
    case .chapters(let selected): return pressInChapters(key, selected)
    case .moving: return pressWhileMoving(key)
    case .breakpoints(let selected): return pressInBreakpoints(key, selected)
    case .output(let scroll):
      if let moved = scrolled(scroll, by: key, rows: outputRows.count) {
        overlay = .output(scroll: moved)
        return []
      }
      if ["Esc", "q", "v", "Enter"].contains(key.description) {
        overlay = nil
        return []
      }
    case .warnings(let scroll):
      if let moved = scrolled(scroll, by: key, rows: warningRows.count) {
        overlay = .warnings(scroll: moved)
        return []
      }
      if ["Esc", "q", "Enter"].contains(key.description) {
        overlay = nil
        return []
      }
    case .retained(let view):
      if let effects = pressInRetained(key, view) { return effects }
    case .answer:
      if key == .named(.enter), isCutReady {
        overlay = nil
        return commit(answers.steps, afterStep: position.step)
      }
      if pressInAnswer(key) { return [] }
    case .editing(let view): return pressInEdit(key, view)
    case .difference(let scroll):
      if let moved = scrolled(scroll, by: key, rows: differenceRows(76).count) {
        overlay = .difference(scroll: moved)
      } else {
        overlay = nil
      }
      return []
    case .leaving: return pressWhileLeaving(key)
    case .offering(let history): return pressInOffer(key, history)
    case nil:
      if let effects = pressInQuiz(key) { return effects }
      if key == .named(.escape), edits.isOpening {
        leaveOpening()
        return []
      }
      if key == .named(.escape), layoutNumber > 0 {
        leaveLayout()
        return []
      }
      if key == .named(.escape), quizNumber > 0 {
        quizNumber = 0
        notice = "no quiz"
        return []
      }
    }
    if takeDigit(key) { return [] }
    let count = self.count
    self.count = nil
    guard let command = commands.command(for: key, in: focus) else {
      notice = "no command on \(key): ? shows all keys"
      return []
    }
    return perform(command, count: count)
  }

  /// Digits before a key are a count; 0 is one only after another digit.
  private mutating func takeDigit(_ key: Key) -> Bool {
    guard key.modifiers.isEmpty, case .character(let character) = key.code,
      let digit = character.wholeNumberValue, character.isASCII, digit > 0 || count != nil
    else { return false }
    count = min((count ?? 0) * 10 + digit, 99_999_999)
    return true
  }

  /// Does what a command says, as often as the count says.
  mutating func perform(_ command: Command, count: Int?) -> [Effect] {
    if mustWaitForAnswer(command.action) { return [] }
    var effects: [Effect] = []
    if playback.isPlaying && command.category == .stepping
      && ![.play, .slower, .faster, .run].contains(command.action)
    {
      effects += pause()
    }
    switch command.category {
    case .stepping: effects += step(command.action, count: count)
    case .moving: move(command.action, count: count)
    case .looking: effects += look(command.action)
    case .editing:
      effects += pause()
      effects += edit(command.action)
    case .application: effects += runApplication(command.action)
    }
    return effects
  }

  private mutating func runApplication(_ action: Action) -> [Effect] {
    switch action {
    case .help: overlay = .help(HelpView())
    case .commandLine: overlay = .command(TextEntry())
    case .theme: chooseTheme("")
    case .glyphs: chooseGlyphs("")
    case .redraw: return [.redraw]
    case .suspend: return pause() + [.suspend]
    case .quit: return leave()
    case .quitNow: return [.quit(code: 0)]
    default: break
    }
    return []
  }

  mutating func chooseTheme(_ name: String) {
    let all = Theme.all
    if name.isEmpty {
      let next = (all.firstIndex { $0.name == options.theme.name } ?? 0) + 1
      options.theme = all[next % all.count]
    } else if let theme = Theme.named(name) {
      options.theme = theme
    } else {
      notice = "no theme \(name): there are \(all.map(\.name).joined(separator: ", "))"
      return
    }
    notice = "theme \(options.theme.name)"
  }

  mutating func chooseGlyphs(_ name: String) {
    guard
      let glyphs = name.isEmpty
        ? (options.glyphs == .ascii ? .unicode : .ascii)
        : GlyphSet(rawValue: name)
    else {
      notice = "no glyphs \(name): there are unicode, ascii"
      return
    }
    options.glyphs = glyphs
    layOut()
    look()
  }

  private mutating func pressInHelp(_ key: Key, _ view: HelpView) -> [Effect] {
    var view = view
    if view.isTyping {
      filterHelp(key, &view)
    } else if let moved = scrolled(view.scroll, by: key, rows: helpLines(view.filter.text).count) {
      view.scroll = moved
    } else if key == .named(.tab) {
      // The next heading, and after the last one the first.
      let rows = helpLines(view.filter.text)
      let headings = rows.indices.filter { rows[$0].first?.role == .chapter }
      view.scroll = headings.first { $0 > view.scroll } ?? 0
    } else if key == .character("/") {
      view = HelpView(isTyping: true)
    } else if key == .named(.escape), !view.filter.text.isEmpty {
      view = HelpView()
    } else if ["Esc", "q", "?", "F1", "Enter"].contains(key.description) {
      overlay = nil
      return []
    } else {
      notice = "Esc closes the help"
    }
    overlay = .help(view)
    return []
  }

  private func filterHelp(_ key: Key, _ view: inout HelpView) {
    switch key.description {
    case "Esc", "Ctrl-g": view = HelpView()
    case "Enter": view.isTyping = false
    case "Backspace":
      if view.filter.text.isEmpty { view.isTyping = false }
      view.filter.deleteBackward()
    default:
      guard case .character(let character) = key.code, key.modifiers.isEmpty,
        view.filter.text.count < 100
      else { return }
      view.filter.insert(String(character))
    }
    view.scroll = 0
  }

  /// Where a box of rows is scrolled to by a key; nil for keys that don't scroll.
  private func scrolled(_ scroll: Int, by key: Key, rows: Int) -> Int? {
    let page = max(1, options.size.height - 6)
    switch key.description {
    case "j", "Down": return max(0, min(scroll + 1, rows - 1))
    case "k", "Up": return max(0, scroll - 1)
    case "PageDown", "Space", "Ctrl-f", "Ctrl-d": return max(0, min(scroll + page, rows - 1))
    case "PageUp", "Ctrl-b", "Ctrl-u": return max(0, scroll - page)
    case "g", "Home": return 0
    case "G", "End": return max(0, rows - page)
    default: return nil
    }
  }

  private mutating func pressInBreakpoints(_ key: Key, _ selected: Int) -> [Effect] {
    let all = breakpoints.all
    switch key.description {
    case "j", "Down": overlay = .breakpoints(selected: min(selected + 1, max(0, all.count - 1)))
    case "k", "Up": overlay = .breakpoints(selected: max(0, selected - 1))
    case "d", "Delete":
      guard all.indices.contains(selected) else { break }
      _ = breakpoints.toggle(all[selected])
      overlay =
        breakpoints.all.isEmpty
        ? nil : .breakpoints(selected: min(selected, breakpoints.all.count - 1))
    case "Enter", "Space":
      overlay = nil
      guard all.indices.contains(selected) else { break }
      switch all[selected] {
      case .step(let step): go(to: Position(step: step - 1))
      case .object(let object):
        if Int(object.index) <= timeline.heap.objectCount { choose(object) }
      }
    default: overlay = nil
    }
    return []
  }

  private mutating func pressInChapters(_ key: Key, _ selected: Int) -> [Effect] {
    let chapters = index.chapters
    switch key.description {
    case "Esc", "q": overlay = nil
    case "j", "Down": overlay = .chapters(selected: min(selected + 1, max(0, chapters.count - 1)))
    case "k", "Up": overlay = .chapters(selected: max(0, selected - 1))
    case "g", "Home": overlay = .chapters(selected: 0)
    case "G", "End": overlay = .chapters(selected: max(0, chapters.count - 1))
    case "Enter", "Space":
      overlay = nil
      if chapters.indices.contains(selected) { go(to: Position(step: chapters[selected].step)) }
    default: break
    }
    return []
  }
}
