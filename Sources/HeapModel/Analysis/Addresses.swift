/// How a program names its objects: for each one the shortest expression that begins with a name
/// of the module, and which references a statement can remove.
///
/// What no name leads to, or only through the inside of a closure or of the runtime, has no
/// address: no statement at module level can reach it.
public struct Addresses: Sendable {
  /// The slot through which each object is named; 0 where it has no address.
  private var ways: ContiguousArray<UInt32>
  private let module: ObjectID

  /// The addresses in a heap. O(objects + references).
  public init(_ heap: MutableHeap, _ inspector: some RuntimeInspecting) {
    ways = ContiguousArray(repeating: 0, count: heap.objectCount + 1)
    module = heap.moduleFrame
    guard module != .none else { return }
    var queue = [module]
    var isQueued = [Bool](repeating: false, count: heap.objectCount + 1)
    isQueued[Int(module.index)] = true
    // Entries whose keys have no address yet.
    var waiting: [SlotID] = []
    var head = 0
    while true {
      while head < queue.count {
        let object = queue[head]
        head += 1
        var slot = heap.firstSlot(object)
        while slot != .none {
          if let target = heap.value(slot).object, !isQueued[Int(target.index)] {
            if heap.state(target).contains(.hidden) {
              if heap.partOf(target) == (heap.partOf(object) ?? object) {
                isQueued[Int(target.index)] = true
                queue.append(target)
              }
            } else {
              let access = inspector.access(slot, in: heap)
              if access.isReadable {
                if access.key != .none && !canWrite(access.key, heap, inspector) {
                  waiting.append(slot)
                } else {
                  isQueued[Int(target.index)] = true
                  ways[Int(target.index)] = slot.index
                  queue.append(target)
                }
              }
            }
          }
          slot = heap.slot(after: slot)
        }
      }
      // Those whose keys have got an address since: each pass finds some, or is the last.
      var rest: [SlotID] = []
      for slot in waiting {
        guard let target = heap.value(slot).object, !isQueued[Int(target.index)] else { continue }
        guard canWrite(inspector.access(slot, in: heap).key, heap, inspector) else {
          rest.append(slot)
          continue
        }
        isQueued[Int(target.index)] = true
        ways[Int(target.index)] = slot.index
        queue.append(target)
      }
      waiting = rest
      guard head < queue.count else { break }
    }
  }

  /// Whether an expression names an object. O(1).
  public func contains(_ object: ObjectID) -> Bool { ways[Int(object.index)] != 0 }

  /// The expression that names an object: `app.sessions['u77'].user`; nil where there is none.
  /// O(length).
  public func text(
    _ object: ObjectID, in heap: MutableHeap, _ inspector: some RuntimeInspecting
  ) -> String? {
    guard contains(object) else { return nil }
    return text(SlotID(ways[Int(object.index)]), heap, inspector, depth: 0)
  }

  /// What stands between the brackets for a key: the expression that names it, or one for what is
  /// equal to it, like `(ann, 1)`; nil where there is none. O(length).
  public func key(
    _ object: ObjectID, in heap: MutableHeap, _ inspector: some RuntimeInspecting
  ) -> String? {
    keyText(object, heap, inspector, depth: 0)
  }

  /// Whether a statement of the module can remove a reference and leave all others. O(1).
  public func canRemove(
    _ slot: SlotID, in heap: MutableHeap, _ inspector: some RuntimeInspecting
  ) -> Bool {
    let access = inspector.access(slot, in: heap)
    guard access.isRemovable, access.owner == .none || contains(access.owner) else {
      return false
    }
    switch access.form {
    case .key: return canRemove(heap.slot(after: slot), in: heap, inspector)
    case .member:
      return canWrite(access.key, heap, inspector) || isOnlyMember(slot, heap)
    default: return access.key == .none || canWrite(access.key, heap, inspector)
    }
  }

