import CSystem
import TerminalFrame

/// A terminal's screen, as far as a program drawn by ncurses needs one: it takes the bytes that the
/// program wrote and knows what a person would see.
struct VirtualScreen {
  /// The modes that are on: numbers of private modes (`?1049`, `?2004`, …).
  private(set) var modes: Set<Int> = [7, 25]
  /// Whether the keypad sends application codes.
  private(set) var hasApplicationKeypad = false
  private(set) var column = 0
  private(set) var row = 0
  private(set) var size: Size

  private var cells: [[String]]
  private var savedMain: (cells: [[String]], column: Int, row: Int)?
  private var saved = (column: 0, row: 0)
  private var scrollTop = 0
  private var scrollBottom: Int
  private var wrapsNext = false
  private var lastGlyph = " "
  private var state = State.ground
  private var pending: [UInt8] = []

  private enum State { case ground, escape, designator, control, string, stringEscape }

  init(size: Size) {
    self.size = size
    scrollBottom = size.height - 1
    cells = Self.blank(size)
  }

  /// The rows without blanks at their ends.
  var rows: [String] {
    cells.map { row in
      var text = row.joined()
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  /// The rows as one text, without empty ones at the end.
  var text: String {
    var rows = self.rows
    while rows.last?.isEmpty == true { rows.removeLast() }
    return rows.joined(separator: "\n")
  }

  /// Whether the alternate screen is shown.
  var isAlternate: Bool { modes.contains(1049) }

  /// Gives the window another size; what is outside is lost.
  mutating func resize(_ size: Size) {
    var resized = Self.blank(size)
    for row in 0..<min(size.height, cells.count) {
      for column in 0..<min(size.width, cells[row].count) {
        resized[row][column] = cells[row][column]
      }
    }
    cells = resized
    self.size = size
    (scrollTop, scrollBottom) = (0, size.height - 1)
    (column, row) = (min(column, size.width - 1), min(row, size.height - 1))
  }

  /// Takes what the program wrote.
  mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { feed(byte) }
  }

  private mutating func feed(_ byte: UInt8) {
    switch state {
    case .ground: ground(byte)
    case .escape: escape(byte)
    case .designator: state = .ground
    case .control:
      pending.append(byte)
      if (0x40...0x7E).contains(byte) {
        state = .ground
        let sequence = pending
        pending = []
        control(sequence)
      }
    case .string:
      if byte == 7 { state = .ground }
      if byte == 27 { state = .stringEscape }
    case .stringEscape: state = .ground
    }
  }

  private mutating func ground(_ byte: UInt8) {
    switch byte {
    case 27: state = .escape
    case 7: break
    case 8: move(column: column - 1, row: row)
    case 9: move(column: (column / 8 + 1) * 8, row: row)
    case 10: lineFeed()
    case 13: move(column: 0, row: row)
    case 0..<32: break
    default:
      pending.append(byte)
      let expected = pending[0] < 0x80 ? 1 : pending[0] < 0xE0 ? 2 : pending[0] < 0xF0 ? 3 : 4
      guard pending.count >= expected else { return }
      let text = String(decoding: pending, as: UTF8.self)
      pending = []
      for scalar in text.unicodeScalars { put(scalar) }
    }
  }

  private mutating func escape(_ byte: UInt8) {
    state = .ground
    switch byte {
    case UInt8(ascii: "["): state = .control
    case UInt8(ascii: "]"), UInt8(ascii: "P"): state = .string
    case UInt8(ascii: "("), UInt8(ascii: ")"): state = .designator
    case UInt8(ascii: "7"): saved = (column, row)
    case UInt8(ascii: "8"): move(column: saved.column, row: saved.row)
    case UInt8(ascii: "="): hasApplicationKeypad = true
    case UInt8(ascii: ">"): hasApplicationKeypad = false
    case UInt8(ascii: "D"): lineFeed()
    case UInt8(ascii: "M"):
      if row == scrollTop { scroll(by: -1) } else { move(column: column, row: row - 1) }
    default: break
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = Int(csys_wcwidth(scalar.value))
    if width == 0 {
      let index = max(0, column - (wrapsNext ? 0 : 1))
      cells[row][index].unicodeScalars.append(scalar)
      return
    }
    lastGlyph = String(scalar)
    if wrapsNext && modes.contains(7) {
      move(column: 0, row: row)
      lineFeed()
    }
    guard width > 0, column + width <= size.width else { return }
    cells[row][column] = lastGlyph
    if width == 2 { cells[row][column + 1] = "" }
    if column + width == size.width {
      wrapsNext = true
      column = size.width - 1
    } else {
      column += width
    }
  }

  private mutating func control(_ sequence: [UInt8]) {
    var text = String(decoding: sequence.dropLast(), as: UTF8.self)[...]
    let final = Character(Unicode.Scalar(sequence.last ?? 0))
    let isPrivate = text.first == "?"
    if isPrivate { text.removeFirst() }
    guard text.allSatisfy({ $0.isNumber || $0 == ";" }) else { return }
    let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let count = max(1, numbers.first ?? 1)
    switch final {
    case "h" where isPrivate: for mode in numbers { set(mode) }
    case "l" where isPrivate: for mode in numbers { reset(mode) }
    case "H", "f": move(column: (numbers.count > 1 ? numbers[1] : 1) - 1, row: count - 1)
    case "A": move(column: column, row: row - count)
    case "B": move(column: column, row: row + count)
    case "C": move(column: column + count, row: row)
    case "D": move(column: column - count, row: row)
    case "G": move(column: count - 1, row: row)
    case "d": move(column: column, row: count - 1)
    case "J": eraseDisplay(numbers.first ?? 0)
    case "K": eraseLine(numbers.first ?? 0)
    case "X": erase(column..<min(size.width, column + count))
    case "P":
      cells[row].removeSubrange(column..<min(size.width, column + count))
      cells[row] += Array(repeating: " ", count: size.width - cells[row].count)
    case "@":
      cells[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
      cells[row].removeLast(cells[row].count - size.width)
    case "L": scroll(by: -count, from: row)
    case "M": scroll(by: count, from: row)
    case "S": scroll(by: count)
    case "T": scroll(by: -count)
    case "b": for _ in 0..<count { for scalar in lastGlyph.unicodeScalars { put(scalar) } }
    case "r":
      scrollTop = count - 1
      scrollBottom = (numbers.count > 1 && numbers[1] > 0 ? numbers[1] : size.height) - 1
      move(column: 0, row: 0)
    default: break
    }
  }

  private mutating func set(_ mode: Int) {
    if mode == 1049 && !isAlternate {
      savedMain = (cells, column, row)
      cells = Self.blank(size)
    }
    modes.insert(mode)
    if mode == 1 { hasApplicationKeypad = true }
  }

  private mutating func reset(_ mode: Int) {
    if mode == 1049, let main = savedMain {
      cells = Self.blank(size)
      let size = self.size
      self.size = Size(width: main.cells.first?.count ?? 0, height: main.cells.count)
      cells = main.cells
      resize(size)
      move(column: main.column, row: main.row)
      savedMain = nil
    }
    modes.remove(mode)
    if mode == 1 { hasApplicationKeypad = false }
  }

  private mutating func move(column: Int, row: Int) {
    self.column = min(max(0, column), size.width - 1)
    self.row = min(max(0, row), size.height - 1)
    wrapsNext = false
  }

  private mutating func lineFeed() {
    if row == scrollBottom { scroll(by: 1) } else { move(column: column, row: row + 1) }
  }

  private mutating func scroll(by count: Int, from top: Int? = nil) {
    let top = top ?? scrollTop
    guard top <= scrollBottom else { return }
    for _ in 0..<min(abs(count), scrollBottom - top + 1) {
      let blank = Array(repeating: " ", count: size.width)
      cells.remove(at: count > 0 ? top : scrollBottom)
      cells.insert(blank, at: count > 0 ? scrollBottom : top)
    }
  }

  private mutating func eraseDisplay(_ kind: Int) {
    let rows = kind == 0 ? row + 1..<size.height : kind == 1 ? 0..<row : 0..<size.height
    for row in rows { cells[row] = Array(repeating: " ", count: size.width) }
    if kind < 2 { eraseLine(kind) }
  }

  private mutating func eraseLine(_ kind: Int) {
    erase(kind == 0 ? column..<size.width : kind == 1 ? 0..<column + 1 : 0..<size.width)
  }

  private mutating func erase(_ columns: Range<Int>) {
    for column in columns { cells[row][column] = " " }
  }

  private static func blank(_ size: Size) -> [[String]] {
    Array(repeating: Array(repeating: " ", count: size.width), count: size.height)
  }
}
