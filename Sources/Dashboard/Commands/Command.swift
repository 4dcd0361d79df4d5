import TerminalFrame

/// One row of the table of commands: everything that is known of a command.
public struct Command: Sendable {
  /// Where the keys of a command mean that command.
  public enum Scope: Hashable, Sendable {
    /// In every pane.
    case everywhere
    /// In one pane only.
    case pane(Pane)
    /// In every pane but one.
    case outside(Pane)

    /// Whether the scope has a pane.
    public func contains(_ pane: Pane) -> Bool {
      switch self {
      case .everywhere: true
      case .pane(let only): only == pane
      case .outside(let other): other != pane
      }
    }
  }

  /// Some keys, and where they hold.
  public struct Binding: Hashable, Sendable {
    /// The keys.
    public var keys: [Key]
    /// Where they hold.
    public var scope: Scope

    /// Keys by their names.
    init(_ names: String, in scope: Scope = .everywhere) {
      keys = names.split(separator: " ").compactMap { Key(String($0)) }
      self.scope = scope
    }
  }

  /// What it does.
  public let action: Action
  /// The name on the command line.
  public let name: String
  /// What the command line takes after the name, empty for nothing.
  public let argument: String
  /// The keys.
  public let bindings: [Binding]
  /// A word or two for the help line, empty for commands that it leaves out.
  public let brief: String
  /// A sentence.
  public let help: String
  /// What it belongs to.
  public let category: CommandCategory
  /// Whether a count before the key repeats it.
  public let isRepeatable: Bool

  init(
    _ action: Action, _ name: String, _ category: CommandCategory, _ bindings: [Binding],
    argument: String = "", brief: String = "", repeatable: Bool = false, _ help: String
  ) {
    self.action = action
    self.name = name
    self.category = category
    self.bindings = bindings
    self.argument = argument
    self.brief = brief
    isRepeatable = repeatable
    self.help = help
  }

  /// All keys as people write them: `n`, `Down in the timeline`.
  public var keyTexts: [String] {
    bindings.flatMap { binding in
      binding.keys.map { key in
        switch binding.scope {
        case .everywhere, .outside: key.description
        case .pane(let pane): "\(key) in the \(pane.title)"
        }
      }
    }
  }
}
