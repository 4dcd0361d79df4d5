import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

@Suite struct `The first frame` {
  @Test(arguments: Scenarios.course + Scenarios.library)
  func `Does without the picture, and looks the same`(name: String) throws {
    let timeline = try Scenarios.timeline(name)
    for size in [Size(width: 80, height: 24), Size(width: 200, height: 60)] {
      let options = Dashboard.Options(fileName: "\(name).json", size: size)
      var later = Dashboard(timeline: timeline, options: options, putsOff: true)
      var atOnce = Dashboard(timeline: timeline, options: options)
      #expect(later.isPutOff && later.picture == nil)
      #expect(later.lines == atOnce.lines)
      later.finish()
      #expect(!later.isPutOff && later.picture != nil)
      #expect(later.lines == atOnce.lines)
      later = Dashboard(timeline: timeline, options: options, putsOff: true)
      later.press("n")
      atOnce.press("n")
      #expect(later.lines == atOnce.lines)
    }
  }

  @Test func `Waits for the picture where it shows it`() throws {
    var timeline = try Scenarios.timeline("callback")
    timeline.move(to: Position(step: 3))
    #expect(!Dashboard(timeline: timeline, putsOff: true).isPutOff)
  }
}
