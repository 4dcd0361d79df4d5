import Runtimes

/// What comes before an exported program so that it prints objects by their names: at most 30 lines,
/// and only where an object is printed.
struct PythonPreamble {
  /// The identifiers of the preamble; the scenario uses none of them.
  let names: [String: String]
  /// Whether instances of declared types are printed.
  private(set) var printsInstances = false
  /// Whether the program can print an exception, whose text is that of its argument.
  private let keepsExceptions: Bool
  /// What else is printed that Python would print with an address.
  private(set) var pieces: Set<Piece> = []

  /// A kind of text that only the preamble can print.
  enum Piece: CaseIterable {
    case weakref, proxy, finalize, method, builtInMethod, function, weakCollection, type, view
    case partial, generator, frame

    /// What a text of this kind contains: by itself, or as the object of another one.
    var marks: [String] {
      switch self {
      case .weakref: ["<weakref ", "weakref to "]
      case .proxy: ["<weakproxy "]
      case .finalize: ["<finalize ", " finalize for "]
      case .method: ["bound method "]
      case .builtInMethod: ["built-in method "]
      case .function: ["<function ", " function "]
      case .weakCollection: ["WeakValueDictionary#", "WeakKeyDictionary#", "WeakSet#"]
      case .type: ["<class ", " class "]
      case .view: ["dict_"]
      case .partial: ["functools.partial("]
      case .generator: ["<generator ", " generator "]
      case .frame: ["<frame ", "<traceback>"]
      }
    }
  }

  init(for program: Program, choosing choose: (String) -> String) {
    keepsExceptions = program.usesFrames
    names = Dictionary(
      uniqueKeysWithValues: ["made", "numbers", "number", "name", "text", "show"].map {
        ($0, choose($0))
      })
  }

  /// Looks at what the program prints, or at what an error says. O(length).
  mutating func note(_ text: String, instancesOf types: [String], isMessage: Bool) {
    guard text.utf8.contains(UInt8(ascii: "<")) else { return }
    if !isMessage {
      for piece in Piece.allCases where piece.marks.contains(where: text.contains) {
        pieces.insert(piece)
      }
    }
    if types.contains(where: { text.contains("<\($0)#") || text.contains(" \($0)#") }) {
      printsInstances = true
    }
  }

  /// Whether something is printed that is no instance; views print their contents by themselves.
  private var printsOthers: Bool { pieces.contains { $0 != .view } }
  /// Whether instances get numbers.
  var isNeeded: Bool { printsInstances || printsOthers }
  /// What the program calls when there is a new instance.
  var number: String { names["number"] ?? "number" }
  /// What `__repr__` is.
  var name: String { names["name"] ?? "name" }
  /// What printed values are wrapped in; nil where `print` needs no help.
  var show: String? { printsOthers ? names["show"] : nil }

  /// The lines; none where nothing is needed.
  func lines(_ dialect: PythonDialect) -> [String] {
    guard isNeeded else { return [] }
    var template = Self.numbering
    if printsOthers {
      template += "\n" + Self.beginning
      if keepsExceptions { template += "\n" + Self.exceptions }
      template += "\n" + Self.containers
      for piece in Piece.allCases where pieces.contains(piece) {
        template += "\n" + Self.lines(for: piece)
      }
      template += "\n" + end
    }
    return filled(template, dialect).split(separator: "\n").map(String.init)
  }

  /// Writes the chosen names for `$name`, and Python's own in the way that the dialect needs.
  private func filled(_ template: String, _ dialect: PythonDialect) -> String {
    var result = ""
    var rest = template[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[dollar...].dropFirst()
      let name = String(rest.prefix { $0.isLetter || $0 == "_" })
      result += names[name] ?? dialect.builtIn(name)
      rest = rest.dropFirst(name.count)
    }
    return result + rest
  }