  /// The statement that removes a reference; nil where there is none. O(length).
  public func removal(
    of slot: SlotID, in heap: MutableHeap, _ inspector: some RuntimeInspecting
  ) -> EditStatement? {
    guard canRemove(slot, in: heap, inspector) else { return nil }
    let access = inspector.access(slot, in: heap)
    switch access.form {
    case .none, .call: return nil
    case .key: return removal(of: heap.slot(after: slot), in: heap, inspector)
    case .name, .attribute, .element, .entry:
      return text(slot, heap, inspector, depth: 0).map { .delete($0) }
    case .member:
      guard let set = text(access.owner, in: heap, inspector) else { return nil }
      if let key = key(access.key, in: heap, inspector) { return .call(set + ".discard", [key]) }
      return .call(set + ".pop", [])
    }
  }

  /// How many names a statement needs to get to the owner of a slot. What is removed in the order
  /// of falling depths keeps the names of the rest. O(depth).
  func depth(
    ofOwner slot: SlotID, in heap: MutableHeap, _ inspector: some RuntimeInspecting
  ) -> Int {
    let access = inspector.access(slot, in: heap)
    return max(depth(access.owner, heap, inspector), depth(ofKey: access.key, heap, inspector))
  }

  private func depth(
    ofKey key: ObjectID, _ heap: MutableHeap, _ inspector: some RuntimeInspecting, level: Int = 0
  ) -> Int {
    guard key != .none, level < 20 else { return 0 }
    if contains(key) { return depth(key, heap, inspector) }
    var deepest = 0
    _ = inspector.display(of: key, in: heap) { part in
      deepest = max(deepest, depth(ofKey: part, heap, inspector, level: level + 1))
      return ""
    }
    return deepest
  }

  private func depth(
    _ object: ObjectID, _ heap: MutableHeap, _ inspector: some RuntimeInspecting
  ) -> Int {
    var (here, depth) = (object, 0)
    while here != .none, contains(here), depth < 10_000 {
      here = inspector.access(SlotID(ways[Int(here.index)]), in: heap).owner
      depth += 1
    }
    return depth
  }

  private func isOnlyMember(_ slot: SlotID, _ heap: MutableHeap) -> Bool {
    let set = heap.source(slot)
    return heap.firstSlot(set) == slot && heap.lastSlot(set) == slot
  }

  /// The expression for what a slot holds.
  private func text(
    _ slot: SlotID, _ heap: MutableHeap, _ inspector: some RuntimeInspecting, depth: Int
  ) -> String? {
    let access = inspector.access(slot, in: heap)
    let label = heap.label(slot)
    if access.form == .name { return heap.texts[label.text] }
    // An address that is longer helps nobody; `depth` also bounds keys that name each other.
    guard depth < 200, contains(access.owner),
      let base = text(SlotID(ways[Int(access.owner.index)]), heap, inspector, depth: depth + 1)
    else { return nil }
    switch access.form {
    case .none, .key, .member, .name: return nil
    case .attribute, .element: return base + heap.labelText(slot)
    case .entry:
      guard access.key != .none else { return base + heap.labelText(slot) }
      guard let key = keyText(access.key, heap, inspector, depth: depth + 1) else { return nil }
      return base + "[\(key)]"
    case .call: return base + "()"
    }
  }

  /// What stands between brackets for a key: its name, or what is equal to it.
  private func keyText(
    _ key: ObjectID, _ heap: MutableHeap, _ inspector: some RuntimeInspecting, depth: Int
  ) -> String? {
    guard key != .none, depth < 200 else { return nil }
    if contains(key) { return text(SlotID(ways[Int(key.index)]), heap, inspector, depth: depth) }
    return inspector.display(of: key, in: heap) { part in
      keyText(part, heap, inspector, depth: depth + 1)
    }
  }

  /// Whether a key has a name, or all of its parts have.
  private func canWrite(
    _ key: ObjectID, _ heap: MutableHeap, _ inspector: some RuntimeInspecting, depth: Int = 0
  ) -> Bool {
    guard key != .none, depth < 20 else { return false }
    if contains(key) { return true }
    return inspector.display(of: key, in: heap) { part in
      canWrite(part, heap, inspector, depth: depth + 1) ? "" : nil
    } != nil
  }
}
