/// A place in a text file.
public struct Place: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The line, counted from 1.
  public var line: Int
  /// The column, counted from 1 in Unicode scalars.
  public var column: Int
  /// A place.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
  /// Whether a place stands before another one.
  public static func < (a: Place, b: Place) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
  /// `line:column`
  public var description: String { "\(line):\(column)" }
}

/// Finds the line and the column of byte offsets of a file.
///
/// Ascending offsets cost one pass over the file together, also where it is one long line.
struct LineTable {
  private let source: UnsafeBufferPointer<UInt8>
  /// The last answer: the search for a place behind it goes on from there.
  private var offset = 0
  private var known = Place(line: 1, column: 1)

  init(_ source: UnsafeBufferPointer<UInt8>) { self.source = source }

  /// The place of an offset. O(distance from the last one), O(offset) for one before it.
  mutating func find(_ target: Int) -> Place {
    if target < offset {
      offset = 0
      known = Place(line: 1, column: 1)
    }
    let end = min(target, source.count)
    var (line, column) = (known.line, known.column)
    for index in offset..<max(offset, end) {
      let byte = source[index]
      switch byte {
      case 0x0A: (line, column) = (line + 1, 1)
      // A carriage return ends a line unless the line feed that follows it does.
      case 0x0D:
        if index + 1 < source.count, source[index + 1] == 0x0A {
          column += 1
        } else {
          (line, column) = (line + 1, 1)
        }
      // Only the first byte of a character counts.
      case 0x80..<0xC0: break
      default: column += 1
      }
    }
    known = Place(line: line, column: column)
    offset = max(offset, end)
    return known
  }

  /// The place of an offset, remembering nothing. O(offset).
  func place(at target: Int) -> Place {
    var copy = self
    return copy.find(target)
  }
}
