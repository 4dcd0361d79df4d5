import TerminalFrame

extension Dashboard {
  /// The help: the keys of the focused pane, all keys by what they belong to, then what the signs
  /// mean. With a filter, only the rows that have it, and what heads them.
  func helpRows(_ filter: String = "") -> [[Span]] {
    let rows = paneRows + keyRows + legendRows
    guard !filter.isEmpty else { return rows }
    let wanted = filter.lowercased()
    var found: [[Span]] = []
    var heading: [Span]?
    for row in rows {
      if row.first?.role == .chapter { heading = row }
      let text = row.map(\.text).joined().lowercased()
      guard row.first?.role != .chapter, text.contains(wanted) else { continue }
      if let line = heading {
        if !found.isEmpty { found.append([]) }
        found.append(line)
        heading = nil
      }
      found.append(row)
    }
    return found.isEmpty ? [[Span("nothing about \(filter)", .faint)]] : found
  }

  /// The help as the screen shows it: what is too long for a row goes on in the next one.
  func helpLines(_ filter: String) -> [[Span]] {
    // The box has two columns of the screen at each side, and takes two more itself.
    let columns = options.size.width - 8
    return helpRows(filter).flatMap { row -> [[Span]] in
      guard row.count == 2 else { return [row] }
      let indent = TextWidth.columns(of: row[0].text)
      return wrapped(row[1].text, columns: max(12, columns - indent)).enumerated().map {
        [$0 == 0 ? row[0] : Span(String(repeating: " ", count: indent)), Span($1, row[1].role)]
      }
    }
  }

  /// What keys do in the focused pane only.
  private var paneRows: [[Span]] {
    var found: [(keys: String, help: String)] = []
    for command in commands.commands {
      let keys = command.bindings.filter { binding in
        binding.scope != .everywhere && binding.scope.contains(focus)
      }
      .flatMap(\.keys)
      guard !keys.isEmpty else { continue }
      found.append((keys.map(\.description).joined(separator: ", "), command.help))
    }
    let columns = 2 + (found.map(\.keys.count).max() ?? 0)
    let contents = "The keys of this pane, all keys, then the borders, lines and signs."
    return [[Span(contents, .faint)], [], [Span("In the \(focus.title) pane", .chapter)]]
      + found.map { keyRow($0.keys, $0.help, columns: columns) }
  }

  private func keyRow(_ keys: String, _ help: String, columns: Int? = nil) -> [Span] {
    let columns = columns ?? (options.size.width < 110 ? 26 : 34)
    return [Span("  " + keys.padded(toColumns: max(columns, keys.count + 1)), .key), Span(help)]
  }

