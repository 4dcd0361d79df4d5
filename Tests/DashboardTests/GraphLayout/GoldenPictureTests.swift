import Testing

@testable import Dashboard

/// What the pictures look like. Look at them when one changes: are they still good to read?
@Suite struct GoldenPictureTests {
  private func drawn(_ graph: LayoutGraph, _ width: Int, _ height: Int) -> String {
    let plan = GraphLayout.plan(graph, in: CanvasSize(width: width, height: height))
    return PictureDrawer(graph: graph, plan: plan).text()
  }

  @Test func `A weak reference with a callback`() {
    let picture = """
                                      ┌─────────────┐
              ┌───────┐   item ──────▶│ Expensive#1 │
       weak ─▶│ ref#2 │╌╌╌╌╌╌╌╌╌╌╌╌╌╌▷│             │
              │       │─╮             └─────────────┘
              └───────┘ │             ┌─────────────┐
                        │ on_delete ─▶│ on_delete#3 │
                        ╰────────────▶│             │
                                      └─────────────┘
      """
    #expect(drawn(SampleHeaps.callback, 78, 11) == picture)
  }

  @Test func `A cycle is one line with two heads`() {
    let picture = """
           ┌───────┐       ┌────────┐      ┌────────┐
       w ─▶│ ref#3 │╌╮ a ─▶│ Node#1 │  b ─▶│ Node#2 │
           └───────┘ ╰╌╌╌╌▷│        │◀────▶│        │
                           └────────┘      └────────┘
      """
    #expect(drawn(SampleHeaps.cycle, 78, 11) == picture)
  }

  @Test func `Fields are rows with ports, and the boxes of a chain stand in line`() {
    let picture = """
              ┌────────┐     ┌────────┐     ┌────────┐
       head ─▶│ Node#0 │     │ Node#1 │     │ Node#2 │
              │ .next  │◀╮   │ .next  │◀╮   │ .next  │
              │ .prev  │ ╰──▶│ .prev  │ ╰──▶│ .prev  │
              └────────┘     └────────┘     └────────┘
      """
    #expect(drawn(SampleHeaps.labelledList, 78, 11) == picture)
  }

  @Test func `A long list turns back like a snake`() {
    let picture = """
                ┌───────┐    ┌───────┐    ┌───────┐    ┌───────┐    ┌───────┐
         head ─▶│ N#0   │◀──▶│ N#1   │◀──▶│ N#2   │◀──▶│ N#3   │◀──▶│ N#4   │◀╮
                └───────┘    └───────┘    └───────┘    └───────┘    └───────┘ │
                ┌───────┐    ┌───────┐    ┌───────┐    ┌───────┐    ┌───────┐ │
       ╭───────▶│ N#9   │◀──▶│ N#8   │◀──▶│ N#7   │◀──▶│ N#6   │◀──▶│ N#5   │◀╯
       │        └───────┘    └───────┘    └───────┘    └───────┘    └───────┘
       │        ┌───────┐    ┌───────┐
       ╰───────▶│ N#10  │◀──▶│ N#11  │
                └───────┘    └───────┘
      """
    #expect(drawn(SampleHeaps.doublyLinkedList, 78, 11) == picture)
  }

  @Test func `Weak references back to a parent share the line of the strong ones`() {
    let picture = """
                                 ┌─────────┐
                             ╭──▶│ Child#2 │
                             │   └─────────┘
                             │   ┌─────────┐
                             ├──▶│ Child#3 │
                             │   └─────────┘
                ┌──────────┐ │   ┌─────────┐
       parent ─▶│ Parent#1 │◁•──▶│ Child#4 │
                └──────────┘ │   └─────────┘
                             │   ┌─────────┐
                             ├──▶│ Child#5 │
                             │   └─────────┘
                             │   ┌─────────┐
                             ╰──▶│ Child#6 │
                                 └─────────┘
      """
    #expect(drawn(SampleHeaps.parentWithWeakChildren, 82, 23) == picture)
  }

