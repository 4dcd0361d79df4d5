import HeapModel

extension Timeline {
  /// A way from a root in words: `item ─▶ Node#1.next ─▶ Node#2`. Of a long way the beginning and
  /// the end.
  func pathText(_ slots: [SlotID], glyphs: GlyphSet) -> String {
    let heap = heap
    var text = ""
    let written = 12
    let left = 3 * written < slots.count ? slots.count - 2 * written : 0
    for (index, slot) in slots.enumerated() {
      if left > 0, index >= written, index < slots.count - written {
        if index == written { text += " \(glyphs.dots) \(left) more \(glyphs.dots)" }
        continue
      }
      guard let target = heap.value(slot).object else { continue }
      // A hidden part has no name of its own: the way goes on from its owner.
      if let shown = heap.shownObject(for: target), shown != target,
        shown == heap.shownObject(for: heap.source(slot))
      {
        continue
      }
      let source = heap.source(slot)
      let place = heap.label(slot).kind == .temporary ? "" : heap.labelText(slot)
      if text.isEmpty {
        text = holderText(slot)
      } else if place.hasPrefix(".") || place.hasPrefix("[") {
        text += place
      } else if heap.isVisible(source) && !place.isEmpty && heap.label(slot).kind != .element
        && heap.label(slot).kind != .member
      {
        text += " (\(place))"
      }
      let name = heap.shownObject(for: target).map(heap.name) ?? heap.typeName(target)
      text += " \(glyphs.strongArrow) \(name)"
    }
    return text
  }
}
