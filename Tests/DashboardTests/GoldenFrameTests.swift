import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

@Suite struct `Frames that were looked at` {
  static let sizes = [(80, 24), (120, 36), (200, 60)]

  @Test(arguments: sizes) func `The callback example`(width: Int, height: Int) {
    var dashboard = Dashboard(Stories.callback(), width, height, file: "callback.json")
    Golden.check(dashboard, "callback-\(width)-0-opening")
    for (key, name) in [
      ("n", "1-made"), ("n", "2-watched"), ("s", "3-name-gone"), ("s", "4-dying"),
      ("s", "5-cleared"), ("s", "6-callback"), ("s", "7-printed"), ("s", "8-freed"),
    ] {
      dashboard.press(key)
      Golden.check(dashboard, "callback-\(width)-\(name)")
    }
  }

  @Test(arguments: sizes) func `A cycle, unreachable and collected`(width: Int, height: Int) {
    var dashboard = Dashboard(Stories.cycle(), width, height, file: "cycle.json")
    dashboard.press("n n n n n")
    Golden.check(dashboard, "cycle-\(width)-1-live")
    dashboard.press("n n")
    Golden.check(dashboard, "cycle-\(width)-2-unreachable")
    dashboard.press("$")
    Golden.check(dashboard, "cycle-\(width)-3-collected")
  }

  @Test(arguments: sizes) func `A weak dictionary that loses an entry`(width: Int, height: Int) {
    var dashboard = Dashboard(Stories.cache(), width, height, file: "cache.json")
    dashboard.press("1 3 n")
    Golden.check(dashboard, "cache-\(width)-1-full")
    dashboard.press("s s s")
    Golden.check(dashboard, "cache-\(width)-2-lost")
    dashboard.press("$")
    Golden.check(dashboard, "cache-\(width)-3-end")
  }

  @Test func `Why an object is alive, with its path on the canvas`() {
    var dashboard = Dashboard(Stories.cycle())
    dashboard.press("n n n n n n / ")
    dashboard.type("Node#1")
    dashboard.press("Enter y")
    Golden.check(dashboard, "why-alive")
  }

  @Test func `How an object died`() {
    var dashboard = Dashboard(Stories.callback())
    dashboard.press("$ Enter")
    Golden.check(dashboard, "how-it-died")
  }

  @Test func `The help begins with the legend`() {
    var dashboard = Dashboard(Stories.callback(), 80, 40)
    dashboard.press("?")
    Golden.check(dashboard, "help")
    dashboard.press("G")
    Golden.check(dashboard, "help-keys")
  }

  @Test func `Plain ASCII`() {
    var dashboard = Dashboard(
      timeline: Stories.callback(),
      options: .init(fileName: "callback.json", theme: .monochrome, glyphs: .ascii))
    dashboard.press("n n s s s s")
    Golden.check(dashboard, "ascii")
    #expect(dashboard.render().plainText.utf8.allSatisfy { $0 < 0x80 })
  }

  @Test(arguments: [(59, 16), (60, 15), (39, 12), (30, 5)])
  func `Small screens`(width: Int, height: Int) {
    var dashboard = Dashboard(Stories.callback(), width, height)
    dashboard.press("n n s s")
    Golden.check(dashboard, "small-\(width)x\(height)")
  }
}
