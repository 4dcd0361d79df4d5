/// One printable cluster: a scalar and at most one combining mark over it.
///
/// A glyph comes out of ``SafeText`` or from a printable scalar, so that no control, escape or
/// invisible mark can get into a frame.
public struct Glyph: Equatable, Hashable, Sendable {
  /// The scalar, with the number of columns in the bits above it.
  private let packed: UInt32
  /// The combining mark's scalar, or 0.
  private let mark: UInt32

  /// An empty place.
  public static let blank = Glyph(base: " ", columns: 1)

  /// The middle dot that stands for what is assigned but can't be shown safely.
  public static let dot = Glyph(base: "\u{B7}", columns: 1)

  /// The replacement character that stands for controls and for what isn't a character.
  public static let replacement = Glyph(base: "\u{FFFD}", columns: 1)

  /// The question mark that stands for all that ASCII lacks.
  public static let question = Glyph(base: "?", columns: 1)

  /// The ellipsis that stands for cut text.
  public static let ellipsis = Glyph(base: "\u{2026}", columns: 1)

  /// What stands for cut text in ASCII; a dot would look like a part of a statement.
  public static let asciiEllipsis = Glyph(base: "~", columns: 1)

  /// The glyph of one scalar; an unprintable one gives ``replacement``.
  public init(_ scalar: Unicode.Scalar) {
    switch TextWidth.scalarClass(of: scalar) {
    case .narrow: self.init(base: scalar, columns: 1)
    case .wide: self.init(base: scalar, columns: 2)
    default: self = .replacement
    }
  }

  init(base: Unicode.Scalar, columns: UInt32, mark: UInt32 = 0) {
    packed = base.value | columns << 24
    self.mark = mark
  }

  /// The second half of a wide glyph's two cells.
  static let continuation = Glyph(base: " ", columns: 0)

  /// The columns it takes: 1 or 2, and 0 for the second cell of a wide glyph.
  public var columns: Int { Int(packed >> 24) }

  /// The scalar under the mark.
  public var base: Unicode.Scalar { Unicode.Scalar(packed & 0x1F_FFFF) ?? "\u{FFFD}" }

  /// The combining mark over it.
  public var combiningMark: Unicode.Scalar? { mark == 0 ? nil : Unicode.Scalar(mark) }

  /// Appends the glyph to a text; the second cell of a wide glyph appends nothing.
  public func write(to text: inout String) {
    guard columns > 0 else { return }
    text.unicodeScalars.append(base)
    if let combiningMark { text.unicodeScalars.append(combiningMark) }
  }
}
