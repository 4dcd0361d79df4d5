/// How many columns text takes on a terminal, by a table of our own.
///
/// Terminals, fonts and C libraries disagree about many scalars. A frame holds only scalars about
/// which they agree; everything else is replaced when text is made safe (see ``SafeText``), so that
/// the width computed here is the width on the screen.
public enum TextWidth {
  /// What a scalar does on a terminal.
  public enum ScalarClass: UInt8, Equatable, Sendable {
    /// A control, a surrogate, unassigned, private, or of disputed width: never shown.
    case unprintable = 0
    /// Takes one column.
    case narrow = 1
    /// Takes two columns.
    case wide = 2
    /// Takes no column: it is drawn over the scalar before it.
    case combining = 3
    /// Changes the look or the width of the scalar before it in some terminals only: variation
    /// selectors, the zero-width joiner, skin tones, tags.
    case modifier = 4
    /// Assigned but invisible or of disputed look: bidirectional marks, zero-width spaces, unusual
    /// blanks, flags' letters.
    case invisible = 5
  }

  /// The class of a scalar. Complexity: constant for ASCII and line drawing, else eleven steps.
  public static func scalarClass(of scalar: Unicode.Scalar) -> ScalarClass {
    let value = scalar.value
    if value < 0x7F { return value >= 0x20 ? .narrow : .unprintable }
    if value &- 0x2500 < 0xF0 { return .narrow }
    var low = 0
    var high = boundaries.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if boundaries[middle] >> 3 <= value { low = middle } else { high = middle }
    }
    return ScalarClass(rawValue: UInt8(truncatingIfNeeded: boundaries[low] & 7)) ?? .unprintable
  }

  /// The columns that a text takes once it is made safe with the whole repertoire.
  ///
  /// Complexity: linear in the scalars.
  public static func columns(of text: some StringProtocol) -> Int {
    var columns = 0
    var clusters = SafeText(text)
    while let cluster = clusters.next() { columns += cluster.columns }
    return columns
  }
}
