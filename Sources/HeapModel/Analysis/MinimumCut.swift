/// The smallest sets of references that must go so that no root reaches an object any more.
public struct MinimumCut: Hashable, Sendable {
  /// A reference that goes as a whole: a slot, or both slots of an entry whose key is an object.
  public struct Reference: Hashable, Sendable {
    /// The slot that holds the value; of an entry the value's.
    public var slot: SlotID
    /// The slot of the key that goes with it, else `none`.
    public var key: SlotID
    /// A reference.
    public init(slot: SlotID, key: SlotID = .none) {
      self.slot = slot
      self.key = key
    }
    /// The slots that it has.
    public var slots: [SlotID] { key == .none ? [slot] : [key, slot] }
  }

  /// The cut whose references are nearest to the object, in order of their slots.
  public var nearestToObject: [Reference]
  /// The cut whose references are nearest to the roots, in order of their slots.
  public var nearestToRoots: [Reference]
  /// The cuts of this size, those nearest to the object first, at most as many as were asked for.
  public var all: [[Reference]]
  /// Whether `all` has every cut of this size.
  public var isComplete: Bool

  /// The number of references that must go.
  public var size: Int { nearestToObject.count }
}

/// What must go so that an object dies, or why nothing can be done.
public enum CutAnswer: Hashable, Sendable {
  /// No root reaches the object: nothing has to go.
  case unreachable
  /// The object is not alive.
  case dead
  /// The object is a root.
  case root
  /// A path of references that no statement can remove.
  case uncuttable(RetainingPath)
  /// The smallest cuts.
  case cut(MinimumCut)
}

extension MutableHeap {
  /// The smallest sets of references that must go so that no root reaches an object.
  ///
  /// It is exact: a maximum flow from a virtual root to the object, in which a reference that a
  /// statement can remove carries 1 and any other one carries anything (Ford and Fulkerson).
  ///
  /// - Parameters:
  ///   - object: the object that is to die.
  ///   - limit: how many cuts to list; beyond the two extreme ones each costs several searches.
  ///   - isRemovable: whether a statement can remove the reference of a slot.
  /// - Complexity: O((size of the cut + 1) × (objects + references)) for the two extreme cuts.
  public func minimumCut(
    of object: ObjectID, limit: Int = 20, isRemovable: @escaping (SlotID) -> Bool
  ) -> CutAnswer {
    guard isAlive(object) else { return .dead }
    if state(object).contains(.root) { return .root }
    return withRows { rows in
      var network = FlowNetwork(rows, target: object.index, isRemovable)
      if let path = network.rigidPath() { return .uncuttable(path) }
      guard let size = network.maximise(atMost: .max) else { return .unreachable }
      if size == 0 { return .unreachable }
      let near = network.cutNearTarget()
      let far = network.cutNearRoots()
      var cut = MinimumCut(
        nearestToObject: near, nearestToRoots: far, all: [near], isComplete: near == far)
      if near != far && limit > 1 {
        (cut.all, cut.isComplete) = network.enumerate(from: near, limit: limit)
      }
      return .cut(cut)
    }
  }
}
