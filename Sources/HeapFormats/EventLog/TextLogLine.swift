import HeapModel

/// Writes one event as a line for people, from its glyph on.
struct TextLogLine {
  let style: TextLogStyle
  let heap: MutableHeap

  func append(_ event: Event, to buffer: inout ByteBuffer) {
    switch event {
    case .allocate(let object):
      begin(.created, "+", "+", to: &buffer)
      append(object, to: &buffer)
    case .bind(let name, let value, let frame):
      let isLocal = !heap.frameName(frame).isEmpty
      begin(isLocal ? .quiet : .created, "+", "+", to: &buffer)
      append(heap.texts[name], to: &buffer)
      buffer.append(style.strongArrow)
      append(value, to: &buffer)
    case .unbind(let name, let value, let frame):
      let isLocal = !heap.frameName(frame).isEmpty
      begin(isLocal ? .quiet : .removed, "-", "-", to: &buffer)
      append(heap.texts[name], to: &buffer)
      buffer.append(style.strongArrow)
      append(value, to: &buffer)
    case .reference(let from, let label, let to):
      begin(label.isStrong ? .created : .weak, "+", "+", to: &buffer)
      append(from, label, to: &buffer)
      buffer.append(label.isStrong ? style.strongArrow : style.weakArrow)
      append(to, to: &buffer)
    case .unreference(let from, let label, let to):
      begin(.removed, "-", "-", to: &buffer)
      append(from, label, to: &buffer)
      buffer.append(label.isStrong ? style.strongArrow : style.weakArrow)
      append(to, to: &buffer)
    case .deallocate(let object):
      begin(.dying, "~", "~", to: &buffer)
      append(object, to: &buffer)
      buffer.append(" dies")
    case .finalizer(let object):
      begin(.call, "δ", "d", to: &buffer)
      append("\(heap.typeName(object)).__del__(", to: &buffer)
      append(object, to: &buffer)
      buffer.append(")")
    case .resurrect(let object):
      begin(.created, "^", "^", to: &buffer)
      append(object, to: &buffer)
      buffer.append(" lives on")
    case .clear(let weakReference, let referent):
      begin(.weak, "✗", "x", to: &buffer)
      append(weakReference, to: &buffer)
      buffer.append(" loses ")
      append(referent, to: &buffer)
    case .callback(let weakReference, let function):
      begin(.call, "ƒ", "f", to: &buffer)
      append("\(heap.texts[function])(", to: &buffer)
      append(weakReference, to: &buffer)
      buffer.append(")")
    case .remove(let collection, let key):
      begin(.weak, "✗", "x", to: &buffer)
      append(collection, to: &buffer)
      append(" loses \(heap.texts[key])", to: &buffer)
    case .finalize(let finalizer, let function):
      begin(.call, "ƒ", "f", to: &buffer)
      append("\(heap.texts[function])() of ", to: &buffer)
      append(finalizer, to: &buffer)
    case .free(let object):
      begin(.freed, "†", "X", to: &buffer)
      append(object, to: &buffer)
      buffer.append(" freed")
    case .collectStart, .collectPhase, .unreachable, .collectEnd:
      appendCollection(event, to: &buffer)
    case .output, .error, .unraisable, .expect:
      appendMessage(event, to: &buffer)
    }
    buffer.append(style.end)
  }

  private func appendCollection(_ event: Event, to buffer: inout ByteBuffer) {
    switch event {
    case .collectStart(let generation, let automatic):
      begin(.collection, "○", "o", to: &buffer)
      append(automatic ? "automatic collection" : "collection", to: &buffer)
      append(" of generation \(generation)", to: &buffer)
    case .collectPhase(let phase):
      begin(.quiet, "○", "o", to: &buffer)
      append(phase.logSentence, to: &buffer)
    case .unreachable(let objects):
      begin(.collection, "?", "?", to: &buffer)
      append(objects.isEmpty ? "nothing is unreachable" : "unreachable: ", to: &buffer)
      for (index, object) in objects.enumerated() {
        if index > 0 { buffer.append(", ") }
        append(object, to: &buffer)
      }
    case .collectEnd(_, let collected, let uncollectable, _):
      begin(.collection, "○", "o", to: &buffer)
      append("\(collected) collected", to: &buffer)
      if uncollectable > 0 { append(", \(uncollectable) uncollectable", to: &buffer) }
    default: break
    }
  }

