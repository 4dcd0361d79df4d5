import ArgumentParser
import Dashboard
import Terminal
import TerminalFrame

/// The options about how the dashboard looks.
struct AppearanceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The colours: \(Self.themeNames).", valueName: "name"))
  var theme: String?

  @Flag(help: "Nothing but ASCII.")
  var ascii = false

  @Flag(name: .customLong("no-animation"), help: "Show end states only.")
  var isStill = false

  @Flag(name: .customLong("no-mouse"), help: "Leave the mouse to the terminal.")
  var leavesMouse = false

  private static var themeNames: String { Theme.all.map(\.name).joined(separator: ", ") }

  mutating func validate() throws {
    if let theme, Theme.named(theme) == nil {
      throw ValidationError("There is no theme '\(theme)'; there are \(Self.themeNames).")
    }
  }

  /// What the terminal session is asked for.
  var terminalOptions: TerminalOptions {
    TerminalOptions(
      encoding: ascii ? .fixed(.ascii) : .automatic, usesMouse: !leavesMouse)
  }

  /// What the dashboard is made with, on a terminal of some abilities.
  func dashboardOptions(
    name: String, terminal size: Size, repertoire: Repertoire, depth: ColorDepth
  ) -> Dashboard.Options {
    let fallback: Theme = depth == .none ? .monochrome : .dark
    return Dashboard.Options(
      fileName: name, theme: theme.flatMap { Theme.named($0) } ?? fallback,
      glyphs: ascii || repertoire == .ascii ? .ascii : .unicode, size: size,
      isAnimated: !isStill)
  }
}
