/// How a log for people looks.
public struct TextLogStyle: Hashable, Sendable {
  /// Whether it is coloured; nothing is said by colour alone.
  public var isColored: Bool
  /// Whether only ASCII may be written.
  public var isASCII: Bool

  /// A style.
  public init(isColored: Bool = false, isASCII: Bool = false) {
    self.isColored = isColored
    self.isASCII = isASCII
  }

  /// The meanings that have a colour.
  enum Role {
    case heading, number, note, created, removed, dying, weak, call, output, freed, failure
    case collection, quiet
  }

  /// What switches the colour of a role on; nothing without colours.
  func begin(_ role: Role) -> StaticString {
    guard isColored else { return "" }
    return switch role {
    case .heading: "\u{1B}[1m"
    case .number, .quiet, .freed: "\u{1B}[2m"
    case .note: "\u{1B}[3m"
    case .created: "\u{1B}[34m"
    case .removed: "\u{1B}[36m"
    case .dying: "\u{1B}[33m"
    case .weak: "\u{1B}[32m"
    case .call, .collection: "\u{1B}[35m"
    case .output: "\u{1B}[1m"
    case .failure: "\u{1B}[1;31m"
    }
  }

  /// What switches every colour off.
  var end: StaticString { isColored ? "\u{1B}[0m" : "" }

  /// A glyph, or what stands for it in ASCII.
  func glyph(_ unicode: StaticString, _ ascii: StaticString) -> StaticString {
    isASCII ? ascii : unicode
  }

  var strongArrow: StaticString { glyph(" ─▶ ", " -> ") }
  var weakArrow: StaticString { glyph(" ╌▷ ", " ~> ") }
}
