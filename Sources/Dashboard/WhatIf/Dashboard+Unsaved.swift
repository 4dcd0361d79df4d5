import HeapModel
import TerminalFrame

// Edits that are in no file: they are written down, asked about, and taken up again.
extension Dashboard {
  /// Wants the branch written into a file as a scenario.
  mutating func save(_ file: String, overwrites: Bool) -> [Effect] {
    guard let engine = edits.engine, !edits.branch.edits.isEmpty else {
      notice = "there are no edits to save"
      return []
    }
    guard !file.isEmpty else {
      notice = "save takes the name of a file: :save NAME.json"
      return []
    }
    do throws(BranchFailure) {
      let text = try engine.document(edits.branch)
      return [.save(file: file, text: text, branch: edits.branch, overwrites: overwrites)]
    } catch {
      notice = error.sentence
      return []
    }
  }

  /// Notes that a branch is in a file now.
  mutating func noteSaved(_ branch: Branch, _ file: String) -> [Effect] {
    edits.saved = branch
    edits.savedFile = file
    notice = "the scenario with \(counted(branch.edits.count, "edit")) is in \(file)"
    return edits.areUnsaved ? [] : [.journal(.original)]
  }

  /// Notes whether the edits are written down.
  mutating func noteJournal(_ complaint: String?) {
    edits.areJournalled = complaint == nil
    if let complaint { notice = complaint }
  }

  /// Whether edits that are in no file are offered by the next start.
  private var keepsEdits: Bool { options.keepsEdits && edits.areJournalled }

  /// Ends, or asks first where edits would be lost.
  mutating func leave() -> [Effect] {
    guard edits.areUnsaved else { return [.quit(code: 0)] }
    overlay = .leaving
    return []
  }

  mutating func pressWhileLeaving(_ key: Key) -> [Effect] {
    overlay = nil
    switch key.description {
    case "s": overlay = .command(TextEntry("save "))
    case "k" where keepsEdits, "Q": return [.quit(code: 0)]
    case "d": return [.journal(.original), .quit(code: 0)]
    case "Esc", "n": break
    default: overlay = .leaving
    }
    return []
  }

  /// Offers edits that an earlier session has left.
  mutating func offer(_ history: EditHistory) {
    guard history.current > 0, edits.engine != nil, edits.states.isEmpty else { return }
    overlay = .offering(history)
  }

  mutating func pressInOffer(_ key: Key, _ history: EditHistory) -> [Effect] {
    switch key.description {
    case "Enter", "y":
      overlay = nil
      return takeUp(history)
    case "d":
      overlay = nil
      notice = "forgotten"
      return [.journal(.original)]
    case "Esc", "n", "q":
      overlay = nil
      notice = "kept for the next time, unless you edit now"
    default: break
    }
    return []
  }

  /// How many edits are in no file.
  private var unsavedSentence: String {
    let count = edits.branch.edits.count
    return count == 1 ? "1 edit is not saved." : "\(count) edits are not saved."
  }

  /// What is asked before the end.
  var leavingRows: [[Span]] {
    let keeping =
      keepsEdits
      ? [[Span("k", .key), Span("    quits and keeps: the next start offers to go on")]] : []
    return [
      [Span(unsavedSentence, .next)], [],
      [Span("s", .key), Span("    saves; type the name of a file")],
    ] + keeping + [
      [Span("d", .key), Span("    quits and forgets")],
      [Span("Esc", .key), Span("  stays")],
    ]
  }

  /// What is offered at the beginning.
  func offerRows(_ branch: Branch) -> [[Span]] {
    let shown = 6
    // Reading a long program again for a few words takes too long.
    let isShort = timeline.stepCount <= 2_000
    let statements = isShort ? edits.engine?.statements(of: branch) ?? [] : []
    var rows: [[Span]] = branch.edits.prefix(shown).enumerated().map { place, edit in
      let text = statements.count == branch.edits.count ? statements[place] : edit.step
      let line = text.split(separator: "\n").first.map(String.init) ?? text
      return [Span("after step \(edit.after)  ", .faint), Span(line, .done)]
    }
    if branch.edits.count > shown {
      rows.append([Span("and \(branch.edits.count - shown) more", .faint)])
    }
    return rows + [
      [], [Span("Enter", .key), Span("  takes them up again")],
      [Span("d", .key), Span("      drops them")],
      [Span("Esc", .key), Span("    leaves them for the next time")],
    ]
  }

  // MARK: Painting

  /// Draws the preview of an edit at the foot of the canvas.
  func paintEdit(_ view: EditView, _ plan: ScreenPlan, _ brush: inout Brush) {
    let host = plan.panes[.source] ?? plan.panes[.heap] ?? brush.frame.bounds
    let wall = plan.panes[.log].map { $0.endColumn } ?? host.endColumn
    let top = plan.rules[.source]?.row ?? host.row
    let rows = editRows(view, width: wall - 4)
    let height = max(3, host.endRow - top, min(rows.count + 2, plan.size.height / 2))
    let bottom = max(host.endRow, top + 3)
    let first = max(plan.caption.endRow, bottom - height)
    let area = Rectangle(column: 0, row: first, width: wall, height: bottom - first)
    let keys =
      view.isSearching
      ? "Esc leaves"
      : view.choices.count > 1
        ? "j k choose, Enter does it, Esc leaves" : "Enter does it, Esc leaves"
    // The selected choice stays in sight, and as much of what it does as there is room for.
    let scroll = max(edits.preview.scroll, view.selected + 4 - max(4, area.height - 2))
    paintBox(title: "\(view.title)? \(keys)", rows: rows, scroll: scroll, in: area, &brush)
  }

  /// The choices, and what the selected one would do.
  func editRows(_ view: EditView, width: Int) -> [[Span]] {
    var rows: [[Span]] = []
    if view.choices.count > 1 {
      for (index, choice) in view.choices.enumerated() {
        let isSelected = index == view.selected
        rows.append([
          Span(isSelected ? "\(options.glyphs.next) " : "  ", .now),
          Span(choice.text, isSelected ? .next : .text),
        ])
      }
    }
    if edits.preview.isWaiting || view.isSearching {
      return rows + [[Span("looking \(options.glyphs.dots)", .faint)]]
    }
    var lines = edits.preview.lines
    if !position.isEndOfStep {
      lines.insert(
        AnswerLine(
          .remark,
          "statements act between steps: this is after step "
            + timeline.narration.step(view.after).number), at: 0)
    }
    return rows + self.rows(of: lines, width: width)
  }

  /// The moment of the canvas as the previewed edit would leave it: what it would free is dying,
  /// what the next collection would free is unreachable.
  func previewed(_ moment: CanvasMoment) -> CanvasMoment {
    guard case .editing = overlay else { return moment }
    var moment = moment
    for index in moment.nodes.indices where moment.nodes[index].appearance != .dead {
      let object = moment.nodes[index].object
      if edits.preview.freedNow.contains(object) {
        moment.nodes[index].appearance = .dying
      } else if edits.preview.freedLater.contains(object) {
        moment.nodes[index].appearance = .unreachable
      }
    }
    return moment
  }
}
