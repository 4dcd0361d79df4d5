import HeapFormats
import HeapModel
import Runtimes
import TerminalFrame
import Testing

@testable import Dashboard

@Suite struct `What the panes below the heap say` {
  private func dashboard(_ step: Int, _ moment: Int = .max) throws -> Dashboard {
    var dashboard = Dashboard(try Scenarios.timeline("callback"), 80, 24)
    dashboard.go(to: dashboard.timeline.normalized(Position(step: step, moment: moment)))
    return dashboard
  }

  @Test func `While a finalizer or a callback runs its code stands under the statement`() throws {
    let finalizer = try dashboard(4, 3)
    #expect(finalizer.timeline.runningCode?.sign == .finalizer)
    #expect(
      finalizer.timeline.runningCode?.lines
        == ["def Item.__del__(self):", "    print('Item deleted')"])
    #expect(finalizer.lines.contains { $0.hasPrefix("   δ def Item.__del__(self):") })
    #expect(try dashboard(4, 6).timeline.runningCode?.lines.first == "def on_finalize(wr):")
    // The statement that runs is marked; none does yet when the arguments come.
    #expect(finalizer.timeline.runningCode?.running == nil)
    #expect(try dashboard(4, 4).timeline.runningCode?.running == 1..<2)
    #expect(try dashboard(4, 4).lines.contains { $0.hasPrefix("   ▶     print('Item deleted')") })
    // Between them, and at the end of the step, none runs.
    #expect(try dashboard(4, 5).timeline.runningCode == nil)
    #expect(try dashboard(4).timeline.runningCode == nil)
  }

  @Test func `Rows of a tall log keep their places, and all of the current step is there`() throws {
    var dashboard = Dashboard(try Scenarios.timeline("auto-expiring-cache"), 200, 60)
    let area = try #require(dashboard.plan.panes[.log])
    func rows() -> [String] {
      dashboard.lines[area.row..<area.row + area.height].map {
        String($0.dropFirst(area.column).prefix(area.width))
          .split(separator: " ").joined(separator: " ")
      }
    }
    let first = dashboard.position.step
    var kept = 0
    var before = rows()
    for step in first + 1...dashboard.timeline.stepCount {
      dashboard.go(to: Position(step: step))
      let now = rows()
      // The row that said what is next is the first one that changes.
      let same = zip(before, now).prefix { $0 == $1 }.count
      if let next = before.firstIndex(where: { $0.contains("next:") }), same >= next { kept += 1 }
      let told = now.firstIndex { $0.contains("next:") || $0.contains("end of the scenario") }
      let all = min(dashboard.timeline.eventCount(ofStep: step), area.height - 1)
      #expect((told ?? 0) >= all, "step \(step)")
      before = now
    }
    #expect(kept >= (dashboard.timeline.stepCount - first) / 2, "\(kept) steps")
  }

  @Test
  func `The latest event of the selected object is always in sight, the first after scrolling`()
    throws
  {
    var dashboard = Dashboard(try Scenarios.timeline("observer-mended"), 200, 60)
    let area = try #require(dashboard.plan.panes[.history])
    func rows() -> [String] {
      dashboard.lines[area.row..<area.row + area.height].map {
        String($0.dropFirst(area.column).prefix(area.width).drop { $0 == " " })
      }
    }
    dashboard.go(to: Position(step: 15))
    _ = dashboard.run("find View#2")
    var lengths: [Int] = []
    for step in 10...15 {
      dashboard.go(to: Position(step: step))
      let all = dashboard.historyRows(area.width)
      lengths.append(all.count)
      guard let last = all.last else { continue }
      let text = last.map(\.text).joined().drop { $0 == " " }
      #expect(rows().contains { $0.hasPrefix(text.prefix(30)) }, "step \(step)")
    }
    #expect(lengths.max() ?? 0 > area.height)
    #expect(rows().first?.hasPrefix("↑ 5 more") == true)
    dashboard.scrollPane(.history, by: -100)
    #expect(rows().first?.contains("View#2 is made") == true)
    #expect(rows().last?.contains("more") == true)
    dashboard.scrollPane(.history, by: 100)
    #expect(rows().first?.hasPrefix("↑ 5 more") == true)
  }

  @Test func `The statement that runs is known in loops, after errors and while others die`() throws
  {
    let document = #"""
      {"weakviz": 1, "title": "Statements", "types": {
        "Log": {"finalizer": [{"print": "'log'"}]},
        "Item": {"finalizer": [
          {"new": "Log", "as": "log"},
          {"iterate": "[1, 2]", "as": "x", "do": [{"print": "x"}, {"print": "'in'"}]},
          {"try": [{"raise": "KeyError"}], "except": "KeyError", "do": [{"print": "'caught'"}]},
          {"del": "log"},
          {"print": "'last'"}]}},
       "steps": [{"new": "Item", "as": "item"}, {"del": "item"}]}
      """#
    var simulation = Simulation(program: try ScenarioDecoder.decode(Array(document.utf8)).program)
    try simulation.run()
    var timeline = simulation.timeline
    // What was printed, and in which line of which code.
    var seen: [String] = []
    for moment in 1...timeline.momentCount(ofStep: 2) {
      timeline.move(to: timeline.normalized(Position(step: 2, moment: moment)))
      guard case .output(let text, _) = timeline.lastEvents.first(where: { $0.kind == .output }),
        let (_, lines, running) = timeline.runningCode, let running
      else { continue }
      seen.append("\(timeline.heap.texts[text]): \(lines[running].joined())")
    }
    // Of a micro-step that two statements share, the last one.
    #expect(
      seen == [
        "1:         print(x)", "in:         print('in')", "2:         print(x)",
        "in:         print('in')", "caught:     del log", "log:     print('log')",
        "last:     print('last')",
      ])
    // While another finalizer runs within it, its own statement is told again behind it.
    let freed = try #require(
      (0..<timeline.eventCount(ofStep: 2)).first { index in
        guard case .free(let object) = timeline.event(index, ofStep: 2).event else { return false }
        return timeline.heap.name(object) == "Log#1"
      })
    timeline.move(to: timeline.position(ofEvent: freed, inStep: 2))
    let code = try #require(timeline.runningCode)
    #expect(code.lines[try #require(code.running)].joined() == "    del log")
  }

  @Test func `What is declared stands above the first statement`() throws {
    var first = try dashboard(1)
    #expect(
      first.timeline.narration.declarations.prefix(2) == ["class Item:", "    def __del__(self):"])
    first.setFocus(.source)
    first.press("g")
    #expect(first.lines.contains { $0.contains("class Item:") })
    #expect(
      first.lines.contains {
        $0.contains("lines of the file") || $0.contains("lines of story.json")
      })
  }

  @Test func `A statement with a breakpoint is marked`() throws {
    var dashboard = try dashboard(1)
    dashboard.setFocus(.source)
    dashboard.press("b")
    #expect(dashboard.lines.contains { $0.hasPrefix("◆16▶ ref = ") })
    dashboard.press("b")
    #expect(!dashboard.lines.contains { $0.hasPrefix("◆") })
  }

  @Test func `What a body does is a micro-step each, its arguments come with the call`() throws {
    let timeline = try Scenarios.timeline("callback")
    #expect((1...6).map { timeline.momentCount(ofStep: $0) } == [2, 3, 1, 8, 1, 1])
    let kinds = (1...8).map { moment in
      timeline.event(
        timeline.happenedCount(at: timeline.normalized(Position(step: 4, moment: moment))) - 1,
        ofStep: 4
      ).event.kind
    }
    #expect(
      kinds == [.unbind, .deallocate, .bind, .unbind, .clear, .bind, .unbind, .free])
  }

  @Test func `The timeline says what was cleared and called so far`() throws {
    func totals(_ dashboard: Dashboard) -> String {
      dashboard.index.tally(dashboard.timeline, at: dashboard.position)?.text(.unicode) ?? ""
    }
    #expect(try totals(dashboard(3)) == "")
    #expect(try totals(dashboard(4, 3)) == "δ1")
    #expect(try totals(dashboard(4, 5)) == "✗1 δ1")
    #expect(try totals(dashboard(6)) == "✗1 δ1 ƒ1")
    #expect(try dashboard(6).lines.contains { $0.contains("live 1  †1   ✗1 δ1 ƒ1") })
  }

  @Test func `All warnings can be read`() throws {
    var dashboard = try dashboard(1)
    dashboard.press(": w a r n Enter")
    #expect(dashboard.notice == "there are no warnings")
    dashboard.options.warnings = [
      "story.json:3:5: a is never used", "story.json:9:1: b is never used",
    ]
    dashboard.press(": w a r n Enter")
    #expect(dashboard.lines.contains { $0.contains("2 warnings") })
    #expect(dashboard.lines.contains { $0.contains("! story.json:9:1: b is never used") })
    dashboard.press("Esc")
    #expect(dashboard.overlay == nil)
  }
}
