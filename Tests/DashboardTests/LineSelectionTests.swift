import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

/// References as things to select: by the mouse, and by walking along them.
@Suite struct `Selecting references` {
  private func dashboard(_ name: String, _ step: Int, _ width: Int = 120, _ height: Int = 36) throws
    -> Dashboard
  {
    var dashboard = Dashboard(try Scenarios.timeline(name), width, height)
    dashboard.go(to: Position(step: step))
    return dashboard
  }

  /// Clicks on a cell of the canvas.
  private func click(_ cell: CanvasPoint, _ dashboard: inout Dashboard) throws {
    let area = try #require(dashboard.plan.panes[.heap])
    let origin = try #require(dashboard.canvasOrigin)
    let point = Point(
      column: area.column + cell.column - origin.column, row: area.row + cell.row - origin.row)
    _ = dashboard.update(.input(.mouse(MouseEvent(.press(.left), at: point))))
    _ = dashboard.update(.input(.mouse(MouseEvent(.release(.left), at: point))))
  }

  @Test func `A click on a line selects the reference, and d deletes that one`() throws {
    var dashboard = try dashboard("reference-cycle", 6)
    let union = try #require(dashboard.picture?.union)
    let moment = try #require(dashboard.insight.moment)
    let edge = try #require(
      union.edges.indices.first {
        moment.edges[$0] == .living
          && union.nodes[union.edges[$0].source].title == "Node#2"
          && union.nodes[union.edges[$0].target].title == "Node#1"
      })
    let route = try #require(dashboard.picture?.plan.routes[edge])
    // One line stands for both directions: the second click means the other one.
    try click(try #require(route.points.first), &dashboard)
    try click(try #require(route.points.first), &dashboard)
    #expect(dashboard.chosenLine == edge)
    #expect(dashboard.timeline.heap.name(dashboard.selection) == "Node#2")
    #expect(
      dashboard.notice
        == "2 of 2 here: Node#2 .next holds Node#1: d deletes it, w weakens it, x asks what if")
    let slot = try #require(dashboard.chosenSlot)
    #expect(dashboard.timeline.heap.labelText(slot) == ".next")
    dashboard.press("Esc")
    #expect(dashboard.chosenLine == nil && dashboard.chosen != .none)
  }

  @Test(arguments: Scenarios.course)
  func `Each line can be clicked on, at its end`(name: String) throws {
    var dashboard = try dashboard(name, 1)
    dashboard.go(to: Position(step: dashboard.timeline.stepCount * 2 / 3 + 1))
    guard let picture = dashboard.picture, picture.plan.fits, let moment = dashboard.insight.moment
    else { return }
    for edge in picture.union.edges.indices where moment.edges[edge] != .absent {
      let route = picture.plan.routes[edge]
      guard let cell = route.points.first, route.points.count > 1 else { continue }
      let here = picture.plan.edges(at: cell).filter { moment.edges[$0] != .absent }
      #expect(here.contains(edge), "\(name), line \(edge)")
      for _ in here where dashboard.chosenLine != edge { try click(cell, &dashboard) }
      #expect(dashboard.chosenLine == edge, "\(name), line \(edge)")
      #expect(dashboard.selection == moment.nodes[picture.union.edges[edge].source].object)
    }
  }

  @Test func `o walks over the references of an object, and Ctrl-o leads back`() throws {
    var story = StoryWriter(title: "", types: [HeapType(name: "Node", kind: .instance)])
    var nodes: [ObjectID] = []
    story.step("make") { story in
      nodes = (0..<4).map { _ in story.make("Node") }
      for (index, name) in ["a", "b", "c"].enumerated() {
        story.set(nodes[0], name, nodes[index + 1])
      }
      story.bind("root", nodes[0])
    }
    var dashboard = Dashboard(story.finished())
    dashboard.press("n")
    dashboard.choose(nodes[0])
    var reached: [ObjectID] = []
    for _ in 0..<3 {
      dashboard.press("o")
      reached.append(dashboard.selection)
    }
    #expect(reached == Array(nodes[1...]))
    #expect(dashboard.notice == "3 of 3 from Node#1: again the next one, Ctrl-o back")
    dashboard.press("o")
    #expect(dashboard.selection == reached[0])
    for _ in 0..<4 { dashboard.press("Ctrl-o") }
    #expect(dashboard.selection == nodes[0])
    dashboard.press("Ctrl-o")
    #expect(dashboard.notice == "no reference was followed: o follows one")
  }
}

@Suite struct `The timeline on the whole screen` {
  @Test func `z lists all steps, arrows walk over them, a click goes to one`() throws {
    var dashboard = Dashboard(try Scenarios.timeline("reference-cycle"), 120, 36)
    dashboard.press("n n z")
    let area = try #require(dashboard.plan.steps)
    #expect(dashboard.lines[area.row + 2].contains("▶"))
    #expect(dashboard.lines[area.row + 2].contains("b = Node("))
    #expect(dashboard.lines[area.row + 2].contains("A second node."))
    dashboard.press("Down")
    #expect(dashboard.position == Position(step: 3))
    let point = Point(column: 40, row: area.row + 7)
    _ = dashboard.update(.input(.mouse(MouseEvent(.press(.left), at: point))))
    #expect(dashboard.position == Position(step: 7))
    _ = dashboard.update(.input(.mouse(MouseEvent(.doubleClick(.left), at: point))))
    #expect(dashboard.zoomed == nil && dashboard.plan.steps == nil)
    #expect(dashboard.position == Position(step: 7))
    #expect(dashboard.picture != nil)
  }
}

