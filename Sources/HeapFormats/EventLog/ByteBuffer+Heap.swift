import HeapModel

// What a heap calls its objects and places, straight into bytes.
extension ByteBuffer {
  /// Appends the name of an object: `Person#1`, `Item.__del__@1` for a frame.
  mutating func append(nameOf object: ObjectID, in heap: MutableHeap) {
    let isFrame = heap.kind(object) == .frame
    append(jsonEscaping: isFrame ? heap.frameName(object) : heap.typeName(object))
    append(isFrame ? "@" : "#")
    append(heap.serial(object))
  }

  /// Appends the place that a label of an event names: `.next`, `[0]`, `['k']`, `cell obj`.
  mutating func append(_ label: Label, in heap: MutableHeap) {
    switch label.kind {
    case .attribute:
      append(".")
      append(jsonEscaping: heap.texts[label.text])
    case .element:
      append("[")
      append(Int(label.payload))
      append("]")
    default: append(jsonEscaping: heap.text(label))
    }
  }

  /// Appends a field whose value is the name of an object; `key` ends with the opening quote.
  mutating func appendField(_ key: StaticString, _ object: ObjectID, of heap: MutableHeap) {
    append(key)
    append(nameOf: object, in: heap)
    append("\"")
  }

  /// Appends a field whose value is a text; `key` ends with the opening quote.
  mutating func appendField(_ key: StaticString, _ text: String) {
    append(key)
    append(jsonEscaping: text)
    append("\"")
  }

  /// Appends a field whose value is a number.
  mutating func appendField(_ key: StaticString, _ number: Int) {
    append(key)
    append(number)
  }

  /// Appends the fields of a name that starts or stops to refer to a value.
  mutating func appendBinding(
    _ name: TextID, _ value: Value, _ frame: ObjectID, of heap: MutableHeap
  ) {
    appendField(",\"name\":\"", heap.texts[name])
    if frame != .none && !heap.frameName(frame).isEmpty {
      appendField(",\"frame\":\"", frame, of: heap)
    }
    if let object = value.object {
      appendField(",\"object\":\"", object, of: heap)
    } else {
      appendField(",\"value\":\"", heap.text(value))
    }
  }

  /// Appends the fields of a slot that starts or stops to refer to an object.
  mutating func appendEdge(
    _ from: ObjectID, _ label: Label, _ to: ObjectID, of heap: MutableHeap
  ) {
    appendField(",\"from\":\"", from, of: heap)
    append(",\"label\":\"")
    append(label, in: heap)
    append("\"")
    appendField(",\"object\":\"", to, of: heap)
    append(",\"strength\":\"")
    append(label.strength.logName)
    append("\"")
  }
}
