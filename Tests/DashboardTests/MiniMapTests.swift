import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

@Suite("The bar beside a picture that is higher than its view")
struct MiniMapTests {
  private var dashboard: Dashboard {
    var dashboard = Dashboard(Stories.long(steps: 60), 80, 24)
    dashboard.press("$ R")
    return dashboard
  }

  @Test func `It stands at the right edge, and its middle moves the view there`() throws {
    var dashboard = dashboard
    let area = try #require(dashboard.plan.panes[.heap])
    let picture = try #require(dashboard.picture)
    #expect(picture.hasScrollBar)
    let place = Point(column: area.endColumn - 1, row: area.row)
    _ = dashboard.update(.input(.mouse(MouseEvent(.press(.left), at: place))))
    #expect(dashboard.canvasOrigin?.row == 0)
    let below = Point(column: area.endColumn - 1, row: area.endRow - 1)
    _ = dashboard.update(.input(.mouse(MouseEvent(.drag(.left), at: below))))
    #expect(dashboard.canvasOrigin?.row == picture.plan.size.height - area.height)
  }

  @Test func `Every cell says what is worth most there, and the view is a range of cells`() throws {
    let dashboard = dashboard
    let picture = try #require(dashboard.picture)
    let moment = try #require(dashboard.insight.moment)
    let map = MiniMap(
      picture, moment, selection: 0, origin: CanvasPoint(column: 0, row: 0), rows: 10)
    #expect(map.marks.count == 10)
    #expect(map.marks[0] == .selection)
    let shown = picture.view.height * 10 / picture.plan.size.height
    #expect(map.shown == 0..<max(1, shown))
    let end = MiniMap(
      picture, moment, selection: nil,
      origin: CanvasPoint(column: 0, row: picture.plan.size.height - picture.view.height), rows: 10)
    #expect(end.shown.upperBound == 10)
    #expect(!end.marks.contains(.selection))
    let appearances = moment.nodes.map(\.appearance)
    for case .object(let appearance) in end.marks { #expect(appearances.contains(appearance)) }
  }
}