@Suite struct `Heaps that are too big for a picture` {
  /// More objects than one picture may have.
  private func big() -> Dashboard {
    var dashboard = Dashboard(Stories.long(steps: 200), 120, 36)
    dashboard.union = nil
    dashboard.go(to: Position(step: 150))
    return dashboard
  }

  @Test func `The types stand above the neighbours of the selection`() throws {
    var dashboard = big()
    let lines = dashboard.lines
    #expect(lines.contains { $0.contains(" · types") })
    #expect(lines.contains { $0.contains("own size") })
    let pane = try #require(dashboard.plan.panes[.heap])
    let parts = dashboard.heapParts(pane)
    #expect(parts.types.height > 1 && parts.types.height + parts.canvas.height == pane.height)
    // A click on a type selects the first of its objects, again the next one.
    let row = Point(column: 10, row: parts.types.row + 1)
    _ = dashboard.update(.input(.mouse(MouseEvent(.press(.left), at: row))))
    let first = dashboard.selection
    #expect(dashboard.chosen == first)
    #expect(dashboard.lines.contains { $0.contains("neighbours of ") })
    #expect(
      dashboard.timeline.heap.typeID(first) == dashboard.typeTable[0].type)
    _ = dashboard.update(.input(.mouse(MouseEvent(.press(.left), at: row))))
    #expect(dashboard.selection > first)
    dashboard.press("-")
    #expect(dashboard.showsOnlyTypes)
    #expect(dashboard.lines.contains { $0.contains("heap · types ─") })
    dashboard.press("+ +")
    #expect(!dashboard.showsTypesNow)
    dashboard.press("=")
    #expect(dashboard.showsTypesNow && !dashboard.showsOnlyTypes)
  }

  @Test func `What types retain stands beside them, and orders them, where it is known`() {
    var dashboard = big()
    let report = RetainedReport(dashboard.timeline)
    #expect(dashboard.lines.contains { $0.contains("own size     retained") })
    let shown = dashboard.typeTable.filter { $0.live > 0 }
    #expect(shown.map { report.retainedBytes(of: $0.type) } == report.types.map(\.retainedBytes))
    // Of a big heap nobody knows before it is asked.
    dashboard.insight.retained = nil
    #expect(!dashboard.lines.contains { $0.contains("retained") })
    #expect(dashboard.typeTable == dashboard.census.sorted(dashboard.timeline.heap))
  }

  @Test func `The way that keeps the selection alive is drawn with its neighbours`() throws {
    var dashboard = Dashboard(try Scenarios.timeline("observer-leak"), 120, 36)
    dashboard.union = nil
    dashboard.go(to: Position(step: 8))
    let heap = dashboard.timeline.heap
    let far = try #require(
      heap.allObjects.first { object in
        heap.isVisible(object) && heap.isAlive(object)
          && (heap.retainingPaths(to: object, limit: 1, .none).first?.steps.count ?? 0) > 2
      })
    dashboard.choose(far)
    dashboard.look()
    let picture = try #require(dashboard.picture)
    for slot in try #require(dashboard.insight.facts?.path).dropFirst() {
      let holder = try #require(heap.shownObject(for: heap.source(slot)))
      #expect(picture.union.nodeIndices[holder] != nil, "\(heap.name(holder))")
    }
    #expect(dashboard.lines.contains { $0.contains("why \(heap.name(far)) lives") })
  }

  @Test func `A report about another position is not kept, nor is its heap`() throws {
    var dashboard = Dashboard(try Scenarios.timeline("observer-leak"), 120, 36)
    dashboard.go(to: Position(step: 8))
    dashboard.press("T")
    #expect(dashboard.answers.reportPosition == Position(step: 8))
    #expect(dashboard.answers.report != nil)
    dashboard.press("n")
    #expect(dashboard.answers.reportPosition == Position(step: 9))
    #expect(dashboard.answers.report != nil && !dashboard.answers.isWaiting)
    dashboard.press("Esc p")
    #expect(dashboard.answers.report == nil)
    dashboard.press("T")
    #expect(dashboard.answers.reportPosition == Position(step: 8))
    #expect(dashboard.lines.contains { $0.contains("own size     retained") })
  }

  @Test func `Types are the last rung of the ladder of a small heap, too`() throws {
    var dashboard = Dashboard(try Scenarios.timeline("observer-leak"), 80, 24)
    dashboard.go(to: Position(step: 8))
    dashboard.press("- - - Tab")
    while dashboard.focus != .heap { dashboard.press("Tab") }
    #expect(dashboard.showsOnlyTypes)
    #expect(dashboard.lines.contains { $0.contains("heap · types") })
    dashboard.press("j j k Enter")
    #expect(dashboard.timeline.heap.typeID(dashboard.chosen) == dashboard.typeTable[1].type)
    #expect(!dashboard.showsTypesNow)
    dashboard.press("R -  +")
    #expect(dashboard.picture?.plan.detail == .outline)
  }
}

extension RetainedReport {
  fileprivate func retainedBytes(of type: HeapTypeID) -> Int? {
    types.first { $0.type == type }?.retainedBytes
  }
}
