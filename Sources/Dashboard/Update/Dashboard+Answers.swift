import HeapModel
import TerminalFrame

extension Dashboard {
  /// Objects and places of them up to which a heap is asked at once; a bigger one is asked on
  /// another thread.
  private static let mostAsked = 20_000

  /// Whether the heap is so big that it is asked on another thread.
  var isLargeHeap: Bool { timeline.heap.objectCount + timeline.heap.slotCount >= Self.mostAsked }

  /// Opens the answer box with a question, or closes it where it shows that one already.
  mutating func ask(_ question: Answers.Question) {
    if mustWaitForAnswer(.answer) { return }
    let isShown = overlay == .answer && answers.question == question
    overlay = isShown ? nil : .answer
    if insight.facts == nil {
      overlay = nil
      notice =
        position.step == 0
        ? "nothing is selected: \(commands.shownKey(.nextStep, in: focus)?.description ?? "n") goes to "
          + "the first step" : "nothing is selected"
    }
    answers.question = question
    answers.scroll = 0
    answers.choice = 0
  }

  /// Shows the next of several cuts, or the one before.
  mutating func chooseCut(by offset: Int) {
    let count = answers.cuts.count
    guard count > 1 else {
      notice = answers.isWaiting ? "" : "there is no other cut"
      return
    }
    answers.choice = (answers.choice + offset + count) % count
    notice = "cut \(answers.choice + 1) of \(count): \(answers.cuts[answers.choice])"
  }

  /// What an open question is about now; nil where none is open.
  private var subject: Answers.Subject? {
    switch overlay {
    case .answer:
      insight.selected == .none
        ? nil
        : Answers.Subject(
          question: answers.question, object: insight.selected, position: position,
          choice: answers.choice)
    case .retained: Answers.Subject(question: .retained, object: .none, position: position)
    default: nil
    }
  }

  /// Asks again where the selection or the position has changed since.
  mutating func settleAnswers() -> [Effect] {
    if subject == nil, answers.isWaiting {
      // Nobody waits any more; who asks again begins again.
      answers.asked = nil
      answers.isWaiting = false
      answers.number = 0
    }
    guard var subject else { return [] }
    let isOtherCut =
      answers.asked?.object == subject.object && answers.asked?.position == subject.position
      && answers.asked?.question == subject.question && answers.asked?.choice != subject.choice
    if subject != answers.asked, !isOtherCut { (answers.choice, subject.choice) = (0, 0) }
    if subject == answers.asked {
      guard answers.part == .cut, !answers.isWaiting else { return [] }
      answers.part = .rest
      jobCount += 1
      answers.number = jobCount
      answers.isWaiting = true
      return [.work(answers.number)]
    }
    answers.asked = subject
    answers.part =
      subject.question == .cut && isLargeHeap && answers.simulator != nil ? .cut : .whole
    jobCount += 1
    answers.number = jobCount
    answers.steps = []
    if !isOtherCut {
      answers.lines = []
      answers.slots = []
      answers.cuts = []
      answers.scroll = 0
    }
    let isQuick =
      !isLargeHeap && (subject.question != .cut || answers.simulator == nil)
    guard let job = job(answers.number) else { return [] }
    if isQuick {
      take(job.run())
      return []
    }
    answers.isWaiting = true
    return [.work(answers.number)]
  }

  /// Takes over an answer, unless something else was asked since.
  mutating func take(_ answer: Answer) {
    guard answer.number == answers.number else { return }
    answers.isWaiting = false
    answers.lines = answer.lines
    answers.slots = answer.slots
    answers.steps = answer.steps
    answers.cuts = answer.cuts
    if let report = answer.report {
      answers.report = report
      answers.reportPosition = answers.asked?.position
      lookAtDominators()
    }
  }

