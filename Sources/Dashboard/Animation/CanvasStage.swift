/// The canvas in the middle of a change, between two moments.
struct CanvasStage: Hashable, Sendable {
  /// What is shown.
  private(set) var moment: CanvasMoment
  /// Nodes whose borders stand out.
  private(set) var nodes: Set<Int> = []
  /// Nodes whose names stand out, because they are about to change.
  private(set) var names: Set<Int> = []
  /// Lines that stand out.
  private(set) var edges: Set<Int> = []

  /// A stage of the way from one moment to another; nil where they look the same. O(nodes + edges).
  init?(
    _ stage: Animation.Stage, from before: CanvasMoment, to after: CanvasMoment,
    in union: UnionGraph
  ) {
    guard before.nodes.count == after.nodes.count, before.edges.count == after.edges.count else {
      return nil
    }
    let changedNodes = before.nodes.indices.filter {
      var (old, new) = (before.nodes[$0], after.nodes[$0])
      (old.isChanged, new.isChanged) = (false, false)
      return old != new
    }
    let changedEdges = before.edges.indices.filter { before.edges[$0] != after.edges[$0] }
    guard !changedNodes.isEmpty || !changedEdges.isEmpty else { return nil }
    switch stage {
    case .announce:
      moment = before
      moment.markChanged(changedNodes)
      names = Set(changedNodes.filter { before.nodes[$0].names != after.nodes[$0].names })
      edges = Set(changedEdges)
    case .cut:
      moment = after
      moment.keepBorders(of: before, in: union)
      edges = Set(changedEdges)
    case .border:
      moment = after
      nodes = Set(
        changedNodes.filter { before.nodes[$0].appearance != after.nodes[$0].appearance })
    }
  }
}

extension CanvasMoment {
  /// Marks exactly these nodes as what the change is about.
  fileprivate mutating func markChanged(_ changed: [Int]) {
    for index in nodes.indices { nodes[index].isChanged = false }
    for index in changed { nodes[index].isChanged = true }
  }

  /// Takes the borders of an earlier moment; what was not there yet is not there yet.
  fileprivate mutating func keepBorders(of earlier: CanvasMoment, in union: UnionGraph) {
    for index in nodes.indices {
      if nodes[index].object == earlier.nodes[index].object {
        nodes[index].appearance = earlier.nodes[index].appearance
      } else {
        nodes[index] = earlier.nodes[index]
      }
    }
    // No line leads to a box that is not there yet.
    for (index, edge) in union.edges.enumerated()
    where nodes[edge.source].appearance == .absent || nodes[edge.target].appearance == .absent {
      edges[index] = .absent
    }
  }
}
