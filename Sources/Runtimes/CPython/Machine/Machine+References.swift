import HeapModel

// Owning references: the value stack, holders with names, and the end of a reference.
// Rules R1-R4; source: Include/object.h (Py_DECREF), Python/ceval.c (the value stack).
extension Machine {
  func count(_ object: ObjectID) -> Int { timeline.heap.referenceCount(object) }

  /// Takes the value from a slot, and ends the object's life if that was the last reference.
  mutating func clear(_ slot: SlotID) {
    let old = timeline.heap.value(slot)
    timeline.store(.empty, in: slot)
    if let object = old.object { releaseIfUnreferenced(object) }
  }

  mutating func releaseIfUnreferenced(_ object: ObjectID) {
    if count(object) == 0 { deallocate(object) }
  }

  // MARK: The value stack

  /// The name of the interpreter's hold on what an expression is made of.
  static let stackHolder = "value stack"

  mutating func push(_ value: Value) {
    if stack.count >= stackSlots.count {
      let label = Label(.temporary, timeline.intern(Self.stackHolder).index)
      stackSlots.append(timeline.addSlot(to: well.interpreter, label))
    }
    if value.isObject { timeline.store(value, in: stackSlots[stack.count]) }
    stack.append(value)
  }

  mutating func push(_ object: ObjectID) { push(value(of: object)) }

  /// The value at the top of the stack.
  var top: Value { stack[stack.count - 1] }

  /// Ends the reference at the top of the stack.
  mutating func pop() {
    let value = stack.removeLast()
    if value.isObject { clear(stackSlots[stack.count]) }
  }

  /// Ends the references above a depth of the stack, the top first.
  mutating func popAll(above depth: Int) {
    while stack.count > depth { pop() }
  }

  /// Puts another value in a place of the stack, then ends the reference to the old one.
  mutating func replace(_ depth: Int, with value: Value) {
    let old = stack[depth]
    stack[depth] = value
    if value.isObject || old.isObject {
      timeline.store(value.isObject ? value : .empty, in: stackSlots[depth])
    }
    if let object = old.object { releaseIfUnreferenced(object) }
  }

  /// Removes the value below the top, keeping the top: the result of an operation takes the place
  /// of its operands, which end in order from the deepest.
  mutating func keepTop(above depth: Int) {
    guard stack.count - 1 > depth else { return }
    let result = top
    for place in depth..<(stack.count - 1) where stack[place].isObject {
      stack[place] = .empty
      clear(stackSlots[place])
    }
    // The result moves down without ever being unreferenced.
    if result.isObject {
      timeline.store(result, in: stackSlots[depth])
      timeline.store(.empty, in: stackSlots[stack.count - 1])
    }
    stack.removeSubrange(depth...)
    stack.append(result)
  }

  // MARK: Holders with names

  /// Holds an object for the interpreter, visibly, until `release`.
  mutating func hold(_ object: ObjectID, by holder: String) -> SlotID {
    hold(object, Label(.temporary, timeline.intern(holder).index))
  }

  mutating func hold(_ object: ObjectID, _ holder: Label) -> SlotID {
    timeline.addSlot(to: well.interpreter, holder, holding: Value(object))
  }

  /// Ends what `hold` began.
  mutating func release(_ holder: SlotID) {
    let object = timeline.heap.value(holder).object
    timeline.removeSlot(holder)
    if let object { releaseIfUnreferenced(object) }
  }
}
