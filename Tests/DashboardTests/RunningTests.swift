import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

@Suite struct `Runs, breakpoints and moments` {
  @Test func `A run stops before the statement with a breakpoint`() {
    var dashboard = Dashboard(Stories.callback())
    dashboard.go(to: Position(step: 2))
    dashboard.press("Tab Tab")
    while dashboard.focus != .source { dashboard.press("Tab") }
    dashboard.press("b 0 r")
    #expect(dashboard.position == Position(step: 2))
    #expect(dashboard.notice == "stopped before step 3")
    dashboard.press("r")
    #expect(dashboard.position == Position(step: 3))
    #expect(dashboard.notice == "end of the scenario")
  }

  @Test func `A run stops at whatever happens to the object with a breakpoint`() {
    var dashboard = Dashboard(Stories.callback())
    dashboard.press("n b n")
    #expect(dashboard.breakpoints.all.count == 1)
    dashboard.press("r")
    #expect(dashboard.position == Position(step: 3, moment: 1))
    #expect(dashboard.notice.hasPrefix("stopped: Expensive#1"))
    dashboard.press("B")
    #expect(dashboard.lines.contains { $0.contains("Expensive#1") && $0.contains("▶") })
    dashboard.press("d")
    #expect(dashboard.breakpoints.all.isEmpty)
    #expect(dashboard.overlay == nil)
  }

  @Test func `With time to see it, a run takes two seconds and can be paused`() {
    var dashboard = Dashboard(
      timeline: Stories.long(steps: 200), options: .init(isAnimated: true))
    #expect(dashboard.press("r") == [.startTimer(milliseconds: 100)])
    for tick in 1...5 { _ = dashboard.update(.tick(milliseconds: tick * 100)) }
    #expect(dashboard.position == Position(step: 50))
    #expect(dashboard.press("r") == [.stopTimer])
    #expect(dashboard.update(.tick(milliseconds: 700)) == [.stopTimer])
    #expect(dashboard.position == Position(step: 50))
    dashboard.press("r")
    for tick in 8...40 { _ = dashboard.update(.tick(milliseconds: tick * 100)) }
    #expect(dashboard.position == Position(step: 200))
    #expect(!dashboard.playback.isPlaying)
  }

  @Test func `when goes to what happens to an object, ahead first, then back`() {
    var dashboard = Dashboard(Stories.callback())
    func run(_ line: String) { _ = dashboard.run(line) }
    run("when Expensive#1 dies")
    #expect(dashboard.position == Position(step: 3, moment: 2))
    run("when Expensive#1 is-made")
    #expect(dashboard.position == Position(step: 1, moment: 1))
    #expect(dashboard.notice == "back to the time when Expensive#1 is-made")
    run("when weakref#1 calls-back")
    #expect(dashboard.position == Position(step: 3, moment: 4))
    run("when Expensive#1 is-resurrected")
    #expect(dashboard.notice == "it never happens that Expensive#1 is-resurrected")
    run("when nobody dies")
    #expect(dashboard.notice == "there is no object nobody")
    run("when")
    #expect(dashboard.notice.hasPrefix("when takes an object and what happens to it: is-made"))
  }

  @Test func `The next and the last event of the selection`() {
    var dashboard = Dashboard(Stories.callback())
    dashboard.press("n .")
    #expect(dashboard.position == Position(step: 2, moment: 2))
    #expect(dashboard.insight.facts?.name == "Expensive#1")
    dashboard.press(".")
    #expect(dashboard.position == Position(step: 3, moment: 1))
    dashboard.press(", ,")
    #expect(dashboard.position == Position(step: 1))
    dashboard.press("$ .")
    #expect(dashboard.notice == "nothing more happens to Expensive#1")
  }

  @Test func `Tab completes commands, and what may stand after them`() {
    var dashboard = Dashboard(Stories.callback())
    dashboard.press(":")
    dashboard.type("wh")
    dashboard.press("Tab")
    #expect(dashboard.notice == "when why")
    dashboard.type("en")
    dashboard.press("Tab")
    dashboard.type("Exp")
    dashboard.press("Tab")
    dashboard.type("di")
    dashboard.press("Tab Enter")
    #expect(dashboard.position == Position(step: 3, moment: 2))
  }
}

