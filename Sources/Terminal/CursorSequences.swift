/// Makes the moves of the cursor shorter that ncurses writes, without changing where it goes.
///
/// ncurses names the row and the column of most places. Where the cursor is known to stand before the
/// place in the same row, or right above or below it, a move relative to it is shorter. It is known
/// after a move to a place and plain ASCII text behind it; other characters may take more columns in
/// a terminal than one thinks. Only moves are used that every terminal with the others has.
enum CursorSequences {
  private static let escape: UInt8 = 0x1B

  /// Bytes that do the same as some that ncurses wrote in one go. O(bytes).
  static func shortened(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var row: Int?
    var column: Int?
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard byte == escape else {
        result.append(byte)
        index += 1
        switch byte {
        case 0x20..<0x7F: column = column.map { $0 + 1 }
        case 0x0D: column = 1
        case 0x80...: column = nil
        default: (row, column) = (nil, nil)
        }
        continue
      }
      let end = end(ofSequenceAt: index, in: bytes)
      let sequence = bytes[index..<end]
      index = end
      guard sequence.count > 2, sequence[sequence.startIndex + 1] == UInt8(ascii: "["),
        let kind = sequence.last
      else {
        // Which characters are drawn does not matter here; all else may move the cursor.
        if sequence.dropFirst().first != UInt8(ascii: "(") { (row, column) = (nil, nil) }
        result += sequence
        continue
      }
      switch kind {
      case UInt8(ascii: "H"):
        guard let place = place(sequence) else {
          (row, column) = (nil, nil)
          result += sequence
          continue
        }
        result += move(from: (row, column), to: place)
        (row, column) = place
      case UInt8(ascii: "m"), UInt8(ascii: "K"), UInt8(ascii: "X"), UInt8(ascii: "P"),
        UInt8(ascii: "@"):
        result += sequence
      default:
        (row, column) = (nil, nil)
        result += sequence
      }
    }
    return result
  }

  private static func end(ofSequenceAt start: Int, in bytes: [UInt8]) -> Int {
    guard start + 1 < bytes.count else { return bytes.count }
    guard bytes[start + 1] == UInt8(ascii: "[") else {
      return min(bytes.count, start + (bytes[start + 1] == UInt8(ascii: "(") ? 3 : 2))
    }
    var index = start + 2
    while index < bytes.count, !(0x40...0x7E).contains(bytes[index]) { index += 1 }
    return min(bytes.count, index + 1)
  }

  /// The row and the column that a move names, from 1; nil where it is written in another way.
  private static func place(_ sequence: ArraySlice<UInt8>) -> (row: Int, column: Int)? {
    let words = sequence.dropFirst(2).dropLast()
      .split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    guard words.count <= 2 else { return nil }
    var numbers: [Int] = []
    for word in words {
      guard let number = word.isEmpty ? 1 : Int(String(decoding: word, as: UTF8.self)) else {
        return nil
      }
      numbers.append(number)
    }
    return (numbers.first ?? 1, numbers.count > 1 ? numbers[1] : 1)
  }

  /// The shortest way to a place.
  private static func move(
    from start: (row: Int?, column: Int?), to place: (row: Int, column: Int)
  ) -> [UInt8] {
    if start.row == place.row {
      if place.column == 1 { return [0x0D] }
      if let column = start.column, column <= place.column {
        let distance = place.column - column
        return distance == 0
          ? [] : Array("\u{1B}[\(distance == 1 ? "" : String(distance))C".utf8)
      }
    }
    if let row = start.row, start.column == place.column, abs(place.row - row) == 1 {
      return Array("\u{1B}[\(place.row > row ? "B" : "A")".utf8)
    }
    if place.column == 1 { return Array("\u{1B}[\(place.row == 1 ? "" : String(place.row))H".utf8) }
    return Array("\u{1B}[\(place.row);\(place.column)H".utf8)
  }
}
