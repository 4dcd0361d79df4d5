/// Rows of values, one after the other in one array.
struct FlatRows<Value> {
  /// Where each row begins in `values`, and where the last one ends.
  private let starts: [Int]
  var values: [Value]

  /// The values of each row, in the order of the pairs. O(rows + pairs).
  init(count: Int, _ pairs: [(row: Int, value: Value)]) {
    var next = Array(repeating: 0, count: count + 1)
    for pair in pairs { next[pair.row + 1] += 1 }
    for row in 0..<count { next[row + 1] += next[row] }
    starts = next
    // Each place is overwritten by the value that belongs there.
    values = pairs.map(\.value)
    for pair in pairs {
      values[next[pair.row]] = pair.value
      next[pair.row] += 1
    }
  }

  /// Where a row stands among the values.
  @inline(__always)
  func range(_ row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }
}

extension FlatRows where Value: Equatable {
  /// O(length of the row).
  @inline(__always)
  func contains(_ value: Value, inRow row: Int) -> Bool {
    for index in range(row) where values[index] == value { return true }
    return false
  }
}
