import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

@Suite struct `Layouts of big heaps` {
  /// More objects than are laid out at once, as an outline.
  private static func dashboard() -> Dashboard {
    var dashboard = Dashboard(Stories.long(steps: 320), 120, 36)
    dashboard.press("$ R")
    if let job = dashboard.job(dashboard.layoutNumber) {
      _ = dashboard.update(.answered(job.run()))
    }
    return dashboard
  }

  @Test func `A job does them, and the picture stays until it is done`() throws {
    var dashboard = Self.dashboard()
    #expect(dashboard.picture?.plan.detail == .outline)
    let number = dashboard.jobCount + 1
    #expect(dashboard.press("+") == [.work(number)])
    #expect(dashboard.notice == "laying out 320 objects; Esc leaves it")
    #expect(dashboard.picture?.plan.detail == .outline)
    #expect(dashboard.isWaiting(for: number))
    let job = try #require(dashboard.job(number))
    dashboard.press("p n")
    _ = dashboard.update(.answered(job.run()))
    #expect(dashboard.picture?.plan.detail == .chips)
    #expect(!dashboard.isWaiting(for: number))
  }

  @Test func `Esc leaves them, and what comes later is dropped`() throws {
    var dashboard = Self.dashboard()
    dashboard.press("+")
    let number = dashboard.layoutNumber
    let job = try #require(dashboard.job(number))
    dashboard.press("Esc")
    #expect(!dashboard.isWaiting(for: number))
    #expect(dashboard.job(number) == nil)
    #expect(dashboard.notice == "the picture stays as it is")
    _ = dashboard.update(.answered(job.run(stop: StopSign { true })))
    #expect(dashboard.picture?.plan.detail == .outline)
    #expect(dashboard.detail == .outline)
  }

  @Test func `A newer wish replaces an older one`() {
    var dashboard = Self.dashboard()
    dashboard.press("+")
    let number = dashboard.layoutNumber
    let effects = dashboard.update(.input(.resize(Size(width: 100, height: 30))))
    #expect(effects == [.work(number + 1)])
    #expect(!dashboard.isWaiting(for: number))
    #expect(dashboard.isWaiting(for: number + 1))
  }

  @Test func `Another run is laid out at once`() {
    var dashboard = Self.dashboard()
    let effects = dashboard.update(.reloaded(Stories.long(steps: 330)))
    #expect(!effects.contains(.work(dashboard.jobCount)))
    #expect(dashboard.picture?.unionNumber == dashboard.unionNumber)
  }
}

@Suite struct `Looking for events` {
  /// All events with their places, in order.
  private static func events(_ timeline: Timeline) -> [(place: Timeline.EventPlace, event: Event)] {
    (1...timeline.stepCount).flatMap { step in
      (0..<timeline.eventCount(ofStep: step)).map {
        (
          Timeline.EventPlace(step: step, index: $0), timeline.event($0, ofStep: step).event
        )
      }
    }
  }

  @Test func `The nearest event of a kind or about an object is found in both directions`() {
    for timeline in Stories.all.map(\.timeline) {
      let events = Self.events(timeline)
      let kinds: Set<Event.Kind> = [.free, .callback, .unbind]
      for (index, (place, _)) in events.enumerated() {
        #expect(
          timeline.nearestEvent(of: kinds, from: place, forward: true)
            == events[index...].first { kinds.contains($0.event.kind) }?.place)
        #expect(
          timeline.nearestEvent(of: kinds, from: place, forward: false)
            == events[..<index].last { kinds.contains($0.event.kind) }?.place)
        for number in 1...timeline.heap.objectCount {
          let object = ObjectID(UInt32(number))
          #expect(
            timeline.nearestEvent(about: object, from: place, forward: true)
              == events[index...].first { $0.event.subjects.contains(object) }?.place)
          #expect(
            timeline.nearestEvent(about: object, from: place, forward: false)
              == events[..<index].last { $0.event.subjects.contains(object) }?.place)
        }
      }
    }
  }

  @Test func `Blocks of steps give the peaks and signs of their steps`() {
    let index = StoryIndex(Stories.long(steps: 700))
    #expect(index.peak == index.live.max().map { Int($0) })
    for range in [0..<1, 3..<300, 256..<512, 255..<513, 0..<701, 690..<900, 600..<602] {
      let steps = range.clamped(to: 0..<index.live.count)
      #expect(index.peak(ofSteps: range) == steps.map { Int(index.live[$0]) }.max())
      let marks = range.compactMap { $0 > 0 && $0 <= index.marks.count ? index.marks[$0 - 1] : nil }
      #expect(index.lastMark(ofSteps: range) == marks.last)
    }
  }
}
