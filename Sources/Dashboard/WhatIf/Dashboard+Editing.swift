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
    case .delete: delete(argument)
    case .weaken: weaken(argument)
    case .strengthen: strengthen(argument)
    case .cutAway: cutAway()
    case .collect: collect(argument)
    case .set: set(argument)
    case .makeNew: makeNew(argument)
    case .doStep: doStep(argument)
    default: break
    }
    return []
  }

  private var isPreviewing: Bool {
    if case .preview = edits.request?.aim { true } else { false }
  }

  /// The heap as statements find it: at the end of the step.
  private var boundary: Timeline {
    var timeline = timeline
    timeline.move(to: Position(step: position.step))
    return timeline
  }

  private mutating func delete(_ place: String) {
    guard place.isEmpty else { return show(.delete(place), isStrict: true) }
    let here = boundary
    guard let object = selectedObject(in: here, .delete) else { return }
    open(
      "delete which reference", EditChoice.all(about: object, in: here, deeds: [.delete]), "d")
  }

  private mutating func weaken(_ argument: String) {
    var words = argument.split(separator: " ").map(String.init)
    let usesReference = words.first == "--ref"
    if usesReference { words.removeFirst() }
    let place = words.joined(separator: " ")
    func weakened(_ place: String) -> EditStatement {
      usesReference ? .weakReference(place, target: place) : .proxy(place, target: place)
    }
    guard place.isEmpty else { return show(weakened(place), isStrict: true) }
    let here = boundary
    guard let object = selectedObject(in: here, .weaken) else { return }
    var choices = EditChoice.all(about: object, in: here, deeds: [.weaken, .strengthen])
    if usesReference {
      choices = choices.map { choice in
        var choice = choice
        if case .proxy(let place, _) = choice.statement { choice.statement = weakened(place) }
        return choice
      }
    }
    guard !choices.isEmpty else {
      notice = here.heap.refusal(of: .weaken, about: object)
      return
    }
    open("weaken or strengthen which reference", choices, "w")
  }

  private mutating func strengthen(_ place: String) {
    guard place.isEmpty else { return show(.set(place, to: place + "()"), isStrict: true) }
    let here = boundary
    guard let object = selectedObject(in: here, .strengthen) else { return }
    let choices = EditChoice.all(about: object, in: here, deeds: [.strengthen])
    guard !choices.isEmpty else {
      notice =
        "no statement gives a strong reference to what \(here.heap.name(object)) knows weakly"
      return
    }
    open("strengthen which reference", choices, "")
  }

  /// What if the way that keeps the selected object alive were cut: its references, the nearest
  /// first.
  private mutating func cutAway() {
    let here = boundary
    guard let object = selectedObject(in: here, .delete) else { return }
    let path = here.heap.retainingPaths(to: object, limit: pathIndex + 1, .none)
    let slots =
      path.isEmpty
      ? Array(here.heap.strongReferrers(object))
      : path[pathIndex % path.count].steps.map(\.slot).reversed()
    open(
      "what if one of these were gone",
      EditChoice.choices(among: chosenSlot.map { [$0] } ?? slots, in: here, deeds: [.delete]), "x")
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
            isCollection: true)
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
        title: "do", choices: [EditView.Choice(text: "", steps: [step])], after: position.step))
  }

  /// How a statement about the selected object begins: with its address, where it has one.
  private var statementStart: String {
    let here = boundary
    let object = insight.selected
    guard object != .none, Int(object.index) <= here.heap.objectCount,
      let address = Addresses(here.heap, here.inspector).text(
        object, in: here.heap, here.inspector)
    else { return "do {\"" }
    return "set \(address)"
  }

  private mutating func show(_ statement: EditStatement, isStrict: Bool = false) {
    overlay = .editing(
      EditView(
        title: "do",
        choices: [
          EditView.Choice(text: statement.text, steps: [statement.step], isStrict: isStrict)
        ], after: position.step))
  }

  private mutating func selectedObject(
    in here: Timeline, _ deed: EditChoice.Deed
  ) -> ObjectID? {
    let object = insight.selected
    guard object != .none else {
      notice = "nothing is selected"
      return nil
    }
    guard Int(object.index) <= here.heap.objectCount, here.heap.isAlive(object) else {
      notice = here.heap.refusal(of: deed, about: object)
      return nil
    }
    return object
  }

  private mutating func open(_ title: String, _ choices: [EditChoice], _ key: String) {
    guard !choices.isEmpty else {
      notice = boundary.heap.refusal(of: .delete, about: insight.selected)
      return
    }
    // What moves must not be deleted under the user's eyes: a choice of an object stays.
    let line = chosenSlot
    if chosen == .none { choose(insight.selected) }
    var view = EditView(
      title: title,
      choices: choices.map {
        EditView.Choice(
          text: $0.statement.text, steps: [$0.statement.step], slot: $0.slot, isStrict: true)
      }, after: position.step, key: key)
    // What a selected line stands for is what is meant.
    view.selected = choices.firstIndex { $0.slot == line } ?? 0
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
    guard case .editing(let view) = overlay, let choice = view.choice else {
      if isPreviewing { edits.request = nil }
      return []
    }
    let trial = Edits.Trial(
      steps: choice.steps, after: view.after, branch: edits.branch,
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
  init(_ trial: Edits.Trial, _ engine: some Branching) {
    self.trial = trial
    var branch = trial.branch
    let end = trial.after + trial.steps.count
    let collection = trial.isCollection ? nil : end + 1
    branch.insert(
      trial.steps + (trial.isCollection ? [] : [EditStatement.collect(2).step]),
      afterStep: trial.after)
    do {
      let timeline = try engine.run(branch, upTo: collection ?? end).timeline
      let consequences = Consequences(
        ofSteps: trial.after + 1..<end + 1, collection: collection, in: timeline)
      lines = consequences.lines(afterStep: trial.after)
      freedNow = Set(consequences.freedNow)
      freedLater = Set(consequences.freedLater)
      failure = consequences.failure
    } catch {
      lines = [AnswerLine(.remark, error.sentence)]
      failure = error.sentence
      isImpossible = true
    }
  }
}
