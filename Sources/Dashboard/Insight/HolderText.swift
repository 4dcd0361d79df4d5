import HeapModel

extension MutableHeap {
  /// A way from a root in words: `item ─▶ Node#1.next ─▶ Node#2`. Of a long way the beginning and
  /// the end.
  func pathText(_ slots: [SlotID], glyphs: GlyphSet) -> String {
    var text = ""
    let written = 12
    let left = 3 * written < slots.count ? slots.count - 2 * written : 0
    for (index, slot) in slots.enumerated() {
      if left > 0, index >= written, index < slots.count - written {
        if index == written { text += " \(glyphs.ellipsis) \(left) more \(glyphs.ellipsis)" }
        continue
      }
      guard let target = value(slot).object else { continue }
      // A hidden part has no name of its own: the way goes on from its owner.
      if let shown = shownObject(for: target), shown != target,
        shown
          == self.shownObject(
            for: source(slot))
      {
        continue
      }
      let source = source(slot)
      let place = label(slot).kind == .temporary ? "" : labelText(slot)
      if text.isEmpty {
        text = holderText(slot)
      } else if place.hasPrefix(".") || place.hasPrefix("[") {
        text += place
      } else if isVisible(source) && !place.isEmpty && label(slot).kind != .element
        && label(slot).kind != .member
      {
        text += " (\(place))"
      }
      text += " \(glyphs.strongArrow) \(shownObject(for: target).map(name) ?? typeName(target))"
    }
    return text
  }
}
