import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

@Suite struct `The quiz on the screen` {
  static func quiz(
    _ scenario: String, _ width: Int = 120, _ height: Int = 36
  ) throws -> Dashboard {
    var dashboard = Dashboard(
      try Scenarios.timeline(scenario), width, height, file: "\(scenario).json")
    _ = dashboard.update(.beginQuiz)
    return dashboard
  }

  private static func marked(_ dashboard: Dashboard) -> [String: String] {
    var marks: [String: String] = [:]
    for (object, span) in dashboard.quizMarks {
      marks[dashboard.timeline.heap.name(object)] = span.text
    }
    return marks
  }

  @Test func `It stops before a step, takes an answer, plays the step and says why`() throws {
    var dashboard = try Self.quiz("observer-leak")
    while dashboard.quiz?.question?.step != 7 { dashboard.press("Enter Enter") }
    #expect(dashboard.position == Position(step: 6))
    #expect(dashboard.lines.contains { $0.contains("who dies when 'del view' runs?") })
    #expect(dashboard.focus == .heap)
    dashboard.choose(try #require(dashboard.timeline.heap.object(named: "View#1")))
    dashboard.press("Space")
    #expect(Self.marked(dashboard) == ["View#1": "[●]"])
    let (right, answered) = (dashboard.quiz?.right ?? 0, dashboard.quiz?.answered ?? 0)
    dashboard.press("Enter")
    #expect(dashboard.position == Position(step: 7))
    #expect(Self.marked(dashboard) == ["View#1": "[✗]"])
    let text = dashboard.lines.joined(separator: "\n")
    #expect(text.contains("not right: View#1; right is: nobody"))
    #expect(text.contains("View#1 is alive: button.observers[0] (__self__)"))
    #expect(dashboard.lines[0].contains("quiz: \(right) of \(answered + 1) right"))
  }

  @Test func `Deaths are marked in the order in which they are selected`() throws {
    var dashboard = try Self.quiz("observer-leak")
    while dashboard.quiz?.question?.step != 12 { dashboard.press("Enter Enter") }
    for name in ["method#1", "View#1"] {
      dashboard.choose(try #require(dashboard.timeline.heap.object(named: name)))
      dashboard.press("Space")
    }
    #expect(Self.marked(dashboard) == ["method#1": "[1]", "View#1": "[2]"])
    let right = dashboard.quiz?.right ?? 0
    dashboard.press("Enter")
    #expect(dashboard.quiz?.right == right + 1)
    #expect(Self.marked(dashboard) == ["method#1": "[✓]", "View#1": "[✓]"])
  }

  @Test func `Nobody gets past a question`() throws {
    let start = try Self.quiz("callback")
    #expect(start.position == Position(step: 1))
    for keys in ["n", "s", "G", "$", "N", "r", "p", "y", "X", "D", ": p"] {
      var dashboard = start
      dashboard.press(keys)
      #expect(dashboard.position == start.position, "\(keys)")
    }
    var typed = start
    typed.press(":")
    typed.type("goto 5")
    typed.press("Enter")
    #expect(typed.position == start.position)
    #expect(typed.isQuizAsking)
  }

  @Test func `After an answer n steps on to the next question, and stops there`() throws {
    var dashboard = try Self.quiz("reference-cycle")
    dashboard.press("Enter")
    let next = try #require(dashboard.quiz.map { $0.questions[1].step })
    for _ in 0..<20 where !dashboard.isQuizAsking { dashboard.press("n") }
    #expect(dashboard.position == Position(step: next - 1))
  }

  @Test func `Nothing on the screen gives an answer away before it is given`() throws {
    for name in ["callback", "observer-leak", "weak-value-dictionary", "reference-cycle"] {
      var dashboard = try Self.quiz(name, 200, 60)
      while let question = dashboard.quiz?.question, dashboard.quiz?.phase != .over {
        let lines = dashboard.lines
        let statement = dashboard.timeline.narration.step(question.step + 1).statement
        if question.step < dashboard.timeline.stepCount, statement.count > 8 {
          let earlier = (1...question.step).map {
            dashboard.timeline.narration.step($0).statement
          }
          if !earlier.contains(statement) {
            #expect(!lines.contains { $0.contains(" \(statement) ") }, "\(name) \(question.step)")
          }
        }
        if question.subject == .value, !question.isAfterwards {
          let shown = dashboard.timeline.narration.step(question.step).statement
          #expect(!lines.contains { $0.contains(shown) }, "\(name) \(question.step)")
        }
        dashboard.press("Enter Enter")
      }
      dashboard.press("Enter")
      #expect(dashboard.quiz == nil)
    }
  }

  @Test func `Esc leaves it, :quiz begins it where one is, and another run ends it`() throws {
    var dashboard = try Self.quiz("callback")
    dashboard.press("Esc")
    #expect(dashboard.quiz == nil)
    dashboard.go(to: Position(step: 3))
    dashboard.press(":")
    dashboard.type("quiz")
    dashboard.press("Enter")
    #expect(dashboard.quiz?.question?.step == 4)
    _ = dashboard.update(.reloaded(try Scenarios.timeline("observer-leak")))
    #expect(dashboard.quiz == nil)
    var quiet = Dashboard(Timeline(heap: MutableHeap()))
    #expect(quiet.update(.beginQuiz) == [])
    #expect(quiet.notice == "no step has consequences to ask about")
  }

  @Test func `A value is typed, and one that nobody offered is judged`() throws {
    var dashboard = try Self.quiz("callback")
    dashboard.press("7")
    #expect(dashboard.lines.contains { $0.hasPrefix("answer: 7") })
    dashboard.press("Backspace Backspace")
    #expect(dashboard.overlay == nil && dashboard.isQuizAsking)
    var right = dashboard
    right.press("1 Enter")
    #expect(right.quiz?.right == 1)
    dashboard.press("i")
    dashboard.type("17")
    dashboard.press("Enter")
    #expect(dashboard.quiz?.right == 0)
    #expect(dashboard.lines.contains { $0.contains("not right: 17; right is: 1") })
    dashboard.press("Enter i")
    dashboard.type("item#1.__del__(), nobody#3")
    dashboard.press("Enter")
    #expect(dashboard.isQuizAsking)
    #expect(dashboard.notice == "nobody#3 is none of the answers")
    dashboard.press("i")
    dashboard.type("on_finalize(weakref#1), Item#1.__del__()")
    dashboard.press("Enter")
    #expect(dashboard.quiz?.right == 1)
  }

  @Test func `A voice says the question, the answer and why`() throws {
    var dashboard = try Self.quiz("callback")
    var voice = DashboardVoice()
    let asked = voice.lines(about: dashboard)
    #expect(
      asked.contains(
        "question 1 of 3: what is 'refcount(item)' after 'ref = weakref.ref(item, on_finalize)'?"))
    #expect(asked.contains("0, 1, 2, 3. Type i, the answer, and Enter."))
    dashboard.press("j")
    #expect(voice.lines(about: dashboard) == ["1"])
    dashboard.press("2")
    #expect(voice.lines(about: dashboard) == ["answer:"])
    dashboard.press("Enter")
    #expect(voice.lines(about: dashboard).contains("not right: 2; right is: 1"))
  }

  @Test func `About a big run the questions are made elsewhere, and Esc leaves that`() throws {
    var dashboard = try Editing(Scenarios.big(), "A#1").dashboard
    let number = dashboard.jobCount + 1
    #expect(dashboard.update(.beginQuiz) == [.work(number)])
    #expect(dashboard.quiz == nil)
    let job = try #require(dashboard.job(number))
    var patient = dashboard
    _ = patient.update(.answered(job.run()))
    #expect(patient.isQuizAsking)
    dashboard.press("Esc")
    #expect(dashboard.notice == "no quiz")
    _ = dashboard.update(.answered(job.run()))
    #expect(dashboard.quiz == nil)
  }

  @Test func `A choice is made with j and k`() throws {
    var dashboard = try Self.quiz("callback")
    #expect(dashboard.quiz?.question?.choices.map(\.text) == ["0", "1", "2", "3"])
    dashboard.press("j")
    #expect(dashboard.quiz?.cursor == 1)
    dashboard.press("Enter")
    #expect(dashboard.quiz?.right == 1)
    dashboard.press("Enter Space j Space Enter")
    #expect(dashboard.quiz?.right == 2)
    dashboard.press("Enter Enter Enter")
    #expect(dashboard.quiz?.phase == .over)
    #expect(dashboard.lines.contains { $0.contains("of 3 answers right") })
  }

  @Test func `While the step plays, a key shows the end and not the next question`() throws {
    var dashboard = Dashboard(
      timeline: try Scenarios.timeline("callback"),
      options: Dashboard.Options(size: Size(width: 120, height: 36), isAnimated: true))
    _ = dashboard.update(.beginQuiz)
    dashboard.press("Enter")
    for time in 1...99 { _ = dashboard.update(.tick(milliseconds: 100 * time)) }
    dashboard.press("Enter")
    #expect(dashboard.quiz?.question?.step == 4)
    dashboard.press("Enter")
    #expect(dashboard.isMoving)
    #expect(!dashboard.hasQuizBox)
    dashboard.press("Enter")
    #expect(!dashboard.isMoving)
    #expect(dashboard.quiz?.number == 1)
    #expect(dashboard.hasQuizBox)
  }

  @Test(arguments: [(80, 24), (120, 36), (200, 60)])
  func `It looks as it looked when it was found right`(size: (Int, Int)) throws {
    var dashboard = try Self.quiz("reference-cycle", size.0, size.1)
    while dashboard.quiz?.question?.subject != .order { dashboard.press("Enter Enter") }
    for name in ["Node#2", "weakref#1"] {
      dashboard.choose(try #require(dashboard.timeline.heap.object(named: name)))
      dashboard.press("Space")
    }
    Golden.check(dashboard, "quiz-marked-\(size.0)")
    dashboard.press("Enter")
    Golden.check(dashboard, "quiz-told-\(size.0)")
    var list = try Self.quiz("callback", size.0, size.1)
    Golden.check(list, "quiz-value-\(size.0)")
    list.press("j Enter Enter Space")
    Golden.check(list, "quiz-callbacks-\(size.0)")
    var small = list
    _ = small.update(.input(.resize(Size(width: 59, height: 16))))
    _ = small.render()
    _ = small.update(.input(.resize(Size(width: 30, height: 5))))
    _ = small.render()
  }
}
