import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

@Suite struct `What keys do` {
  @Test func `Stepping goes on and back, by steps and by micro-steps`() {
    var dashboard = Dashboard(Stories.callback())
    #expect(dashboard.position == .start)
    dashboard.press("n n")
    #expect(dashboard.position == Position(step: 2))
    dashboard.press("s")
    #expect(dashboard.position == Position(step: 3, moment: 1))
    dashboard.press("f")
    #expect(dashboard.position == Position(step: 3))
    dashboard.press("S S n")
    #expect(dashboard.position == Position(step: 3))
    dashboard.press("S")
    #expect(dashboard.position == Position(step: 3, moment: 5))
    dashboard.press("p")
    #expect(dashboard.position == Position(step: 2))
    dashboard.press("0")
    #expect(dashboard.position == .start)
    dashboard.press("$")
    #expect(dashboard.position == Position(step: 3))
  }

  @Test func `Arrow keys step at the start, because the timeline has the focus`() {
    var dashboard = Dashboard(Stories.callback())
    dashboard.press("Down Down Right")
    #expect(dashboard.position == Position(step: 3, moment: 1))
    dashboard.press("Left Up")
    #expect(dashboard.position == Position(step: 1))
  }

  @Test func `A count repeats a motion, and is the step of G`() {
    var dashboard = Dashboard(Stories.cache())
    dashboard.press("5 n")
    #expect(dashboard.position == Position(step: 5))
    dashboard.press("1 0 n")
    #expect(dashboard.position == Position(step: 15))
    dashboard.press("1 2 G")
    #expect(dashboard.position == Position(step: 12))
    dashboard.press("3 p")
    #expect(dashboard.position == Position(step: 9))
  }

  @Test func `N and P stop at deaths and what follows from them`() {
    var dashboard = Dashboard(Stories.callback())
    dashboard.press("N")
    #expect(dashboard.position == Position(step: 3, moment: 2))
    dashboard.press("N N N")
    #expect(dashboard.position == Position(step: 3))
    dashboard.press("N")
    #expect(dashboard.notice == "no event of interest after this")
    dashboard.press("P P P")
    #expect(dashboard.position == Position(step: 3, moment: 2))
    dashboard.press("P")
    #expect(dashboard.notice == "no event of interest before this")
  }

  @Test func `The selection follows the events until the user chooses, and again after Esc`() {
    var dashboard = Dashboard(Stories.callback())
    func name() -> String { dashboard.insight.facts?.name ?? "" }
    dashboard.press("n")
    #expect(name() == "Expensive#1")
    dashboard.press("n")
    #expect(name() == "weakref#1")
    dashboard.press("/")
    dashboard.type("item")
    dashboard.press("Enter")
    #expect(name() == "Expensive#1")
    dashboard.press("p n")
    #expect(name() == "Expensive#1")
    dashboard.press("Esc")
    #expect(name() == "weakref#1")
  }

  @Test func `Moving on the canvas selects the neighbour in that direction`() {
    var dashboard = Dashboard(Stories.cycle())
    dashboard.press("5 n")
    dashboard.type(":pane heap")
    dashboard.press("Enter")
    #expect(dashboard.focus == .heap)
    func name() -> String { dashboard.insight.facts?.name ?? "" }
    dashboard.press("g")
    #expect(name() == "Node#1")
    dashboard.press("l")
    #expect(name() == "Node#2")
    dashboard.press("l h h")
    #expect(name() == "weakref#1")
  }

  @Test func `Playing asks for a timer, steps with its ticks, and stops at the end`() {
    var dashboard = Dashboard(Stories.callback())
    #expect(dashboard.press("Space") == [.startTimer(milliseconds: 100)])
    #expect(dashboard.update(.tick(milliseconds: 0)) == [])
    #expect(dashboard.position == .start)
    #expect(dashboard.update(.tick(milliseconds: 500)) == [])
    #expect(dashboard.position == Position(step: 1, moment: 1))
    #expect(dashboard.update(.tick(milliseconds: 600)) == [])
    #expect(dashboard.position == Position(step: 1, moment: 1))
    var now = 600
    var effects: [Effect] = []
    while effects.isEmpty && now < 20_000 {
      now += 100
      effects = dashboard.update(.tick(milliseconds: now))
    }
    #expect(effects == [.stopTimer])
    #expect(dashboard.position == Position(step: 3))
  }

  @Test func `A step while it plays pauses`() {
    var dashboard = Dashboard(Stories.callback())
    dashboard.press("Space")
    #expect(dashboard.press("n") == [.stopTimer])
    #expect(dashboard.update(.tick(milliseconds: 10_000)) == [.stopTimer])
    #expect(dashboard.position == Position(step: 1))
  }

  @Test func `Quitting: q, Q, Ctrl-c twice; other keys in between do not count`() {
    var dashboard = Dashboard(Stories.callback())
    #expect(dashboard.press("q") == [.quit(code: 0)])
    #expect(dashboard.press("Q") == [.quit(code: 0)])
    #expect(dashboard.press("Ctrl-c") == [])
    #expect(dashboard.press("Ctrl-c") == [.quit(code: 0)])
    dashboard.press("Ctrl-c n")
    #expect(dashboard.press("Ctrl-c") == [])
    #expect(dashboard.press("Esc") == [])
    #expect(dashboard.press("Ctrl-z") == [.suspend])
    #expect(dashboard.press("Ctrl-l") == [.redraw])
  }

