// The machine's own stack. Calls, expressions and comparisons nest as deeply as the program says,
// and each level takes a few kilobytes of the thread that runs the simulation, which may have half
// a megabyte or half a gigabyte: whoever runs it says so. Whatever nests asks here first; a program that nests further gets CPython's
// `RecursionError`, whose depth is no part of what a simulation promises.
extension Machine {
  /// Remembers where the stack is when a step begins.
  mutating func markStack() {
    stackBase = Self.stackAddress()
  }

  /// Whether the step has used up its share of the stack. O(1).
  var isStackExhausted: Bool { Self.isStackExhausted(base: stackBase, budget: stackBudget) }

  /// Whether the stack has grown further from an address than it may. O(1).
  static func isStackExhausted(base: UInt, budget: UInt) -> Bool {
    let address = stackAddress()
    let used = address < base ? base - address : address - base
    return used > budget
  }

  /// Fails as CPython does where the program nests too deeply.
  func requireStack(whileDoing what: String) throws(PythonError) {
    if isStackExhausted {
      throw PythonError("RecursionError", "maximum recursion depth exceeded in \(what)")
    }
  }

  @inline(never)
  private static func stackAddress() -> UInt {
    var probe: UInt8 = 0
    return withUnsafeMutablePointer(to: &probe) { UInt(bitPattern: $0) }
  }
}
