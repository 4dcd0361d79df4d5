/// Makes what ncurses writes shorter, without changing what a terminal shows.
///
/// ncurses begins each change of style anew: to leave a colour it writes three sequences, then one or
/// two for the next style. Half of a frame was that. Here sequences that choose a style wait until
/// something is written in it, and only what differs from the style before is sent, in one sequence.
/// Terminals whose sequences are not those of ECMA-48 are left alone, for none of theirs are known
/// here.
struct StyleSequences {
  /// What a terminal draws the next character with.
  private struct Rendition: Equatable {
    /// The parameters of attributes that are on, as bits: 1 bold … 9 struck.
    var attributes: UInt16 = 0
    /// The parameters of the colours, as ncurses writes them; empty for the terminal's own.
    var foreground: [UInt8] = []
    var background: [UInt8] = []

    /// Whether a blank shows nothing but the background: no line under or through it, not reversed.
    var isPlain: Bool { attributes & (1 << 4 | 1 << 7 | 1 << 9) == 0 }
  }

  /// The style that the terminal has, and that the next character wants.
  private var current = Rendition()
  private var wanted = Rendition()
  /// Whether the terminal's state is known: not before ncurses has reset it once.
  private var isKnown = false
  /// Whether line drawing may have been chosen, which `ESC ( B` then ends.
  private var hasOtherCharacters = true

  /// Whether there was a style that is not known here: all is left as it is from then on.
  private var isForeign = false

  /// Forgets the style of the terminal: something else has written to it.
  mutating func forget() { self = StyleSequences() }