  private var legendRows: [[Span]] {
    let glyphs = options.glyphs
    var rows: [[Span]] = [[], [Span("What the borders mean", .chapter)]]
    let states: [(Appearance, String)] = [
      (.live, "alive"),
      (.dying, "dying: its finalizer or callbacks run"),
      (.unreachable, "unreachable, not yet freed"),
      (.dead, "freed: its place is kept"),
      (.resurrected, "resurrected: it outlived its own death"),
      (.leaked, "leaked: alive though nothing can use it"),
    ]
    for (state, meaning) in states {
      let border = BorderGlyphs(state, glyphs)
      let letter = state.letter(glyphs) ?? border.across(1)
      let sample = border.topLeft + letter + border.across(2) + border.topRight
      rows.append([Span("  "), Span(sample, state.role), Span("   \(meaning)")])
    }
    rows.append([
      Span("  \(glyphs.selected) Item ", .next), Span("selected       "), Span("Item*", .changed),
      Span("  what this micro-step was about"),
    ])
    rows.append([
      Span("  \(glyphs.strongCount)2", .count), Span("  strong references to it    "),
      Span("\(glyphs.weakCount)1", .count), Span("  weak references to it"),
    ])
    rows.append([
      Span("  gc 0", .count), Span("  while a collection counts: references from outside"),
    ])
    rows.append([
      Span("  ?\(glyphs.sign(.finalizer))", .unreachable),
      Span("    its finalizer has been run by the collection"),
    ])
    rows.append([])
    rows.append([Span("What the lines mean", .chapter)])
    let strong = glyphs.pick("───▶", "--->")
    let weak = glyphs.pick("╌╌╌▷", "- ->")
    let cleared = glyphs.pick("╌╌╌✗", "- -x")
    rows.append([Span("  \(strong)  ", .strong), Span("strong: keeps its target alive")])
    rows.append([Span("  \(weak)  ", .weak), Span("weak: keeps nothing alive")])
    rows.append([
      Span("  \(cleared)  ", .cleared), Span("weak and cleared: its target died, it returns None"),
    ])
    rows.append([Span("  item \(strong)", .name), Span("  a name at the left of its object")])
    rows.append([
      Span("  \(glyphs.call)  \(strong)", .name),
      Span("  a call that runs holds it: as an argument, or by a local name"),
    ])
    rows.append([
      Span("  \(glyphs.chipLeft)\(glyphs.weakReference)\(glyphs.chipRight)   "),
      Span("a weak reference, where there is no room for boxes"),
    ])
    rows.append([
      Span("  \(glyphs.speck)\(glyphs.sign(.freed))\(glyphs.selected)   "),
      Span("at the right edge: all of a picture that scrolls, what is in view reversed"),
    ])
    rows.append([])
    rows.append([Span("What the signs in the log and on the timeline mean", .chapter)])
    for sign in EventSign.allCases {
      rows.append([Span("  \(glyphs.sign(sign))  ", sign.role), Span(sign.meaning)])
    }
    return rows + screenRows
  }

  /// What stands around the canvas.
  private var screenRows: [[Span]] {
    let glyphs = options.glyphs
    let bars = [0, 2, 5, 7].map { glyphs.bars[$0] }.joined()
    let tally = EventTally(cleared: 2, callbacks: 1, finalizers: 1).text(glyphs)
    let signs: [(sign: String, role: Role, meaning: String)] = [
      (glyphs.next, .now, "in the source: the statement that is next, or that is being done"),
      (glyphs.done, .done, "in the source: the statement that was done last"),
      (glyphs.breakpoint, .error, "in the source: runs stop before this statement"),
      ("12", .faint, "before a statement: its line in the file; 6a is your edit after step 6"),
      ("\(glyphs.nextEvent) next", .now, "in the log: what happens next"),
      (
        "\(glyphs.strongCount)1\(glyphs.became)0", .faint,
        "at the end of a row: how a count changes"
      ),
      (glyphs.nextEvent, .focusedTitle, "before a title: this pane has the keys"),
      ("3/6 \(glyphs.separator)2/4", .next, "step 3 of 6, and in it micro-step 2 of 4"),
      (bars, .spark, "how many objects live after each step"),
      (glyphs.now, .now, "where in the run this is"),
      ("\(glyphs.sign(.freed))3", .dead, "so many objects were freed so far"),
      (tally, .faint, "so far: references cleared, finalizers and callbacks run"),
    ]
    return [[], [Span("What stands around the picture", .chapter)]]
      + signs.map { sign, role, meaning in
        [Span("  " + sign.padded(toColumns: 10, glyphs.repertoire), role), Span(meaning)]
      }
  }

  private var keyRows: [[Span]] {
    var rows: [[Span]] = []
    for category in CommandCategory.allCases {
      rows.append([])
      rows.append([Span(category.rawValue, .chapter)])
      for command in commands.commands where command.category == category {
        // Keys of one pane alone stand in the help of that pane.
        let common = command.bindings.filter { if case .pane = $0.scope { false } else { true } }
        let keys = common.flatMap(\.keys).map(\.description).joined(separator: ", ")
        let name = ":\(command.name)\(command.argument.isEmpty ? "" : " " + command.argument)"
        let shown = keys.isEmpty ? name : keys
        rows.append(keyRow(shown, command.help))
      }
    }
    return rows
  }
}
