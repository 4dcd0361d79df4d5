import HeapModel

/// What is told of a type while the tables are made: the part of a type object that the
/// simulation needs.
///
/// A type of the library (a weak collection, `finalize` …) is described in one file by the
/// operations that it overrides; nothing else names it.
struct TypeDescription: Sendable {
  /// The name in the names of objects: `Person`, `weakref`.
  var name: String
  /// The name in error messages (`tp_name`): `weakref.ReferenceType`.
  var errorName: String
  var kind: ObjectKind
  var layout: TypeBehavior.Layout
  /// The plain attributes that an instance can have besides those of `__slots__`.
  var attributes = TypeBehavior.AttributeStorage.none
  /// The texts of the names of `__slots__`, sorted as CPython sorts them.
  var slotNames: [TextID] = []
  var takesWeakReferences = false
  /// When the weak references of a dying object are cleared: before its attributes (types made by
  /// `class`), or by the base type after them (subclasses of set; rule D2).
  var clearsWeakReferencesLate = false
  /// Whether objects take part in the cyclic collector from birth.
  var isTracked = true
  /// Whether a deallocation counts for the depth limit (rule D8).
  var usesTrashcan = true
  /// Whether the collector can cut the references of an object (`tp_clear`).
  var isClearable = true
  /// Whether a new object counts for the automatic collection: types with a free list do not.
  var countsAllocations = true
  /// Whether a weak reference to an object shows no `callback` of its own when it calls one.
  var isLibraryCallback = false
  /// Whether an instance is a subclass of int or str and has a plain value.
  var hasBaseValue = false
  /// Whether that value is a text.
  var isText = false
  var finalizer: FunctionID?
  var methods: [TextID: FunctionID] = [:]
  /// The shallow size in bytes, and what each element adds.
  var bytes = 48
  var bytesAnElement = 0

  var operations = Operations()
  /// What the objects have in CPython and not here.
  var unmodelled = UnmodelledAttributes()
}

extension TypeDescription {
  /// What the heap knows of a built-in type. Its objects must not be called like those of a type of
  /// the program: where that has one of the same name, they are called `builtin.finalize#1`.
  func heapType(besides declared: Set<String>) -> HeapType {
    HeapType(name: declared.contains(name) ? "builtin." + name : name, kind: kind)
  }
}

/// How the objects of a type behave. It never changes and is shared: every look into the table of
/// types is one reference, however much is told of a type; see `TypeDescription`.
final class TypeBehavior: Sendable {
  let name: String
  let errorName: String
  let kind: ObjectKind
  let layout: Layout
  let attributes: AttributeStorage
  let slotNames: [TextID]
  let takesWeakReferences: Bool
  let clearsWeakReferencesLate: Bool
  let isTracked: Bool
  let usesTrashcan: Bool
  let isClearable: Bool
  let countsAllocations: Bool
  let isLibraryCallback: Bool
  let hasBaseValue: Bool
  let isText: Bool
  let finalizer: FunctionID?
  let methods: [TextID: FunctionID]
  let bytes: Int
  let bytesAnElement: Int
  let operations: Operations
  let unmodelled: UnmodelledAttributes

  init(_ description: TypeDescription) {
    name = description.name
    errorName = description.errorName
    kind = description.kind
    layout = description.layout
    attributes = description.attributes
    slotNames = description.slotNames
    takesWeakReferences = description.takesWeakReferences
    clearsWeakReferencesLate = description.clearsWeakReferencesLate
    isTracked = description.isTracked
    usesTrashcan = description.usesTrashcan
    isClearable = description.isClearable
    countsAllocations = description.countsAllocations
    isLibraryCallback = description.isLibraryCallback
    hasBaseValue = description.hasBaseValue
    isText = description.isText
    finalizer = description.finalizer
    methods = description.methods
    bytes = description.bytes
    bytesAnElement = description.bytesAnElement
    operations = description.operations
    unmodelled = description.unmodelled
  }

  /// Where an object keeps what it refers to.
  enum Layout: Sendable {
    case instance, list, tuple, set, dict, attributeDict, weakReference, proxy, method
    case builtInMethod, function, cell, iterator, frame, table
  }

  enum AttributeStorage: Sendable {
    /// None: `'list' object has no attribute 'next'`.
    case none
    /// Values beside the object, in the order of the keys that the class shares (rule D4).
    case shared
    /// A dict of its own, made with the first attribute, in the order of the class's keys.
    case sharedDict
    /// A dict of its own, made with the first attribute.
    case dict
  }
}

/// What a type does in its own way. Operands lie on the value stack; a result is pushed.
struct Operations: Sendable {
  typealias Operation =
    @Sendable (inout Machine, _ object: ObjectID, _ base: Int) throws(PythonError) -> Void

  /// Called with the arguments from `base` on; pushes the result.
  var call: Operation?
  /// Pushes the number of elements as a plain value.
  var length: Operation?
  /// The key at `base`; pushes the value.
  var getItem: Operation?
  /// The key at `base`, the value at `base + 1`.
  var setItem: Operation?
  /// The key at `base`.
  var deleteItem: Operation?
  /// The element at `base`; pushes a boolean.
  var contains: Operation?
  /// Pushes an iterator.
  var iterate: Operation?
  /// Of an iterator: pushes the next element, or nothing at the end.
  var next: Operation?
  /// A method or attribute by name: pushes its value and gives true, or gives false.
  var getAttribute:
    (
      @Sendable (inout Machine, ObjectID, _ name: String) throws(PythonError) -> Bool
    )?
  /// Sets an attribute to the value at `base` and gives true, or gives false.
  var setAttribute:
    (
      @Sendable (inout Machine, ObjectID, _ name: String, _ base: Int) throws(PythonError)
        -> Bool
    )?
  /// The methods that can be called: the arguments lie from `base` on; pushes the result.
  var methods: [String: Operation] = [:]
  /// What `str` gives, where that is not how it is printed.
  var text: (@Sendable (Machine, ObjectID) -> String)?
  /// How an object is printed.
  var represent: (@Sendable (inout Representation, ObjectID) -> String)?
  /// `==` between two weak references of the same type.
  var isEqual: (@Sendable (Machine, ObjectID, ObjectID) throws(PythonError) -> Bool)?
  /// What happens to an iterator that dies before its end.
  var close: (@Sendable (inout Machine, ObjectID) -> Void)?
}
