/// What a memory manager did: one entry of the event log.
public enum Event: Hashable, Sendable {
  /// An object was made.
  case allocate(ObjectID)
  /// A name of a frame starts to refer to a value.
  case bind(name: TextID, value: Value, frame: ObjectID)
  /// A name of a frame stops to refer to a value.
  case unbind(name: TextID, value: Value, frame: ObjectID)
  /// A slot starts to refer to an object; the payload of an element's label is its index.
  case reference(from: ObjectID, label: Label, to: ObjectID)
  /// A slot stops to refer to an object.
  case unreference(from: ObjectID, label: Label, to: ObjectID)
  /// The last strong reference went: the death of an object begins.
  case deallocate(ObjectID)
  /// The finalizer of an object starts.
  case finalizer(ObjectID)
  /// An object that was about to die lives on.
  case resurrect(ObjectID)
  /// A weak reference to an object is cleared.
  case clear(weakReference: ObjectID, referent: ObjectID)
  /// The callback of a weak reference starts.
  case callback(weakReference: ObjectID, function: TextID)
  /// An entry leaves a weak collection because its object died.
  case remove(collection: ObjectID, key: TextID)
  /// A registered finalization callback starts.
  case finalize(finalizer: ObjectID, function: TextID)
  /// A cyclic collection starts.
  case collectStart(generation: Int, automatic: Bool)
  /// A phase of a cyclic collection begins.
  case collectPhase(CollectionPhase)
  /// What a cyclic collection found unreachable, in the order of its list.
  case unreachable([ObjectID])
  /// A cyclic collection has ended.
  case collectEnd(generation: Int, collected: Int, uncollectable: Int, automatic: Bool)
  /// The memory of an object is released.
  case free(ObjectID)
  /// A line printed by the program, or what a failing `print` left without its end.
  case output(text: TextID, partial: Bool)
  /// The step raised.
  case error(type: TextID, message: TextID)
  /// An exception that nobody could catch.
  case unraisable(origin: TextID, type: TextID, message: TextID)
  /// An assertion was checked.
  case expect(expression: TextID, expected: TextID, actual: TextID, holds: Bool)

  /// The kinds of events.
  public enum Kind: UInt8, Sendable, CaseIterable {
    /// See the event of the same name.
    case allocate, bind, unbind, reference, unreference, deallocate, finalizer, resurrect, clear
    /// See the event of the same name.
    case callback, remove, finalize, collectStart, collectPhase, unreachable, collectEnd, free
    /// See the event of the same name.
    case output, error, unraisable, expect
  }

  /// The kind of the event.
  public var kind: Kind {
    switch self {
    case .allocate: .allocate
    case .bind: .bind
    case .unbind: .unbind
    case .reference: .reference
    case .unreference: .unreference
    case .deallocate: .deallocate
    case .finalizer: .finalizer
    case .resurrect: .resurrect
    case .clear: .clear
    case .callback: .callback
    case .remove: .remove
    case .finalize: .finalize
    case .collectStart: .collectStart
    case .collectPhase: .collectPhase
    case .unreachable: .unreachable
    case .collectEnd: .collectEnd
    case .free: .free
    case .output: .output
    case .error: .error
    case .unraisable: .unraisable
    case .expect: .expect
    }
  }
}

/// The phases of a cyclic collection, in order.
public enum CollectionPhase: UInt8, Sendable, CaseIterable {
  /// References from inside the candidates are subtracted from their counts.
  case subtract
  /// What is reachable from outside is moved back; the rest is tentatively unreachable.
  case tentative
  /// Weak references to what is unreachable are cleared.
  case weakrefs
  /// The callbacks of weak references that are not unreachable themselves run.
  case callbacks
  /// Finalizers run.
  case finalizers
  /// What became reachable again is spared.
  case recheck
  /// The references of what is left are dropped.
  case clear
}
