/// A recording of frames in the format of asciinema, version 2: a header, then a line a frame.
public struct Asciicast: Sendable {
  /// The text of the recording so far.
  public private(set) var text: String
  private let depth: ColorDepth
  private var shown: Frame?

  /// A recording without a frame.
  ///
  /// - Parameters:
  ///   - size: the size of the frames to come.
  ///   - title: what a player shows as its name.
  ///   - depth: the colours to record.
  public init(size: Size, title: String, depth: ColorDepth = .palette) {
    self.depth = depth
    text = "{\"version\": 2, \"width\": \(size.width), \"height\": \(size.height), "
    text += "\"title\": \(Self.quoted(title.sanitized()))}\n"
  }

  /// Adds a frame that is shown from a time on. Only what changed is recorded, nothing if all is
  /// as it was. Complexity: linear in the cells.
  public mutating func append(_ frame: Frame, at time: Duration) {
    let hidden = shown == nil ? "\u{1B}[?25l" : ""
    let update = hidden + frame.ansiUpdate(since: shown, depth: depth)
    shown = frame
    guard !update.isEmpty else { return }
    text += "[\(Self.seconds(time)), \"o\", \(Self.quoted(update))]\n"
  }

  /// Keeps the last frame on the player's screen until a time.
  public mutating func hold(until time: Duration) {
    text += "[\(Self.seconds(time)), \"o\", \"\"]\n"
  }

  private static func seconds(_ time: Duration) -> String {
    let (seconds, attoseconds) = time.components
    let thousandths = String(1000 + attoseconds / 1_000_000_000_000_000)
    return "\(seconds).\(thousandths.dropFirst())"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
