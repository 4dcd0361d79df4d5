/// Frames as one SVG document that plays them in a loop, without a script: a film of frames behind a
/// window, moved by a style sheet. Rows that come again are drawn once.
public struct SVGAnimation: Sendable {
  private let theme: SVGTheme
  private let title: String
  private let size: Size
  private var frames: [(frame: Frame, time: Duration)] = []
  private var end = Duration.zero

  /// A film without a frame.
  ///
  /// - Parameters:
  ///   - size: the size of the frames to come.
  ///   - title: what the film is, for those who don't see it, and for the window's bar.
  public init(size: Size, theme: SVGTheme = .dark, title: String = "") {
    self.size = size
    self.theme = theme
    self.title = title
  }

  /// Adds a frame that is shown from a time on; nothing if it looks like the one before.
  public mutating func append(_ frame: Frame, at time: Duration) {
    end = max(end, time)
    guard frames.last?.frame != frame else { return }
    frames.append((frame, time))
  }

  /// Keeps the last frame until a time; then the film begins anew.
  public mutating func hold(until time: Duration) { end = max(end, time) }

  /// The document. Complexity: linear in the cells of all frames.
  public var text: String {
    let top = 44
    var drawing = SVGDrawing(frame: Frame(size), theme: theme, top: top)
    var numbers: [String: Int] = [:]
    var rows = ""
    var film = ""
    let width = size.width * SVGDrawing.cellWidth + 2 * SVGDrawing.margin
    for (index, entry) in frames.enumerated() {
      film += "<g transform=\"translate(\(SVGDrawing.pixels(index * width)))\">"
      for row in 0..<entry.frame.height {
        let elements = drawing.elements(ofRow: row, in: entry.frame)
        guard !elements.isEmpty else { continue }
        let number = numbers[elements] ?? numbers.count
        if numbers[elements] == nil {
          numbers[elements] = number
          rows += "<g id=\"r\(number)\">\(elements)</g>\n"
        }
        let y = SVGDrawing.pixels(top * 10 + row * SVGDrawing.cellHeight)
        film += "<use href=\"#r\(number)\" y=\"\(y)\"/>"
      }
      film += "</g>\n"
    }
    let content = "<defs>\n\(rows)</defs>\n<g class=\"film\">\n\(film)</g>\n"
    return drawing.document(
      title: title.sanitized(), hasWindow: true, rules: rules(width: width), content: content)
  }

  /// The film stands still at a frame until the next one's time has come.
  private func rules(width: Int) -> String {
    let total = max(1, Self.milliseconds(end))
    var rules = ".film{animation:film \(total)ms step-end infinite}\n@keyframes film{\n"
    for (index, entry) in frames.enumerated() {
      let share = Self.milliseconds(entry.time) * 100_000 / total
      let digits = String(1_000 + share % 1_000).dropFirst()
      rules += "\(share / 1_000).\(digits)%{"
      rules += "transform:translateX(-\(SVGDrawing.pixels(index * width))px)}\n"
    }
    // Who wants nothing to move sees the first frame.
    return rules + "}\n@media (prefers-reduced-motion:reduce){.film{animation:none}}\n"
  }

  private static func milliseconds(_ time: Duration) -> Int {
    let (seconds, attoseconds) = time.components
    return Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000)
  }
}
