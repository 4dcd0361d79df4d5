import HeapModel
import TerminalFrame

// Panes at the right that are nothing but rows.
extension Dashboard {
  /// Weak collections with their entries; what was lost in this step is struck.
  func collectionRows(_ width: Int) -> [[Span]] {
    let heap = timeline.heap
    let glyphs = options.glyphs
    let collections = weakCollections
    guard !collections.isEmpty else { return [[Span("none in this heap", .faint)]] }
    var rows: [[Span]] = []
    for collection in collections {
      let entries = timeline.inspector.entries(of: collection, in: heap) ?? []
      let live = entries.filter { $0.referent != nil }
      let lost = lostKeys(of: collection, among: entries)
      let isSelected = collection == insight.selected
      var head = [
        Span(isSelected ? "\(glyphs.selected) " : "\(glyphs.open) ", .now),
        Span(nameText(of: collection), .next), Span(heap.name(collection), .faint),
      ]
      // The entries below tell it too.
      let length = "  len \(live.count)"
      if (head.reduce(1) { $0 + TextWidth.columns(of: $1.text) }) + length.count <= width {
        head.append(Span(length))
      }
      rows.append(head)
      if entries.isEmpty, lost.isEmpty { rows.append([Span("    empty", .faint)]) }
      for entry in entries.prefix(200) {
        guard let referent = entry.referent else {
          rows.append([
            Span("  - \(entry.keyText)  dead, not yet removed ", .cleared),
            Span(glyphs.sign(.cleared), .cleared),
          ])
          continue
        }
        rows.append(entryRow(entry, referent))
      }
      for key in lost {
        rows.append([
          Span("  - \(key)  removed now ", .dead), Span(glyphs.sign(.cleared), .error),
        ])
      }
      if !lost.isEmpty {
        rows.append([
          Span("    len \(live.count + lost.count) \(glyphs.became) \(live.count)", .faint)
        ])
      }
    }
    return rows
  }

  /// A living entry: what it knows weakly, and what it holds. Code is not on the heap, and has no
  /// count that anybody could change.
  private func entryRow(_ entry: WeakEntry, _ referent: ObjectID) -> [Span] {
    let heap = timeline.heap
    let glyphs = options.glyphs
    let name = heap.shownObject(for: referent).map(heap.name) ?? ""
    let isKey = entry.key.object == referent || entry.keyText == "<\(name)>"
    var row = [Span(isKey ? "    " : "    \(entry.keyText) "), Span(glyphs.weakArrow, .weak)]
    guard !name.isEmpty else { return row + [Span(" \(entry.keyText)")] }
    row.append(Span(" \(name)", insight.changed.contains(referent) ? .changed : .text))
    row.append(Span("  \(glyphs.strongCount)\(heap.referenceCount(referent))", .faint))
    if isKey, !entry.value.isEmpty {
      row += [Span("  \(glyphs.strongArrow)", .strong), Span(" \(heap.text(entry.value))")]
    }
    return row
  }

  /// The name that refers to a collection, with a blank; empty where none does.
  private func nameText(of object: ObjectID) -> String {
    let heap = timeline.heap
    for slot in heap.strongReferrers(object).prefix(10)
    where heap.kind(heap.source(slot)) == .frame && heap.label(slot).kind == .name {
      return "\(heap.labelText(slot))  "
    }
    return ""
  }

  /// The living weak collections, in order of creation.
  private var weakCollections: [ObjectID] {
    let heap = timeline.heap
    let candidates: [ObjectID] =
      union.map { $0.nodes.map(\.object) } ?? (insight.selected == .none ? [] : [insight.selected])
    return candidates.filter {
      Int($0.index) <= heap.objectCount && heap.kind($0) == .weakCollection && heap.isAlive($0)
    }
    .sorted()
  }

  /// The keys that a collection has lost in this step, up to here.
  func lostKeys(of collection: ObjectID, among entries: [WeakEntry]) -> [String] {
    guard position.step > 0 else { return [] }
    var keys: [String] = []
    for index in 0..<min(timeline.happenedCount(at: position), 2_000) {
      if case .remove(let object, let key) = timeline.event(index, ofStep: position.step).event,
        object == collection
      {
        keys.append(timeline.heap.texts[key])
      }
    }
    return keys.filter { key in !entries.contains { $0.keyText == key } }
  }

  /// Types with what lives, what died and what it takes.
  func typeRows(_ width: Int) -> [[Span]] {
    let heap = timeline.heap
    let glyphs = options.glyphs
    let rows = census.sorted(heap)
    guard !rows.isEmpty else { return [[Span("no objects yet", .faint)]] }
    let nameWidth = max(8, min(24, width - 22))
    return rows.map { row in
      let name = heap.types[Int(row.type.index)].name
      let dead = row.dead == 0 ? "" : glyphs.sign(.freed) + grouped(row.dead)
      return [
        Span(name.padded(toColumns: nameWidth, glyphs.repertoire)),
        Span(Self.right(grouped(row.live), 6), .next), Span(" " + dead.padded(toColumns: 5), .dead),
        Span(Self.right(sizeText(row.bytes), 9), .faint),
      ]
    }
  }

  /// A text at the right of a field of blanks.
  static func right(_ text: String, _ columns: Int) -> String {
    String(repeating: " ", count: max(0, columns - text.count)) + text
  }
}
