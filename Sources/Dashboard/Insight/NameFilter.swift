import HeapModel

/// Finds the objects whose names have a text in them, without making the names: a type's name is
/// looked at once, and a number only where the text ends in digits.
struct NameFilter {
  private let wanted: String
  /// What stands before a `#` of the text, and the digits after it; nil where it has none.
  private let parts: (type: String, number: String)?
  private let isNumber: Bool
  /// What is known of each type: 1 fits, 2 does not.
  private var types: [UInt8]

  /// A filter for a text in small letters.
  init(_ wanted: String, _ heap: MutableHeap) {
    self.wanted = wanted
    isNumber = wanted.allSatisfy { $0.isASCII && $0.isNumber }
    if let sign = wanted.firstIndex(of: "#") {
      parts = (String(wanted[..<sign]), String(wanted[wanted.index(after: sign)...]))
    } else {
      parts = nil
    }
    types = []
  }

  /// Whether an object's name has the text in it. O(1).
  mutating func matches(_ object: ObjectID, _ heap: MutableHeap) -> Bool {
    if heap.kind(object) == .frame { return heap.name(object).lowercased().contains(wanted) }
    let type = Int(heap.typeID(object).index)
    if type >= types.count { types += [UInt8](repeating: 0, count: type + 1 - types.count) }
    if types[type] == 0 {
      let name = heap.typeName(object).lowercased()
      let fits = parts.map { name.hasSuffix($0.type) } ?? name.contains(wanted)
      types[type] = fits ? 1 : 2
    }
    if let parts {
      return types[type] == 1
        && (parts.number.isEmpty || String(heap.serial(object)).hasPrefix(parts.number))
    }
    return types[type] == 1 || isNumber && String(heap.serial(object)).contains(wanted)
  }
}
