import HeapModel

/// What the standard library builds from objects and references: weak collections, `WeakMethod`,
/// `finalize`. Each is a file of this folder, and nothing else names them.
struct Library: Sendable {
  var weakValueDictionary = 0
  var weakKeyDictionary = 0
  var weakSet = 0
  var keyedReference = 0
  /// The weak references that weak key dictionaries and weak sets hold.
  var elementReference = 0
  var iterator = 0
  var iterationGuard = 0
  var weakMethod = 0
  var finalizer = 0
  var finalizerInfo = 0
  var partial = 0

  var removeValue = 0
  var removeKey = 0
  var removeMember = 0
  var weakMethodCallback = 0

  /// Adds the library's types and functions to the tables.
  static func install(
    _ types: inout [TypeDescription], _ functions: inout [NativeFunction],
    _ heap: inout MutableHeap, besides declared: Set<String>
  ) -> Library {
    var library = Library()
    var builder = LibraryBuilder(
      types: types, functions: functions, heap: heap, declared: declared)
    library.installWeakCollections(&builder)
    library.installWeakMethod(&builder)
    library.installFinalizers(&builder)
    library.installPartial(&builder)
    (types, functions, heap) = (builder.types, builder.functions, builder.heap)
    return library
  }
}

/// The tables while the library is being installed.
struct LibraryBuilder {
  var types: [TypeDescription]
  var functions: [NativeFunction]
  var heap: MutableHeap
  /// The names of the program's own types.
  let declared: Set<String>

  mutating func add(_ behavior: TypeDescription) -> Int {
    _ = heap.addType(behavior.heapType(besides: declared))
    types.append(behavior)
    return types.count - 1
  }

  mutating func add(
    _ name: String,
    _ body:
      @escaping @Sendable (inout Machine, ObjectID, Int) throws(PythonError) -> Void
  ) -> Int {
    functions.append(NativeFunction(name: name, body: body))
    return functions.count - 1
  }
}

extension Machine {
  /// The hidden object in a part of a library object.
  func inner(_ object: ObjectID, _ part: Int) -> ObjectID {
    var slot = timeline.heap.firstSlot(object)
    for _ in 0..<part { slot = timeline.heap.slot(after: slot) }
    return timeline.heap.value(slot).object ?? .none
  }

  /// Adds the value at the top of the stack as a part of a library object, and takes it from there.
  mutating func addPartFromStack(_ object: ObjectID, _ name: String) {
    add(top, to: object, special(name))
    pop()
  }

  /// Notes that an entry left a weak collection, between its leaving and the deaths that follow.
  mutating func noteRemoval(from collection: ObjectID, key: String) {
    timeline.emit(.remove(collection: collection, key: timeline.intern(key)))
  }
}

extension Library {
  /// The types whose instances have attributes from `__init__` on, and how many.
  var typesWithInnerAttributes: [Int] { [weakValueDictionary, weakKeyDictionary, weakSet] }
  static let innerAttributeCount = 4
}
