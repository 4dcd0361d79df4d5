import TerminalFrame

/// All commands: the one table from which keys, help, the command line and the manual are made.
public struct CommandTable: Sendable {
  /// The commands, in the order in which people read them.
  public let commands: [Command]
  private let actions: [Pane: [Key: Int]]
  private let names: [String: Int]

  /// The table of the dashboard.
  public init() {
    commands = Self.stepping + Self.moving + Self.looking + Self.application
    var actions: [Pane: [Key: Int]] = [:]
    var names: [String: Int] = [:]
    for (index, command) in commands.enumerated() {
      names[command.name] = index
      for binding in command.bindings {
        for pane in Pane.allCases where binding.scope.contains(pane) {
          for key in binding.keys { actions[pane, default: [:]][key] = index }
        }
      }
    }
    self.actions = actions
    self.names = names
  }

  /// The command of a key in a pane. O(1).
  public func command(for key: Key, in pane: Pane) -> Command? {
    actions[pane]?[key].map { commands[$0] }
  }

  /// The command of a name, or of the only name that begins so. O(commands).
  public func command(named name: String) -> Command? {
    if let exact = names[name] { return commands[exact] }
    let candidates = completions(of: name)
    return candidates.count == 1 ? names[candidates[0]].map { commands[$0] } : nil
  }

  /// The names that begin with some letters, in alphabetical order. O(commands).
  public func completions(of prefix: String) -> [String] {
    commands.map(\.name).filter { $0.hasPrefix(prefix) }.sorted()
  }

  /// The row of an action. O(commands).
  public func command(_ action: Action) -> Command? {
    commands.first { $0.action == action }
  }

  /// The key that people are told for an action in a pane.
  func shownKey(_ action: Action, in pane: Pane) -> Key? {
    command(action)?.bindings.first { $0.scope.contains(pane) }?.keys.first
  }
}