  @Test func `A weak dictionary shows its keys`() {
    let picture = """
                                           ┌────────────────┐
                                   ╭╌╌╌╌╌╌▷│ Image#2 ‹img0› │
                                   ┊       └────────────────┘
       ┌─────────────────────────┐ ┊       ┌────────────────┐
       │ WeakValueDict#1 ‹cache› │ ┊ ╭╌╌╌╌▷│ Image#3 ‹img1› │
       │ ['k0']                  │╌╯ ┊     └────────────────┘
       │ ['k1']                  │╌╌╌╯     ┌────────────────┐
       │ ['k2']                  │╌╌╌╌╌╌╌╌▷│ Image#4 ‹img2› │
       │ ['k3']                  │╌╌╌╌╌╮   └────────────────┘
       │ ['k4']                  │╌╌╌╮ ┊   ┌────────────────┐
       │ ['k5']                  │╌╮ ┊ ╰╌╌▷│ Image#5 ‹img3› │
       └─────────────────────────┘ ┊ ┊     └────────────────┘
                                   ┊ ┊     ┌────────────────┐
                                   ┊ ╰╌╌╌╌▷│ Image#6 ‹img4› │
                                   ┊       └────────────────┘
                                   ┊       ┌────────────────┐
                                   ╰╌╌╌╌╌╌▷│ Image#7 ‹img5› │
                                           └────────────────┘
      """
    #expect(drawn(SampleHeaps.weakDictionary, 82, 23) == picture)
  }

  @Test func `An observer`() {
    let picture = """
                                                                     ┌────────┐
                                                  ┌───────┐     v8 ─▶│ View#8 │
                                              ╭──▶│ ref#5 │╌╌╌╌╌╌╌╌╌▷│        │
                                              │   └───────┘   ╭──────│        │
                                              │               │      └────────┘
                                              │               │      ┌────────┐
                                   ┌────────┐ │   ┌───────┐   │ v7 ─▶│ View#7 │
                               ╭──▶│ list#2 │─•──▶│ ref#4 │╌╌╌┼╌╌╌╌╌▷│        │
                               │   └────────┘ │   └───────┘   ├──────│        │
                               │              │   ┌───────┐   │      └────────┘
                 ┌───────────┐ │              ╰──▶│ ref#3 │╌╮ │      ┌────────┐
       subject ─▶│ Subject#1 │─╯                  └───────┘ ┊ │ v6 ─▶│ View#6 │
                 │           │◀─────────────────────────────┼─┴──────│        │
                 └───────────┘                              ╰╌╌╌╌╌╌╌▷│        │
                                                                     └────────┘
      """
    #expect(drawn(SampleHeaps.observer, 82, 23) == picture)
  }

  @Test func `A binary tree of 31 objects is drawn with chips`() {
    let picture = """
       root ─▶▐T#0▌─┬──▶▐T#1▌─┬──▶▐T#3▌─┬──▶▐T#7▌──┬──▶▐T#15▌
                    │         │         │          ╰──▶▐T#16▌
                    │         │         ╰──▶▐T#8▌──┬──▶▐T#17▌
                    │         │                    ╰──▶▐T#18▌
                    │         ╰──▶▐T#4▌─┬──▶▐T#9▌──┬──▶▐T#19▌
                    │                   │          ╰──▶▐T#20▌
                    │                   ╰──▶▐T#10▌─┬──▶▐T#21▌
                    │                              ╰──▶▐T#22▌
                    ╰──▶▐T#2▌─┬──▶▐T#5▌─┬──▶▐T#11▌─┬──▶▐T#23▌
                              │         │          ╰──▶▐T#24▌
                              │         ╰──▶▐T#12▌─┬──▶▐T#25▌
                              │                    ╰──▶▐T#26▌
                              ╰──▶▐T#6▌─┬──▶▐T#13▌─┬──▶▐T#27▌
                                        │          ╰──▶▐T#28▌
                                        ╰──▶▐T#14▌─┬──▶▐T#29▌
                                                   ╰──▶▐T#30▌
      """
    #expect(drawn(SampleHeaps.binaryTree, 82, 23) == picture)
  }

  @Test func `An object that holds itself`() {
    let picture = """
            ┌────────┐
       me ─▶│ Self#1 │─╮
            │        │◀╯
            └────────┘
      """
    #expect(drawn(SampleHeaps.selfLoop, 78, 11) == picture)
  }

  @Test func `Several references both ways`() {
    let picture = """
           ┌───────┐    ┌───────┐
       a ─▶│ A#1   │◀──▶│ B#2   │
           │       │◁──▶│       │
           │       │◁╌╌▷│       │
           └───────┘    └───────┘
      """
    #expect(drawn(SampleHeaps.manyEdgesBothWays, 78, 11) == picture)
  }