@Suite struct `Views and panes` {
  @Test func `All that was printed so far`() {
    var dashboard = Dashboard(Stories.callback())
    dashboard.press("v")
    #expect(dashboard.lines.contains { $0.contains("nothing was printed yet") })
    dashboard.press("Esc $ v")
    #expect(dashboard.lines.contains { $0.contains("printed so far") })
    #expect(dashboard.lines.contains { $0.contains("10  gone: None") })
    dashboard.press("v")
    #expect(dashboard.overlay == nil)
  }

  @Test func `A pane without room on this screen takes all of it`() {
    var dashboard = Dashboard(Stories.callback())
    dashboard.press("n n")
    _ = dashboard.run("pane types")
    #expect(dashboard.zoomed == .types)
    #expect(dashboard.lines.contains { $0.contains("Expensive") && $0.contains("48 B") })
    _ = dashboard.run("pane heap")
    #expect(dashboard.zoomed == nil)
    _ = dashboard.run("pane nowhere")
    #expect(dashboard.notice.hasPrefix("no pane nowhere: there are heap"))
  }

  @Test func `Sizes of panes are kept when the screen changes`() {
    var dashboard = Dashboard(Stories.callback(), 120, 36)
    _ = dashboard.run("size right 50")
    _ = dashboard.run("size lower 12")
    #expect(dashboard.plan.panes[.selected]?.width == 50)
    #expect(dashboard.plan.panes[.source]?.height == 12)
    _ = dashboard.update(.input(.resize(Size(width: 140, height: 40))))
    #expect(dashboard.plan.panes[.selected]?.width == 50)
    _ = dashboard.run("size")
    #expect(dashboard.plan.panes[.selected]?.width == 37)
    _ = dashboard.run("size middle 4")
    #expect(dashboard.notice.hasPrefix("size takes"))
  }

  @Test func `The mouse moves the borders between panes`() throws {
    var dashboard = Dashboard(Stories.callback(), 120, 36)
    let wall = try #require(dashboard.plan.walls.max { $0.column < $1.column })
    func mouse(_ action: MouseEvent.Action, _ column: Int, _ row: Int) {
      _ = dashboard.update(
        .input(.mouse(MouseEvent(action, at: Point(column: column, row: row)))))
    }
    mouse(.press(.left), wall.column, 10)
    mouse(.drag(.left), wall.column - 10, 10)
    mouse(.release(.left), wall.column - 10, 10)
    #expect(dashboard.plan.walls.contains { $0.column == wall.column - 10 })
    let rule = try #require(dashboard.plan.rules[.source])
    mouse(.press(.left), 5, rule.row)
    mouse(.drag(.left), 5, rule.row - 4)
    #expect(dashboard.plan.rules[.source]?.row == rule.row - 4)
  }

  @Test func `Panning moves the view within the picture and no further`() throws {
    var dashboard = Dashboard(Stories.cache(), 80, 24)
    dashboard.press("$ P +")
    while dashboard.picture?.plan.fits == true, dashboard.picture?.plan.detail != .boxes {
      dashboard.press("+")
    }
    let picture = try #require(dashboard.picture)
    try #require(!picture.plan.fits)
    dashboard.press("9 9 K 9 9 H")
    #expect(dashboard.canvasOrigin.map { $0.row } == 0)
    dashboard.press("J")
    #expect(dashboard.canvasOrigin.map { $0.row > 0 } == true)
    let place = dashboard.canvasOrigin
    dashboard.press("p n")
    #expect(dashboard.canvasOrigin == place, "stepping leaves the view where the user put it")
    dashboard.press("=")
    #expect(dashboard.panned == nil)
  }

