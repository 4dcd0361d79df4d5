import Testing
@testable import Dashboard
@Test func scratchPictures() {
  for (name, graph) in SampleHeaps.all {
    for (w,h) in [(78,11),(82,23)] {
    let plan = GraphLayout.plan(graph, in: CanvasSize(width: w, height: h))
    print("== \(name) \(w)x\(h) \(plan.detail) folded \(plan.isFolded) \(plan.size)")
    print(PictureDrawer(graph: graph, plan: plan).text())
    }
  }
}
