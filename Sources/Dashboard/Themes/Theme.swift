import TerminalFrame

/// How each role looks.
public struct Theme: Hashable, Sendable {
  /// The name by which people choose it.
  public let name: String
  private let styles: [Style]

  /// A theme of a style for each role.
  public init(name: String, style: (Role) -> Style) {
    self.name = name
    styles = Role.allCases.map(style)
  }

  /// The style of a role. O(1).
  public subscript(role: Role) -> Style { styles[Int(role.rawValue)] }

  /// The role that has a style, the first one where several look alike. O(roles).
  public func role(of style: Style) -> Role? {
    styles.firstIndex(of: style).flatMap { Role(rawValue: UInt8($0)) }
  }

  /// The themes that there are; the first is the default.
  public static var all: [Theme] { [.dark, .light, .highContrast, .monochrome] }

  /// The theme of a name, nil where there is none. O(themes).
  public static func named(_ name: String) -> Theme? { all.first { $0.name == name } }
}
