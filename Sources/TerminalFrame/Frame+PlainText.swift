extension Frame {
  /// The glyphs alone, a line a row, without the blanks at the ends of lines.
  public var plainText: String {
    var result = ""
    for row in 0..<height {
      var blanks = 0
      for cell in self.row(row) {
        if cell.glyph == .blank {
          blanks += 1
        } else if cell.glyph.columns > 0 {
          if blanks > 0 { result.append(String(repeating: " ", count: blanks)) }
          blanks = 0
          cell.glyph.write(to: &result)
        }
      }
      result.append("\n")
    }
    return result
  }

  /// The picture as a person can read it in a file of expectations: the glyphs, the styles as
  /// letters in a plane of the same shape, and what the letters mean.
  ///
  /// Plain cells have a dot, plain blanks nothing. Without names a style has the next free letter
  /// and is described by its parts; the planes and the legend are parted by lines of `---`.
  ///
  /// - Parameters:
  ///   - ground: the style that counts as plain, that of what nothing is drawn on.
  ///   - name: the letter and the meaning of a style, if it has one.
  public func goldenText(
    ground: Style = .plain,
    naming name: (Style) -> (letter: Character, meaning: String)? = { _ in nil }
  ) -> String {
    var letters: [Style: Character] = [ground: "."]
    var legend: [String] = []
    var free = Golden.letters[...]
    func letter(of style: Style) -> Character {
      if let letter = letters[style] { return letter }
      let named = name(style)
      if let named { free.removeAll { $0 == named.letter } }
      let letter = named?.letter ?? free.popFirst() ?? "?"
      letters[style] = letter
      legend.append("\(letter) \(named?.meaning ?? style.description)\n")
      return letter
    }
    var plane = ""
    for row in 0..<height {
      var line = ""
      for cell in self.row(row) {
        let isEmpty = cell.glyph == .blank && cell.style == ground
        line.append(isEmpty ? " " : letter(of: cell.style))
      }
      while line.last == " " { line.removeLast() }
      plane += line + "\n"
    }
    var text = plainText + "---\n" + plane + "---\n" + legend.sorted().joined()
    if let cursor { text += "cursor \(cursor.column),\(cursor.row)\n" }
    return text
  }
}

private enum Golden {
  static let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
}

extension Style: CustomStringConvertible {
  /// The parts in words: `32/blue on 0/black bold`.
  public var description: String {
    var words: [String] = []
    if case .palette(let index, let basic) = foreground { words.append("\(index)/\(basic)") }
    if case .palette(let index, let basic) = background { words.append("on \(index)/\(basic)") }
    let attributes = self.attributes
    let names: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"),
      (.reverse, "reverse"),
    ]
    words += names.filter { attributes.contains($0.0) }.map(\.1)
    return words.isEmpty ? "plain" : words.joined(separator: " ")
  }
}
