/// A key that was pressed, with the keys held meanwhile.
///
/// Its text is its name as a person writes it: `n`, `Ctrl-d`, `Shift-Tab`, `F10`, `PageUp`, `Space`.
/// A capital letter is a character of its own (`N`), not a shifted one.
public struct Key: Hashable, Sendable {
  /// What was pressed.
  public enum Code: Hashable, Sendable {
    /// A character; with control it is lower case.
    case character(Character)
    /// A function key, counted from 1.
    case function(Int)
    /// A key with a name.
    case named(Name)
  }

  /// The keys that have names.
  public enum Name: String, Hashable, Sendable, CaseIterable {
    /// The keys in their order on a keyboard.
    case escape = "Esc"
    case tab = "Tab"
    case enter = "Enter"
    case backspace = "Backspace"
    case insert = "Insert"
    case delete = "Delete"
    case home = "Home"
    case end = "End"
    case pageUp = "PageUp"
    case pageDown = "PageDown"
    case up = "Up"
    case down = "Down"
    case left = "Left"
    case right = "Right"
  }

  /// The keys held meanwhile.
  public struct Modifiers: OptionSet, Hashable, Sendable {
    /// One bit a key.
    public let rawValue: UInt8

    /// The keys whose bits are set.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Shift, with keys that have names; a shifted character is another character.
    public static let shift = Modifiers(rawValue: 1)
    /// Alt, also called Meta or Option.
    public static let alt = Modifiers(rawValue: 2)
    /// Control.
    public static let control = Modifiers(rawValue: 4)
  }

  /// What was pressed.
  public var code: Code
  /// The keys held meanwhile.
  public var modifiers: Modifiers

  /// A key and the keys held meanwhile.
  public init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }

  /// A character's key.
  public static func character(_ character: Character, _ modifiers: Modifiers = []) -> Key {
    Key(.character(character), modifiers)
  }

  /// A named key.
  public static func named(_ name: Name, _ modifiers: Modifiers = []) -> Key {
    Key(.named(name), modifiers)
  }

  /// A function key, counted from 1.
  public static func function(_ number: Int, _ modifiers: Modifiers = []) -> Key {
    Key(.function(number), modifiers)
  }

  /// The letter's key with control held: `.control("d")`.
  public static func control(_ letter: Character) -> Key { Key(.character(letter), .control) }
}

extension Key: LosslessStringConvertible {
  /// The key's name: the held keys (`Ctrl-`, `Alt-`, `Shift-`), then the key.
  public var description: String {
    var name = ""
    if modifiers.contains(.control) { name += "Ctrl-" }
    if modifiers.contains(.alt) { name += "Alt-" }
    if modifiers.contains(.shift) { name += "Shift-" }
    switch code {
    case .character(" "): name += "Space"
    case .character(let character): name.append(character)
    case .function(let number): name += "F\(number)"
    case .named(let key): name += key.rawValue
    }
    return name
  }

  /// The key of a name; nil if there is none of that name. Capitals matter.
  public init?(_ description: String) {
    var rest = Substring(description)
    var modifiers: Modifiers = []
    let prefixes: [(String, Modifiers)] = [
      ("Ctrl-", .control), ("Alt-", .alt), ("Shift-", .shift),
    ]
    for (prefix, modifier) in prefixes where rest.hasPrefix(prefix) {
      rest.removeFirst(prefix.count)
      modifiers.insert(modifier)
    }
    if rest == "Space" {
      self.init(.character(" "), modifiers)
    } else if let name = Name(rawValue: String(rest)) {
      self.init(.named(name), modifiers)
    } else if rest.count == 1, let character = rest.first {
      self.init(.character(character), modifiers)
    } else if rest.first == "F", let number = Int(rest.dropFirst()), (1...63).contains(number) {
      self.init(.function(number), modifiers)
    } else {
      return nil
    }
  }
}