  @Test func `Another way from a root to the selection`() throws {
    var dashboard = Dashboard(try Scenarios.timeline("strong-against-weak"), 120, 36)
    for _ in 0..<dashboard.timeline.stepCount {
      dashboard.press("n y")
      if dashboard.insight.facts?.pathCount ?? 0 > 1 { break }
      dashboard.press("Esc")
    }
    let first = try #require(dashboard.insight.facts).pathText
    dashboard.press("]")
    #expect(dashboard.notice == "way 2 of \(dashboard.insight.facts?.pathCount ?? 0)")
    #expect(dashboard.insight.facts?.pathText != first)
    dashboard.press("[")
    #expect(dashboard.insight.facts?.pathText == first)
  }

  @Test func `The screen is saved in the form that the file's name asks for`() {
    var dashboard = Dashboard(Stories.callback())
    dashboard.press("n")
    guard case .write(let file, let text)? = dashboard.run("save-frame").first else {
      Issue.record("nothing is written")
      return
    }
    #expect(file == "story-1.svg")
    #expect(text.hasPrefix("<svg"))
    #expect(
      dashboard.run("save-frame a.txt")
        == [.write(file: "a.txt", text: dashboard.render().plainText)])
    #expect(dashboard.run("save-frame a.png").isEmpty)
    #expect(dashboard.notice == "save-frame writes files that end in .svg, .txt or .ansi")
    _ = dashboard.update(.said("the screen is in a.txt"))
    #expect(dashboard.lines.last { !$0.isEmpty }?.contains("the screen is in a.txt") == true)
  }
}

@Suite struct `The help` {
  @Test func `begins with the keys of the focused pane`() {
    var dashboard = Dashboard(Stories.callback(), 100, 30)
    dashboard.press("?")
    #expect(dashboard.lines.contains { $0.contains("In the timeline pane") })
    #expect(dashboard.lines.contains { $0.contains("Down") && $0.contains("the next step") })
    dashboard.press("Esc Tab ?")
    #expect(dashboard.lines.contains { $0.contains("In the heap pane") })
  }

  @Test func `can be searched`() {
    var dashboard = Dashboard(Stories.callback(), 100, 30)
    dashboard.press("? /")
    dashboard.type("resurr")
    #expect(dashboard.lines.contains { $0.contains("help with resurr") })
    #expect(dashboard.lines.contains { $0.contains("outlived its own death") })
    #expect(!dashboard.lines.contains { $0.contains("keeps its target alive") })
    dashboard.press("Enter Esc")
    #expect(dashboard.lines.contains { $0.contains("In the timeline pane") })
    dashboard.press("Tab Tab Tab")
    #expect(dashboard.lines[2].contains("Moving"))
    dashboard.press("/")
    dashboard.type("zzz")
    #expect(dashboard.lines.contains { $0.contains("nothing about zzz") })
    dashboard.press("Esc Esc")
    #expect(dashboard.overlay == nil)
  }
}

@Suite struct `Moving a box` {
  private func frame(_ dashboard: Dashboard) -> CanvasRect? {
    dashboard.selectedNode.flatMap { dashboard.picture?.plan.nodes[$0].frame }
  }

  @Test func `Arrow keys move it, Esc puts it back, Enter keeps it, = lets go of it`() throws {
    var dashboard = Dashboard(try Scenarios.timeline("parent-child-tree"), 120, 36)
    dashboard.go(to: Position(step: 7))
    dashboard.press("Tab")
    while dashboard.focus != .heap { dashboard.press("Tab") }
    dashboard.press("g l l")
    let plan = try #require(dashboard.picture).plan
    let before = try #require(frame(dashboard))
    var moved: CanvasRect?
    for key in ["Down", "Up", "Right", "Left"] where moved == nil {
      dashboard.press("m \(key)")
      if frame(dashboard) != before { moved = frame(dashboard) }
      dashboard.press("Esc")
      #expect(dashboard.picture?.plan == plan)
      if moved != nil {
        dashboard.press("m \(key) Enter n p")
        #expect(frame(dashboard) == moved)
      }
    }
    #expect(moved != nil)
    let picture = try #require(dashboard.picture)
    #expect(faults(of: picture.plan, for: picture.graph) == [])
    dashboard.press("=")
    #expect(dashboard.picture?.plan == plan)
  }
}