  /// The work that an effect has asked for; nil where nobody waits for it any more.
  public func job(_ number: Int) -> Job? {
    guard number > 0 else { return nil }
    if let job = editJob(number) ?? quizJob(number) ?? layoutJob(number) { return job }
    guard number == answers.number, let subject = answers.asked else { return nil }
    let timeline = timeline
    // What would happen is found out by running the program again.
    let simulator = answers.part == .cut ? nil : answers.simulator
    let object = subject.object
    return switch subject.question {
    case .life: Job(number: number) { _ in Answer(life: object, timeline, number) }
    case .cut:
      Job(number: number) {
        Answer(cut: object, subject.choice, timeline, simulator?.stopping($0), number)
      }
    case .retained:
      Job(number: number) { _ in
        var answer = Answer(number: number)
        answer.report = RetainedReport(timeline)
        return answer
      }
    }
  }

  /// Whether Enter carries out the cut that the answer names.
  var isCutReady: Bool {
    overlay == .answer && answers.question == .cut && !answers.steps.isEmpty
      && edits.engine != nil
  }

  /// Moves through the lines of a long answer; all other keys mean what they always do.
  mutating func pressInAnswer(_ key: Key) -> Bool {
    guard let facts = insight.facts, let box = footBox(plan) else { return false }
    let page = max(1, box.height - 2)
    let rows = answerRows(facts, width: box.width - 4).count
    switch key.description {
    case "PageDown": answers.scroll = max(0, min(rows - page, answers.scroll + page))
    case "PageUp": answers.scroll = max(0, answers.scroll - page)
    default: return false
    }
    return true
  }
}

extension Answers {
  /// The answer as text for the clipboard.
  var text: String {
    lines.map { String(repeating: "  ", count: $0.depth) + $0.text }.joined(separator: "\n")
  }
}

extension Answer {
  private static let mostSearched = 50_000

  /// What the pane does not say of an object: of a dead one all about its death, of garbage what
  /// holds it; what it retains, and which known mistakes it is part of.
  fileprivate init(life object: ObjectID, _ timeline: Timeline, _ number: Int) {
    self.number = number
    let heap = timeline.heap
    guard heap.isAlive(object) else {
      lines = Obituary(object, in: timeline).lines(in: timeline)
      return
    }
    let why = WhyAlive(object, in: timeline, limit: 1)
    if case .unreachable(let garbage) = why.state {
      lines.append(AnswerLine(.answer, garbage.sentence(in: heap)))
      if garbage.cycle.count > 1 {
        let names = (garbage.cycle + [garbage.cycle[0]]).map(heap.name)
        lines.append(AnswerLine(.path, names.joined(separator: " -> "), depth: 1))
      }
    }
    guard heap.objectCount <= Self.mostSearched else { return }
    for match in Shape.matches(in: timeline) where match.objects.contains(object) {
      lines += match.lines
    }
    let tree = heap.dominatorTree(.none)
    let retained = tree.retained(object).filter(heap.isVisible)
    if retained.count > 1 {
      lines.append(
        AnswerLine(
          .remark,
          "without it \(sizeText(tree.retainedBytes(object))) in "
            + "\(counted(retained.count, "object")) would be unreachable"))
    }
  }

  fileprivate init(
    cut object: ObjectID, _ choice: Int, _ timeline: Timeline, _ simulator: (any Simulating)?,
    _ number: Int
  ) {
    self.number = number
    let report = CutReport(of: object, in: timeline, simulator: simulator, choice: choice)
    lines = report.lines()
    cuts = report.cuts.map(report.text)
    if let consequences = report.consequences, consequences.failure.isEmpty {
      steps = consequences.edits.map(\.step)
    }
    if !timeline.position.isEndOfStep {
      lines.insert(
        AnswerLine(
          .remark,
          "statements act between steps: this is after step "
            + report.timeline.narration.step(report.step).number),
        at: 1)
    }
    switch report.answer {
    case .cut: slots = report.cuts[report.chosen].flatMap(\.slots)
    case .uncuttable(let path): slots = path.steps.map(\.slot)
    default: break
    }
  }
}