  private func appendMessage(_ event: Event, to buffer: inout ByteBuffer) {
    switch event {
    case .output(let text, let partial):
      begin(.output, "»", "\"", to: &buffer)
      append(heap.texts[text], to: &buffer)
      if partial { buffer.append(style.glyph(" …", " ...")) }
    case .error(let type, let message):
      begin(.failure, "!", "!", to: &buffer)
      appendError(type, message, to: &buffer)
    case .unraisable(let origin, let type, let message):
      begin(.failure, "!", "!", to: &buffer)
      append("ignored in \(heap.texts[origin]): ", to: &buffer)
      appendError(type, message, to: &buffer)
    case .expect(let expression, let expected, let actual, let holds):
      begin(holds ? .weak : .failure, holds ? "✓" : "≠", holds ? "v" : "#", to: &buffer)
      let words = heap.texts[expression]
      append(words == "raises" ? "raised" : words, to: &buffer)
      buffer.append(style.glyph(" → ", " -> "))
      append(heap.texts[actual], to: &buffer)
      if !holds { append(", expected \(heap.texts[expected])", to: &buffer) }
    default: break
    }
  }

  private func appendError(_ type: TextID, _ message: TextID, to buffer: inout ByteBuffer) {
    let words = heap.texts[message]
    append(heap.texts[type] + (words.isEmpty ? "" : ": \(words)"), to: &buffer)
  }

  private func begin(
    _ role: TextLogStyle.Role, _ unicode: StaticString, _ ascii: StaticString,
    to buffer: inout ByteBuffer
  ) {
    buffer.append(style.begin(role))
    buffer.append(style.glyph(unicode, ascii))
    buffer.append(" ")
  }

  private func append(_ text: String, to buffer: inout ByteBuffer) {
    buffer.append(printable: text, asASCII: style.isASCII)
  }

  private func append(_ object: ObjectID, to buffer: inout ByteBuffer) {
    guard heap.kind(object) != .frame else {
      return buffer.append(printable: heap.name(object), asASCII: style.isASCII)
    }
    buffer.append(printable: heap.typeName(object), asASCII: style.isASCII)
    buffer.append("#")
    buffer.append(heap.serial(object))
  }

  private func append(_ value: Value, to buffer: inout ByteBuffer) {
    if let object = value.object { return append(object, to: &buffer) }
    buffer.append(printable: heap.text(value), asASCII: style.isASCII)
  }

  /// A place of an object: `Node#1.next`, `list#1[0]`, `weakref#1 callback`; the place that a weak
  /// reference refers with needs no name.
  private func append(_ from: ObjectID, _ label: Label, to buffer: inout ByteBuffer) {
    append(from, to: &buffer)
    let place = heap.text(label, index: Int(label.payload))
    if !label.isStrong { return }
    if !place.hasPrefix(".") && !place.hasPrefix("[") { buffer.append(" ") }
    append(place, to: &buffer)
  }
}

extension CollectionPhase {
  /// What the phase does, in words.
  var logSentence: String {
    switch self {
    case .subtract: "references among the candidates are subtracted from their counts"
    case .tentative: "what is held from outside is kept"
    case .weakrefs: "weak references to the garbage are cleared"
    case .callbacks: "their callbacks run"
    case .finalizers: "finalizers run"
    case .recheck: "what became reachable again is spared"
    case .clear: "the references inside the garbage are dropped"
    }
  }
}
