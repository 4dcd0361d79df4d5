import HeapModel
import TerminalFrame

extension Dashboard {
  /// Does a command of looking.
  mutating func look(_ action: Action) -> [Effect] {
    switch action {
    case .answer where focus == .heap && showsOnlyTypes: openType()
    case .answer, .whyAlive:
      ask(.life)
      // More than one way is looked for only when somebody asks.
      lookAtSelection()
    case .minimumCut: ask(.cut)
    case .retained: showRetained(.tree)
    case .typeTable: showRetained(.types)
    case .release: release()
    case .followOut: follow(outward: true)
    case .followIn: follow(outward: false)
    case .jumpBack: jumpBack()
    case .trace:
      isTracing.toggle()
      notice = isTracing ? "only the lines of the selected object are coloured" : ""
    case .find: overlay = .find(TextEntry())
    case .nextMatch: goToMatch(1)
    case .previousMatch: goToMatch(-1)
    case .moreDetail: changeDetail(by: -1)
    case .lessDetail: changeDetail(by: 1)
    case .fitDetail:
      let before = picture?.plan
      detail = nil
      showsTypes = nil
      unfoldEntries(false)
      panned = nil
      shifts = [:]
      edits.isRelaid = edits.current > 0
      layOut()
      look()
      if picture?.plan == before { notice = "this is the detail that fits" }
    case .quiz: return toggleQuiz()
    case .rows:
      detail = .outline
      showsTypes = nil
      layOut()
      look()
    case .canvas:
      let before = picture?.plan
      let wasOpen = overlay != nil || showsOnlyTypes
      overlay = nil
      detail = nil
      showsTypes = nil
      layOut()
      look()
      if picture?.plan == before, !wasOpen { notice = "this is the canvas" }
    case .nextPath: changePath(by: 1)
    case .previousPath: changePath(by: -1)
    case .output:
      overlay = .output(scroll: max(0, outputRows.count - max(1, options.size.height - 4)))
    case .warnings:
      if options.warnings.isEmpty {
        notice = "there are no warnings"
      } else {
        overlay = .warnings(scroll: 0)
      }
    case .saveFrame: return saveFrame("")
    case .copy:
      guard let facts = insight.facts else { return [] }
      notice = "copied"
      let isAnswered = overlay == .answer && !answers.lines.isEmpty
      return [
        .copy(
          isAnswered && (answers.question == .cut || facts.appearance == .dead)
            ? answers.text : facts.answer(options.glyphs))
      ]
    default: break
    }
    return []
  }

  /// One level back.
  private mutating func release() {
    if overlay != nil {
      overlay = nil
    } else if chosenLine != nil {
      chosenLine = nil
    } else if panned != nil {
      panned = nil
    } else if isTracing {
      isTracing = false
    } else if zoomed != nil {
      zoomed = nil
      layOut()
      look()
    } else if chosen != .none {
      chosen = .none
      look()
    }
  }

  /// One rung up or down: weak collections unfolded, boxes, chips, outline, types.
  private mutating func changeDetail(by offset: Int) {
    if showsOnlyTypes {
      if offset < 0 { showsTypes = union == nil ? nil : false }
      layOut()
      look()
      return
    }
    guard let picture, union != nil else {
      showsTypes = offset > 0 ? (showsTypes == false ? nil : true) : false
      look()
      return
    }
    let rungs: [CanvasDetail] = [.boxes, .chips, .outline]
    let here = rungs.firstIndex(of: picture.plan.detail) ?? 0
    if offset < 0, here == 0, picture.plan.hidesFields {
      detail = .boxes
    } else if offset < 0, here == 0 {
      unfoldEntries(true)
    } else if offset > 0, unfoldsEntries {
      unfoldEntries(false)
    } else if offset > 0, here == rungs.count - 1 {
      showsTypes = true
      typeCursor = 0
    } else {
      detail = rungs[max(0, min(rungs.count - 1, here + offset))]
    }
    layOut()
    look()
  }

  /// Shows or hides what weak collections are made of.
  private mutating func unfoldEntries(_ unfolds: Bool) {
    guard unfolds != unfoldsEntries, union != nil,
      !unfolds || timeline.heap.allObjects.contains(where: isWeakCollection)
    else { return }
    unfoldsEntries = unfolds
    remakeUnions()
    if unfolds {
      detail = .boxes
      notice = "weak collections show the weak references that they keep"
    }
  }

  private func isWeakCollection(_ object: ObjectID) -> Bool {
    timeline.heap.kind(object) == .weakCollection
  }

  /// Shows another way from a root to the selected object, in the answer and on the canvas; where
  /// cuts are shown, another one of them.
  private mutating func changePath(by offset: Int) {
    if overlay == .answer, answers.question == .cut { return chooseCut(by: offset) }
    let isNew = overlay != .answer || answers.question != .life
    overlay = .answer
    answers.question = .life
    lookAtSelection()
    guard let facts = insight.facts, facts.pathCount > 0 else {
      notice = "no root reaches it"
      return
    }
    if !isNew {
      pathIndex = (pathIndex + offset + facts.pathCount) % facts.pathCount
      lookAtSelection()
    }
    notice =
      facts.pathCount == 1
      ? "there is no other way" : "way \(pathIndex + 1) of \(facts.pathCount)"
  }

  // MARK: Finding

  /// Selects the first object that a text finds: a name that refers to it, then its own name.
  mutating func find(_ text: String) {
    matches = search(text)
    guard let first = matches.first else {
      notice = "nothing found for \(text)"
      return
    }
    choose(first)
    notice =
      matches.count == 1 ? "" : "1 of \(matches.count): Ctrl-n next, Ctrl-p back"
  }

  private func search(_ text: String) -> [ObjectID] {
    let wanted = text.lowercased()
    guard !wanted.isEmpty else { return [] }
    let heap = timeline.heap
    var filter = NameFilter(wanted, heap)
    var found: [ObjectID] = []
    var seen: Set<ObjectID> = []
    for slot in heap.slots(timeline.moduleFrame) {
      if let object = heap.value(slot).object, heap.labelText(slot).lowercased() == wanted,
        heap.isVisible(object), seen.insert(object).inserted
      {
        found.append(object)
      }
    }
    for object in heap.allObjects where heap.isVisible(object) && !seen.contains(object) {
      if filter.matches(object, heap) { found.append(object) }
      if found.count >= 10_000 { break }
    }
    return found
  }

  private mutating func goToMatch(_ offset: Int) {
    guard !matches.isEmpty else {
      notice = "nothing was looked for: / finds"
      return
    }
    let here = matches.firstIndex(of: insight.selected) ?? -1
    let next = (here + offset + matches.count) % matches.count
    guard Int(matches[next].index) <= timeline.heap.objectCount else {
      notice = "the next match is not made yet"
      return
    }
    choose(matches[next])
    notice = "\(next + 1) of \(matches.count)"
  }
}
