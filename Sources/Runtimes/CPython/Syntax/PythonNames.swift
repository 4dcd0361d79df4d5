/// Which identifiers a scenario may use, and the names that Python knows.
public enum PythonNames {
  /// What is wrong with an identifier.
  public enum Objection: Hashable, Sendable {
    /// It is not made of ASCII letters, digits and underscores, or begins with a digit.
    case malformed
    /// It is a keyword of Python.
    case keyword
    /// It begins with two underscores.
    case underscores
    /// It is one of the names that the format keeps for itself.
    case reserved
  }

  /// Why an identifier may not be used as a name or an attribute, nil where it may. O(length).
  public static func objection(to name: String) -> Objection? {
    var bytes = name.utf8.makeIterator()
    guard let first = bytes.next(), isBeginning(first) else { return .malformed }
    while let byte = bytes.next() { guard isPart(byte) else { return .malformed } }
    if keywords.contains(name) { return .keyword }
    if name.utf8.starts(with: "__".utf8) { return .underscores }
    return reserved.contains(name) ? .reserved : nil
  }

  /// The sentence for an identifier that may not be used.
  public static func message(_ objection: Objection, about name: String) -> String {
    let quoted = Quotation.of(name)
    return switch objection {
    case .malformed:
      "\(quoted) is no name; expected letters a-z, A-Z, digits and underscores, no digit first"
    case .keyword: "\(quoted) is a keyword of Python; expected another name"
    case .underscores:
      "\(quoted) begins with two underscores; such names belong to Python, expected another name"
    case .reserved: "\(quoted) is a name that the scenario format reserves; expected another name"
    }
  }

  static func isBeginning(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  static func isPart(_ byte: UInt8) -> Bool {
    isBeginning(byte) || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }

  /// The keywords of Python 3.11.
  public static let keywords: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class",
    "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if",
    "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try",
    "while", "with", "yield",
  ]

  /// The names that the scenario format keeps for itself.
  public static let reserved: Set<String> = [
    "print", "len", "list", "dict", "set", "tuple", "sorted", "refcount", "weakrefcount",
    "weakref", "gc", "sys", "WeakValueDictionary", "WeakKeyDictionary", "WeakSet",
  ]

  /// The built-in exceptions of Python 3.11 that derive from `Exception` and can be raised with
  /// one message.
  public static let exceptions: [String] = [
    "ArithmeticError", "AssertionError", "AttributeError", "BlockingIOError", "BrokenPipeError",
    "BufferError", "BytesWarning", "ChildProcessError", "ConnectionAbortedError",
    "ConnectionError", "ConnectionRefusedError", "ConnectionResetError", "DeprecationWarning",
    "EOFError", "EncodingWarning", "Exception", "FileExistsError", "FileNotFoundError",
    "FloatingPointError", "FutureWarning", "ImportError", "ImportWarning", "IndentationError",
    "IndexError", "InterruptedError", "IsADirectoryError", "KeyError", "LookupError",
    "MemoryError", "ModuleNotFoundError", "NameError", "NotADirectoryError",
    "NotImplementedError", "OSError", "OverflowError", "PendingDeprecationWarning",
    "PermissionError", "ProcessLookupError", "RecursionError", "ReferenceError",
    "ResourceWarning", "RuntimeError", "RuntimeWarning", "StopAsyncIteration", "StopIteration",
    "SyntaxError", "SyntaxWarning", "SystemError", "TabError", "TimeoutError", "TypeError",
    "UnboundLocalError", "UnicodeError", "UnicodeWarning", "UserWarning", "ValueError", "Warning",
    "ZeroDivisionError",
  ]

  /// Whether a name is one of Python's own wherever no statement binds it.
  public static func isBuiltIn(_ name: String) -> Bool {
    builtIns.contains(name) || exceptions.contains(name)
  }

  /// What the module `builtins` of Python 3.11 to 3.13 has besides; the format has words of its own
  /// for some of it.
  private static let builtIns = Set(
    """
    BaseException BaseExceptionGroup Ellipsis EnvironmentError ExceptionGroup GeneratorExit
    IOError KeyboardInterrupt NotImplemented PythonFinalizationError SystemExit
    UnicodeDecodeError UnicodeEncodeError UnicodeTranslateError abs aiter all anext any
    ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex
    copyright credits delattr dir divmod enumerate eval exec exit filter float format
    frozenset getattr globals hasattr hash help hex id input int isinstance issubclass iter
    license locals map max memoryview min next object oct open ord pow property quit range
    repr reversed round setattr slice staticmethod str sum super type vars zip
    """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
