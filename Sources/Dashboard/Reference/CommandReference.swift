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

  /// The commands as sections of a manual page, in the `mdoc` macros.
  public var manual: String {
    var text = ""
    for category in CommandCategory.allCases {
      text += ".Ss \(category.rawValue)\n.Bl -tag -width Ds\n"
      for command in commands where command.category == category {
        let keys = command.keyTexts.joined(separator: ", ")
        let synopsis = "Ic \(Self.argument(Self.synopsis(command)))"
        text += ".It \(keys.isEmpty ? synopsis : "Ic \(Self.argument(keys)) Pq \(synopsis)")\n"
        text += Self.roff(command.help) + "\n"
      }
      text += ".El\n"
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

  /// One argument of a macro: the zero-width character keeps marks like `:` from being taken for
  /// punctuation.
  private static func argument(_ text: String) -> String { "\"\\&\(roff(text))\"" }

  /// A text whose characters mean themselves.
  private static func roff(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "\"": result += "\\(dq"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "`": result += "\\(ga"
      case "'" where result.isEmpty: result += "\\(aq"
      case "." where result.isEmpty: result += "\\&."
      default: result.append(character)
      }
    }
    return result
  }
}
