/// How the statements of a runtime's language get at what a slot holds.
public struct SlotAccess: Hashable, Sendable {
  /// The form of the expression, or of the statement.
  public enum Form: UInt8, Sendable {
    /// No expression leads through the slot: it is inside the runtime.
    case none
    /// A name of the module.
    case name
    /// `owner.attribute`
    case attribute
    /// `owner[index]`
    case element
    /// `owner[key]`
    case entry
    /// The key of an entry, whose value is the next slot: no expression reads it, but it goes with
    /// the entry.
    case key
    /// An element of a set: no expression reads it.
    case member
    /// `owner()`: a weak reference gives its referent.
    case call
  }

  /// The form.
  public var form: Form
  /// The object that the expression names first; `none` for a name.
  public var owner: ObjectID
  /// The object between the brackets, where the key is one; else `none`.
  public var key: ObjectID
  /// Whether a statement can take the reference away and leave all others.
  public var isRemovable: Bool

  /// A way to a slot.
  public init(
    _ form: Form, owner: ObjectID = .none, key: ObjectID = .none, isRemovable: Bool = false
  ) {
    self.form = form
    self.owner = owner
    self.key = key
    self.isRemovable = isRemovable
  }

  /// No way.
  public static let none = SlotAccess(.none)

  /// Whether an expression gives what the slot holds.
  public var isReadable: Bool {
    switch form {
    case .none, .key, .member: false
    case .name, .attribute, .element, .entry, .call: true
    }
  }

  /// The way to a slot as its label has it, for heaps whose runtime says no more.
  public init(_ slot: SlotID, of heap: MutableHeap) {
    let owner = heap.source(slot)
    let label = heap.label(slot)
    switch label.kind {
    case .name where heap.frameName(owner).isEmpty: self.init(.name, isRemovable: true)
    case .attribute: self.init(.attribute, owner: owner, isRemovable: true)
    case .element: self.init(.element, owner: owner, isRemovable: true)
    case .entry where label.payload != 0: self.init(.entry, owner: owner, isRemovable: true)
    case .entry:
      let key = heap.value(heap.slot(before: slot)).object ?? .none
      self.init(.entry, owner: owner, key: key, isRemovable: true)
    case .key: self.init(.key, owner: owner, isRemovable: true)
    case .member:
      self.init(
        .member, owner: owner, key: heap.value(slot).object ?? .none, isRemovable: true)
    case .name, .cell, .special, .temporary: self = .none
    }
  }
}
