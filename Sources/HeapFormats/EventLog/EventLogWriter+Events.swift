import HeapModel

extension EventLogWriter {
  /// Appends an event from its name on, without the brace at its end.
  func append(_ event: Event, of heap: MutableHeap, to buffer: inout ByteBuffer) {
    switch event {
    case .allocate(let object):
      buffer.append("allocate\"")
      buffer.appendField(",\"object\":\"", object, of: heap)
      buffer.appendField(",\"type\":\"", heap.typeName(object))
    case .bind(let name, let value, let frame):
      buffer.append("bind\"")
      buffer.appendBinding(name, value, frame, of: heap)
    case .unbind(let name, let value, let frame):
      buffer.append("unbind\"")
      buffer.appendBinding(name, value, frame, of: heap)
    case .reference(let from, let label, let to):
      buffer.append("reference\"")
      buffer.appendEdge(from, label, to, of: heap)
    case .unreference(let from, let label, let to):
      buffer.append("unreference\"")
      buffer.appendEdge(from, label, to, of: heap)
    case .deallocate(let object):
      buffer.append("deallocate\"")
      buffer.appendField(",\"object\":\"", object, of: heap)
    case .finalizer(let object):
      buffer.append("finalizer\"")
      buffer.appendField(",\"object\":\"", object, of: heap)
    case .resurrect(let object):
      buffer.append("resurrect\"")
      buffer.appendField(",\"object\":\"", object, of: heap)
    case .clear(let weakReference, let referent):
      buffer.append("clear\"")
      buffer.appendField(",\"weakref\":\"", weakReference, of: heap)
      buffer.appendField(",\"object\":\"", referent, of: heap)
    case .callback(let weakReference, let function):
      buffer.append("callback\"")
      buffer.appendField(",\"weakref\":\"", weakReference, of: heap)
      buffer.appendField(",\"function\":\"", heap.texts[function])
    case .remove(let collection, let key):
      buffer.append("remove\"")
      buffer.appendField(",\"collection\":\"", collection, of: heap)
      buffer.appendField(",\"key\":\"", heap.texts[key])
    case .finalize(let finalizer, let function):
      buffer.append("finalize\"")
      buffer.appendField(",\"finalize\":\"", finalizer, of: heap)
      buffer.appendField(",\"function\":\"", heap.texts[function])
    case .free(let object):
      buffer.append("free\"")
      buffer.appendField(",\"object\":\"", object, of: heap)
    case .collectStart, .collectPhase, .unreachable, .collectEnd:
      appendCollection(event, of: heap, to: &buffer)
    case .output, .error, .unraisable, .expect:
      appendMessage(event, of: heap, to: &buffer)
    }
  }

  private func appendCollection(
    _ event: Event, of heap: MutableHeap, to buffer: inout ByteBuffer
  ) {
    switch event {
    case .collectStart(let generation, let automatic):
      buffer.append("collect-start\"")
      buffer.appendField(",\"generation\":", generation)
      if automatic { buffer.append(",\"automatic\":true") }
    case .collectPhase(let phase):
      buffer.append("collect-phase\"")
      buffer.appendField(",\"phase\":\"", phase.logName)
    case .unreachable(let objects):
      buffer.append("unreachable\",\"objects\":[")
      for (index, object) in objects.enumerated() {
        buffer.append(index == 0 ? "\"" : ",\"")
        buffer.append(nameOf: object, in: heap)
        buffer.append("\"")
      }
      buffer.append("]")
    case .collectEnd(let generation, let collected, let uncollectable, let automatic):
      buffer.append("collect-end\"")
      buffer.appendField(",\"generation\":", generation)
      buffer.appendField(",\"collected\":", collected)
      buffer.appendField(",\"uncollectable\":", uncollectable)
      if automatic { buffer.append(",\"automatic\":true") }
    default: break
    }
  }

  private func appendMessage(_ event: Event, of heap: MutableHeap, to buffer: inout ByteBuffer) {
    switch event {
    case .output(let text, let partial):
      buffer.append("output\"")
      buffer.appendField(",\"text\":\"", heap.texts[text])
      if partial { buffer.append(",\"partial\":true") }
    case .error(let type, let message):
      buffer.append("error\"")
      buffer.appendField(",\"type\":\"", heap.texts[type])
      buffer.appendField(",\"message\":\"", heap.texts[message])
    case .unraisable(let origin, let type, let message):
      buffer.append("unraisable\"")
      buffer.appendField(",\"in\":\"", heap.texts[origin])
      buffer.appendField(",\"type\":\"", heap.texts[type])
      buffer.appendField(",\"message\":\"", heap.texts[message])
    case .expect(let expression, let expected, let actual, let holds):
      buffer.append("expect\"")
      buffer.appendField(",\"expression\":\"", heap.texts[expression])
      buffer.appendField(",\"expected\":\"", heap.texts[expected])
      buffer.appendField(",\"actual\":\"", heap.texts[actual])
      buffer.append(holds ? ",\"holds\":true" : ",\"holds\":false")
    default: break
    }
  }
}

extension CollectionPhase {
  /// The phase as the event log writes it.
  var logName: String {
    switch self {
    case .subtract: "subtract"
    case .tentative: "tentative"
    case .weakrefs: "weakrefs"
    case .callbacks: "callbacks"
    case .finalizers: "finalizers"
    case .recheck: "recheck"
    case .clear: "clear"
    }
  }
}

extension Strength {
  /// The strength as the event log writes it.
  var logName: StaticString {
    switch self {
    case .strong: "strong"
    case .weak: "weak"
    case .unowned: "unowned"
    case .ephemeron: "ephemeron"
    }
  }
}
