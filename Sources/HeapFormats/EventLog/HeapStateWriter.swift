import HeapModel

/// Writes the heap at the position of a timeline as one JSON object: the module's names, all live
/// objects in order of creation, the weak references, the live entries of weak collections.
struct HeapStateWriter {
  let timeline: Timeline

  private var heap: MutableHeap { timeline.heap }

  /// Appends the object. O(objects ever made + slots).
  func append(to buffer: inout ByteBuffer) {
    let visible = heap.allObjects.filter { heap.isAlive($0) && heap.isVisible($0) }
    buffer.append("{\"names\":{")
    appendNames(to: &buffer) { $0.isObject }
    buffer.append("},\"values\":{")
    appendNames(to: &buffer) { $0.plain != nil }
    buffer.append("},\"objects\":[")
    appendObjects(visible, to: &buffer)
    buffer.append("],\"weakrefs\":[")
    appendWeakReferences(visible, to: &buffer)
    buffer.append("],\"collections\":{")
    appendCollections(visible, to: &buffer)
    buffer.append("}")
    appendLists(to: &buffer)
    buffer.append("}")
  }

  /// The collector's lists, where the runtime has some.
  private func appendLists(to buffer: inout ByteBuffer) {
    let lists = timeline.inspector.collectorLists(in: heap)
    if lists.isEmpty { return }
    for (generation, list) in lists.enumerated() {
      buffer.append(generation == 0 ? ",\"lists\":[[" : ",[")
      var isFirst = true
      for object in list where heap.isVisible(object) {
        buffer.append(isFirst ? "\"" : ",\"")
        isFirst = false
        buffer.append(nameOf: object, in: heap)
        buffer.append("\"")
      }
      buffer.append("]")
    }
    buffer.append("]")
  }

  private func appendNames(to buffer: inout ByteBuffer, where isWanted: (Value) -> Bool) {
    let module = timeline.moduleFrame
    guard heap.isAlive(module) else { return }
    var isFirst = true
    var slot = heap.firstSlot(module)
    while slot != .none {
      let value = heap.value(slot)
      if heap.label(slot).kind == .name && isWanted(value) {
        buffer.append(isFirst ? "\"" : ",\"")
        isFirst = false
        buffer.append(jsonEscaping: heap.texts[heap.label(slot).text])
        buffer.append("\":")
        appendText(of: value, to: &buffer)
      }
      slot = heap.slot(after: slot)
    }
  }

  private func appendObjects(_ objects: [ObjectID], to buffer: inout ByteBuffer) {
    let generations = timeline.inspector.generations(in: heap)
    let reached = reachableObjects()
    for (index, object) in objects.enumerated() {
      buffer.append(index == 0 ? "{\"object\":\"" : ",{\"object\":\"")
      buffer.append(nameOf: object, in: heap)
      buffer.append("\",\"refcount\":")
      buffer.append(heap.referenceCount(object))
      buffer.append(",\"weakrefcount\":")
      buffer.append(weakReferenceCount(object))
      buffer.append(",\"generation\":")
      if let generation = generations[Int(object.index)] {
        buffer.append(generation)
      } else {
        buffer.append("null")
      }
      let isReached = reached[Int(object.index)]
      buffer.append(isReached ? ",\"reachable\":true}" : ",\"reachable\":false}")
    }
  }

  private func appendWeakReferences(_ objects: [ObjectID], to buffer: inout ByteBuffer) {
    var isFirst = true
    for object in objects where heap.kind(object) == .weakReference {
      buffer.append(isFirst ? "{\"weakref\":\"" : ",{\"weakref\":\"")
      isFirst = false
      buffer.append(nameOf: object, in: heap)
      buffer.append("\",\"referent\":")
      if let referent = referent(of: object) {
        append(referent: referent, to: &buffer)
      } else {
        buffer.append("null")
      }
      buffer.append("}")
    }
  }

  private func appendCollections(_ objects: [ObjectID], to buffer: inout ByteBuffer) {
    var isFirst = true
    for object in objects {
      guard heap.kind(object) == .weakCollection,
        let entries = timeline.inspector.entries(of: object, in: heap)
      else { continue }
      buffer.append(isFirst ? "\"" : ",\"")
      isFirst = false
      buffer.append(nameOf: object, in: heap)
      buffer.append("\":[")
      var isFirstEntry = true
      for entry in entries {
        guard let referent = entry.referent else { continue }
        if !isFirstEntry { buffer.append(",") }
        isFirstEntry = false
        append(entry, referent, to: &buffer)
      }
      buffer.append("]")
    }
  }

  /// An entry of a set is its element, any other one a pair.
  private func append(_ entry: WeakEntry, _ referent: ObjectID, to buffer: inout ByteBuffer) {
    guard !entry.value.isEmpty else { return appendText(of: Value(referent), to: &buffer) }
    buffer.append("[")
    if entry.value.object == referent {
      // The values are weak: the key is what the collection holds.
      if entry.key.isObject {
        appendText(of: entry.key, to: &buffer)
      } else {
        buffer.append("\"")
        buffer.append(jsonEscaping: entry.keyText)
        buffer.append("\"")
      }
    } else {
      appendText(of: Value(referent), to: &buffer)
    }
    buffer.append(",")
    appendText(of: entry.value, to: &buffer)
    buffer.append("]")
  }

  private func appendText(of value: Value, to buffer: inout ByteBuffer) {
    buffer.append("\"")
    if let object = value.object {
      buffer.append(nameOf: object, in: heap)
    } else {
      buffer.append(jsonEscaping: heap.text(value))
    }
    buffer.append("\"")
  }

  /// What is hidden has no name: it stands for what is printed, for example a declared function.
  private func append(referent: ObjectID, to buffer: inout ByteBuffer) {
    guard heap.state(referent).contains(.hidden) else {
      return appendText(of: Value(referent), to: &buffer)
    }
    buffer.append("\"")
    buffer.append(
      jsonEscaping: timeline.inspector.representation(of: Value(referent), in: heap))
    buffer.append("\"")
  }

  private func weakReferenceCount(_ object: ObjectID) -> Int {
    var count = 0
    var slot = heap.firstWeakReferrer(object)
    while slot != .none {
      count += 1
      slot = heap.referrer(after: slot)
    }
    return count
  }

  /// What a weak reference refers to: the value of its first slot that does not hold.
  private func referent(of weakReference: ObjectID) -> ObjectID? {
    var slot = heap.firstSlot(weakReference)
    while slot != .none {
      if !heap.label(slot).isStrong { return heap.value(slot).object }
      slot = heap.slot(after: slot)
    }
    return nil
  }

  /// Whether each object is reached from a root over strong references, by index.
  private func reachableObjects() -> [Bool] {
    var reached = [Bool](repeating: false, count: heap.objectCount + 1)
    var waiting: [ObjectID] = []
    for object in heap.allObjects where heap.isAlive(object) && heap.state(object).contains(.root) {
      reached[Int(object.index)] = true
      waiting.append(object)
    }
    while let object = waiting.popLast() {
      var slot = heap.firstSlot(object)
      while slot != .none {
        if heap.label(slot).isStrong, let target = heap.value(slot).object,
          !reached[Int(target.index)]
        {
          reached[Int(target.index)] = true
          waiting.append(target)
        }
        slot = heap.slot(after: slot)
      }
    }
    return reached
  }
}