@Suite struct `The timeline` {
  @Test func `A click on a mark goes to its step`() throws {
    var dashboard = Dashboard(Stories.callback(), 120, 36)
    let rule = try #require(dashboard.plan.rules[.timeline])
    let row = Array(dashboard.lines[rule.row])
    let column = try #require(row.lastIndex(of: "ƒ"))
    _ = dashboard.update(
      .input(.mouse(MouseEvent(.press(.left), at: Point(column: column, row: rule.row)))))
    #expect(dashboard.position == Position(step: 3))
  }
}

@Suite struct `The wave of a collection` {
  /// The picture after each micro-step of the step that collects.
  private func wave() throws -> [CanvasMoment] {
    var dashboard = Dashboard(try Scenarios.timeline("reference-cycle"), 120, 36)
    while dashboard.timeline.collectionWave == nil { dashboard.press("s") }
    var moments: [CanvasMoment] = []
    while dashboard.timeline.collectionWave != nil {
      moments.append(try #require(dashboard.insight.moment))
      dashboard.press("s")
    }
    return moments
  }

  @Test func `Counts are subtracted on the boxes, then what is not reached is marked`() throws {
    let moments = try wave()
    let counting = try #require(moments.first { $0.nodes.contains { $0.outsideCount != nil } })
    let garbage = counting.nodes.filter { $0.outsideCount == 0 && $0.appearance != .absent }
    #expect(garbage.count == 2)
    let tentative = try #require(
      moments.last { $0.nodes.contains { $0.outsideCount == 0 } })
    #expect(
      tentative.nodes.filter { $0.outsideCount != nil }.allSatisfy {
        $0.appearance == .unreachable
      })
  }

  @Test func `What the wave marks is what the collector finds`() throws {
    for name in Scenarios.course {
      var timeline = try Scenarios.timeline(name)
      while timeline.successor(of: timeline.position) != timeline.position {
        timeline.move(to: timeline.successor(of: timeline.position))
        guard let thought = timeline.collectionWave?.unreached, !thought.isEmpty else { continue }
        let next = timeline.successor(of: timeline.position)
        let index = timeline.happenedCount(at: timeline.position)
        guard next.step == timeline.position.step,
          case .unreachable(let found) = timeline.event(index, ofStep: next.step).event
        else { continue }
        #expect(Set(found) == thought.filter { timeline.heap.isVisible($0) }, "\(name)")
      }
    }
  }

  @Test func `It goes back as it came`() throws {
    var dashboard = Dashboard(try Scenarios.timeline("reference-cycle"), 120, 36)
    dashboard.press("$")
    var steps: [Frame] = []
    while dashboard.position != .start {
      steps.append(dashboard.render())
      dashboard.press("S")
    }
    for frame in steps.reversed() {
      dashboard.press("s")
      dashboard.notice = ""
      #expect(dashboard.render() == frame)
    }
  }
}

@Suite struct `Whether a callback will be called` {
  @Test func `It is said of the selected weak reference`() throws {
    var dashboard = Dashboard(try Scenarios.timeline("callback"), 120, 36)
    dashboard.press("n n")
    _ = dashboard.run("find weakref#1")
    #expect(dashboard.insight.facts?.forecast == "called when Item#1 dies")
    dashboard.press("$")
    #expect(dashboard.insight.facts?.forecast == "on_finalize was called in step 4")
  }

  @Test func `A WeakMethod has the callback that it was given, or none`() throws {
    var dashboard = Dashboard(try Scenarios.timeline("observer-mended"), 120, 36)
    dashboard.go(to: Position(step: 12))
    _ = dashboard.run("find WeakMethod#1")
    #expect(dashboard.insight.facts?.callback == "remove")
    #expect(dashboard.insight.facts?.forecast == "called when View#2 dies")
    dashboard = Dashboard(try Scenarios.timeline("own-method-cycle-mended"), 120, 36)
    dashboard.go(to: Position(step: 6))
    _ = dashboard.run("find WeakMethod#1")
    #expect(dashboard.insight.facts?.name == "WeakMethod#1")
    #expect(dashboard.insight.facts?.callback == nil)
    #expect(dashboard.insight.facts?.forecast == "")
  }

