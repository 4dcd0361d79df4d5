extension CommandTable {
  /// The commands as a section of a Markdown page: a heading and a table for each category.
  public var markdown: String {
    var text = ""
    for category in CommandCategory.allCases {
      text += "### \(category.rawValue)\n\n| keys | command | what it does |\n| --- | --- | --- |\n"
      for command in commands where command.category == category {
        let keys = command.keyTexts.map(Self.code).joined(separator: ", ")
        text += "| \(keys) | \(Self.code(Self.synopsis(command))) | \(command.help) |\n"
      }
      text += "\n"
    }
    return text
  }

  /// The commands as sections of a manual page, in the roff language's `man` macros.
  public var manual: String {
    var text = ""
    for category in CommandCategory.allCases {
      text += ".SS \(category.rawValue)\n"
      for command in commands where command.category == category {
        let keys = command.keyTexts.joined(separator: ", ")
        let heading = keys.isEmpty ? Self.synopsis(command) : "\(keys) (\(Self.synopsis(command)))"
        text += ".TP\n.B \(Self.roff(heading))\n\(Self.roff(command.help))\n"
      }
    }
    return text
  }

  private static func synopsis(_ command: Command) -> String {
    ":\(command.name)\(command.argument.isEmpty ? "" : " " + command.argument)"
  }

  /// A bar would end the cell of the table.
  private static func code(_ text: String) -> String {
    "`\(text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|"))`"
  }

  /// A text whose characters mean themselves.
  private static func roff(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'" where result.isEmpty: result += "\\(aq"
      case "." where result.isEmpty: result += "\\&."
      default: result.append(character)
      }
    }
    return result
  }
}
