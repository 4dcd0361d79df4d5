/// "Did you mean": the known word that is nearest to an unknown one.
public enum Suggestion {
  /// Words that people write for a key of another name.
  static let synonyms = [
    "delete": "del", "remove": "del", "unset": "del", "create": "new", "make": "new",
    "assign": "set", "value": "to", "name": "as", "into": "as", "attributes": "with",
    "args": "with", "arguments": "with", "assert": "expect", "comment": "note",
    "description": "note", "log": "print", "throw": "raise", "catch": "except", "ref": "weakref",
    "collector": "gc", "for": "iterate", "classes": "types", "body": "do", "__del__": "finalizer",
    "del": "finalizer", "destructor": "finalizer",
  ]

  /// The candidate with the least edit distance, if it is near enough to be meant; the first of
  /// equals. O(candidates × length²) for words up to 40 bytes; longer ones have no neighbours.
  public static func nearest(
    to word: String, among candidates: some Sequence<String>
  ) -> String? {
    let word = Array(word.utf8)
    guard word.count <= 40 else { return nil }
    var best: (candidate: String, distance: Int)?
    for candidate in candidates {
      let bytes = Array(candidate.utf8)
      // Two letters are too few to recognise a word by one of them.
      let length = max(word.count, bytes.count)
      let reach = length <= 2 ? 0 : max(1, length / 3)
      let limit = min(best.map { $0.distance - 1 } ?? .max, reach)
      guard abs(bytes.count - word.count) <= limit, limit >= 0 else { continue }
      let distance = distance(word, bytes)
      if distance <= limit { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// `; did you mean 'x'?`, or nothing.
  static func clause(for word: String, among candidates: some Sequence<String>) -> String {
    nearest(to: word, among: candidates).map { "; did you mean '\($0)'?" } ?? ""
  }

  /// Insertions, deletions, replacements and swaps of neighbours; case counts as nothing.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    func folded(_ byte: UInt8) -> UInt8 {
      UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        let isEqual = folded(a[i]) == folded(b[j])
        var least = min(row[j] + 1, last[j + 1] + 1, last[j] + (isEqual ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          least = min(least, beforeLast[j - 1] + 1)
        }
        row.append(least)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
