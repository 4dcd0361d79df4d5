/// What only the runtime of a heap can tell about it, for whoever shows it.
///
/// An inspector is a pure function of the heap: it holds no state of its own.
public protocol RuntimeInspecting: Sendable {
  /// The generation of the cyclic collector that an object is in; nil for what is not tracked.
  /// O(objects of its generation).
  func generation(of object: ObjectID, in heap: MutableHeap) -> Int?

  /// The generations of all objects, by object index; nil for what is not tracked. O(objects).
  func generations(in heap: MutableHeap) -> [Int?]

  /// The objects of each generation of the cyclic collector, hidden ones too, in the order of its
  /// lists, the youngest generation first; empty where the runtime has no collector. O(objects).
  func collectorLists(in heap: MutableHeap) -> [[ObjectID]]

  /// What a cyclic collection of a generation, which starts with the heap as it is, counts and finds;
  /// nil where the runtime has no such collector. O(objects of the generation + their references).
  func collectorCounts(ofGeneration generation: Int, in heap: MutableHeap) -> CollectorCounts?

  /// The entries of a weak collection, live ones and those whose object died but which are not
  /// removed yet, in the collection's order; nil for what is not a weak collection. O(entries).
  func entries(of collection: ObjectID, in heap: MutableHeap) -> [WeakEntry]?

  /// What a weak reference calls when its referent dies, as people read it; nil where it has no
  /// callback. O(1).
  func callbackName(of weakReference: ObjectID, in heap: MutableHeap) -> String?

  /// A value as the runtime's language prints it. O(size of what is printed).
  func representation(of value: Value, in heap: MutableHeap) -> String

  /// How statements of the module get at what a slot holds, and whether one can remove it. O(1).
  func access(_ slot: SlotID, in heap: MutableHeap) -> SlotAccess

  /// An expression that makes something equal to an object out of expressions for its parts: so a key
  /// is written that has no name, like `(a, 'x')`. Nil where there is none, or a part has none.
  /// O(length).
  func display(
    of object: ObjectID, in heap: MutableHeap, part: (ObjectID) -> String?
  ) -> String?

  /// Whether an object is a method bound to its object: made anew each time it is asked for, so that
  /// a weak reference to it is dead at once, and one to its parts is what people want. O(1).
  func isBoundMethod(_ object: ObjectID, in heap: MutableHeap) -> Bool

  /// The number of the statement that a running call executes, by which `StepNarrating` knows it; nil
  /// before its first one, and where nobody knows. O(1).
  func statement(of frame: ObjectID, in heap: MutableHeap) -> Int?

  /// What people call a root that is no frame: `weakref.finalize`, `function on_gone`. O(1).
  func rootName(_ root: ObjectID, in heap: MutableHeap) -> String
}

extension RuntimeInspecting {
  /// The way that the slot's label names.
  public func access(_ slot: SlotID, in heap: MutableHeap) -> SlotAccess {
    SlotAccess(slot, of: heap)
  }

  /// None is.
  public func isBoundMethod(_ object: ObjectID, in heap: MutableHeap) -> Bool { false }

  /// The name of its type.
  public func rootName(_ root: ObjectID, in heap: MutableHeap) -> String {
    heap.kind(root) == .frame ? heap.name(root) : heap.typeName(root)
  }
}

extension RuntimeInspecting {
  /// There is no such expression.
  public func display(
    of object: ObjectID, in heap: MutableHeap, part: (ObjectID) -> String?
  ) -> String? { nil }

  /// Nobody knows.
  public func statement(of frame: ObjectID, in heap: MutableHeap) -> Int? { nil }

  /// No lists: the runtime has no cyclic collector.
  public func collectorLists(in heap: MutableHeap) -> [[ObjectID]] { [] }

  /// No collector.
  public func collectorCounts(
    ofGeneration generation: Int, in heap: MutableHeap
  ) -> CollectorCounts? { nil }
}

/// How a cyclic collector tells garbage from the rest: by what is left of the reference counts when
/// the references between its candidates are taken off.
public struct CollectorCounts: Hashable, Sendable {
  /// For each candidate, the number of references from outside the candidates.
  public var outside: [ObjectID: Int]
  /// The candidates that none with a reference from outside leads to.
  public var unreached: Set<ObjectID>

  /// Counts.
  public init(outside: [ObjectID: Int], unreached: Set<ObjectID>) {
    self.outside = outside
    self.unreached = unreached
  }
}

/// An entry of a collection that holds its keys or its values weakly.
public struct WeakEntry: Hashable, Sendable {
  /// The key as the runtime prints it; for a weak set the element.
  public var keyText: String
  /// What the collection holds for the key: the key itself, where it is an object.
  public var key: Value
  /// What the entry holds; empty for a weak set, and where the value died.
  public var value: Value
  /// The object of which the entry does not keep alive: the value or the key; nil when it died.
  public var referent: ObjectID?
  /// The slot that refers weakly to `referent`.
  public var weakSlot: SlotID

  /// An entry.
  public init(
    keyText: String, key: Value, value: Value, referent: ObjectID?, weakSlot: SlotID
  ) {
    self.keyText = keyText
    self.key = key
    self.value = value
    self.referent = referent
    self.weakSlot = weakSlot
  }
}

/// An inspector for heaps without a runtime: it knows nothing but names.
public struct PlainInspector: RuntimeInspecting {
  /// An inspector.
  public init() {}
  /// No generation.
  public func generation(of object: ObjectID, in heap: MutableHeap) -> Int? { nil }
  /// No generations.
  public func generations(in heap: MutableHeap) -> [Int?] {
    [Int?](repeating: nil, count: heap.objectCount + 1)
  }
  /// No weak collections.
  public func entries(of collection: ObjectID, in heap: MutableHeap) -> [WeakEntry]? { nil }
  /// No callbacks.
  public func callbackName(of weakReference: ObjectID, in heap: MutableHeap) -> String? { nil }
  /// The name of an object, or the text of a plain value.
  public func representation(of value: Value, in heap: MutableHeap) -> String { heap.text(value) }
}
