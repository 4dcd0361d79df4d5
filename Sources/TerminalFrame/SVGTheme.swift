/// The colours of a drawn terminal, each as red, green and blue in 24 bits.
public struct SVGTheme: Equatable, Sendable {
  /// The terminal's own colour of letters.
  public var foreground: UInt32
  /// The terminal's own colour behind them.
  public var background: UInt32
  /// The first sixteen colours of the palette.
  public var palette: [UInt32]

  /// A theme of colours; missing ones of the palette are black.
  public init(foreground: UInt32, background: UInt32, palette: [UInt32]) {
    self.foreground = foreground
    self.background = background
    self.palette = palette
  }

  /// Light letters on a dark ground.
  public static let dark = SVGTheme(
    foreground: 0xDADADA, background: 0x1C1C1C,
    palette: [
      0x2E3440, 0xE06C75, 0x98C379, 0xE5C07B, 0x61AFEF, 0xC678DD, 0x56B6C2, 0xC8CCD4,
      0x5C6370, 0xFF7A85, 0xB5E890, 0xFFD68A, 0x82C7FF, 0xDE98F0, 0x7FD5E0, 0xFFFFFF,
    ])

  /// White letters on black.
  public static let highContrast: SVGTheme = {
    var theme = dark
    (theme.foreground, theme.background) = (0xFFFFFF, 0x000000)
    return theme
  }()

  /// Dark letters on a light ground.
  public static let light = SVGTheme(
    foreground: 0x24292F, background: 0xFFFFFF,
    palette: [
      0x24292F, 0xCF222E, 0x116329, 0x7D4E00, 0x0969DA, 0x8250DF, 0x1B7C83, 0x6E7781,
      0x57606A, 0xA40E26, 0x1A7F37, 0x633C01, 0x218BFF, 0xA475F9, 0x3192AA, 0x8C959F,
    ])

  /// The colour of a palette entry: the theme's first sixteen, then the cube of 216 and the 24
  /// greys that all terminals share.
  public func rgb(_ index: UInt8) -> UInt32 {
    let index = UInt32(index)
    if index < 16 { return Int(index) < palette.count ? palette[Int(index)] : 0 }
    if index >= 232 { return (8 + 10 * (index - 232)) * 0x01_0101 }
    let levels: [UInt32] = [0, 95, 135, 175, 215, 255]
    let cube = Int(index - 16)
    return levels[cube / 36] << 16 | levels[cube / 6 % 6] << 8 | levels[cube % 6]
  }
}
