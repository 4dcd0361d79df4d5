import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

/// Every picture of every scenario, drawn as on the screen and read back from its characters.
@Suite struct `The lines of the built-in scenarios` {
  static let views = [
    Size(width: 78, height: 12), Size(width: 82, height: 23), Size(width: 153, height: 44),
  ]

  @Test(arguments: Scenarios.course + Scenarios.library)
  func `lead from each box to the boxes that it refers to, at every moment`(name: String) throws {
    var timeline = try Scenarios.timeline(name)
    guard let union = UnionGraph(timeline) else { return }
    let pictures = Self.views.map {
      CanvasPicture(union, heap: timeline.heap, view: $0, detail: nil, glyphs: .unicode)
    }
    for picture in pictures where picture.plan.detail != .outline {
      #expect(faults(of: picture.plan, for: picture.graph) == [], "\(name)")
    }
    var seen: Set<[LineState]> = []
    var before: (moment: CanvasMoment, cells: [[CanvasPoint: LineCell]])?
    while true {
      let moment = CanvasMoment(
        union, timeline: timeline, reachable: timeline.heap.reachability(.none), changed: [])
      if seen.insert(moment.edges).inserted {
        for picture in pictures where picture.plan.detail != .outline {
          try check(picture, moment, "\(name) at \(timeline.position)")
        }
        let cells = pictures.map { picture in
          Dictionary(
            uniqueKeysWithValues: picture.plan.cells { moment.edges[$0] }.map { ($0.point, $0) })
        }
        if let before { survivors(pictures, before, (moment, cells)) }
        before = (moment, cells)
      }
      let next = timeline.successor(of: timeline.position)
      guard next != timeline.position else { break }
      timeline.move(to: next)
    }
  }

  /// The lines that the canvas shows are those that the heap has.
  private func check(_ picture: CanvasPicture, _ moment: CanvasMoment, _ place: String) throws {
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
    let tracer = LineTracer(grid: grid, frames: plan.nodes.map(\.frame))
    #expect(try tracer.readings() == expected, "\(place)\n\(brush.frame.plainText)")
  }

  /// What is there before and after stays where it is.
  private func survivors(
    _ pictures: [CanvasPicture], _ before: (moment: CanvasMoment, cells: [[CanvasPoint: LineCell]]),
    _ after: (moment: CanvasMoment, cells: [[CanvasPoint: LineCell]])
  ) {
    for (index, picture) in pictures.enumerated() {
      let both = picture.plan.cells { edge in
        before.moment.edges[edge] == .absent || after.moment.edges[edge] == .absent
          ? .absent : after.moment.edges[edge]
      }
      for cell in both {
        #expect(before.cells[index][cell.point] != nil && after.cells[index][cell.point] != nil)
      }
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
