/// A heap to ask questions of, however it is stored.
///
/// The answers do not depend on the storage: a `MutableHeap` and the `FrozenHeap` made from it
/// give the same ones, the frozen one faster.
public protocol HeapGraph: Sendable {
  /// The highest number of an object.
  var objectCount: Int { get }
  /// The flags of an object. O(1).
  func state(_ object: ObjectID) -> ObjectState
  /// The shallow size of an object in bytes. O(1).
  func shallowBytes(_ object: ObjectID) -> Int

  /// Which objects the roots reach, and how. O(objects + references).
  func reachability(_ edits: HeapEdits) -> Reachability
  /// Answers the same question again into the memory of an earlier answer.
  func updateReachability(_ answer: inout Reachability, _ edits: HeapEdits)
  /// The reasons why an object is alive: paths from roots over strong references that share no
  /// object between their ends, shortest first, at most `limit`. Empty where no root reaches it.
  /// O(objects + references) each, less where a root is near.
  func retainingPaths(to target: ObjectID, limit: Int, _ edits: HeapEdits) -> [RetainingPath]
  /// Who alone keeps whom alive. O((objects + references) × log objects), mostly linear.
  func dominatorTree(_ edits: HeapEdits) -> DominatorTree
  /// Whether an object would be unreachable if one of the references from `source` to it were cut.
  /// Then all that it retains in the tree, which must be that of the heap as it is, would be; else
  /// nothing would. O(references to the object), mostly less.
  func isLost(_ object: ObjectID, cuttingFrom source: ObjectID, _ tree: DominatorTree) -> Bool
}

extension HeapGraph {
  /// The shortest path from a root to an object over strong references; nil where there is none.
  public func retainingPath(to target: ObjectID, _ edits: HeapEdits) -> RetainingPath? {
    retainingPaths(to: target, limit: 1, edits).first
  }
}

// Each storage hands its memory to the same kernels, which specialise here.
extension MutableHeap: HeapGraph {
  /// Which objects the roots reach, and how. O(objects + references).
  public func reachability(_ edits: HeapEdits) -> Reachability {
    var answer = Reachability()
    updateReachability(&answer, edits)
    return answer
  }
  /// Answers the same question again into the memory of an earlier answer.
  public func updateReachability(_ answer: inout Reachability, _ edits: HeapEdits) {
    withRows { answer.update(over: $0, edits) }
  }
  /// The reasons why an object is alive; see `HeapGraph`.
  public func retainingPaths(
    to target: ObjectID, limit: Int, _ edits: HeapEdits
  ) -> [RetainingPath] {
    withRows { RetainingPath.find(to: target, limit: limit, over: $0, edits) }
  }
  /// Who alone keeps whom alive; see `HeapGraph`.
  public func dominatorTree(_ edits: HeapEdits) -> DominatorTree {
    withRows { DominatorTree.build(over: $0, edits) }
  }
  /// Whether an object would be unreachable without a reference; see `HeapGraph`.
  public func isLost(
    _ object: ObjectID, cuttingFrom source: ObjectID, _ tree: DominatorTree
  ) -> Bool {
    withRows { tree.loses(object.index, cutting: source.index, over: $0) }
  }
}

extension FrozenHeap: HeapGraph {
  /// Which objects the roots reach, and how. O(objects + references).
  public func reachability(_ edits: HeapEdits) -> Reachability {
    var answer = Reachability()
    updateReachability(&answer, edits)
    return answer
  }
  /// Answers the same question again into the memory of an earlier answer.
  public func updateReachability(_ answer: inout Reachability, _ edits: HeapEdits) {
    withRows { answer.update(over: $0, edits) }
  }
  /// The reasons why an object is alive; see `HeapGraph`.
  public func retainingPaths(
    to target: ObjectID, limit: Int, _ edits: HeapEdits
  ) -> [RetainingPath] {
    withRows { RetainingPath.find(to: target, limit: limit, over: $0, edits) }
  }
  /// Who alone keeps whom alive; see `HeapGraph`.
  public func dominatorTree(_ edits: HeapEdits) -> DominatorTree {
    withRows { DominatorTree.build(over: $0, edits) }
  }
  /// Whether an object would be unreachable without a reference; see `HeapGraph`.
  public func isLost(
    _ object: ObjectID, cuttingFrom source: ObjectID, _ tree: DominatorTree
  ) -> Bool {
    withRows { tree.loses(object.index, cutting: source.index, over: $0) }
  }
}
