import HeapModel

/// What only CPython's runtime can tell about a heap: generations, entries, callbacks, text.
struct CPythonInspector: RuntimeInspecting {
  let types: [TypeBehavior]
  let core: CoreTypes
  let well: WellKnown
  let codes: CodeTable
  let library: Library
  let functionNames: [String]

  func representation(_ heap: MutableHeap) -> Representation {
    Representation(heap: heap, types: types, core: core, codeColumn: well.code, codes: codes)
  }

  func statement(of frame: ObjectID, in heap: MutableHeap) -> Int? {
    let number = heap.runtimeWord(well.statements, Int(frame.index))
    return number == 0 ? nil : Int(number)
  }

  func generation(of object: ObjectID, in heap: MutableHeap) -> Int? {
    guard heap.ringSuccessor(object) != .none, !well.modules.contains(object) else { return nil }
    // The sentinels come before all objects of a run.
    var other = object
    while heap.kind(other) != .table || !heap.state(other).contains(.hidden)
      || !isSentinel(other)
    {
      other = heap.ringSuccessor(other)
    }
    return well.generations.firstIndex(of: other).flatMap { $0 < 3 ? $0 : nil }
  }

  private func isSentinel(_ object: ObjectID) -> Bool {
    well.generations.contains(object) || object == well.unreachable
      || object == well.pendingCallbacks || object == well.finalized
  }

  func generations(in heap: MutableHeap) -> [Int?] {
    var result = [Int?](repeating: nil, count: heap.objectCount + 1)
    for (generation, sentinel) in well.generations.prefix(3).enumerated() {
      var object = heap.ringSuccessor(sentinel)
      while object != sentinel && object != .none {
        result[Int(object.index)] = generation
        object = heap.ringSuccessor(object)
      }
    }
    for module in well.modules { result[Int(module.index)] = nil }
    return result
  }

  func collectorLists(in heap: MutableHeap) -> [[ObjectID]] {
    well.generations.prefix(3).map { sentinel in
      var objects: [ObjectID] = []
      var object = heap.ringSuccessor(sentinel)
      while object != sentinel && object != .none {
        if !well.modules.contains(object) { objects.append(object) }
        object = heap.ringSuccessor(object)
      }
      return objects
    }
  }

  func collectorCounts(
    ofGeneration generation: Int, in heap: MutableHeap
  ) -> CollectorCounts? {
    guard well.generations.indices.contains(generation) else { return nil }
    let traits = types.indices.map { CollectorTraits(types[$0], type: $0, core: core) }
    return CollectorCounts(
      ring: well.generations[generation], in: heap, traits: traits, modules: well.modules)
  }

  func entries(of collection: ObjectID, in heap: MutableHeap) -> [WeakEntry]? {
    guard heap.kind(collection) == .weakCollection else { return nil }
    let type = Int(heap.typeID(collection).index)
    let reader = representation(heap)
    var data = ObjectID.none
    for slot in heap.slots(collection)
    where heap.label(slot).kind == .special && heap.texts[heap.label(slot).text] == "data" {
      data = heap.value(slot).object ?? .none
    }
    var result: [WeakEntry] = []
    var key = Value.empty
    for slot in heap.slots(data) {
      let label = heap.label(slot)
      let value = heap.value(slot)
      switch label.kind {
      case .key: key = value
      case .entry where type == library.weakValueDictionary:
        let shown = label.payload == 0 ? key : Value(plain: Int(label.payload))
        let referent = value.object.flatMap { reader.referent($0) }
        result.append(
          WeakEntry(
            keyText: reader.text(shown), key: shown,
            value: referent.map { Value($0) } ?? .empty, referent: referent,
            weakSlot: value.object.map { weakSlot($0, heap) } ?? .none))
      case .entry, .member:
        guard let reference = (label.kind == .member ? value : key).object else { continue }
        let referent = reader.referent(reference)
        let former = ObjectID(heap.runtimeWord(well.code, Int(reference.index)))
        result.append(
          WeakEntry(
            keyText: "<\(heap.name(referent ?? former))>",
            key: referent.map { Value($0) } ?? .empty,
            value: label.kind == .member ? .empty : value, referent: referent,
            weakSlot: weakSlot(reference, heap)))
      default: break
      }
    }
    return result
  }

  private func weakSlot(_ reference: ObjectID, _ heap: MutableHeap) -> SlotID {
    for slot in heap.slots(reference) where !heap.label(slot).isStrong { return slot }
    return .none
  }

  func callbackName(of weakReference: ObjectID, in heap: MutableHeap) -> String? {
    for slot in heap.slots(weakReference) where heap.label(slot).kind == .special {
      guard heap.texts[heap.label(slot).text] == Machine.callbackPart else { continue }
      let callback = heap.value(slot)
      if heap.typeName(weakReference) == "WeakMethod", let own = callback.object,
        let cell = closedOver(by: own, in: heap)
      {
        // A WeakMethod calls a function of its own, which calls what the user gave, if anything.
        let given = heap.value(heap.firstSlot(cell))
        return given.object == nil && heap.text(given) == "None" ? nil : callableName(given, heap)
      }
      return callableName(callback, heap)
    }
    return nil
  }

  /// The first cell of a closure of the library; nil for other functions.
  private func closedOver(by function: ObjectID, in heap: MutableHeap) -> ObjectID? {
    guard Int(heap.typeID(function).index) == core.nativeFunction,
      let closure = heap.value(heap.firstSlot(function)).object
    else { return nil }
    return heap.value(heap.firstSlot(closure)).object
  }

  private func callableName(_ value: Value, _ heap: MutableHeap) -> String {
    guard let object = value.object else {
      let text = heap.text(value)
      guard text.hasPrefix("<function ") else { return text }
      return String(text.dropFirst("<function ".count).dropLast())
    }
    let word = Int(heap.runtimeWord(well.code, Int(object.index)))
    switch types[Int(heap.typeID(object).index)].layout {
    case .function:
      if Int(heap.typeID(object).index) == core.nativeFunction { return functionNames[word - 1] }
      return codes[word - 1].qualifiedName
    case .method: return codes.methodName(UInt32(word), heap.texts)
    case .builtInMethod: return heap.texts[TextID(UInt32(word))]
    default: return heap.name(object)
    }
  }

  func representation(of value: Value, in heap: MutableHeap) -> String {
    representation(heap).text(value)
  }
}
