import HeapModel
import TerminalFrame

extension Dashboard {
  /// Whether the opening screen of a scenario is shown.
  var isOpening: Bool {
    position.step == 0 && timeline.stepCount > 0 && !timeline.narration.title.isEmpty
  }

  /// The canvas; at the beginning of a scenario the opening screen.
  func paintHeap(_ area: Rectangle, _ brush: inout Brush) {
    if isOpening {
      paintOpening(area, &brush)
      return
    }
    let parts = heapParts(area)
    if !parts.types.isEmpty { paintTypeTable(parts, &brush) }
    let area = parts.canvas
    guard !showsOnlyTypes else { return }
    guard let picture = shownPicture, let moment = insight.moment, !picture.union.nodes.isEmpty
    else {
      let text = timeline.heap.objectCount == 0 ? "the heap is empty" : "select an object with /"
      brush.put([Span(text, .faint)], column: 2, row: min(1, area.height - 1), in: area)
      return
    }
    var painter = CanvasPainter(
      picture: picture, moment: stage?.moment ?? previewed(moment))
    painter.selection = selectedNode
    painter.panned = panned
    painter.brightNodes = stage?.nodes ?? []
    painter.brightNames = stage?.names ?? []
    painter.brightEdges = stage?.edges ?? []
    painter.isTracing = isTracing
    painter.marks = marksOfNodes(picture.union)
    if overlay == .answer { markPath(&painter, picture.union) }
    if let chosenLine, picture.union.edges.indices.contains(chosenLine), stage == nil {
      painter.pathEdges.insert(chosenLine)
    }
    if case .editing(let view) = overlay, let slot = view.choice?.slot, slot != .none {
      mark([slot], &painter, picture.union)
    }
    painter.paint(&brush, in: area)
    if focus == .heap { brush.frame.cursor = painter.cursor(in: area) }
  }

  /// The node of the selected object; nil where it is not on the canvas, or where its place has gone
  /// to another one.
  var selectedNode: Int? {
    guard let picture, let moment = insight.moment,
      let node = picture.union.nodeIndices[insight.selected],
      moment.nodes[node].object == insight.selected
    else { return nil }
    return node
  }

  /// Finds the nodes and edges of the path that keeps the selection alive.
  private func markPath(_ painter: inout CanvasPainter, _ union: UnionGraph) {
    guard
      let path = answers.question == .cut ? answers.slots : insight.facts?.path
    else { return }
    if let node = union.nodeIndices[insight.selected] { painter.pathNodes.insert(node) }
    mark(path, &painter, union)
  }

  /// Lets references and what they join stand out.
  private func mark(_ slots: [SlotID], _ painter: inout CanvasPainter, _ union: UnionGraph) {
    let heap = timeline.heap
    for slot in slots where Int(slot.index) <= heap.slotCount {
      if case .editing = overlay, heap.kind(heap.source(slot)) == .frame,
        let object = heap.value(slot).object,
        let node = union.nodeIndices[object]
      {
        painter.brightNames.insert(node)
      }
      guard let source = heap.shownObject(for: heap.source(slot)),
        let target = heap.value(slot).object.flatMap(heap.shownObject),
        let from = union.nodeIndices[source], let to = union.nodeIndices[target]
      else { continue }
      painter.pathNodes.insert(from)
      painter.pathNodes.insert(to)
      let row = heap.rowKey(heap.label(slot)).flatMap { union.nodes[from].rows.firstIndex(of: $0) }
      let edges = union.edges.indices.filter {
        let edge = union.edges[$0]
        return edge.source == from && edge.target == to && edge.isStrong
      }
      if let edge = edges.first(where: { union.edges[$0].row == row ?? -1 }) ?? edges.first {
        painter.pathEdges.insert(edge)
      }
    }
  }

  /// Summary, chapters, where it was seen, and what to press. The title is in the caption.
  private func paintOpening(_ area: Rectangle, _ brush: inout Brush) {
    let width = min(76, area.width - 4)
    guard width > 8 else { return }
    let narration = timeline.narration
    var lines: [[Span]] = []
    if plan.caption.isEmpty || narration.summary.isEmpty {
      lines += wrapped(narration.title, columns: width).map { [Span($0, .chapter)] }
    }
    if !narration.summary.isEmpty {
      if !lines.isEmpty { lines.append([]) }
      lines += wrapped(narration.summary, columns: width).map { [Span($0)] }
    }
    if !narration.source.isEmpty && lines.count + 2 < area.height {
      lines.append([Span("seen in \(narration.source)", .faint)])
    }
    let chapters = index.chapters
    var closing: [Span] = [
      Span("press ", .faint), Span("n", .key), Span(" for the first step, ", .faint),
      Span(commandKey(.play), .key), Span(" to play, ", .faint), Span("?", .key),
      Span(" for help", .faint),
    ]
    if closing.reduce(0, { $0 + TextWidth.columns(of: $1.text) }) > width {
      closing = [
        Span("n", .key), Span(" next step, ", .faint), Span("?", .key), Span(" help", .faint),
      ]
    }
    let room = area.height - lines.count - 3
    if !chapters.isEmpty && room >= chapters.count {
      lines.append([])
      for (index, chapter) in chapters.enumerated() {
        lines.append([Span(Self.right("\(index + 1)", 3) + "  ", .faint), Span(chapter.heading)])
      }
    } else if !chapters.isEmpty {
      // One after the other, as far as there is room for all.
      let separator = " \(brush.glyphs.separator) "
      let row = wrapped(
        "Chapters: " + chapters.map(\.heading).joined(separator: separator), columns: width)
      if row.count <= room { lines += [[]] + row.map { [Span($0, .faint)] } }
    }
    if lines.count > area.height - 2 { lines = Array(lines.prefix(max(0, area.height - 2))) }
    if area.height > lines.count + 1 { lines.append([]) }
    lines.append(closing)
    let top = max(0, (area.height - lines.count) / 3)
    let left = max(2, (area.width - width) / 2)
    for (row, spans) in lines.enumerated() where top + row < area.height {
      brush.put(spans, column: left, row: top + row, in: area)
    }
  }

  private func commandKey(_ action: Action) -> String {
    commands.shownKey(action, in: focus)?.description ?? ""
  }
}
