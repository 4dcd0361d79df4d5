import HeapModel
import TerminalFrame

// The commands that change a program: each opens a preview of one statement or of several to choose
// from, and nothing is done before Enter.
extension Dashboard {
  /// Does a command of editing.
  mutating func edit(_ action: Action, _ argument: String = "") -> [Effect] {
    switch action {
    case .undo: return undo()
    case .redo: return redo()
    case .difference:
      showDifference()
      return []
    case .save, .saveOver: return save(argument, overwrites: action == .saveOver)
    default: break
    }
    guard edits.engine != nil else {
      notice =
        companion == nil
        ? "only scenarios can be edited"
        : "two runs side by side cannot be edited; open one of them"
      return []
    }
    guard edits.request == nil || isPreviewing else {
      notice = "the last edit is still being worked out"
      return []
    }
    switch action {
    case .delete: return delete(argument)
    case .weaken: return weaken(argument)
    case .strengthen: return strengthen(argument)
    case .cutAway: return cutAway()
    case .collect: collect(argument)
    case .set: set(argument)
    case .makeNew: makeNew(argument)
    case .doStep: doStep(argument)
    default: break
    }
    return []
  }

  /// Whether what is worked out is only looked at, so that something else may be asked.
  private var isPreviewing: Bool {
    switch edits.request?.aim {
    case .preview, .choices: true
    case .open, .takeUp, .enter, nil: false
    }
  }

  private mutating func delete(_ place: String) -> [Effect] {
    guard place.isEmpty else { return show(.delete(place), isStrict: true) }
    return search("delete which reference", key: "d", .delete, deeds: [.delete])
  }

  private mutating func weaken(_ argument: String) -> [Effect] {
    var words = argument.split(separator: " ").map(String.init)
    let usesReference = words.first == "--ref"
    if usesReference { words.removeFirst() }
    let place = words.joined(separator: " ")
    guard place.isEmpty else {
      return show(
        usesReference ? .weakReference(place, target: place) : .proxy(place, target: place),
        isStrict: true)
    }
    return search(
      "weaken or strengthen which reference", key: "w", .weaken, deeds: [.weaken, .strengthen],
      usesReference: usesReference)
  }

  private mutating func strengthen(_ place: String) -> [Effect] {
    guard place.isEmpty else { return show(.set(place, to: place + "()"), isStrict: true) }
    return search("strengthen which reference", key: "", .strengthen, deeds: [.strengthen])
  }

  /// What if the way that keeps the selected object alive were cut: its references, the nearest
  /// first.
  private mutating func cutAway() -> [Effect] {
    search("cut which reference", key: "x", .delete, deeds: [.delete], path: pathIndex)
  }

  private mutating func collect(_ generation: String) {
    guard let number = generation.isEmpty ? 2 : Int(generation), (0...2).contains(number) else {
      notice = "collect takes a generation: 0, 1 or 2"
      return
    }
    overlay = .editing(
      EditView(
        title: "collect",
        choices: [
          EditView.Choice(
            text: "gc.collect(\(number))", steps: [EditStatement.collect(number).step],
            statements: [.collect(number)], isCollection: true)
        ], after: position.step, key: "c"))
  }

  private mutating func set(_ argument: String) {
    let words = argument.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else {
      notice = "set takes a place and a value: :set a.next b"
      return
    }
    // Who writes Python writes an equals sign.
    let value = words[1].hasPrefix("= ") ? String(words[1].dropFirst(2)) : words[1]
    show(.set(words[0], to: value))
  }

  private mutating func makeNew(_ argument: String) {
    let words = argument.split(separator: " ").map(String.init)
    guard (1...2).contains(words.count) else {
      notice = "new takes a type, and a place for the object: :new Node a.next"
      return
    }
    show(.new(words[0], target: words.count > 1 ? words[1] : nil))
  }

  /// A step in the language of scenarios.
  mutating func doStep(_ step: String) {
    guard !step.isEmpty else {
      overlay = .command(TextEntry(statementStart))
      return
    }
    overlay = .editing(
      EditView(
        title: "what if", choices: [EditView.Choice(text: "", steps: [step])], after: position.step)
    )
  }

  /// How a statement about the selected object begins: with its address, where it has one.
  private var statementStart: String {
    let object = insight.selected
    // Names are looked for in the whole heap.
    guard !isLargeHeap else { return "do {\"" }
    var here = timeline
    here.move(to: Position(step: position.step))
    guard object != .none, Int(object.index) <= here.heap.objectCount,
      let address = Addresses(here.heap, here.inspector).text(
        object, in: here.heap, here.inspector)
    else { return "do {\"" }
    return "set \(address)"
  }

  @discardableResult
  private mutating func show(_ statement: EditStatement, isStrict: Bool = false) -> [Effect] {
    overlay = .editing(
      EditView(
        title: "what if",
        choices: [
          EditView.Choice(text: statement.text, steps: [statement.step], isStrict: isStrict)
        ], after: position.step))
    return []
  }

  // MARK: The choices

  /// Looks for what can be done to the references of the selected object: at once, or on another
  /// thread where the heap is big.
  private mutating func search(
    _ title: String, key: String, _ deed: EditChoice.Deed, deeds: Set<EditChoice.Deed>,
    path: Int? = nil, usesReference: Bool = false
  ) -> [Effect] {
    guard insight.selected != .none else {
      notice = "nothing is selected"
      return []
    }
    let search = Edits.Search(
      title: title, key: key, object: insight.selected, after: position.step, deed: deed,
      deeds: deeds, path: path, slot: path == nil ? nil : chosenSlot,
      usesReference: usesReference)
    guard isLargeHeap else {
      open(search.result(in: timeline))
      return []
    }
    overlay = .editing(
      EditView(title: title, choices: [], after: position.step, key: key, isSearching: true))
    return ask(.choices(search))
  }

