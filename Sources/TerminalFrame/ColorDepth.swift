/// How many colours there are to show a frame with.
public enum ColorDepth: Equatable, Hashable, Sendable, CaseIterable {
  /// None: attributes only.
  case none
  /// The eight basic colours.
  case basic
  /// The palette of 256 colours.
  case palette

  /// The number of a colour at this depth; nil for the terminal's own.
  public func index(of color: Color) -> UInt8? {
    switch (self, color) {
    case (.none, _), (_, .standard): nil
    case (.basic, .palette(_, let basic)): basic.rawValue
    case (.palette, .palette(let index, _)): index
    }
  }
}
