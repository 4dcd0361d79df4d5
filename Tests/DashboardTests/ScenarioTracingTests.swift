import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

/// What must hold for every picture of every scenario, measured on the characters as drawn.
@Suite struct `The pictures of the built-in scenarios` {
  static let sizes = [
    Size(width: 80, height: 24), Size(width: 120, height: 36), Size(width: 200, height: 60),
  ]

  @Test(arguments: Scenarios.course + Scenarios.library)
  func `lead to what each box refers to at every moment and size, and come back the same at 12`(
    name: String
  ) throws {
    var timeline = try Scenarios.timeline(name)
    let dashboards = Self.sizes.map {
      Dashboard(timeline, $0.width, $0.height, file: "\(name).json")
    }
    let pictures = dashboards.compactMap(\.picture)
    #expect(pictures.count == Self.sizes.count, "\(name) fits no picture")
    for picture in pictures where picture.plan.detail != .outline {
      #expect(faults(of: picture.plan, for: picture.graph) == [], "\(name)")
    }
    try walk(&timeline, pictures, name)
    for (index, dashboard) in dashboards.enumerated() {
      checkFourMoments(of: dashboard, index, name)
    }
  }

  @Test(arguments: Scenarios.course + Scenarios.library)
  func `can be read as chips and as an outline, too`(name: String) throws {
    var timeline = try Scenarios.timeline(name)
    guard let union = UnionGraph(timeline) else { return }
    let graph = union.layoutGraph(heap: timeline.heap, glyphs: .unicode)
    let pictures = [(CanvasDetail.chips, 78, 11), (.outline, 82, 23)].map { detail, width, height in
      let plan = GraphLayout.plan(
        graph, in: CanvasSize(width: width, height: height), detail: detail,
        patience: .init(firstExchanges: 200, exchanges: 0, pictures: 0))
      #expect(faults(of: plan, for: graph) == [], "\(name)")
      return CanvasPicture(
        union, graph: graph, plan: plan, view: Size(width: width, height: height))
    }
    try walk(&timeline, pictures, name)
  }

  /// Looks at each moment at which other lines exist than before.
  private func walk(_ timeline: inout Timeline, _ pictures: [CanvasPicture], _ name: String) throws
  {
    for picture in pictures {
      timeline.move(to: .start)
      var seen: Set<[LineState]> = []
      var before: (moment: CanvasMoment, cells: [CanvasPoint: LineCell])?
      while true {
        let moment = CanvasMoment(
          picture.union, timeline: timeline, reachable: timeline.heap.reachability(.none),
          changed: [])
        let cells = picture.plan.cells { moment.edges[$0] }
        if seen.insert(moment.edges).inserted {
          try check(picture, moment, cells, "\(name) at \(timeline.position)")
        }
        let after = Dictionary(uniqueKeysWithValues: cells.map { ($0.point, $0) })
        if let before { survivors(picture, before, (moment, after)) }
        before = (moment, after)
        let next = timeline.successor(of: timeline.position)
        guard next != timeline.position else { break }
        timeline.move(to: next)
      }
    }
  }

  /// The lines that the canvas shows are those that the heap has, and texts are whole.
  private func check(
    _ picture: CanvasPicture, _ moment: CanvasMoment, _ cells: [LineCell], _ place: String
  ) throws {
    let plan = picture.plan
    let size = Size(width: plan.size.width, height: plan.size.height)
    var brush = Brush(size: size, theme: .monochrome, glyphs: .unicode)
    var whole = picture
    whole.view = size
    CanvasPainter(picture: whole, moment: moment)
      .paint(&brush, in: Rectangle(column: 0, row: 0, width: size.width, height: size.height))
    let grid = (0..<size.height).map { row in
      (0..<size.width).map { column in
        Character(brush.frame[column, row].glyph.base)
      }
    }
    let expected = Set(
      picture.graph.edges.indices.filter { moment.edges[$0] != .absent }.map {
        LineTracer.Reading(
          source: picture.graph.edges[$0].source, target: picture.graph.edges[$0].target,
          kind: picture.graph.edges[$0].kind)
      })
    let readings =
      plan.detail == .outline
      ? try OutlineReader(grid: grid, plan: plan).readings()
      : try LineTracer(grid: grid, frames: plan.nodes.map(\.frame)).readings()
    #expect(readings == expected, "\(place)\n\(brush.frame.plainText)")
    let faults = DrawnLabels(frame: brush.frame, picture: picture, moment: moment).faults
    #expect(faults == [], "\(place)\n\(brush.frame.plainText)")
    for cell in cells
    where (grid[cell.point.row][cell.point.column] == "┼") != (cell.crossed != nil) {
      Issue.record("a crossing that is none, or none that is one, at \(cell.point): \(place)")
    }
  }