  /// Shows what was found, or says why there is nothing to choose.
  mutating func open(_ found: Edits.Search.Result) {
    guard !found.view.choices.isEmpty else {
      if case .editing = overlay { overlay = nil }
      notice = found.refusal
      return
    }
    // What moves must not be deleted under the user's eyes: a choice of an object stays.
    let line = chosenSlot
    if chosen == .none { choose(insight.selected) }
    var view = found.view
    // What a selected line stands for is what is meant.
    view.selected = view.choices.firstIndex { $0.slot == line } ?? 0
    overlay = .editing(view)
  }

  // MARK: The preview

  /// Takes a key while an edit is previewed.
  mutating func pressInEdit(_ key: Key, _ view: EditView) -> [Effect] {
    var view = view
    let page = max(1, options.size.height / 2)
    switch key.description {
    case "Esc", "q":
      overlay = nil
      return []
    case _ where view.isSearching:
      notice = "still looking for the references; Esc leaves it"
      return []
    case "Enter": return carryOut(view)
    case view.key where !view.key.isEmpty:
      if view.choices.count == 1 { return carryOut(view) }
      view.selected = (view.selected + 1) % view.choices.count
    case "j", "Down", "Tab": view.selected = min(view.selected + 1, view.choices.count - 1)
    case "k", "Up", "Shift-Tab": view.selected = max(0, view.selected - 1)
    case "g", "Home": view.selected = 0
    case "G", "End": view.selected = view.choices.count - 1
    case "PageDown":
      edits.preview.scroll = min(max(0, edits.preview.lines.count - 1), edits.preview.scroll + page)
    case "PageUp": edits.preview.scroll = max(0, edits.preview.scroll - page)
    case "Y":
      notice = "copied"
      return [.copy(view.choice.map { $0.text.isEmpty ? $0.steps.joined() : $0.text } ?? "")]
    default: notice = "Enter does it, Esc leaves it, j and k choose"
    }
    overlay = .editing(view)
    return []
  }

  private mutating func carryOut(_ view: EditView) -> [Effect] {
    guard let choice = view.choice else { return [] }
    let preview = edits.preview
    guard preview.trial?.steps == choice.steps, !preview.isWaiting else {
      notice = "its consequences are still being worked out"
      return []
    }
    guard !preview.isImpossible, preview.failure.isEmpty || !choice.isStrict else {
      notice = preview.failure
      return []
    }
    overlay = nil
    return commit(choice.steps, afterStep: view.after)
  }

  /// Asks what the selected edit would do, where that has not been asked yet.
  mutating func settlePreview() -> [Effect] {
    guard case .editing(let view) = overlay else {
      if isPreviewing { edits.request = nil }
      // Who asks again begins again.
      if edits.preview.isWaiting { edits.preview = Edits.Preview() }
      return []
    }
    guard !view.isSearching, let choice = view.choice else { return [] }
    let trial = Edits.Trial(
      steps: choice.steps, statements: choice.statements, after: view.after, branch: edits.branch,
      isCollection: choice.isCollection)
    guard trial != edits.preview.trial else { return [] }
    edits.preview = Edits.Preview(trial: trial, isWaiting: true)
    return ask(.preview(trial))
  }

  /// Work on a branch, to be done on another thread.
  mutating func ask(_ aim: Edits.Request.Aim) -> [Effect] {
    jobCount += 1
    edits.request = Edits.Request(number: jobCount, aim: aim)
    return [.work(jobCount)]
  }
}

extension Edits.Preview {
  /// Finds out what steps would do.
  ///
  /// - Parameters:
  ///   - timeline: the run of the branch, which may stand anywhere.
  ///   - simulator: what goes on from there at once, where there is something.
  init(
    _ trial: Edits.Trial, _ engine: some Branching, in timeline: Timeline,
    _ simulator: (any Simulating)?
  ) {
    self.trial = trial
    if !trial.statements.isEmpty, let simulator {
      var here = timeline
      here.move(to: Position(step: trial.after))
      if let run = simulator.resuming(at: here) {
        take(
          Self.consequences(of: trial, in: run), afterStep: trial.after,
          in: here)
        return
      }
    }
    var branch = trial.branch
    let end = trial.after + trial.steps.count
    let collection = trial.isCollection ? nil : end + 1
    branch.insert(
      trial.steps + (trial.isCollection ? [] : [EditStatement.collect(2).step]),
      afterStep: trial.after)
    do {
      let timeline = try engine.run(
        branch, upTo: collection ?? end,
        from: simulator.map { BranchRun(timeline: timeline, simulator: $0) }, of: trial.branch
      ).timeline
      let consequences = Consequences(
        ofSteps: trial.after + 1..<end + 1, collection: collection, in: timeline)
      take(consequences, afterStep: trial.after, in: timeline)
    } catch {
      lines = [AnswerLine(.remark, error.sentence)]
      failure = error.sentence
      isImpossible = true
    }
  }

  private static func consequences(
    of trial: Edits.Trial, in run: some Simulating
  ) -> Consequences {
    Consequences(of: trial.statements, isCollected: !trial.isCollection, in: run)
  }

  private mutating func take(
    _ consequences: Consequences, afterStep step: Int, in timeline: Timeline
  ) {
    lines = consequences.lines(
      afterStep: step > 0 ? timeline.narration.step(step).number : "0")
    freedNow = Set(consequences.freedNow)
    freedLater = Set(consequences.freedLater)
    failure = consequences.failure
  }
}
