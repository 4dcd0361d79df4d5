import ArgumentParser
import Runtimes

/// `weakviz FILE`: the dashboard.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Opens the dashboard (what happens without a verb).",
    discussion: """
      A file is read again whenever it is saved, and the step is kept. The key ? explains the \
      screen and all keys.

      EXAMPLES
        weakviz
        weakviz @callback
        weakviz mine.json --theme light
        generate-scenario | weakviz -
        weakviz @generations --runtimes cpython-3.11,cpython-3.13

      SETTINGS
        $XDG_CONFIG_HOME/weakviz/settings.json, without the variable in ~/.config;
        all keys are optional:
        { "theme": "light", "ascii": false, "animation": true, "mouse": true,
          "panes": { "right": 46, "lower": 12 } }
      """)

  @Argument(
    help: "A scenario; without one, a list to choose from.",
    completion: ScenarioArgument.completion)
  var file: String?

  @Flag(help: "No screen: a line of text for each step, for those who listen to the terminal.")
  var plain = false

  @Option(
    help: ArgumentHelp(
      "Two versions of CPython side by side, stepping together: "
        + "\(RuntimeVersion.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "a,b"))
  var runtimes: RuntimePairArgument?

  @OptionGroup var appearance: AppearanceOptions
  @OptionGroup var limit: LimitOptions

  mutating func validate() throws {
    guard runtimes != nil else { return }
    if plain {
      throw ValidationError(
        "'--plain' shows one run; 'weakviz compare' says in words where two versions part.")
    }
    if file == nil { throw ValidationError("'--runtimes' needs a scenario.") }
  }

  mutating func run() throws {
    let launch = DashboardLaunch(
      file: file, statementLimit: limit.statementLimit, runtimes: runtimes)
    let status =
      plain ? try launch.runWithoutScreen() : try launch.run { appearance.appearance($0) }
    if status != ExitStatus.fine { throw ExitCode(status) }
  }
}
