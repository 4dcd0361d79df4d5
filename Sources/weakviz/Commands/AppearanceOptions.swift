import ArgumentParser
import Dashboard
import HeapFormats
import Terminal
import TerminalFrame

/// The options about how the dashboard looks. What they don't say, the user's settings may.
struct AppearanceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The colours: \(ThemeArgument.names).", valueName: "name"),
    completion: .list(ThemeArgument.allValueStrings))
  var theme: String?

  @Flag(help: "Nothing but ASCII.")
  var ascii = false

  @Flag(name: .customLong("no-animation"), help: "Show end states only.")
  var isStill = false

  @Flag(name: .customLong("no-mouse"), help: "Leave the mouse to the terminal.")
  var leavesMouse = false

  mutating func validate() throws {
    if let theme, Theme.named(theme) == nil {
      throw ValidationError(ThemeArgument.complaint(theme))
    }
  }

  /// The looks, with what the settings add to the options.
  func appearance(_ settings: Settings) -> Appearance {
    var appearance = Appearance(settings)
    if let theme { appearance.theme = Theme.named(theme) }
    if ascii { appearance.isASCII = true }
    if isStill { appearance.isAnimated = false }
    if leavesMouse { appearance.usesMouse = false }
    return appearance
  }
}

/// How the dashboard is to look, before the terminal has said what it can do.
struct Appearance {
  /// The theme; nil for the one that fits the terminal.
  var theme: Theme?
  var isASCII: Bool
  var isAnimated: Bool
  var usesMouse: Bool
  var paneSizes: PaneSizes

  /// The looks that the user's settings ask for.
  init(_ settings: Settings) {
    theme = settings.theme.flatMap { Theme.named($0) }
    isASCII = settings.isASCII ?? false
    isAnimated = settings.isAnimated ?? true
    usesMouse = settings.usesMouse ?? true
    paneSizes = PaneSizes(right: settings.rightPanes, lower: settings.lowerPanes)
  }

  /// What the terminal session is asked for.
  var terminalOptions: TerminalOptions {
    TerminalOptions(
      encoding: isASCII ? .fixed(.ascii) : .automatic, usesMouse: usesMouse)
  }

  /// What the dashboard is made with, on a terminal of some abilities.
  func dashboardOptions(
    name: String, terminal size: Size, repertoire: Repertoire, depth: ColorDepth
  ) -> Dashboard.Options {
    var options = Dashboard.Options(
      fileName: name, theme: theme ?? (depth == .none ? .monochrome : .dark),
      glyphs: isASCII || repertoire == .ascii ? .ascii : .unicode, size: size,
      isAnimated: isAnimated)
    options.paneSizes = paneSizes
    return options
  }
}
