/// A type that a scenario declares.
public struct TypeDeclaration: Sendable {
  /// Its name.
  public var name: Symbol
  /// The built-in type that it extends.
  public var base: BaseType
  /// The attribute names of `__slots__`, nil where the type has none.
  public var slots: [Symbol]?
  /// `__del__`: a function whose only parameter is `self`.
  public var finalizer: FunctionID?
  /// The methods; `self` is the first parameter of each.
  public var methods: [Method]
  /// The shallow size of an instance in bytes, where the scenario says one.
  public var size: Int?
  /// The line of its declaration.
  public var line: UInt32

  /// A method and its name.
  public struct Method: Sendable, Hashable {
    /// Its name.
    public var name: Symbol
    /// Its code.
    public var function: FunctionID
    /// A method.
    public init(name: Symbol, function: FunctionID) {
      self.name = name
      self.function = function
    }
  }

  /// A declared type.
  public init(
    name: Symbol, base: BaseType = .object, slots: [Symbol]? = nil, finalizer: FunctionID? = nil,
    methods: [Method] = [], size: Int? = nil, line: UInt32 = 0
  ) {
    self.name = name
    self.base = base
    self.slots = slots
    self.finalizer = finalizer
    self.methods = methods
    self.size = size
    self.line = line
  }
}

/// The built-in types that a declared type may extend.
public enum BaseType: String, Hashable, Sendable, CaseIterable {
  /// `object`
  case object
  /// `list`
  case list
  /// `dict`
  case dict
  /// `set`
  case set
  /// `tuple`
  case tuple
  /// `int`
  case int
  /// `str`
  case str
}

/// A function, a method or a finalizer that a scenario declares: code, not a heap object.
public struct FunctionDeclaration: Sendable {
  /// Its name.
  public var name: Symbol
  /// The declared type of which it is a method or the finalizer.
  public var type: TypeID?
  /// The names of its parameters, `self` included.
  public var parameters: [Symbol]
  /// Its statements.
  public var body: BodyID
  /// The line of its declaration.
  public var line: UInt32

  /// A declared function.
  public init(
    name: Symbol, type: TypeID? = nil, parameters: [Symbol], body: BodyID, line: UInt32 = 0
  ) {
    self.name = name
    self.type = type
    self.parameters = parameters
    self.body = body
    self.line = line
  }
}
