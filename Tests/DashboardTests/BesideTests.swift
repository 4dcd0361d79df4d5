import HeapFormats
import HeapModel
import Runtimes
import TerminalFrame
import Testing

@testable import Dashboard

@Suite struct `Two runs side by side` {
  /// Garbage that one version collects inside the allocation that is one too many, the other when
  /// the statement is done.
  private static let scenario = """
    {
      "weakviz": 1,
      "title": "When does the collector run?",
      "types": { "Node": {} },
      "gc": { "thresholds": [4, 10, 10] },
      "steps": [
        { "new": "Node", "as": "a" },
        { "set": "a.me", "to": "a" },
        { "del": "a", "note": "Unreachable, and nobody looks." },
        { "new": "Node", "as": "b" },
        { "new": "Node", "as": "c" },
        { "new": "Node", "as": "d" },
        { "new": "Node", "as": "e" },
        { "new": "Node", "as": "f" }
      ]
    }
    """

  private static func timeline(_ version: RuntimeVersion) throws -> Timeline {
    var simulation = Simulation(
      program: try ScenarioDecoder.decode(Array(scenario.utf8)).program, runtime: version)
    try simulation.run()
    var timeline = simulation.timeline
    timeline.move(to: .start)
    return timeline
  }

  private static func dashboard(_ width: Int, _ height: Int) throws -> Dashboard {
    let (first, second) = (try timeline(.cpython311), try timeline(.cpython313))
    var dashboard = Dashboard(first, width, height, file: "collector.json")
    let parting = try #require(RuntimeComparison.parting(first, second))
    _ = dashboard.update(
      .accompanied(
        Companion(
          second, name: "CPython 3.13", beside: "CPython 3.11",
          parting: Companion.Parting(
            step: parting.step, subject: parting.subject, here: parting.second,
            there: parting.first, meaning: parting.meaning))))
    return dashboard
  }

  @Test(arguments: [(80, 24), (120, 36), (200, 60)])
  func `Both heaps, the step where they part, and the other side`(width: Int, height: Int) throws {
    var dashboard = try Self.dashboard(width, height)
    Golden.check(dashboard, "beside-\(width)-0-opening")
    dashboard.press("n n n")
    Golden.check(dashboard, "beside-\(width)-1-same")
    dashboard.press("a")
    Golden.check(dashboard, "beside-\(width)-2-apart")
    dashboard.press("|")
    Golden.check(dashboard, "beside-\(width)-3-other")
  }

  @Test func `They step together, forward and back, and every frame comes again`() throws {
    var dashboard = try Self.dashboard(120, 36)
    var frames = [dashboard.render()]
    while dashboard.position != dashboard.timeline.successor(of: dashboard.position) {
      dashboard.press("s")
      #expect(dashboard.companion?.timeline.position.step == dashboard.position.step)
      dashboard.notice = ""
      frames.append(dashboard.render())
    }
    for frame in frames.reversed().dropFirst() {
      dashboard.press("S")
      #expect(dashboard.render() == frame)
    }
  }

  @Test func `Two changes of sides give the same frame`() throws {
    var dashboard = try Self.dashboard(80, 24)
    dashboard.press("n n n n")
    let before = dashboard.render()
    dashboard.press("|")
    #expect(dashboard.timeline.narration.runtimeName == "CPython 3.13")
    dashboard.press("|")
    dashboard.notice = ""
    #expect(dashboard.render() == before)
  }

  @Test func `A change of sides is no change of places`() throws {
    var dashboard = try Self.dashboard(120, 36)
    dashboard.press("n n")
    let title = try #require(dashboard.lines.first { $0.contains("heap · CPython 3.13") })
    dashboard.press("|")
    let other = try #require(dashboard.lines.first { $0.contains("heap · CPython 3.13") })
    for name in ["CPython 3.11", "CPython 3.13"] {
      #expect(title.range(of: name) == other.range(of: name))
    }
  }

  @Test func `A screen that is too small for both shows one, and its name`() throws {
    var dashboard = try Self.dashboard(59, 16)
    dashboard.press("n n")
    #expect(dashboard.lines.contains { $0.contains("heap · CPython 3.11") })
    dashboard.press("|")
    #expect(dashboard.lines.contains { $0.contains("heap · CPython 3.13") })
    #expect(!dashboard.lines.contains { $0.contains("heap · CPython 3.11") })
  }

  @Test func `Two runs are looked at, not edited`() throws {
    var dashboard = try Self.dashboard(80, 24)
    dashboard.press("n n d")
    #expect(dashboard.notice == "two runs side by side cannot be edited; open one of them")
    #expect(dashboard.overlay == nil)
  }

  @Test func `With one run only the keys say what is missing`() {
    var dashboard = Dashboard(Stories.callback())
    for key in ["a", "|"] {
      dashboard.press(key)
      #expect(dashboard.notice.hasPrefix("nothing is beside this run"))
    }
  }
}

extension String {
  /// Where a text is, in characters.
  fileprivate func range(of text: String) -> Range<Int>? {
    let all = Array(self)
    let wanted = Array(text)
    guard all.count >= wanted.count else { return nil }
    for start in 0...(all.count - wanted.count)
    where Array(all[start..<start + wanted.count]) == wanted {
      return start..<start + wanted.count
    }
    return nil
  }
}
