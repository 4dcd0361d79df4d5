/// Pieces of a file as a message may show them: harmless on a terminal, and short.
public enum Quotation {
  /// A text in single quotes: control characters, bidirectional marks and other invisible
  /// characters are written as escapes, a long text is cut after `limit` characters. O(limit).
  public static func of(_ text: String, limit: Int = 40) -> String {
    var result = "'"
    var count = 0
    for scalar in text.unicodeScalars {
      if count == limit { return result + "…'" }
      result += escaped(scalar)
      count += 1
    }
    return result + "'"
  }

  /// The bytes of a name or a literal, quoted like a text.
  public static func of(_ bytes: some Sequence<UInt8>, limit: Int = 40) -> String {
    of(String(decoding: Array(bytes.prefix(limit * 4 + 4)), as: UTF8.self), limit: limit)
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    PythonRepr.isPrintable(scalar) ? String(scalar) : PythonRepr.escape(scalar)
  }
}
