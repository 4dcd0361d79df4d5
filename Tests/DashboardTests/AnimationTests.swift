import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

@Suite struct `How changes are shown in stages` {
  private func moving(_ timeline: Timeline, _ size: Size = Size(width: 80, height: 24)) -> Dashboard
  {
    Dashboard(timeline: timeline, options: .init(size: size, isAnimated: true))
  }

  private func isMoving(_ dashboard: Dashboard) -> Bool { dashboard.isMoving }

  /// Lets the time pass until nothing moves; returns how many tenths of a second that takes.
  private func settle(_ dashboard: inout Dashboard) -> Int {
    var ticks = 0
    while dashboard.isMoving && ticks < 1_000 {
      ticks += 1
      _ = dashboard.update(.tick(milliseconds: ticks * 100))
    }
    return ticks
  }

  @Test func `A change is announced, then the line is cut, then the border changes`() throws {
    var dashboard = moving(Stories.callback())
    dashboard.go(to: Position(step: 2))
    #expect(dashboard.press("s") == [.startTimer(milliseconds: 100)])
    let beats = dashboard.animation?.beats ?? []
    #expect(beats.map(\.stage) == [.announce, .cut, .border])
    #expect(dashboard.destination == Position(step: 3, moment: 1))
    #expect(dashboard.position == Position(step: 2))
  }

  @Test func `Each stage shows its part of the change`() throws {
    var dashboard = moving(Stories.callback(), Size(width: 120, height: 36))
    dashboard.go(to: Position(step: 2))
    let item = try #require(dashboard.union?.nodes.firstIndex { $0.title == "Expensive#1" })
    dashboard.press("s")
    var stage = try #require(dashboard.stage)
    #expect(stage.moment.nodes[item].isChanged)
    #expect(stage.moment.nodes[item].names == [true])
    #expect(stage.moment.nodes[item].counts.strong == 1)
    #expect(stage.moment.nodes[item].appearance == .live)
    _ = dashboard.update(.tick(milliseconds: 1_000))
    _ = dashboard.update(.tick(milliseconds: 1_100))
    stage = try #require(dashboard.stage)
    #expect(stage.moment.nodes[item].names == [false])
    #expect(stage.moment.nodes[item].counts.strong == 0)
    #expect(stage.moment.nodes[item].appearance == .live)
    _ = dashboard.update(.tick(milliseconds: 1_300))
    stage = try #require(dashboard.stage)
    #expect(stage.moment.nodes[item].appearance == .dying)
    #expect(stage.nodes == [item])
    #expect(dashboard.update(.tick(milliseconds: 1_500)) == [.stopTimer])
    #expect(dashboard.stage == nil)
    #expect(dashboard.position == Position(step: 3, moment: 1))
  }

  @Test func `The stages of a death as pictures`() {
    var dashboard = moving(Stories.callback())
    dashboard.go(to: Position(step: 2))
    dashboard.press("s")
    Golden.check(dashboard, "stage-1-announce")
    _ = dashboard.update(.tick(milliseconds: 1_000))
    _ = dashboard.update(.tick(milliseconds: 1_100))
    Golden.check(dashboard, "stage-2-cut")
    _ = dashboard.update(.tick(milliseconds: 1_300))
    Golden.check(dashboard, "stage-3-border")
  }

  @Test(arguments: Scenarios.course)
  func `It ends with the picture that is shown without it`(name: String) throws {
    let timeline = try Scenarios.timeline(name)
    var animated = moving(timeline)
    var still = Dashboard(timeline, file: "")
    for _ in 0..<timeline.stepCount {
      animated.press("n")
      #expect(settle(&animated) <= 12, "a step takes at most 1.2 seconds")
      still.press("n")
      #expect(animated.render() == still.render(), "\(name) at \(still.position)")
      #expect(animated.update(.tick(milliseconds: 99_000)) == [.stopTimer])
    }
  }

  @Test func `Any key jumps to its end, and what it does comes then`() {
    var dashboard = moving(Stories.callback())
    var still = Dashboard(Stories.callback(), file: "")
    for keys in ["n", "n", "n", "S", "S", "s", "Tab", "Esc", "p", "n", "t", "t"] {
      dashboard.press(keys)
      still.press(keys)
    }
    dashboard.press("Esc")
    still.press("Esc")
    #expect(!isMoving(dashboard))
    #expect(dashboard.position == still.position)
    #expect(dashboard.render() == still.render())
  }

  @Test func `Who presses on before the end is not held up`() {
    var dashboard = moving(Stories.cache())
    dashboard.press("n")
    #expect(isMoving(dashboard))
    dashboard.press("n n n")
    #expect(dashboard.position == Position(step: 4))
    #expect(!isMoving(dashboard))
    #expect(dashboard.update(.tick(milliseconds: 500)) == [.stopTimer])
    dashboard.press("n")
    #expect(isMoving(dashboard))
  }

  @Test func `Back is shown at once, and so is everything without animation`() {
    var dashboard = moving(Stories.callback())
    dashboard.press("$ p")
    #expect(!isMoving(dashboard))
    var still = Dashboard(Stories.callback())
    #expect(still.press("n").isEmpty)
    #expect(still.position == Position(step: 1))
  }

  @Test func `A slow terminal gets only the ends, for a while`() {
    var dashboard = moving(Stories.cache())
    dashboard.press("n")
    #expect(dashboard.update(.frameWasSlow) == [.stopTimer])
    #expect(!isMoving(dashboard))
    #expect(dashboard.position == Position(step: 1))
    for step in 2...10 {
      dashboard.press("n")
      #expect(!isMoving(dashboard), "step \(step)")
    }
    _ = dashboard.update(.tick(milliseconds: 1))
    dashboard.press("n")
    #expect(isMoving(dashboard))
  }

  @Test func `Late ticks leave beats out instead of making them longer`() {
    var dashboard = moving(Stories.callback())
    dashboard.go(to: Position(step: 2))
    dashboard.press("n")
    _ = dashboard.update(.tick(milliseconds: 100))
    #expect(isMoving(dashboard))
    _ = dashboard.update(.tick(milliseconds: 2_000))
    #expect(!isMoving(dashboard))
    #expect(dashboard.position == Position(step: 3))
  }

  @Test func `More than eight events of one kind are shown as one`() throws {
    var story = StoryWriter(title: "many", types: [HeapType(name: "Node", kind: .instance)])
    story.step("a = [Node() for _ in range(30)]") { for _ in 0..<30 { _ = $0.make("Node") } }
    let timeline = story.finished()
    let animation = try #require(
      Animation(timeline, from: .start, to: Position(step: 1)))
    #expect(Set(animation.beats.map(\.to)) == [Position(step: 1)])
  }
}
