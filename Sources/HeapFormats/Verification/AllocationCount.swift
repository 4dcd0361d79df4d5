import Runtimes

/// Whether the moment of automatic collections can be compared: the collector starts by itself when
/// more objects were made than died, so that every object must be known that is made on the way.
enum AllocationCount: Equatable {
  /// Every object that counts is one of the scenario's.
  case exact
  /// Something else counts too, or does not, as what comes from the interpreter's lists of free
  /// objects: how to go on after "the collector starts by itself".
  case inexact(because: String)

  /// What can be said of a program. O(program).
  init(of program: Program) {
    self = .exact
    let statements = program.steps + program.bodies.joined()
    let actions = statements.map(\.action)
    if actions.contains(where: Self.showsTheInterpreter) {
      self = .inexact(
        because: "at a moment that objects of the interpreter's own decide, for the scenario exits "
          + "or freezes")
    } else if program.types.contains(where: { $0.base != .object || !$0.methods.isEmpty })
      || !actions.allSatisfy(Self.isCounted)
      || !program.expressions.allSatisfy({ Self.isCounted($0) })
    {
      self = .inexact(
        because: "at a moment that is known only where all objects are instances of plain classes "
          + "and weak references"
      )
    }
  }

  /// The same after an error, whose traceback and frames are objects too.
  var afterAnError: Self {
    guard self == .exact else { return self }
    return .inexact(because: "at a moment that the traceback of an error before decides")
  }

  /// What can be said of the first collection that nobody asked for; nil where there is none.
  func firstAutomaticCollection(in events: [ObservedEvent]) -> Self? {
    guard let place = events.firstIndex(where: \.isAutomatic) else { return nil }
    return events[..<place].contains(where: \.isError) ? afterAnError : self
  }

  private static func showsTheInterpreter(_ action: Action) -> Bool {
    switch action {
    case .exit: true
    case .collector(let settings): settings.contains { $0 == .freeze || $0 == .unfreeze }
    default: false
    }
  }

  /// Whether a statement makes no object but an instance or a weak reference.
  private static func isCounted(_ action: Action) -> Bool {
    switch action {
    case .new(.instance, _), .set, .delete, .weakref, .print, .expect, .collect, .collector,
      .global, .call, .returning:
      true
    default: false
    }
  }

  private static func isCounted(_ expression: Expression) -> Bool {
    switch expression {
    case .constant, .name, .attribute, .call, .query(.refcount, _), .query(.weakrefcount, _),
      .comparison(.identical, _, _), .comparison(.notIdentical, _, _):
      true
    default: false
    }
  }
}
