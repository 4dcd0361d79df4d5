import TerminalFrame

/// All commands: the one table from which keys, help, the command line and the manual are made.
public struct CommandTable: Sendable {
  /// The commands, in the order in which people read them.
  public let commands: [Command]

  /// The table of the dashboard.
  public init() {
    commands = Self.stepping + Self.moving + Self.looking + Self.editing + Self.application
  }

  /// The command of a key in a pane. O(keys): sorting them by key would take longer, at every start,
  /// than a person's keys ever do.
  public func command(for key: Key, in pane: Pane) -> Command? {
    commands.first { command in
      command.bindings.contains { $0.keys.contains(key) && $0.scope.contains(pane) }
    }
  }

  /// The command of a name, or of the only name that begins so. O(commands).
  public func command(named name: String) -> Command? {
    if let exact = commands.first(where: { $0.name == name }) { return exact }
    let candidates = commands.filter { $0.name.hasPrefix(name) }
    return candidates.count == 1 ? candidates[0] : nil
  }

  /// The names that begin with some letters, in alphabetical order. O(commands).
  public func completions(of prefix: String) -> [String] {
    commands.map(\.name).filter { $0.hasPrefix(prefix) }.sorted()
  }

  /// The row of an action. O(commands).
  public func command(_ action: Action) -> Command? {
    // Without a copy of every row on the way.
    commands.indices.first { commands[$0].action == action }.map { commands[$0] }
  }

  /// The key that people are told for an action in a pane.
  func shownKey(_ action: Action, in pane: Pane) -> Key? {
    command(action)?.bindings.first { $0.scope.contains(pane) }?.keys.first
  }
}
