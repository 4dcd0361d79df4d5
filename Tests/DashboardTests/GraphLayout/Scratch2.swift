import Testing
@testable import Dashboard
@Test func scratchTwo() {
  let plan = GraphLayout.plan(SampleHeaps.longTitles, in: CanvasSize(width: 82, height: 23))
  for c in plan.cells({_ in .living}) where c.head != nil || c.point.row == 9 { print(c.point.column, LineGlyphs.unicode.character(for: c), c.head?.kind as Any) }
  let d = PictureDrawer(graph: SampleHeaps.longTitles, plan: plan)
  print(String(d.grid()[9]), d.grid()[9][25])
}
