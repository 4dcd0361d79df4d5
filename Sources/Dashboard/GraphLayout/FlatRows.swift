/// Rows of numbers, one after the other in one array.
struct FlatRows {
  /// Where each row begins in `values`, and where the last one ends.
  private(set) var starts: [Int]
  private(set) var values: [Int]

  /// The values of each row, in the order of the pairs. O(rows + pairs).
  init(count: Int, _ pairs: [(row: Int, value: Int)]) {
    starts = Array(repeating: 0, count: count + 1)
    values = Array(repeating: 0, count: pairs.count)
    for pair in pairs { starts[pair.row + 1] += 1 }
    for row in 0..<count { starts[row + 1] += starts[row] }
    var next = starts
    for pair in pairs {
      values[next[pair.row]] = pair.value
      next[pair.row] += 1
    }
  }

  /// Where a row stands among the values.
  @inline(__always)
  func range(_ row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }

  /// O(length of the row).
  @inline(__always)
  func contains(_ value: Int, inRow row: Int) -> Bool {
    for index in range(row) where values[index] == value { return true }
    return false
  }
}