  @Test func `A reference that the collector clears keeps its callback, which was called`() throws {
    var dashboard = Dashboard(try Scenarios.timeline("garbage-together-mended"), 120, 36)
    dashboard.go(to: Position(step: 4))
    _ = dashboard.run("find weakref#1")
    #expect(
      dashboard.insight.facts?.forecast == "called at the next collection: no root reaches Node#1")
    var forecasts: [String] = []
    while dashboard.position < Position(step: 6) {
      dashboard.press("s")
      guard let facts = dashboard.insight.facts, facts.name == "weakref#1" else { continue }
      #expect(facts.callback == "on_death")
      if forecasts.last != facts.forecast { forecasts.append(facts.forecast) }
    }
    #expect(forecasts == ["waits to be called", "on_death was called in step 5"])
  }

  /// The sentences about the callbacks of weak references at the end of each step, and what comes.
  private func brokenPromises(_ timeline: Timeline, _ name: String) -> [String] {
    var timeline = timeline
    let index = StoryIndex(timeline)
    var broken: [String] = []
    for step in stride(from: 1, through: timeline.stepCount, by: 1) {
      let moments = timeline.momentCount(ofStep: step)
      for moment in moments <= 60 ? Array(1...moments) : [moments] {
        timeline.move(to: timeline.normalized(Position(step: step, moment: moment)))
        let heap = timeline.heap
        let happened = timeline.happenedCount(at: timeline.position)
        let reachable = heap.reachability(.none)
        for object in heap.allObjects
        where heap.isVisible(object) && heap.isAlive(object) && heap.kind(object) == .weakReference
        {
          let facts = ObjectFacts(
            object, timeline: timeline, index: index, reachable: reachable, glyphs: .unicode)
          guard !facts.forecast.isEmpty else { continue }
          let coming = (index.histories[object] ?? []).filter {
            Int($0.step) > step || Int($0.step) == step && Int($0.index) >= happened
          }.map {
            timeline.event(Int($0.index), ofStep: Int($0.step)).event
          }
          let isCalled = coming.contains { if case .callback = $0 { true } else { false } }
          let isCleared = coming.contains { if case .clear = $0 { true } else { false } }
          let words = "\(name) step \(step).\(moment), \(facts.name): \(facts.forecast)"
          if facts.forecast.hasPrefix("waits"), !isCalled { broken.append(words) }
          if isCalled,
            facts.forecast.contains(" was called") || facts.forecast.hasPrefix("never")
              || facts.forecast.hasPrefix("not called")
          {
            broken.append(words + ", but is called")
          }
          if facts.forecast.hasPrefix("called at the next"), isCleared, !isCalled {
            broken.append(words + ", but is not called")
          }
        }
      }
    }
    return broken
  }

  @Test(arguments: Scenarios.course + Scenarios.library)
  func `What is said comes true in every scenario`(name: String) throws {
    #expect(brokenPromises(try Scenarios.timeline(name), name) == [])
  }

  @Test(arguments: Scenarios.rules)
  func `What is said comes true in every rule`(name: String) throws {
    guard let timeline = try Scenarios.rule(name) else { return }
    #expect(brokenPromises(timeline, name) == [])
  }

  @Test func `Garbage is not told of the death of garbage`() throws {
    var dashboard = Dashboard(Stories.cycle(), 120, 36)
    var forecasts: Set<String> = []
    while dashboard.timeline.successor(of: dashboard.position) != dashboard.position {
      dashboard.press("s")
      for object in dashboard.timeline.heap.allObjects {
        if let forecast = CallbackForecast(
          of: object, in: dashboard.timeline.heap, reachable: dashboard.insight.reachable),
          dashboard.timeline.heap.kind(object) == .weakReference
        {
          forecasts.insert("\(forecast)")
        }
      }
    }
    #expect(!forecasts.isEmpty)
  }
}