  private static let numbering = """
    $made, $numbers = {}, {}  # how many of each type; Item#1, Item#2 … by address
    def $number(self):
        kind = $type(self).__name__
        $made[kind] = $made.get(kind, 0) + 1
        $numbers[$id(self)] = f"<{kind}#{$made[kind]}>"
    def $name(self):
        if f"<{$type(self).__name__}#" not in $numbers.get($id(self), ""): $number(self)
        return $numbers[$id(self)]
    """

  private static let beginning = """
    def $text(value, outer=()):  # names instead of addresses
        kind, inner = $type(value), (outer or ()) + ($id(value),)
        def every(values): return ", ".join($text(v, inner) for v in values)
        def to(v): return ($text(v) if $text(v)[0] == "<" else $name(v))[1:-1]
    """

  private static let exceptions = """
        if outer is None and $issubclass(kind, $Exception): return "".join($text(v, () if kind is $KeyError else None) for v in value.args)
    """

  private static let containers = """
        if outer is None: return value if kind is $str else $text(value)
        if kind is dict and value and $id(value) not in outer: return "{%s}" % ", ".join(f"{$text(k, inner)}: {$text(v, inner)}" for k, v in value.items())
        if kind in (list, dict, set, tuple) and value:
            form = {list: "[%s]", tuple: "(%s)"}.get(kind, "{%s}")
            return form % ("..." if $id(value) in outer else every(value) + "," * (kind is tuple and len(value) == 1))
    """

  private static func lines(for piece: Piece) -> String {
    switch piece {
    case .weakref:
      """
          if $issubclass(kind, weakref.ref): return "<weakref dead>" if (v := weakref.ref.__call__(value)) is None else f"<weakref to {to(v)}>"
      """
    case .proxy:
      """
          if kind in weakref.ProxyTypes:
              try: return f"<weakproxy to {to(value.__repr__.__self__)}>"
              except $ReferenceError: return "<weakproxy dead>"
      """
    case .finalize:
      """
          if kind is weakref.finalize: return f"<finalize for {to(value.peek()[0])}>" if value.alive else "<finalize dead>"
      """
    case .method:
      """
          if kind is $type($show.__str__.__get__(0)): return f"<bound method {value.__func__.__qualname__} of {$text(value.__self__, inner)}>"
      """
    case .builtInMethod:
      """
          if kind is $type([].append): return f"<built-in method {value.__name__} of {to(value.__self__)}>"
      """
    case .function:
      """
          if kind is $type($show.__str__): return f"<function {value.__name__}>"
      """
    case .partial:
      """
          if (kind.__name__, kind.__module__) == ("partial", "functools"): return f"functools.partial({every([value.func, *value.args])})"
      """
    case .generator:
      """
          if (kind.__name__, kind.__module__) == ("generator", "builtins"): return f"<generator {value.__qualname__}>"
      """
    case .frame:
      """
          if (kind.__name__, kind.__module__) == ("traceback", "builtins"): return "<traceback>"
          if (kind.__name__, kind.__module__) == ("frame", "builtins"): return f"<frame {$getattr(value.f_code, 'co_qualname', value.f_code.co_name)}>"
      """
    case .weakCollection, .type: ""  // in the last line
    case .view:
      """
          if kind in ($type({}.keys()), $type({}.values()), $type({}.items())): return f"{kind.__name__}([{every(value)}])"
      """
    }
  }

  /// What is left prints by itself; the class holds what is printed while it is printed.
  private var end: String {
    var rest = "$repr(value)"
    if pieces.contains(.type) {
      rest = "f\"<class {value.__name__!r}>\" if kind is $type else " + rest
    }
    if pieces.contains(.weakCollection) {
      rest =
        "$name(value) if kind in (weakref.WeakSet, weakref.WeakKeyDictionary, "
        + "weakref.WeakValueDictionary) else " + rest
    }
    return """
          return \(rest)
      class $show:  # of a proxy it shows the object
          def __init__(self, value): self.value = value
          def __str__(self): return $text($getattr(self.value.__repr__, "__self__", self.value), None)
      """
  }
}
