import HeapModel
import TerminalFrame

extension Dashboard {
  /// Does a command of looking.
  mutating func look(_ action: Action) -> [Effect] {
    switch action {
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
    case .trace:
      isTracing.toggle()
      notice = isTracing ? "only the lines of the selected object are coloured" : ""
    case .find: overlay = .find(TextEntry())
    case .nextMatch: goToMatch(1)
    case .previousMatch: goToMatch(-1)
    case .moreDetail: changeDetail(by: -1)
    case .lessDetail: changeDetail(by: 1)
    case .fitDetail:
      detail = nil
      unfoldEntries(false)
      panned = nil
      shifts = [:]
      edits.isRelaid = edits.current > 0
      layOut()
      look()
    case .quiz: return toggleQuiz()
    case .rows:
      detail = .outline
      layOut()
      look()
    case .canvas:
      overlay = nil
      detail = nil
      layOut()
      look()
    case .nextPath: changePath(by: 1)
    case .previousPath: changePath(by: -1)
    case .output:
      overlay = .output(scroll: max(0, outputRows.count - max(1, options.size.height - 4)))
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

  private mutating func changeDetail(by offset: Int) {
    guard let picture else { return }
    let rungs: [CanvasDetail] = [.boxes, .chips, .outline]
    let here = rungs.firstIndex(of: picture.plan.detail) ?? 0
    if offset < 0, here == 0 {
      unfoldEntries(true)
    } else if offset > 0, unfoldsEntries {
      unfoldEntries(false)
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

  /// Shows another way from a root to the selected object, in the answer and on the canvas.
  private mutating func changePath(by offset: Int) {
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

  private mutating func follow(outward: Bool) {
    let heap = timeline.heap
    let selected = insight.selected
    guard selected != .none, heap.isAlive(selected) else { return }
    var objects: [ObjectID] = []
    if outward {
      for slot in heap.slots(selected).prefix(1_000) {
        if let target = heap.value(slot).object.flatMap(heap.shownObject) { objects.append(target) }
      }
    } else {
      for slot in heap.strongReferrers(selected).prefix(1_000) {
        if let source = heap.shownObject(for: heap.source(slot)) { objects.append(source) }
      }
    }
    objects.removeAll { $0 == selected }
    guard let next = objects.first else {
      notice = outward ? "it refers to no object" : "no object refers to it"
      return
    }
    choose(next)
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

  // MARK: The mouse

  /// A click selects, the wheel scrolls, a click on the timeline goes there.
  mutating func point(_ event: MouseEvent) -> [Effect] {
    let plan = self.plan
    if let effects = grip(event) { return effects }
    // A mark above the timeline belongs to its column.
    if event.action == .press(.left), let rule = plan.rules[.timeline], rule.contains(event.point),
      let step = TimelineBar(self, width: rule.width).step(at: event.point.column - rule.column)
    {
      go(to: Position(step: step))
      return []
    }
    guard let pane = plan.order.first(where: { plan.panes[$0]?.contains(event.point) == true })
    else { return [] }
    switch event.action {
    case .press(.left), .doubleClick(.left):
      setFocus(pane)
      if pane == .timeline, let area = plan.panes[.timeline],
        let step = TimelineBar(self, width: area.width).step(at: event.point.column - area.column)
      {
        go(to: Position(step: step))
      } else if pane == .heap {
        chooseObject(at: event.point, in: plan)
      }
      if event.action == .doubleClick(.left) { return look(.answer) }
    case .wheelUp: wheel(pane, -3)
    case .wheelDown: wheel(pane, 3)
    default: break
    }
    return []
  }

  /// Dragging: an empty place of the canvas, or a border between panes. Nil for what is no drag.
  private mutating func grip(_ event: MouseEvent) -> [Effect]? {
    switch event.action {
    case .press(.left):
      if let border = border(at: event.point) {
        grip = .border(border)
        return []
      }
      grip = plan.panes[.heap]?.contains(event.point) == true ? .canvas(event.point) : nil
      return nil
    case .drag(.left):
      switch grip {
      case .border(let border): drag(border, to: event.point)
      case .canvas(let last):
        pan(columns: last.column - event.point.column, rows: last.row - event.point.row)
        notice = ""
        grip = .canvas(event.point)
      case nil: return nil
      }
      return []
    case .release:
      grip = nil
      return nil
    default: return nil
    }
  }

  private mutating func wheel(_ pane: Pane, _ rows: Int) {
    if pane == .timeline {
      _ = step(rows > 0 ? .nextStep : .previousStep, count: 1)
    } else if pane == .heap {
      pan(columns: 0, rows: rows)
      notice = ""
    } else {
      scrollPane(pane, by: rows)
    }
  }

  private mutating func chooseObject(at point: Point, in plan: ScreenPlan) {
    guard let picture, let moment = insight.moment, let area = plan.panes[.heap] else { return }
    let origin = canvasOrigin ?? CanvasPoint(column: 0, row: 0)
    let cell = CanvasPoint(
      column: point.column - area.column + origin.column, row: point.row - area.row + origin.row)
    if let node = picture.plan.nodes.firstIndex(where: { $0.frame.contains(cell) }),
      moment.nodes[node].appearance != .absent
    {
      choose(moment.nodes[node].object)
    }
  }
}
