import TerminalFrame

/// Reports of the terminal about the mouse, turned into events: it remembers the last click to
/// recognise a second one, and the button that is down.
struct MouseDecoder {
  /// A second press within this time is a double click.
  static let doubleClickNanoseconds: Int64 = 400_000_000

  private var lastPress: (button: MouseEvent.Button, point: Point, nanoseconds: Int64)?
  private var lastDrag: Point?

  /// The event of a report `ESC [ < code ; column ; row M` (or `m` when a button goes up), nil if it
  /// says nothing new.
  ///
  /// - Parameters:
  ///   - parameters: the three numbers between `<` and the final letter, columns and rows from 1.
  ///   - isRelease: whether the final letter is `m`.
  ///   - nanoseconds: the time on the monotonic clock.
  mutating func event(
    parameters: String, isRelease: Bool, nanoseconds: Int64
  ) -> MouseEvent? {
    let numbers = parameters.split(separator: ";").compactMap { Int($0) }
    guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return nil }
    let code = numbers[0]
    let point = Point(column: numbers[1] - 1, row: numbers[2] - 1)
    var modifiers: Key.Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }

    if code & 64 != 0 {
      guard !isRelease, code & 3 < 2 else { return nil }
      return MouseEvent(code & 3 == 0 ? .wheelUp : .wheelDown, at: point, modifiers)
    }
    guard let button = Self.button(code & 3) else { return nil }
    if isRelease {
      lastDrag = nil
      return MouseEvent(.release(button), at: point, modifiers)
    }
    if code & 32 != 0 {
      guard lastDrag != point else { return nil }
      lastDrag = point
      lastPress = nil
      return MouseEvent(.drag(button), at: point, modifiers)
    }
    lastDrag = point
    if let last = lastPress, last.button == button, last.point == point,
      nanoseconds - last.nanoseconds <= Self.doubleClickNanoseconds
    {
      lastPress = nil
      return MouseEvent(.doubleClick(button), at: point, modifiers)
    }
    lastPress = (button, point, nanoseconds)
    return MouseEvent(.press(button), at: point, modifiers)
  }

  private static func button(_ code: Int) -> MouseEvent.Button? {
    switch code {
    case 0: .left
    case 1: .middle
    case 2: .right
    default: nil
    }
  }
}
