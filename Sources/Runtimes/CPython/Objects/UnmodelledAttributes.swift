import HeapModel

/// The attributes that the objects of a type have in CPython besides those that are modelled. To ask
/// for one ends the run: an `AttributeError` would be untrue, and so would a value.
///
/// Source: `dir()` of an object of each type in CPython 3.11, 3.12 and 3.13; names with two leading
/// underscores cannot be written in a scenario.
struct UnmodelledAttributes: Sendable {
  /// Methods, and attributes of the class: an attribute of the object's own goes before them.
  var methods: Set<String> = []
  /// What is computed or kept by the type: nothing of the object's own goes before it, so that to
  /// set or delete one does something that is not modelled either. Modelled ones are among them.
  var data: Set<String> = []

  /// Attributes by the words of two texts.
  init(methods: String = "", data: String = "") {
    self.methods = Self.words(methods)
    self.data = Self.words(data)
  }

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(separator: " ").map(String.init))
  }

  /// Whether CPython knows a name.
  func contains(_ name: String) -> Bool { methods.contains(name) || data.contains(name) }

  static let dict = UnmodelledAttributes(methods: "fromkeys")
  static let set = UnmodelledAttributes(
    methods: "difference difference_update intersection intersection_update isdisjoint issubset "
      + "issuperset symmetric_difference symmetric_difference_update union")
  static let tuple = UnmodelledAttributes(methods: "count index")
  static let text = UnmodelledAttributes(
    methods: "capitalize casefold center count encode endswith expandtabs find format format_map "
      + "index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric "
      + "isprintable isspace istitle isupper join ljust lower lstrip maketrans partition "
      + "removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split "
      + "splitlines startswith strip swapcase title translate upper zfill")
  static let integer = UnmodelledAttributes(
    methods: "as_integer_ratio bit_count bit_length conjugate from_bytes is_integer to_bytes",
    data: "denominator imag numerator real")
  static let float = UnmodelledAttributes(
    methods: "as_integer_ratio conjugate fromhex hex is_integer", data: "imag real")
  static let generator = UnmodelledAttributes(
    methods: "throw", data: "gi_code gi_frame gi_running gi_suspended gi_yieldfrom")
  static let libraryGenerator = UnmodelledAttributes(
    methods: "close send throw", data: "gi_code gi_frame gi_running gi_suspended gi_yieldfrom")
  static let frame = UnmodelledAttributes(
    methods: "clear",
    data: "f_back f_builtins f_code f_globals f_lasti f_lineno f_locals f_trace f_trace_lines "
      + "f_trace_opcodes")
  static let traceback = UnmodelledAttributes(data: "tb_frame tb_lasti tb_lineno tb_next")
  static let partial = UnmodelledAttributes(data: "keywords")
  static let view = UnmodelledAttributes(methods: "isdisjoint", data: "mapping")
  static let finalize = UnmodelledAttributes(
    data: "_Info _dirty _exitfunc _index_iter _registered_with_atexit _registry _select_for_exit "
      + "_shutdown")
  static let weakMethod = UnmodelledAttributes(data: "_alive _func_ref _meth_type")
  /// Of the weak dictionaries and of `WeakSet`: their inner names are among them.
  static let weakMapping = UnmodelledAttributes(
    methods: "_MutableMapping__marker _abc_impl _commit_removals _scrub_removals",
    data: "_iterating _pending_removals _remove data")
  static let weakValueDictionary = weakMapping.adding(methods: "itervaluerefs valuerefs")
  static let weakKeyDictionary = weakMapping.adding(methods: "keyrefs", data: "_dirty_len")
  static let weakSet = UnmodelledAttributes(
    methods: "_commit_removals difference difference_update intersection intersection_update "
      + "isdisjoint issubset issuperset symmetric_difference symmetric_difference_update union",
    data: "_iterating _pending_removals _remove data")

  /// These and others.
  private func adding(methods: String = "", data: String = "") -> UnmodelledAttributes {
    var sum = self
    sum.methods.formUnion(Self.words(methods))
    sum.data.formUnion(Self.words(data))
    return sum
  }

  /// Those of an exception.
  static func exception(_ name: String) -> UnmodelledAttributes {
    let all = UnmodelledAttributes(methods: "add_note", data: "args")
    for (kind, names) in ofExceptions where PythonExceptions.isKind(name, of: kind) {
      return all.adding(data: names)
    }
    return all
  }

  private static let ofExceptions: [(kind: String, names: String)] = [
    ("AttributeError", "name obj"), ("NameError", "name"), ("StopIteration", "value"),
    ("ImportError", "msg name name_from path"),
    ("OSError", "characters_written errno filename filename2 strerror"),
    (
      "SyntaxError",
      "end_lineno end_offset filename lineno msg offset print_file_and_line text"
    ),
  ]
}

extension Machine {
  /// What a plain value has in CPython.
  private func unmodelledAttributes(ofPlain value: Value) -> UnmodelledAttributes {
    switch constant(value) {
    case .text?: .text
    case .integer?, .bigInteger?, .boolean?: .integer
    case .float?: .float
    case .emptyTuple?: .tuple
    default: UnmodelledAttributes()
    }
  }

  /// Ends the run where CPython knows an attribute that is about to be read and the model does not.
  func requireModelled(_ name: String, of owner: Value) throws(PythonError) {
    let isKnown =
      owner.object.map { types[type($0)].unmodelled.contains(name) }
      ?? (unmodelledAttributes(ofPlain: owner).contains(name) || isOfClass(name, owner))
    if isKnown { throw notModelled(name, of: owner) }
  }

  /// Ends the run where an attribute is about to be set or deleted that CPython keeps in its own
  /// way, or where it takes one: declared functions and types do.
  func requireModelledChange(
    of name: String, of owner: Value, isDeletion: Bool
  ) throws(PythonError) {
    if let object = owner.object {
      if types[type(object)].unmodelled.data.contains(name) {
        throw notModelled(name, of: owner)
      }
      return
    }
    switch plain(owner) {
    case .constant: break
    case .function, .type:
      if !isDeletion || isOfClass(name, owner) { throw notModelled(name, of: owner) }
    }
  }

  private func notModelled(_ name: String, of owner: Value) -> PythonError {
    .notModelled("the attribute '\(name)' of \(Self.article(typeName(owner)))")
  }

  private static func article(_ type: String) -> String {
    switch type {
    case "type": "a class"
    case "function": "a function"
    default: "'\(type)' objects"
    }
  }

  /// Whether a plain value is a declared type that has an attribute: a method, a slot, or what its
  /// base has.
  private func isOfClass(_ name: String, _ owner: Value) -> Bool {
    guard !owner.isObject, case .type(let id) = plain(owner) else { return false }
    let type = types[core.firstDeclared + Int(id.index)]
    return name == "mro" || type.operations.methods[name] != nil || type.unmodelled.contains(name)
      || type.methods.keys.contains { timeline.heap.texts[$0] == name }
      || type.slotNames.contains { timeline.heap.texts[$0] == name }
  }
}