  @Test func `The command line goes to a micro-step, says what it does not know, and completes`() {
    var dashboard = Dashboard(Stories.callback())
    dashboard.type(":goto 3.2")
    dashboard.press("Enter")
    #expect(dashboard.position == Position(step: 3, moment: 2))
    dashboard.type(":1")
    dashboard.press("Enter")
    #expect(dashboard.position == Position(step: 1))
    dashboard.type(":goto 9")
    dashboard.press("Enter")
    #expect(dashboard.notice == "there is no step 9: the last one is 3")
    dashboard.type(":frobnicate")
    dashboard.press("Enter")
    #expect(dashboard.notice == "no command frobnicate")
    dashboard.type(":cha")
    dashboard.press("Tab Enter")
    #expect(dashboard.overlay == .chapters(selected: 0))
    dashboard.press("j Enter")
    #expect(dashboard.position == Position(step: 3))
    dashboard.type(":theme light")
    dashboard.press("Enter")
    #expect(dashboard.options.theme == .light)
    dashboard.type(":quit")
    #expect(dashboard.press("Enter") == [.quit(code: 0)])
  }

  @Test func `Tab goes around all panes of the screen, Shift-Tab the other way`() {
    var dashboard = Dashboard(Stories.callback())
    let order = dashboard.plan.order
    var seen: [Pane] = []
    for _ in order {
      dashboard.press("Tab")
      seen.append(dashboard.focus)
    }
    #expect(Set(seen) == Set(order))
    #expect(dashboard.focus == .timeline)
    dashboard.press("Tab Shift-Tab")
    #expect(dashboard.focus == .timeline)
  }

  @Test func `A new version of the file keeps the step; a broken one keeps the picture`() {
    var dashboard = Dashboard(Stories.callback())
    dashboard.press("n n")
    _ = dashboard.update(.reloadFailed("story.json:3:5: unknown key \"nwe\""))
    #expect(dashboard.position == Position(step: 2))
    #expect(dashboard.lines[1].contains("story.json:3:5: unknown key"))
    _ = dashboard.update(.reloaded(Stories.cycle()))
    #expect(dashboard.position == Position(step: 2))
    #expect(dashboard.diagnostics.isEmpty)
    #expect(dashboard.lines[0].contains("A reference cycle"))
  }

  @Test func `The answer can be copied`() {
    var dashboard = Dashboard(Stories.cycle())
    dashboard.press("5 n")
    dashboard.press("/ ")
    dashboard.type("Node#2")
    dashboard.press("Enter")
    #expect(dashboard.press("Y") == [.copy("Node#2 is live: b ─▶ Node#2")])
  }

  @Test func `The picker filters, and opens what is selected`() {
    var picker = Picker(entries: [
      .init(name: "callback", title: "A callback", summary: "One."),
      .init(name: "cycle", title: "A cycle", summary: "Two."),
    ])
    func press(_ keys: String) -> [Effect] {
      keys.split(separator: " ").flatMap { picker.update(.input(.key(Key(String($0))!))) }
    }
    #expect(press("j j Enter") == [.openScenario(name: "cycle")])
    #expect(press("/ c a l Enter Enter") == [.openScenario(name: "callback")])
    #expect(press("q") == [.quit(code: 0)])
    #expect(picker.render().plainText.contains("callback"))
  }

  @Test func `The picker groups by heading, and goes from group to group`() {
    let names = ["a", "b", "c"]
    var picker = Picker(
      entries: names.map {
        .init(
          name: "@\($0)", title: "Title \($0)", summary: "It shows.",
          group: $0 == "a" ? "First" : "Second", source: "owner/name#7")
      }, options: Dashboard.Options(size: Size(width: 40, height: 24)))
    func press(_ keys: String) -> [Effect] {
      keys.split(separator: " ").flatMap { picker.update(.input(.key(Key(String($0))!))) }
    }
    #expect(press("Tab Enter") == [.openScenario(name: "@b")])
    #expect(press("j Tab Enter") == [.openScenario(name: "@c")])
    #expect(press("Shift-Tab Shift-Tab Enter") == [.openScenario(name: "@a")])
    let lines = picker.render().plainText.split(
      separator: "\n", omittingEmptySubsequences: false
    ).map {
      String($0.reversed().drop { $0 == " " }.reversed())
    }
    #expect(
      lines[2...6] == [
        " First 1", " ▶ @a          Title a", " Second 2", "   @b          Title b",
        "   @c          Title c",
      ])
    #expect(lines[17] == "  seen in owner/name#7")
    // A click on a heading selects nothing; one on an entry does.
    _ = picker.update(.input(.mouse(MouseEvent(.press(.left), at: Point(column: 4, row: 4)))))
    #expect(press("Enter") == [.openScenario(name: "@a")])
    _ = picker.update(.input(.mouse(MouseEvent(.press(.left), at: Point(column: 4, row: 6)))))
    #expect(press("Enter") == [.openScenario(name: "@c")])
    #expect(press("/ s e c o Enter Enter") == [.openScenario(name: "@b")])
  }
}
