import HeapModel

// sorted() and list.sort(). Source: Objects/listobject.c (list_sort_impl, count_run, binarysort,
// merge_compute_minrun, merge_collapse).
extension Machine {
  /// Sorts a list in place, stably. Lists of up to 64 elements see the comparisons of CPython, a
  /// binary insertion sort; longer ones its runs, but merged without its leaps. O(n log n).
  mutating func sort(_ list: Value) throws(PythonError) {
    guard let object = list.object else { return }
    var values = elements(object)
    do throws(PythonError) {
      try sort(&values)
    } catch {
      throw error.leftLocals.isEmpty ? error : unwound(error, error.leftLocals)
    }
    var slot = firstSlot(object, .element)
    for value in values {
      timeline.store(value, in: slot)
      slot = timeline.heap.slot(after: slot)
    }
  }

  private func sort(_ values: inout [Value]) throws(PythonError) {
    let shortestRun = Self.shortestRun(values.count)
    var runs: [Range<Int>] = []
    var scratch: [Value] = []
    var start = 0
    while start < values.count {
      var end = try countRun(&values, from: start)
      let least = min(values.count, start + shortestRun)
      if end < least {
        try insertByBisection(&values, start..<least, sorted: end)
        end = least
      }
      runs.append(start..<end)
      while let place = Self.nextMerge(runs) {
        try merge(&values, runs[place], runs[place + 1], &scratch)
        runs[place] = runs[place].lowerBound..<runs[place + 1].upperBound
        runs.remove(at: place + 1)
      }
      start = end
    }
    while runs.count > 1 {
      let right = runs.removeLast()
      let left = runs.removeLast()
      try merge(&values, left, right, &scratch)
      runs.append(left.lowerBound..<right.upperBound)
    }
  }

  /// The length that short runs are brought to: 32 to 64, or the whole list.
  private static func shortestRun(_ count: Int) -> Int {
    var (count, rest) = (count, 0)
    while count >= 64 {
      rest |= count & 1
      count >>= 1
    }
    return count + rest
  }

  /// Which two neighbours are to be merged now, so that the runs stay balanced.
  private static func nextMerge(_ runs: [Range<Int>]) -> Int? {
    let last = runs.count - 1
    guard last >= 1 else { return nil }
    let counts = runs.suffix(4).map(\.count)
    let end = counts.count - 1
    let isUnbalanced =
      end >= 2 && counts[end - 2] <= counts[end - 1] + counts[end]
      || end >= 3 && counts[end - 3] <= counts[end - 2] + counts[end - 1]
    if isUnbalanced { return counts[end - 2] < counts[end] ? last - 2 : last - 1 }
    return counts[end - 1] <= counts[end] ? last - 1 : nil
  }

  /// Finds the run at a place, ascending or strictly descending, and turns the latter round.
  ///
  /// - Returns: where it ends.
  private func countRun(_ values: inout [Value], from start: Int) throws(PythonError) -> Int {
    var end = start + 1
    guard end < values.count else { return end }
    end += 1
    if try isLess(values[start + 1], values[start]) {
      while end < values.count, try isLess(values[end], values[end - 1]) { end += 1 }
      values[start..<end].reverse()
    } else {
      while end < values.count, try !isLess(values[end], values[end - 1]) { end += 1 }
    }
    return end
  }

  private func insertByBisection(
    _ values: inout [Value], _ range: Range<Int>, sorted: Int
  ) throws(PythonError) {
    for place in sorted..<range.upperBound {
      let pivot = values[place]
      var (left, right) = (range.lowerBound, place)
      while left < right {
        let middle = left + (right - left) / 2
        if try isLess(pivot, values[middle]) { right = middle } else { left = middle + 1 }
      }
      values.remove(at: place)
      values.insert(pivot, at: left)
    }
  }

  private func merge(
    _ values: inout [Value], _ left: Range<Int>, _ right: Range<Int>, _ scratch: inout [Value]
  ) throws(PythonError) {
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: values[left])
    var (a, b, place) = (0, right.lowerBound, left.lowerBound)
    while a < scratch.count && b < right.upperBound {
      if try isLess(values[b], scratch[a]) {
        values[place] = values[b]
        b += 1
      } else {
        values[place] = scratch[a]
        a += 1
      }
      place += 1
    }
    for rest in scratch[a...] {
      values[place] = rest
      place += 1
    }
  }
}
