import ArgumentParser
import HeapModel
import TerminalFrame

/// A position as an argument: `5` is after step 5, `5.3` after its third event.
struct PositionArgument: ExpressibleByArgument {
  /// The position.
  var position: Position

  init?(argument: String) {
    let parts = argument.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let step = Self.number(parts[0]) else { return nil }
    guard parts.count == 2 else {
      position = Position(step: step)
      return
    }
    guard step > 0, let moment = Self.number(parts[1]), moment > 0 else { return nil }
    position = Position(step: step, moment: moment)
  }

  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }
}

/// A size as an argument: `120x36`.
struct SizeArgument: ExpressibleByArgument, CustomStringConvertible {
  /// The size.
  var size: Size

  init(size: Size) { self.size = size }

  init?(argument: String) {
    let parts = argument.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let width = Int(parts[0]), let height = Int(parts[1]),
      (1...1000).contains(width), (1...1000).contains(height)
    else { return nil }
    size = Size(width: width, height: height)
  }

  var description: String { "\(size.width)x\(size.height)" }
  var defaultValueDescription: String { description }
}

/// Keys as an argument: their names, with blanks in between.
struct KeysArgument: ExpressibleByArgument {
  /// The keys, in order.
  var keys: [Key] = []

  init() {}

  init?(argument: String) {
    for name in argument.split(separator: " ") {
      guard let key = Key(String(name)) else { return nil }
      keys.append(key)
    }
  }

  var defaultValueDescription: String { "none" }
}
