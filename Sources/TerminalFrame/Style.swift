/// A colour of a cell.
public enum Color: Equatable, Hashable, Sendable {
  /// The terminal's own foreground or background.
  case standard
  /// An entry of the 256-colour palette, and the one to take where there are only eight.
  case palette(UInt8, basic: BasicColor)

  /// One of the eight colours that every terminal with colours has.
  public static func basic(_ color: BasicColor) -> Color {
    .palette(color.rawValue, basic: color)
  }
}

/// The eight colours that every terminal with colours has.
public enum BasicColor: UInt8, Equatable, Hashable, Sendable, CaseIterable {
  /// Their order is that of the terminal's codes.
  case black, red, green, yellow, blue, magenta, cyan, white
}

/// What a style does besides colour.
public struct Attributes: OptionSet, Equatable, Hashable, Sendable {
  /// One bit an attribute.
  public let rawValue: UInt8

  /// The attributes whose bits are set.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Heavier letters.
  public static let bold = Attributes(rawValue: 1)
  /// Fainter letters.
  public static let dim = Attributes(rawValue: 2)
  /// Slanted letters.
  public static let italic = Attributes(rawValue: 4)
  /// A line under the letters.
  public static let underline = Attributes(rawValue: 8)
  /// Foreground and background exchanged.
  public static let reverse = Attributes(rawValue: 16)
}

/// How a cell looks: two colours and attributes, in 32 bits.
public struct Style: Equatable, Hashable, Sendable {
  // Each colour takes 13 bits: 9 for the palette (0 is standard, else the entry plus one) and 4 for
  // the basic colour in the same way. The attributes lie above both.
  private var bits: UInt32

  /// The terminal's own colours without attributes.
  public static let plain = Style()

  /// A style of the given parts.
  public init(
    _ foreground: Color = .standard, on background: Color = .standard, _ attributes: Attributes = []
  ) {
    bits =
      Style.pack(foreground) | Style.pack(background) << 13 | UInt32(attributes.rawValue) << 26
  }

  /// The colour of the letters.
  public var foreground: Color {
    get { Style.unpack(bits) }
    set { bits = bits & ~0x1FFF | Style.pack(newValue) }
  }

  /// The colour behind the letters.
  public var background: Color {
    get { Style.unpack(bits >> 13) }
    set { bits = bits & ~(0x1FFF << 13) | Style.pack(newValue) << 13 }
  }

  /// What it does besides colour.
  public var attributes: Attributes {
    get { Attributes(rawValue: UInt8(truncatingIfNeeded: bits >> 26)) }
    set { bits = bits & 0x3FF_FFFF | UInt32(newValue.rawValue) << 26 }
  }

  /// The same style with more attributes.
  public func adding(_ more: Attributes) -> Style {
    var style = self
    style.attributes.formUnion(more)
    return style
  }

  private static func pack(_ color: Color) -> UInt32 {
    switch color {
    case .standard: 0
    case .palette(let index, let basic):
      (UInt32(index) + 1) | (UInt32(basic.rawValue) + 1) << 9
    }
  }

  private static func unpack(_ bits: UInt32) -> Color {
    let index = bits & 0x1FF
    guard index > 0, let basic = BasicColor(rawValue: UInt8(bits >> 9 & 0xF) &- 1) else {
      return .standard
    }
    return .palette(UInt8(index - 1), basic: basic)
  }
}
