/// The scalars that the terminal at hand can show.
public enum Repertoire: Equatable, Sendable {
  /// All of Unicode that has an undisputed width.
  case unicode
  /// ASCII only: the locale isn't UTF-8, or a person asked for it.
  case ascii
}

/// Hostile text as a sequence of glyphs that are safe to show.
///
/// Controls, escapes, C1 and unassigned scalars become U+FFFD; marks that can't be seen or whose
/// width is disputed (bidirectional marks, zero-width spaces, variation selectors, joined emoji,
/// flags) become a middle dot, a joined cluster one dot as a whole; a tab becomes a blank; of
/// several combining marks the first is kept. With the ASCII repertoire each of them, and all else
/// that isn't ASCII, becomes a question mark.
public struct SafeText: Sequence, IteratorProtocol, Sendable {
  private var scalars: Substring.UnicodeScalarView.Iterator
  /// The scalar that comes next: whether it belongs to a cluster must be known before it's taken.
  private var upcoming: Unicode.Scalar?
  private let repertoire: Repertoire

  /// The glyphs of a text.
  public init(_ text: some StringProtocol, repertoire: Repertoire = .unicode) {
    scalars = Substring(text).unicodeScalars.makeIterator()
    upcoming = scalars.next()
    self.repertoire = repertoire
  }

  /// The next glyph. Complexity: constant, but for clusters of many scalars.
  public mutating func next() -> Glyph? {
    guard let base = upcoming else { return nil }
    upcoming = scalars.next()
    let baseClass = TextWidth.scalarClass(of: base)
    var mark: UInt32 = 0
    var isDisputed = false
    while let following = upcoming, following.value >= 0x300 {
      let followingClass = TextWidth.scalarClass(of: following)
      if followingClass == .combining {
        if mark == 0 { mark = following.value }
      } else if followingClass == .modifier {
        isDisputed = true
      } else {
        break
      }
      upcoming = scalars.next()
      // What is joined to this cluster disappears in its replacement.
      if following == "\u{200D}", let joined = upcoming, joined.value > 0x7E {
        upcoming = scalars.next()
      }
    }
    if base == "\t" { return .blank }
    if repertoire == .ascii {
      if base == "\u{2026}" && mark == 0 { return .asciiEllipsis }
      guard base.value < 0x7F, baseClass == .narrow, mark == 0, !isDisputed else {
        return .question
      }
      return Glyph(base: base, columns: 1)
    }
    switch baseClass {
    case .unprintable: return .replacement
    case .combining, .modifier, .invisible: return .dot
    case .narrow, .wide:
      return isDisputed
        ? .dot : Glyph(base: base, columns: UInt32(baseClass.rawValue), mark: mark)
    }
  }
}

extension StringProtocol {
  /// The text as it may be shown on a terminal; see ``SafeText`` for what is replaced.
  ///
  /// Complexity: linear in the scalars.
  public func sanitized(_ repertoire: Repertoire = .unicode) -> String {
    var result = ""
    for glyph in SafeText(self, repertoire: repertoire) { glyph.write(to: &result) }
    return result
  }

  /// The text made safe and cut to a number of columns, with an ellipsis in the last one if
  /// something was cut (`.` with the ASCII repertoire).
  ///
  /// Complexity: linear in the scalars kept.
  public func truncated(toColumns limit: Int, _ repertoire: Repertoire = .unicode) -> String {
    guard limit > 0 else { return "" }
    var columns = 0
    var whole = ""
    var cut = ""
    for glyph in SafeText(self, repertoire: repertoire) {
      columns += glyph.columns
      if columns > limit {
        (repertoire == .ascii ? Glyph.asciiEllipsis : .ellipsis).write(to: &cut)
        return cut
      }
      glyph.write(to: &whole)
      if columns < limit { cut = whole }
    }
    return whole
  }

  /// The text made safe, cut or filled with blanks to exactly a number of columns.
  ///
  /// Complexity: linear in the scalars kept and the columns.
  public func padded(toColumns columns: Int, _ repertoire: Repertoire = .unicode) -> String {
    let kept = truncated(toColumns: columns, repertoire)
    let missing = columns - TextWidth.columns(of: kept)
    return missing > 0 ? kept + String(repeating: " ", count: missing) : kept
  }
}
