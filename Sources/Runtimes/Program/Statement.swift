import HeapModel

/// One statement of a program: a step at module level or a statement of a body.
public struct Statement: Hashable, Sendable {
  /// What it does.
  public var action: Action
  /// The line of the document where the statement begins, counted from 1; 0 for an edit.
  public var line: UInt32
  /// The column of the document where the statement begins, counted from 1 in scalars.
  public var column: UInt32
  /// What is written beside it.
  public var annotation: AnnotationID?

  /// A statement at a place of the document.
  public init(_ action: Action, line: UInt32, column: UInt32, annotation: AnnotationID? = nil) {
    self.action = action
    self.line = line
    self.column = column
    self.annotation = annotation
  }
}

/// What a statement does. Targets are expressions that can be assigned to: a name, an attribute,
/// an element.
public enum Action: Hashable, Sendable {
  /// `p = Person(name=…)`: a new object of a declared or built-in type.
  case new(Construction, target: ExpressionID?)
  /// `target = value`
  case set(target: ExpressionID, value: ExpressionID)
  /// `del target`
  case delete(ExpressionID)
  /// `w = weakref.ref(p, f)`
  case weakref(ExpressionID, callback: ExpressionID?, target: ExpressionID?)
  /// `x = weakref.proxy(p, f)`
  case proxy(ExpressionID, callback: ExpressionID?, target: ExpressionID?)
  /// `m = weakref.WeakMethod(p.changed, f)`
  case weakMethod(ExpressionID, callback: ExpressionID?, target: ExpressionID?)
  /// `fin = weakref.finalize(p, f, …)`; the operands are object, function, arguments …;
  /// `atexit` is nil where nothing is said.
  case finalize(operands: PoolRange, atexit: Bool?, target: ExpressionID?)
  /// A new function object made from a declared function; captures are named operands.
  case closure(FunctionID, captures: PoolRange, target: ExpressionID?)
  /// `r = f(a)`; the operands are callee, arguments …
  case call(operands: PoolRange, target: ExpressionID?)
  /// `return value`, in bodies only.
  case returning(ExpressionID)
  /// `global a, b`: the operands are names.
  case global(PoolRange)
  /// `print(a, b)`
  case print(PoolRange)
  /// `gc.collect(generation)`
  case collect(generation: Int)
  /// `gc.disable()` …, in the order written.
  case collector([CollectorSetting])
  /// `raise ValueError('boom')`
  case raising(type: Symbol, message: ExpressionID?)
  /// `for key in users: …`
  case iterate(ExpressionID, target: ExpressionID, body: BodyID)
  /// `try: … except ValueError as e: …`
  case attempt(body: BodyID, exception: Symbol, target: ExpressionID?, handler: BodyID)
  /// `here = sys._getframe()`, in bodies only.
  case frame(target: ExpressionID?)
  /// `p = functools.partial(f, a)`; the operands are function, arguments …
  case partial(operands: PoolRange, target: ExpressionID?)
  /// `x = yield value`, at the top of a body only: the function makes generators.
  case yielding(ExpressionID, target: ExpressionID?)
  /// Assertions: the operands are expression, expected, expression, expected …
  case expect(PoolRange)
  /// The interpreter shuts down.
  case exit
}

/// Which object `new` makes, and of what.
public enum Construction: Hashable, Sendable {
  /// An instance of a declared type; attributes are named operands, set in written order.
  case instance(TypeID, attributes: PoolRange)
  /// An instance of a declared type whose base is list, set or tuple, with its elements.
  case instanceOfItems(TypeID, attributes: PoolRange, items: PoolRange)
  /// An instance of a declared type whose base is dict: operands key, value, key, value …
  case instanceOfEntries(TypeID, attributes: PoolRange, entries: PoolRange)
  /// An instance of a declared type whose base is int or str, with its value.
  case instanceOfValue(TypeID, attributes: PoolRange, value: ExpressionID)
  /// A built-in list, tuple or set of operands; a dict of operands key, value, key, value …
  case builtIn(BuiltInType, operands: PoolRange)
}

/// Built-in types that `new` can make without a declaration.
public enum BuiltInType: String, Hashable, Sendable, CaseIterable {
  /// `list`
  case list
  /// `tuple`
  case tuple
  /// `set`
  case set
  /// `dict`
  case dict
  /// `weakref.WeakValueDictionary`
  case weakValueDictionary = "WeakValueDictionary"
  /// `weakref.WeakKeyDictionary`
  case weakKeyDictionary = "WeakKeyDictionary"
  /// `weakref.WeakSet`
  case weakSet = "WeakSet"
}

/// One key of a `gc` step.
public enum CollectorSetting: Hashable, Sendable {
  /// `gc.enable()` or `gc.disable()`
  case enabled(Bool)
  /// `gc.set_threshold(…)`: one to three numbers.
  case thresholds([Int])
  /// `gc.freeze()`
  case freeze
  /// `gc.unfreeze()`
  case unfreeze
}

/// What the reader of a scenario sees beside a statement, and what the statement must raise.
public struct Annotation: Hashable, Sendable {
  /// A sentence for the reader, empty when absent.
  public var note: String
  /// A heading that starts at the statement, empty when absent.
  public var chapter: String
  /// The error that the statement must raise.
  public var raises: RaisedError?
  /// What a quiz shall ask before the statement; nil lets it choose.
  public var ask: StepAsk?
  /// An annotation.
  public init(
    note: String = "", chapter: String = "", raises: RaisedError? = nil, ask: StepAsk? = nil
  ) {
    self.note = note
    self.chapter = chapter
    self.raises = raises
    self.ask = ask
  }
}

/// An error as a scenario names it.
public struct RaisedError: Hashable, Sendable {
  /// The exception's type, for example `TypeError`.
  public var type: String
  /// The exception's message; nil where any message will do.
  public var message: String?
  /// An error of a type, with a message or any.
  public init(type: String, message: String? = nil) {
    self.type = type
    self.message = message
  }
}
