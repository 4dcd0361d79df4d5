import HeapModel

// Addresses, for programs that ask for them: rule I1. A freed block of memory is the next one that
// is handed out for an object of its size. Source: Objects/obmalloc.c (pymalloc_alloc,
// pymalloc_free: the free list of a pool is last in, first out).
//
// The numbers are a model. That two live objects never have the same one, and that the next object
// of a size gets that of the last freed one, is what CPython does.
extension Machine {
  /// `id(x)`.
  mutating func address(of value: Value) -> Value {
    guard let object = value.object else {
      return integer(0x5000_0000_0000 + (value.plain ?? 0) * 32)
    }
    let place = timeline.heap.runtimeWord(well.places, Int(object.index))
    return integer(0x7F00_0000_0000 + Int(place) * 64)
  }

  /// Gives a new object the place of the last freed one of its size, or one that nobody had.
  mutating func givePlace(to object: ObjectID) {
    let size = sizeClass(ofNew: object)
    timeline.setWord(well.sizeClasses, Int(object.index), UInt32(size))
    let freed = timeline.heap.runtimeWord(well.lastFreed, size)
    if freed != 0 {
      let before = timeline.heap.runtimeWord(well.freedBefore, Int(freed))
      timeline.setWord(well.lastFreed, size, before)
      let place = timeline.heap.runtimeWord(well.places, Int(freed))
      timeline.setWord(well.places, Int(object.index), place)
    } else {
      let count = register(.placeCount) + 1
      set(.placeCount, count)
      timeline.setWord(well.places, Int(object.index), UInt32(count))
    }
  }

  /// Notes that the place of an object is free.
  mutating func takePlace(from object: ObjectID) {
    guard timeline.heap.runtimeWord(well.places, Int(object.index)) != 0 else { return }
    let size = Int(timeline.heap.runtimeWord(well.sizeClasses, Int(object.index)))
    let before = timeline.heap.runtimeWord(well.lastFreed, size)
    timeline.setWord(well.freedBefore, Int(object.index), before)
    timeline.setWord(well.lastFreed, size, object.index)
  }

  /// Instances of ordinary classes share blocks of their size; other types keep theirs.
  private func sizeClass(ofNew object: ObjectID) -> Int {
    let type = self.type(object)
    guard type >= core.firstDeclared && types[type].layout == .instance else { return type }
    let bytes = inlineSize(type) ?? types[type].bytes
    return types.count + (bytes + 15) / 16 % 4096
  }

  /// The bytes of the next instance of a class whose instances have their values in them: room for
  /// every key that the class has or may still get, of which each instance takes one.
  /// Source: Include/internal/pycore_dict.h, _PyInlineValuesSize; Objects/typeobject.c,
  /// _PyType_AllocNoTrack.
  private func inlineSize(_ type: Int) -> Int? {
    guard profile.hasInlineValues, types[type].attributes == .shared,
      types[type].slotNames.isEmpty
    else { return nil }
    let used = Int(timeline.heap.runtimeWord(well.sharedKeyBudget, type))
    let keys = sharedKeys[type].count + profile.sharedKeyLimit - used
    return 32 + (keys + 7) / 8 * 8 + (keys + 1) * 8
  }
}
