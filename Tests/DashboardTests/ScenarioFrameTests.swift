import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

@Suite struct `The built-in scenarios on the screen` {
  @Test(arguments: Scenarios.course)
  func `A frame reached forward equals the frame reached backward`(name: String) throws {
    var dashboard = Dashboard(try Scenarios.timeline(name), 80, 24, file: "\(name).json")
    let plan = dashboard.picture?.plan
    var frames: [(Position, Frame)] = []
    while frames.last?.0 != dashboard.position {
      frames.append((dashboard.position, dashboard.render()))
      dashboard.go(to: dashboard.timeline.successor(of: dashboard.position))
      #expect(dashboard.picture?.plan == plan)
    }
    for (position, frame) in frames.reversed() {
      dashboard.go(to: position)
      #expect(dashboard.render() == frame, "\(name) at \(position)")
    }
  }

  @Test(arguments: Scenarios.library)
  func `In the library a frame after a step is the same from both sides`(name: String) throws {
    var dashboard = Dashboard(try Scenarios.timeline(name), 80, 24, file: "\(name).json")
    let steps = 0...dashboard.timeline.stepCount
    let frames = steps.map { step in
      dashboard.go(to: Position(step: step))
      return dashboard.render()
    }
    for step in steps.reversed() {
      dashboard.go(to: Position(step: step))
      #expect(dashboard.render() == frames[step], "\(name) after step \(step)")
    }
  }

  @Test func `A bug and its mended version name each other`() throws {
    for mended in Scenarios.library where mended.hasSuffix("-mended") {
      let bug =
        mended == "observer-mended" ? "observer-leak" : String(mended.dropLast("-mended".count))
      let told = try Scenarios.timeline(bug).narration.summary
      #expect(told.hasSuffix("Mended in @\(mended)."), "\(bug): \(told)")
      let mend = try Scenarios.timeline(mended).narration.summary
      #expect(mend.hasSuffix("The bug is @\(bug)."), "\(mended): \(mend)")
    }
  }

  @Test(arguments: Scenarios.course + Scenarios.library)
  func `A summary stands whole on the opening screen, and where it was seen`(name: String) throws {
    for (width, height) in [(80, 24), (120, 36)] {
      let dashboard = Dashboard(try Scenarios.timeline(name), width, height, file: "\(name).json")
      let narration = dashboard.timeline.narration
      let text = dashboard.plan.panes[.heap].map { pane in
        dashboard.render().plainText.split(separator: "\n", omittingEmptySubsequences: false)
          .map { String($0.prefix(pane.endColumn)) }.joined(separator: " ")
      }
      let words = (text ?? "").split(separator: " ").joined(separator: " ")
      #expect(words.contains(narration.summary), "\(name)")
      #expect(words.contains(narration.source), "\(name)")
    }
  }

  @Test(arguments: Scenarios.course + Scenarios.library)
  func `A note is never cut on a small screen`(name: String) throws {
    var dashboard = Dashboard(try Scenarios.timeline(name), 80, 24, file: "\(name).json")
    for step in 1...dashboard.timeline.stepCount {
      dashboard.go(to: Position(step: step))
      let caption = dashboard.render().plainText.split(
        separator: "\n", omittingEmptySubsequences: false)[1...2]
      let note = dashboard.timeline.narration.step(step).note
      let words = caption.joined(separator: " ").split(separator: " ")
      #expect(
        words.suffix(note.split(separator: " ").count) == note.split(separator: " ")[...],
        "step \(step) of \(name)")
    }
  }

  @Test(arguments: [
    ("callback", 4, 4), ("weak-value-dictionary", 7, 0), ("reference-cycle", 8, 0),
    ("observer-mended", 15, 0), ("closure-keeps-alive", 13, 0), ("parent-child-tree", 7, 0),
    ("bound-method-weakref", 3, 0),
  ])
  func `The turning point of a scenario`(name: String, step: Int, moment: Int) throws {
    for (width, height) in [(80, 24), (120, 36)] {
      var dashboard = Dashboard(
        try Scenarios.timeline(name), width, height, file: "\(name).json")
      dashboard.go(to: moment == 0 ? Position(step: step) : Position(step: step, moment: moment))
      Golden.check(dashboard, "scenario-\(name)-\(width)")
    }
  }
}
