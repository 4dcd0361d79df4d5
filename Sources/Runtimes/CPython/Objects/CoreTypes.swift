import HeapModel

/// The places of the built-in types in the table of types.
struct CoreTypes: Sendable {
  var table = 0
  /// A dict of the library, in a module that lives as long as the interpreter.
  var registry = 0
  var frame = 0
  var module = 0
  var list = 0
  var tuple = 0
  var set = 0
  var dict = 0
  var attributeDict = 0
  var weakref = 0
  /// A weak reference to a weak collection that the collection itself made.
  var selfref = 0
  var proxy = 0
  var method = 0
  var builtInMethod = 0
  var function = 0
  /// The function objects of the library.
  var nativeFunction = 0
  /// The lists, tuples, sets and dicts of the interpreter and the library, with numbers apart.
  var hiddenList = 0
  var hiddenTuple = 0
  var hiddenSet = 0
  var hiddenDict = 0
  var cell = 0
  var iterator = 0
  /// The views of a dict: of its keys, its values, its items.
  var dictViews = 0
  /// What weak references to declared functions and types refer to.
  var functionStandIn = 0
  var typeStandIn = 0
  /// Frames that the program got hold of, tracebacks, generators.
  var frameObject = 0
  var traceback = 0
  var generator = 0
  /// The types of exceptions, by name; none where the program keeps no exception.
  var exceptions: [String: Int] = [:]
  /// The first declared type; those of the program follow in its order.
  var firstDeclared = 0
}

extension CoreTypes {
  /// Adds the built-in types to the tables. Sizes are CPython 3.11's on 64 bits: `sys.getsizeof`
  /// less the collector's header where that counts it.
  static func install(
    in types: inout [TypeDescription], _ heap: inout MutableHeap, besides declared: Set<String>
  ) -> CoreTypes {
    var core = CoreTypes()
    func add(_ behavior: TypeDescription) -> Int {
      _ = heap.addType(behavior.heapType(besides: declared))
      types.append(behavior)
      return types.count - 1
    }
    func type(
      _ name: String, _ errorName: String, _ kind: ObjectKind, _ layout: TypeBehavior.Layout,
      bytes: Int, element: Int = 0
    ) -> TypeDescription {
      var behavior = TypeDescription(name: name, errorName: errorName, kind: kind, layout: layout)
      behavior.bytes = bytes
      behavior.bytesAnElement = element
      return behavior
    }
    func uncounted(_ behavior: TypeDescription) -> TypeDescription {
      // These types have a free list: making one mostly does not count (rule G2).
      var behavior = behavior
      behavior.countsAllocations = false
      return behavior
    }
    core.table = add(type("interpreter", "interpreter", .table, .table, bytes: 0))
    core.registry = add(type("registry", "dict", .table, .table, bytes: 0))
    core.frame = add(type("frame", "frame", .frame, .frame, bytes: 0))
    core.module = add(type("module", "module", .frame, .frame, bytes: 0))
    let list = uncounted(type("list", "list", .container, .list, bytes: 56, element: 8))
    core.list = add(list)
    core.hiddenList = add(list)
    var tuple = uncounted(type("tuple", "tuple", .container, .tuple, bytes: 40, element: 8))
    tuple.isClearable = false
    core.tuple = add(tuple)
    core.hiddenTuple = add(tuple)
    var set = type("set", "set", .container, .set, bytes: 216)
    set.takesWeakReferences = true
    set.clearsWeakReferencesLate = false
    set.unmodelled = .set
    core.set = add(set)
    core.hiddenSet = add(set)
    var dict = uncounted(type("dict", "dict", .container, .dict, bytes: 64, element: 24))
    dict.isTracked = false
    dict.unmodelled = .dict
    core.dict = add(dict)
    core.hiddenDict = add(dict)
    var attributes = uncounted(type("dict", "dict", .container, .attributeDict, bytes: 64))
    attributes.isTracked = false
    core.attributeDict = add(attributes)
    var weakref = type(
      "weakref", "weakref.ReferenceType", .weakReference, .weakReference, bytes: 72)
    weakref.usesTrashcan = false
    core.weakref = add(weakref)
    weakref.name = "selfref"
    core.selfref = add(weakref)
    var proxy = type("weakproxy", "weakref.ProxyType", .weakReference, .proxy, bytes: 72)
    proxy.usesTrashcan = false
    core.proxy = add(proxy)
    var method = type("method", "method", .method, .method, bytes: 64)
    method.takesWeakReferences = true
    method.usesTrashcan = false
    method.isClearable = false
    core.method = add(method)
    var builtInMethod = type(
      "builtin_method", "builtin_function_or_method", .method, .builtInMethod, bytes: 72)
    builtInMethod.takesWeakReferences = true
    builtInMethod.isClearable = false
    core.builtInMethod = add(builtInMethod)
    var function = type("function", "function", .function, .function, bytes: 144)
    function.takesWeakReferences = true
    function.usesTrashcan = false
    function.attributes = .dict
    core.function = add(function)
    function.name = "library function"
    core.nativeFunction = add(function)
    function.name = "function"
    function.attributes = .none
    core.functionStandIn = add(function)
    var typeObject = type("type", "type", .table, .table, bytes: 0)
    typeObject.takesWeakReferences = true
    core.typeStandIn = add(typeObject)
    var cell = type("cell", "cell", .cell, .cell, bytes: 40)
    cell.usesTrashcan = false
    core.cell = add(cell)
    var iterator = type("iterator", "iterator", .container, .iterator, bytes: 64)
    iterator.isClearable = false
    iterator.usesTrashcan = false
    core.iterator = add(iterator)
    for (offset, name) in ["dict_keys", "dict_values", "dict_items"].enumerated() {
      var view = type(name, name, .container, .iterator, bytes: 40)
      view.isClearable = false
      view.unmodelled = .view
      view.usesTrashcan = false
      let index = add(view)
      if offset == 0 { core.dictViews = index }
    }
    var frameObject = type("frame", "frame", .container, .instance, bytes: 160)
    frameObject.isClearable = true
    frameObject.unmodelled = .frame
    core.frameObject = add(frameObject)
    var traceback = type("traceback", "traceback", .container, .instance, bytes: 56)
    traceback.unmodelled = .traceback
    core.traceback = add(traceback)
    var generator = type("generator", "generator", .container, .instance, bytes: 184)
    generator.takesWeakReferences = true
    generator.usesTrashcan = false
    generator.unmodelled = .generator
    core.generator = add(generator)
    return core
  }
}
