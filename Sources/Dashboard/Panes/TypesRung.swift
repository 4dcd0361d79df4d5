import HeapModel
import TerminalFrame

/// The last rung of the ladder of details: the types of a heap that is too big for a picture, above
/// the neighbours of the selected object. It costs no walk over the heap.
extension Dashboard {
  /// The parts of the heap pane.
  struct HeapParts: Hashable {
    var types: Rectangle
    var canvas: Rectangle
  }

  /// Whether types are shown: because the user wants it, or because there are too many objects.
  var showsTypesNow: Bool { showsTypes ?? (union == nil) }

  /// Whether nothing but types is shown.
  var showsOnlyTypes: Bool { showsTypes == true }

  /// The types of which there ever was an object: those first that retain most, where that is known,
  /// else the biggest.
  var typeTable: [TypeCensus.Row] {
    let rows = census.sorted(timeline.heap)
    guard let retained = insight.retained else { return rows }
    return rows.enumerated().sorted {
      (-retained[$0.element.type], $0.offset) < (-retained[$1.element.type], $1.offset)
    }.map(\.element)
  }

  /// How the heap pane is divided: all for the canvas, all for the types, or a part for each.
  func heapParts(_ pane: Rectangle) -> HeapParts {
    if showsOnlyTypes {
      let parts = pane.splitRows(at: pane.height)
      return HeapParts(types: parts.top, canvas: parts.bottom)
    }
    guard showsTypesNow, pane.height > 6 else {
      let parts = pane.splitRows(at: 0)
      return HeapParts(types: parts.top, canvas: parts.bottom)
    }
    // A row for the words above; a new type seldom moves what is below.
    let rows = min((typeTable.count + 3) / 4 * 4 + 1, pane.height / 3)
    let parts = pane.splitRows(at: rows)
    return HeapParts(types: parts.top, canvas: parts.bottom)
  }

  /// Draws the table: what lives, what died, how many bytes that is, how many it retains, and the
  /// share of that.
  func paintTypeTable(_ parts: HeapParts, _ brush: inout Brush) {
    let area = parts.types.inset(left: 1)
    let table = typeTable
    let glyphs = brush.glyphs
    let retained = insight.retained
    let numbersWidth = retained == nil ? 46 : 59
    // Short names leave room for the bars; a new type seldom moves the columns.
    let longest = table.map { timeline.heap.types[Int($0.type.index)].name.count }.max() ?? 0
    let mostForNames = retained == nil ? 32 : min(24, (longest + 4) / 4 * 4)
    let nameWidth = max(8, min(mostForNames, area.width - numbersWidth - 2))
    let barWidth = max(0, min(30, area.width - nameWidth - numbersWidth))
    brush.put(
      [
        Span(
          "  " + "type".padded(toColumns: nameWidth, glyphs.repertoire) + Self.right("live", 10)
            + Self.right("died", 10) + Self.right("own size", 13)
            + (retained == nil ? "" : Self.right("retained", 13)), .faint)
      ], row: 0, in: area)
    let rows = max(0, area.height - 1)
    let first = firstTypeShown(rows: rows, count: table.count)
    for (line, row) in table.dropFirst(first).prefix(rows).enumerated() {
      let isSelected = showsOnlyTypes && first + line == typeCursor
      let bytes = retained?[row.type] ?? row.bytes
      let total = max(1, retained?.total ?? census.bytes)
      let filled = min(barWidth, bytes * barWidth / total)
      brush.put(
        [
          Span(isSelected ? glyphs.next + " " : "  ", .now),
          Span(
            timeline.heap.types[Int(row.type.index)].name
              .truncated(toColumns: nameWidth, glyphs.repertoire)
              .padded(toColumns: nameWidth, glyphs.repertoire), isSelected ? .next : .text),
          Span(Self.right(grouped(row.live), 10), .next),
          Span(Self.right(row.dead == 0 ? "" : glyphs.sign(.freed) + grouped(row.dead), 10), .dead),
          Span(Self.right(sizeText(row.bytes), 13), retained == nil ? .count : .faint),
          Span(retained.map { Self.right(sizeText($0[row.type]), 13) } ?? "", .count),
          Span(Self.right("\(bytes * 100 / total)%", 5), .faint), Span(" "),
          Span(String(repeating: glyphs.pick("█", "#"), count: max(0, filled)), .spark),
        ], row: line + 1, in: area)
    }
    let hidden = table.count - first - rows
    if hidden > 0 {
      let text = "\(glyphs.open)\(hidden)"
      brush.put(
        [Span(text, .notice)], column: max(0, area.width - TextWidth.columns(of: text)),
        row: area.height - 1, in: area)
    }
  }

  private func firstTypeShown(rows: Int, count: Int) -> Int {
    showsOnlyTypes ? max(0, min(count - rows, typeCursor - rows / 2)) : 0
  }

  /// Chooses the type in a row of the table; on the chosen one selects its first living object.
  mutating func chooseType(inRow row: Int, of area: Rectangle) {
    let table = typeTable
    let rows = max(0, area.height - 1)
    let place = firstTypeShown(rows: rows, count: table.count) + row - 1
    guard row > 0, table.indices.contains(place) else { return }
    if showsOnlyTypes, place != typeCursor {
      typeCursor = place
    } else {
      chooseObject(ofType: table[place].type)
    }
  }

  /// Selects the first living object of a type; where one is selected already, the next one.
  /// O(objects passed over).
  mutating func chooseObject(ofType type: HeapTypeID) {
    let heap = timeline.heap
    let fits = { (object: ObjectID) in
      heap.typeID(object) == type && heap.isVisible(object) && heap.isAlive(object)
    }
    let here = chosen
    let all = heap.allObjects
    let next = all.first { $0 > here && fits($0) } ?? all.first(where: fits)
    guard let next else {
      notice = "no \(heap.types[Int(type.index)].name) lives here"
      return
    }
    choose(next)
  }

  /// What Enter does in the table of types.
  mutating func openType() {
    let table = typeTable
    guard table.indices.contains(typeCursor) else { return }
    chooseObject(ofType: table[typeCursor].type)
  }
}
