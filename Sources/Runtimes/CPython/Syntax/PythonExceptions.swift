/// Which built-in exceptions are kinds of others: what an `except` clause catches.
/// Source: the class hierarchy of Python 3.11's built-in exceptions.
public enum PythonExceptions {
  /// Whether an exception is of a kind: the same one, or derived from it.
  public static func isKind(_ name: String, of kind: String) -> Bool {
    var name = name
    while name != kind {
      guard let parent = parents[name] else { return false }
      name = parent
    }
    return true
  }

  /// The exception from which each is derived; what is not listed is derived from `Exception`.
  private static let families: [(parent: String, children: [String])] = [
    ("ArithmeticError", ["FloatingPointError", "OverflowError", "ZeroDivisionError"]),
    ("ImportError", ["ModuleNotFoundError"]),
    ("LookupError", ["IndexError", "KeyError"]),
    ("NameError", ["UnboundLocalError"]),
    (
      "OSError",
      [
        "BlockingIOError", "ChildProcessError", "ConnectionError", "FileExistsError",
        "FileNotFoundError", "InterruptedError", "IsADirectoryError", "NotADirectoryError",
        "PermissionError", "ProcessLookupError", "TimeoutError",
      ]
    ),
    (
      "ConnectionError",
      [
        "BrokenPipeError", "ConnectionAbortedError", "ConnectionRefusedError",
        "ConnectionResetError",
      ]
    ),
    ("RuntimeError", ["NotImplementedError", "RecursionError"]),
    ("SyntaxError", ["IndentationError"]),
    ("IndentationError", ["TabError"]),
    ("ValueError", ["UnicodeError"]),
    (
      "Warning",
      [
        "BytesWarning", "DeprecationWarning", "EncodingWarning", "FutureWarning", "ImportWarning",
        "PendingDeprecationWarning", "ResourceWarning", "RuntimeWarning", "SyntaxWarning",
        "UnicodeWarning", "UserWarning",
      ]
    ),
  ]

  private static let parents: [String: String] = {
    var parents: [String: String] = [:]
    for name in PythonNames.exceptions where name != "Exception" { parents[name] = "Exception" }
    for family in families {
      for child in family.children { parents[child] = family.parent }
    }
    return parents
  }()
}