  /// Bytes that do the same as some that ncurses wrote. O(bytes).
  mutating func shortened(_ bytes: [UInt8]) -> [UInt8] {
    guard !isForeign else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == 0x1B, index + 1 < bytes.count else {
        // What moves the cursor needs no style, but a line's end may scroll.
        if byte > 0x20 || byte == 0x0A || byte == 0x20 && !drawsBlanksAlike { choose(&result) }
        result.append(byte)
        index += 1
        continue
      }
      let end = Self.end(of: bytes, from: index)
      if !take(bytes[index..<end]) {
        if isForeign {
          choose(&result)
          return result + bytes[index...]
        }
        let makesBlanks = Self.makesBlanks(bytes[index..<end])
        if makesBlanks ? !drawsBlanksAlike : Self.needsStyle(bytes[index..<end]) {
          choose(&result)
        }
        result += bytes[index..<end]
      }
      index = end
    }
    choose(&result)
    return result
  }

  /// The end of the sequence that begins with an escape.
  private static func end(of bytes: [UInt8], from start: Int) -> Int {
    guard bytes[start + 1] == UInt8(ascii: "[") else {
      return min(bytes.count, start + (bytes[start + 1] == UInt8(ascii: "(") ? 3 : 2))
    }
    var index = start + 2
    while index < bytes.count, !(0x40...0x7E).contains(bytes[index]) { index += 1 }
    return min(bytes.count, index + 1)
  }

  /// Whether a sequence does its work in the style at hand: all that erase, insert, repeat and scroll.
  /// Moves of the cursor do not.
  private static func needsStyle(_ sequence: ArraySlice<UInt8>) -> Bool {
    let kind = sequence[sequence.startIndex + 1]
    guard sequence.count > 2, let last = sequence.last, kind == UInt8(ascii: "[") else {
      return kind != UInt8(ascii: "(")
    }
    return !"ABCDEFGHdfhlr".utf8.contains(last)
  }

  /// Whether a sequence does nothing but erase, delete or insert.
  private static func makesBlanks(_ sequence: ArraySlice<UInt8>) -> Bool {
    guard sequence.count > 2, let last = sequence.last,
      sequence[sequence.startIndex + 1] == UInt8(ascii: "[")
    else { return false }
    return "JKXP@".utf8.contains(last)
  }

  /// Whether a blank looks the same in the style at hand as in the wanted one, so that the wanted one
  /// can wait: half of the changes of style stand before blanks that end a row.
  private var drawsBlanksAlike: Bool {
    isKnown && current.isPlain && wanted.isPlain && current.background == wanted.background
  }

  /// Notes a sequence that chooses a style; false for all others.
  private mutating func take(_ sequence: ArraySlice<UInt8>) -> Bool {
    let body = sequence.dropFirst()
    if body.first == UInt8(ascii: "("), body.count == 2 {
      if body.last == UInt8(ascii: "B"), !hasOtherCharacters { return true }
      hasOtherCharacters = body.last != UInt8(ascii: "B")
      return false
    }
    guard body.first == UInt8(ascii: "["), body.last == UInt8(ascii: "m") else { return false }
    let parameters = body.dropFirst().dropLast()
    guard let rendition = changed(wanted, by: parameters) else {
      isForeign = true
      return false
    }
    wanted = rendition
    return true
  }

  /// A style changed by the parameters of a sequence; nil where one of them is not known here.
  private func changed(_ old: Rendition, by parameters: ArraySlice<UInt8>) -> Rendition? {
    var rendition = old
    let words = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    var index = words.startIndex
    while index < words.endIndex {
      let word = words[index]
      guard let number = Self.number(word) else { return nil }
      switch number {
      case 0: rendition = Rendition()
      case 1...9: rendition.attributes |= 1 << number
      case 22: rendition.attributes &= ~(1 << 1 | 1 << 2)
      case 23...29: rendition.attributes &= ~(1 << (number - 20))
      case 30...37, 90...97: rendition.foreground = Array(word)
      case 40...47, 100...107: rendition.background = Array(word)
      case 39: rendition.foreground = []
      case 49: rendition.background = []
      case 38, 48:
        guard index + 2 < words.endIndex, Self.number(words[index + 1]) == 5 else { return nil }
        let color = Array(words[index...index + 2].joined(separator: [UInt8(ascii: ";")]))
        if number == 38 { rendition.foreground = color } else { rendition.background = color }
        index += 2
      default: return nil
      }
      index += 1
    }
    return rendition
  }

  /// The number of a parameter; none at all means 0.
  private static func number(_ word: ArraySlice<UInt8>) -> Int? {
    word.isEmpty ? 0 : Int(String(decoding: word, as: UTF8.self))
  }

  /// Attributes, and the parameter that ends them: bold and faint have one for both.
  private static let ends: [(bits: UInt16, parameter: String)] =
    [(1 << 1 | 1 << 2, "22")] + (3...9).map { (1 << $0, "2\($0)") }

  /// Writes the shortest sequence that leads to the wanted style.
  private mutating func choose(_ result: inout [UInt8]) {
    guard wanted != current || !isKnown else { return }
    let goesOut = current.attributes & ~wanted.attributes != 0 || !isKnown
    // To reset all is one parameter, but with it the background goes, too.
    let takesBack =
      goesOut && isKnown && !wanted.background.isEmpty
      && wanted.background == current.background
    var from = goesOut && !takesBack ? Rendition() : current
    var parameters: [[UInt8]] = goesOut && !takesBack ? [[]] : []
    if takesBack {
      for (bits, end) in Self.ends where from.attributes & ~wanted.attributes & bits != 0 {
        parameters.append(Array(end.utf8))
        from.attributes &= ~bits
      }
    }
    for number in 1...9 where wanted.attributes & ~from.attributes & (1 << number) != 0 {
      parameters.append([UInt8(ascii: "0") + UInt8(number)])
    }
    if wanted.foreground != from.foreground {
      parameters.append(wanted.foreground.isEmpty ? Array("39".utf8) : wanted.foreground)
    }
    if wanted.background != from.background {
      parameters.append(wanted.background.isEmpty ? Array("49".utf8) : wanted.background)
    }
    result += [0x1B, UInt8(ascii: "[")]
    if wanted != Rendition() {
      result += parameters.joined(separator: [UInt8(ascii: ";")])
    }
    result.append(UInt8(ascii: "m"))
    current = wanted
    isKnown = true
  }
}
