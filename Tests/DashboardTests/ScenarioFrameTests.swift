import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

@Suite struct `The built-in scenarios on the screen` {
  @Test(arguments: Scenarios.names)
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
}
