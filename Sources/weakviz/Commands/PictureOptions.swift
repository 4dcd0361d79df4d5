import ArgumentParser
import Dashboard
import HeapFormats
import TerminalFrame

/// The options of the verbs that draw without a terminal. The user's settings don't count there, so
/// that a picture is the same everywhere.
struct PictureOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Columns and rows.", valueName: "wxh"))
  var size = SizeArgument(size: Size(width: 120, height: 36))

  @Option(
    help: ArgumentHelp("The colours: \(ThemeArgument.names).", valueName: "name"),
    completion: .list(ThemeArgument.allValueStrings))
  var theme = Theme.dark.name

  @Flag(help: "Nothing but ASCII.")
  var ascii = false

  mutating func validate() throws {
    if Theme.named(theme) == nil { throw ValidationError(ThemeArgument.complaint(theme)) }
  }

  /// What a dashboard is made with.
  func dashboardOptions(name: String) -> Dashboard.Options {
    Dashboard.Options(
      fileName: name, theme: Theme.named(theme) ?? .dark, glyphs: ascii ? .ascii : .unicode,
      size: size.size)
  }

  /// The colours of a drawing.
  var svgTheme: SVGTheme {
    switch theme {
    case Theme.light.name: .light
    case Theme.highContrast.name: .highContrast
    default: .dark
    }
  }
}

/// The theme that an argument names.
enum ThemeArgument {
  /// All that it may be.
  static var allValueStrings: [String] { Theme.all.map(\.name) }
  /// The same as a sentence has it.
  static var names: String { allValueStrings.joined(separator: ", ") }

  /// Says that there is no theme of a name, and which one may be meant.
  static func complaint(_ name: String) -> String {
    let hint = Suggestion.nearest(to: name, among: allValueStrings).map { "did you mean '\($0)'?" }
    return "There is no theme '\(name.sanitized())'; \(hint ?? "there are \(names).")"
  }
}