  @Test func `Unconnected objects stand below and beside each other`() {
    let picture = """
            ┌────────┐    ┌───────┐   ┌────────┐
       xs ─▶│ list#1 │───▶│ int#2 │   │ Lost#5 │
            └────────┘    └───────┘   └────────┘

            ┌────────┐
        d ─▶│ dict#3 │
            └────────┘

            ┌───────┐
        s ─▶│ str#4 │
            └───────┘
      """
    #expect(drawn(SampleHeaps.disconnected, 78, 11) == picture)
  }

  @Test func `Long texts are cut and many names share a row`() {
    let picture = """
                                ┌──────────────────────────┐
         a_very_long_variabl… ─▶│ AnExtremelyLongClassNam… │
       ╭───────────────────────▷│                          │
       │                        └──────────────────────────┘
       │                        ┌──────────────────────────┐
       │ n1 ───────────────────▶│ AnotherVeryLongTypeName… │
       │ n2 ───────────────────▶│                          │
       │ n3 ───────────────────▶│                          │
       │ +4 names ─────────────▶│                          │
       ╰───────────────────────▶│                          │
                                └──────────────────────────┘
      """
    #expect(drawn(SampleHeaps.longTitles, 78, 11) == picture)
  }

  @Test func `A field that held two objects in turn has one port`() {
    let picture = """
           ┌──────────┐     ┌─────────┐
       h ─▶│ Holder#1 │ ╭──▶│ First#2 │
           │ .value   │─┤   └─────────┘
           └──────────┘ │   ┌──────────┐
                        ╰──▶│ Second#3 │
                            └──────────┘
      """
    #expect(drawn(SampleHeaps.reassignedField, 78, 11) == picture)
  }

  @Test func `A dead target crosses out the head, and a gone line leaves the others in place`() {
    let graph = SampleHeaps.callback
    let plan = GraphLayout.plan(graph, in: CanvasSize(width: 78, height: 11))
    var drawer = PictureDrawer(graph: graph, plan: plan)
    drawer.edgeState = { $0 == 0 ? .cleared : .absent }
    drawer.isNamed = { node, _ in node != 0 }
    let picture = """
                                      ┌─────────────┐
              ┌───────┐               │ Expensive#1 │
       weak ─▶│ ref#2 │╌╌╌╌╌╌╌╌╌╌╌╌╌╌✗│             │
              │       │               └─────────────┘
              └───────┘               ┌─────────────┐
                          on_delete ─▶│ on_delete#3 │
                                      │             │
                                      └─────────────┘
      """
    #expect(drawer.text() == picture)
  }

  @Test func `Plain ASCII tells a weak head on a strong line by a bracket`() {
    let graph = SampleHeaps.manyEdgesBothWays
    let plan = GraphLayout.plan(graph, in: CanvasSize(width: 78, height: 11))
    let glyphs = plan.nodes[0].frame.rows.map { row in
      String(
        plan.cells(rows: row..<row + 1) { _ in .living }
          .map { LineGlyphs.ascii.character(for: $0) })
    }
    #expect(glyphs == ["", "<-->", "(-->", "< ->", ""])
  }

  @Test func `The outline writes references back to the parent into its branches`() {
    let graph = LayoutGraph.random(count: 12, seed: 5)
    let plan = GraphLayout.plan(graph, in: CanvasSize(width: 78, height: 11), detail: .outline)
    let picture = """
        Node#0 ‹app›
       ╰── Cache#1 ◁╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╮
          ├── Img#2 ◁╌╌╌╌╌╌╌╌╌╌╌╌╌╌┼╌╮
          │  │ ────────────────────┼─┼─╮
          │  ├◁▶ View#4            ┊ ┊ │
          │  │  ╰── Task#8 ‹app›   ┊ ┊ │
          │  │     ╰◀▶ Cache#11    ┊ ┊ │
          │  ╰── Node#5 ╌╌╌╌╌╌╌╌╌╌╌┤ ┊ │
          │     ╰── Cache#6        ┊ ┊ │
          │        ╰── View#9      ┊ ┊ │
          ╰── Task#3 ◀─────────────┼─┼─╯
        Img#7 ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌┼╌╯
        Node#10 ‹y› ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╯
      """
    #expect(PictureDrawer(graph: graph, plan: plan).text() == picture)
  }
}
