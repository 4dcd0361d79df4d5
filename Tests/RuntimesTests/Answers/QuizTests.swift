import HeapFormats
import HeapModel
import Runtimes
import Testing

@Suite("The quiz")
struct QuizTests {
  /// A question in a line: `4 deaths: del item? Item#1`.
  private func text(_ question: QuizQuestion) -> String {
    "\(question.step) \(question.subject): \(question.text(question.answer))"
  }

  @Test("The questions of the first scenarios, with their answers")
  func questions() throws {
    let callback = Quiz(try Asked("callback").run.timeline).questions
    #expect(
      callback.map(text) == [
        "2 value: 1", "4 callbacks: Item#1.__del__() and on_finalize(weakref#1)", "5 printed: None",
      ])
    #expect(
      callback[0].sentence
        == "what is 'refcount(item)' after 'ref = weakref.ref(item, on_finalize)'?")
    #expect(callback[0].choices.map(\.text) == ["0", "1", "2", "3"])
    #expect(
      callback[1].sentence == "The last name goes: which callbacks and finalizers are called?")
    #expect(callback[2].sentence == "what is the first line that 'print(ref())' prints?")
    let cycle = Quiz(try Asked("reference-cycle").run.timeline).questions
    #expect(cycle.contains { text($0) == "8 deaths: nobody" })
    #expect(cycle.contains { text($0) == "10 order: 1 Node#2, 2 Node#1" })
  }

  @Test("In every scenario the answers are what the heap before and after the step says")
  func answersHold() throws {
    for file in ScenarioFile.shipped where !file.path.contains("templates") {
      var timeline = try Simulation.finished(file.program()).timeline
      let questions = Quiz(timeline).questions
      #expect(!questions.isEmpty, "\(file.path)")
      let asked = Set(questions.map(\.step))
      for step in 1..<timeline.stepCount + 1 {
        let living = Self.living(timeline, after: step - 1)
        let dead = living.subtracting(Self.living(timeline, after: step))
        if !dead.isEmpty { #expect(asked.contains(step), "\(file.path) \(step)") }
        guard let question = questions.first(where: { $0.step == step }) else { continue }
        let texts = question.choices.map(\.text)
        #expect(Set(texts).count == texts.count, "\(file.path) \(step): \(texts)")
        #expect(question.isRight(question.answer))
        if question.isAboutObjects {
          let answer = question.answer.map { question.choices[$0].object }
          #expect(Set(answer) == dead, "\(file.path) \(step)")
          #expect(Set(question.choices.map(\.object)) == living)
        }
        if question.isSingle {
          #expect(question.answer.count == 1)
          #expect(texts.count > 1)
          // No question gives itself away.
          let right = texts[question.answer[0]]
          #expect(Int(right) != nil || !question.sentence.contains(right), "\(question.sentence)")
        }
        let verdict = QuizVerdict(question, given: question.answer, in: timeline)
        #expect(verdict.isRight && verdict.remarks.allSatisfy { $0.mark == .right })
      }
      timeline.move(to: .start)
    }
  }

  private static func living(_ timeline: Timeline, after step: Int) -> Set<ObjectID> {
    var timeline = timeline
    timeline.move(to: Position(step: step))
    let heap = timeline.heap
    return Set(heap.allObjects.filter { heap.isVisible($0) && heap.isAlive($0) })
  }

  @Test("A wrong answer is told why it is wrong, and what was missed")
  func verdicts() throws {
    let timeline = try Asked("observer-leak").run.timeline
    let questions = Quiz(timeline).questions
    let gone = try #require(questions.first { $0.step == 7 })
    #expect(gone.sentence == "who dies when 'del view' runs?")
    let view = try #require(gone.choices.firstIndex { $0.text == "View#1" })
    let wrong = QuizVerdict(gone, given: [view], in: timeline)
    #expect(!wrong.isRight)
    #expect(wrong.sentence == "not right: View#1")
    #expect(
      wrong.remarks.map(\.sentence) == ["View#1 is alive: button.observers[0] (__self__)"])
    #expect(wrong.remarks.map(\.mark) == [.wrong])
    #expect(QuizVerdict(gone, given: [], in: timeline).sentence == "right: nobody")
    let order = try #require(questions.first { $0.step == 12 })
    let swapped = QuizVerdict(order, given: order.answer.reversed(), in: timeline)
    #expect(swapped.remarks.map(\.mark) == [.misplaced, .misplaced])
    #expect(
      swapped.remarks.map(\.sentence) == [
        "method#1 died in step 12, when list#1[0] went",
        "View#1 died in step 12, when method#1 __self__ went",
      ])
    let half = QuizVerdict(order, given: [order.answer[0]], in: timeline)
    #expect(half.remarks.map(\.mark) == [.right, .missed])
  }

  @Test("A callback that is called says by which death, one that is not says who lives")
  func callbackReasons() throws {
    let timeline = try Asked("callback").run.timeline
    let question = try #require(Quiz(timeline).questions.first { $0.subject == .callbacks })
    #expect(
      QuizVerdict(question, given: [], in: timeline).remarks.map(\.sentence) == [
        "Item#1.__del__() is called: Item#1 dies",
        "on_finalize(weakref#1) is called: Item#1 dies",
      ])
    let count = Quiz(timeline).questions[0]
    #expect(count.expression == "refcount(item)")
    #expect(
      QuizVerdict(count, given: count.answer, in: timeline).remarks.map(\.sentence) == [
        "Item#1 is held by item"
      ])
    let bird = try Asked("resurrection").run.timeline
    let first = try #require(
      Quiz(bird).questions.first { $0.step == 4 && $0.subject == .callbacks })
    let all = QuizVerdict(first, given: Array(first.choices.indices), in: bird)
    #expect(
      all.remarks.filter { $0.mark == .wrong }.map(\.sentence) == [
        "on_death(weakref#1) is not called: Phoenix#1 is alive: saved"
      ])
  }

  static let steps = #"""
    "types": {"A": {}}, "steps": [
      {"new": "A", "as": "a"}, {"new": "list", "as": "all", "items": ["a"]},
      {"expect": {"len(all)": 1}, "ask": ASK}, {"del": "a", "ask": DEL}, {"del": "all"}]
    """#

  private func asked(_ ask: String, _ deletion: String = #""deaths""#) throws -> [QuizQuestion] {
    let text = Self.steps.replacing("ASK", with: ask).replacing("DEL", with: deletion)
    return Quiz(try Asked(json: text).run.timeline).questions
  }

  @Test("A scenario asks in its own words and with its own wrong values; the answer is the run's")
  func ownQuestions() throws {
    let own = try asked(
      #"{"about": "value", "question": "How many are left?", "choices": ["7", "many"]}"#)
    #expect(own[0].sentence == "How many are left?")
    #expect(own[0].choices.map(\.text) == ["1", "7", "many"])
    #expect(own[0].text(own[0].answer) == "1")
    #expect(own.map(text) == ["3 value: 1", "4 deaths: nobody", "5 order: 1 list#1, 2 A#1"])
  }

  @Test("A typed answer means a choice by its words or its place, or is a value of its own")
  func typed() throws {
    let questions = Quiz(try Asked("observer-leak").run.timeline).questions
    var order = try #require(questions.first { $0.subject == .order })
    let names = order.answer.map { order.choices[$0].text }
    #expect(try order.answer(typed: names.joined(separator: ", ")) == order.answer)
    #expect(try order.answer(typed: names.joined(separator: " then ").uppercased()) == order.answer)
    #expect(try order.answer(typed: " nobody ") == [])
    #expect(try order.answer(typed: "1") == [0])
    #expect(throws: UnknownAnswer.self) { try order.answer(typed: "Nobody#9") }
    var value = try #require(Quiz(try Asked("callback").run.timeline).questions.first)
    value.choices[2].text = "'a b'"
    value.choices[3].text = "<A#1>"
    #expect(try value.answer(typed: "a b") == [2])
    #expect(try value.answer(typed: " a#1 ") == [3])
    #expect(try value.answer(typed: "7") == [4])
    #expect(value.choices[4].text == "7")
    #expect(throws: UnknownAnswer.self) { try value.answer(typed: "  ") }
  }

  @Test("A scenario asks for the value of any expression after a step")
  func expressions() throws {
    let text = #"""
      {"weakviz": 1, "title": "t", "types": {"A": {}}, "steps": [
        {"new": "A", "as": "a"}, {"new": "WeakSet", "as": "s"}, {"call": "s.add", "with": ["a"]},
        {"del": "a", "ask": {"expression": "len(s)", "question": "How many are left?"}}]}
      """#
    let editor = ScenarioEditor(document: Array(text.utf8))
    let timeline = try editor.run(.original, upTo: nil).timeline
    #expect(editor.value(of: "len(s)", afterStep: 3) == "1")
    #expect(editor.value(of: "s.missing", afterStep: 3) == nil)
    let questions = Quiz(timeline) { editor.value(of: $1, afterStep: $0) }.questions
    #expect(questions.map(self.text) == ["4 value: 0"])
    #expect(questions[0].sentence == "How many are left?")
    #expect(questions[0].isAfterwards)
    // Where nobody can look, the quiz chooses.
    #expect(Quiz(timeline).questions.map(self.text) == ["4 deaths: A#1"])
  }

  @Test("A value is asked before the step that makes it, not where the picture shows it already")
  func foresight() throws {
    let text = #"""
      "types": {"A": {}}, "steps": [
        {"new": "A", "as": "a"}, {"new": "WeakSet", "as": "s"}, {"call": "s.add", "with": ["a"]},
        {"new": "A", "as": "b"}, {"expect": {"refcount(a)": 1, "len(s)": 1}},
        {"call": "s.discard", "with": ["a"]}, {"expect": {"len(s)": 0, "refcount(a)": 1}}]
      """#
    let questions = Quiz(try Asked(json: text).run.timeline).questions
    #expect(questions.map(self.text) == ["6 value: 0"])
    #expect(questions[0].sentence == "what is 'len(s)' after 's.discard(a)'?")
    #expect(questions[0].isAfterwards)
    for file in ScenarioFile.shipped {
      let questions = Quiz(try Simulation.finished(file.program()).timeline).questions
      #expect(!questions.contains { $0.subject == .value && !$0.isAfterwards }, "\(file.path)")
    }
  }

  @Test("Who is wrong about a count is told who holds the object")
  func holders() throws {
    let timeline = try Asked("two-holders").run.timeline
    let question = try #require(Quiz(timeline).questions.first { $0.subject == .value })
    let verdict = QuizVerdict(question, given: [], in: timeline)
    #expect(
      verdict.remarks.map(\.sentence) == ["Array#1 is held by a, dict#1[4] and _"])
    #expect(
      verdict.lines.map(\.text) == [
        "not right: nothing; right is: 3", "Array#1 is held by a, dict#1[4] and _",
      ])
  }

  @Test("Answers have numbers where no answer is a number, and a number typed means its place")
  func numbers() throws {
    let questions = Quiz(try Asked("callback").run.timeline).questions
    #expect(questions[0].choices.indices.map(questions[0].numbered) == ["0", "1", "2", "3"])
    #expect(questions[0].howToAnswer == "Type the value.")
    #expect(
      questions[1].choices.indices.map(questions[1].numbered) == [
        "1 Item#1.__del__()", "2 on_finalize(weakref#1)",
      ])
    #expect(try questions[1].answered("2 1") == [1, 0])
    #expect(
      questions[2].choices.indices.map(questions[2].numbered) == [
        "1 Item deleted", "2 None", "3 Object has been garbage collected!",
      ])
    #expect(try questions[2].answered("2") == [1])
    let order = try #require(
      Quiz(try Asked("observer-leak").run.timeline).questions.first { $0.subject == .order })
    #expect(order.howToAnswer.contains("the first to die first"))
  }

  @Test("Where a scenario wants nothing to be asked, nothing is asked")
  func silence() throws {
    #expect(try asked(#""nothing""#, #""nothing""#).map(\.step) == [5])
  }

  @Test("What does not happen in a step is not asked there: the quiz chooses")
  func nothingOfThat() throws {
    let own = try asked(#""value""#, #"{"about": "order", "question": "In which order?"}"#)
    #expect(own[1].subject == .deaths)
    #expect(own[1].sentence == "who dies when 'del a' runs?")
  }

  @Test("Where nothing has consequences nothing is asked")
  func noQuestions() throws {
    let quiet = try Asked(json: #""types": {"A": {}}, "steps": [{"new": "A", "as": "a"}]"#)
    #expect(Quiz(quiet.run.timeline).questions.isEmpty)
    #expect(Quiz(try Asked(json: #""steps": []"#).run.timeline).questions.isEmpty)
  }
}

extension QuizQuestion {
  fileprivate func answered(_ text: String) throws -> [Int] {
    var question = self
    return try question.answer(typed: text)
  }
}
