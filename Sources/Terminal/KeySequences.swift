import CNcurses
import TerminalFrame

/// The codes under which ncurses reports what it doesn't know by itself, and their meaning.
///
/// Terminals send modified keys as `ESC [ 1 ; m A` and `ESC [ n ; m ~`, whatever their description
/// says; the plain ones come in two forms, of which a description knows one. All of them are made
/// known to ncurses, so that it finds where each ends.
enum KeySequences {
  /// What a code of ours stands for.
  enum Meaning: Equatable {
    case key(Key)
    case mouseReport
    case pasteStart
    case pasteEnd
    case focus(Bool)
  }

  /// What ends a pasted text, byte by byte.
  static let pasteEnd = Array(pasteEndSequence.utf8)
  private static let pasteEndSequence = "\u{1B}[201~"

  /// Makes all sequences known to the current screen of ncurses.
  static func define() {
    for (code, entry) in zip(firstCode..., table) { _ = define_key(entry.sequence, code) }
  }

  /// The meaning of a key code, ours or one of ncurses; nil for those that say nothing to us.
  static func meaning(ofCode code: Int32) -> Meaning? {
    let index = Int(code - firstCode)
    if table.indices.contains(index) { return table[index].meaning }
    if let key = standardKeys[code] { return .key(key) }
    let number = Int(code - cnc_function_key(0))
    guard (1...60).contains(number) else { return nil }
    // Descriptions count modified function keys on: a dozen shifted, a dozen with control, …
    let modifiers: [Key.Modifiers] = [[], .shift, .control, [.control, .shift], .alt]
    return .key(.function((number - 1) % 12 + 1, modifiers[(number - 1) / 12]))
  }

  /// The key of a character as it came; nil if there is none.
  static func key(ofCharacter value: UInt32) -> Key? {
    switch value {
    case 0: .control(" ")
    case 8, 127: .named(.backspace)
    case 9: .named(.tab)
    case 10, 13: .named(.enter)
    case 27: .named(.escape)
    case 1...26: Unicode.Scalar(value + 96).map { .control(Character($0)) }
    case 28...31: Unicode.Scalar(value + 64).map { .control(Character($0)) }
    default: Unicode.Scalar(value).map { .character(Character($0)) }
    }
  }

  /// Far above the codes of ncurses, those it gives out by itself included.
  private static let firstCode: Int32 = 3000

  private static let table: [(sequence: String, meaning: Meaning)] = {
    var table: [(sequence: String, meaning: Meaning)] = [
      ("\u{1B}[<", .mouseReport), ("\u{1B}[200~", .pasteStart), (pasteEndSequence, .pasteEnd),
      ("\u{1B}[I", .focus(true)), ("\u{1B}[O", .focus(false)),
      ("\u{1B}[Z", .key(.named(.tab, .shift))),
    ]
    for (letter, code) in letters {
      table.append(("\u{1B}[\(letter)", .key(Key(code))))
      table.append(("\u{1B}O\(letter)", .key(Key(code))))
      for bits in UInt8(1)...7 {
        let key = Key(code, Key.Modifiers(rawValue: bits))
        table.append(("\u{1B}[1;\(bits + 1)\(letter)", .key(key)))
      }
    }
    for (number, code) in numbers {
      table.append(("\u{1B}[\(number)~", .key(Key(code))))
      for bits in UInt8(1)...7 {
        let key = Key(code, Key.Modifiers(rawValue: bits))
        table.append(("\u{1B}[\(number);\(bits + 1)~", .key(key)))
      }
    }
    return table
  }()

  private static let letters: [(Character, Key.Code)] = [
    ("A", .named(.up)), ("B", .named(.down)), ("C", .named(.right)), ("D", .named(.left)),
    ("H", .named(.home)), ("F", .named(.end)),
    ("P", .function(1)), ("Q", .function(2)), ("R", .function(3)), ("S", .function(4)),
  ]

  private static let numbers: [(Int, Key.Code)] = [
    (1, .named(.home)), (2, .named(.insert)), (3, .named(.delete)), (4, .named(.end)),
    (5, .named(.pageUp)), (6, .named(.pageDown)), (7, .named(.home)), (8, .named(.end)),
    (11, .function(1)), (12, .function(2)), (13, .function(3)), (14, .function(4)),
    (15, .function(5)), (17, .function(6)), (18, .function(7)), (19, .function(8)),
    (20, .function(9)), (21, .function(10)), (23, .function(11)), (24, .function(12)),
  ]

  private static let standardKeys: [Int32: Key] = [
    KEY_UP: .named(.up), KEY_DOWN: .named(.down), KEY_LEFT: .named(.left),
    KEY_RIGHT: .named(.right), KEY_HOME: .named(.home), KEY_END: .named(.end),
    KEY_PPAGE: .named(.pageUp), KEY_NPAGE: .named(.pageDown), KEY_IC: .named(.insert),
    KEY_DC: .named(.delete), KEY_BACKSPACE: .named(.backspace), KEY_ENTER: .named(.enter),
    KEY_BTAB: .named(.tab, .shift), KEY_SR: .named(.up, .shift), KEY_SF: .named(.down, .shift),
    KEY_SLEFT: .named(.left, .shift), KEY_SRIGHT: .named(.right, .shift),
    KEY_SHOME: .named(.home, .shift), KEY_SEND: .named(.end, .shift),
    KEY_SPREVIOUS: .named(.pageUp, .shift), KEY_SNEXT: .named(.pageDown, .shift),
    KEY_SDC: .named(.delete, .shift), KEY_SIC: .named(.insert, .shift),
  ]
}
