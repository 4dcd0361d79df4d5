import HeapModel

// The arguments that the methods of the weak collections take. They are functions in Python, and
// complain as those do.
// Source: Lib/weakref.py, Lib/_weakrefset.py; Python/ceval.c, missing_arguments and too_many_positional.
extension Library {
  /// The parameters of a method after `self`: the names of those that must be given, and how many
  /// may be; nil for any number.
  struct Signature: Sendable {
    var required: [String] = []
    var most: Int?

    static let nothing = Signature(most: 0)
    static let key = Signature(required: ["key"], most: 2)
    static let keyAndMore = Signature(required: ["key"], most: nil)
    static let item = Signature(required: ["item"], most: 1)
    static let other = Signature(required: ["other"], most: 1)
    static let mapping = Signature(most: 1)
  }

  private static let signatures: [String: Signature] = [
    "keys": .nothing, "values": .nothing, "items": .nothing, "popitem": .nothing,
    "clear": .nothing, "copy": .nothing, "get": .key, "setdefault": .key, "pop": .keyAndMore,
    "update": .mapping,
  ]
  private static let signaturesOfSets: [String: Signature] = [
    "add": .item, "discard": .item, "remove": .item, "pop": .nothing, "clear": .nothing,
    "copy": .nothing, "update": .other,
  ]

  /// Checks the number of arguments of a method of the object, if it is a function of Python: one of
  /// a weak collection or of a `finalize`.
  func checkArguments(
    _ machine: Machine, _ object: ObjectID, _ name: String, given: Int
  ) throws(PythonError) {
    guard let qualified = qualifiedName(machine, name, of: object) else { return }
    let signature =
      switch machine.type(object) {
      case finalizer: Signature.nothing
      case weakSet: Self.signaturesOfSets[name]
      default: Self.signatures[name]
      }
    try signature?.check(given: given, qualified)
  }

  /// What errors and texts call a method that is a function of Python, nil for all others.
  func qualifiedName(_ machine: Machine, _ name: String, of object: ObjectID) -> String? {
    switch machine.type(object) {
    case weakSet, finalizer: break
    case weakValueDictionary, weakKeyDictionary:
      // What the class takes from collections.abc has that one's name.
      if name == "clear" { return "MutableMapping.clear" }
    default: return nil
    }
    return "\(machine.types[machine.type(object)].name).\(name)"
  }
}

extension Library.Signature {
  func check(given: Int, _ name: String) throws(PythonError) {
    if given < required.count {
      let missing = required[given...].map { "'\($0)'" }.joined(separator: " and ")
      let count = required.count - given
      throw PythonError(
        "TypeError",
        "\(name)() missing \(count) required positional argument\(count == 1 ? "" : "s"): "
          + missing)
    }
    guard let most, given > most else { return }
    // `self` counts.
    let least = required.count + 1
    let takes = least == most + 1 ? "\(least)" : "from \(least) to \(most + 1)"
    throw PythonError(
      "TypeError",
      "\(name)() takes \(takes) positional argument\(most == 0 ? "" : "s") but \(given + 1) were "
        + "given")
  }
}