  /// What is there before and after stays where it is.
  private func survivors(
    _ picture: CanvasPicture, _ before: (moment: CanvasMoment, cells: [CanvasPoint: LineCell]),
    _ after: (moment: CanvasMoment, cells: [CanvasPoint: LineCell])
  ) {
    let both = picture.plan.cells { edge in
      before.moment.edges[edge] == .absent || after.moment.edges[edge] == .absent
        ? .absent : after.moment.edges[edge]
    }
    for cell in both where before.cells[cell.point] == nil || after.cells[cell.point] == nil {
      Issue.record("the line at \(cell.point) has moved")
    }
  }

  /// Four moments, spread over the scenario and in the middle of steps where there is one: forward,
  /// backward and by goto the frames are equal, and all rows have the width of the screen.
  private func checkFourMoments(of dashboard: Dashboard, _ index: Int, _ name: String) {
    var dashboard = dashboard
    let width = dashboard.options.size.width
    let steps = dashboard.timeline.stepCount
    let positions = (0..<4).map { part in
      let step = 1 + (steps - 1) * (part * 3 + index) / 12
      let moments = dashboard.timeline.momentCount(ofStep: step)
      return dashboard.timeline.normalized(
        Position(step: step, moment: max(1, (moments + part) / 2)))
    }
    var frames: [Position: Frame] = [:]
    for position in positions.sorted() {
      dashboard.go(to: position)
      let frame = dashboard.render()
      frames[position] = frame
      for row in 0..<frame.height {
        let columns = frame.row(row).reduce(0) { $0 + $1.glyph.columns }
        #expect(columns == width, "\(name) at \(position), row \(row)")
      }
    }
    dashboard.go(to: Position(step: steps))
    for position in positions.sorted().reversed() {
      dashboard.go(to: position)
      #expect(dashboard.render() == frames[position], "\(name) back at \(position)")
    }
    for place in [2, 0, 3, 1] {
      let position = positions[place]
      dashboard.press("Esc :")
      dashboard.type(
        "goto \(position.step)" + (position.isEndOfStep ? "" : ".\(position.moment)"))
      dashboard.press("Enter")
      #expect(dashboard.render() == frames[position], "\(name) by goto \(position)")
    }
  }

  @Test func `Frames are as wide as the terminal with wide and combining characters in them`() {
    for (title, name) in [("日本語クラス", "変数"), ("Crème🧁", "e\u{301}te\u{301}"), ("👩‍👩‍👧Family", "x")] {
      var story = StoryWriter(
        title: title,
        types: [
          HeapType(name: title, kind: .instance), HeapType(name: "weakref", kind: .weakReference),
        ])
      var object = ObjectID.none
      story.step("\(name) = \(title)()") {
        object = $0.make(title)
        $0.bind(name, object)
      }
      story.step("w = weakref.ref(\(name))") {
        let weak = $0.weakref(to: object)
        $0.bind("w", weak)
      }
      for (width, height) in [(80, 24), (120, 36), (200, 60)] {
        var dashboard = Dashboard(story.finished(), width, height)
        for _ in 0..<3 {
          let frame = dashboard.render()
          for row in 0..<height {
            let columns = frame.row(row).reduce(0) { $0 + $1.glyph.columns }
            #expect(columns == width, "\(title) in row \(row)")
          }
          dashboard.press("n")
        }
      }
    }
  }
}
