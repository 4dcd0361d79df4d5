extension Frame {
  /// The picture as an SVG document whose text can be selected.
  ///
  /// Every run of letters is stretched to its cells, so that columns and lines stay aligned in any
  /// monospaced font; a glyph that fonts often lack has a text of its own.
  ///
  /// - Parameters:
  ///   - theme: the colours.
  ///   - title: what the picture is, for those who don't see it, and for the window's bar.
  ///   - hasWindow: whether the frame is drawn as a window with a bar and round corners.
  public func svg(
    theme: SVGTheme = .dark, title: String = "", hasWindow: Bool = false
  ) -> String {
    var drawing = SVGDrawing(frame: self, theme: theme, top: hasWindow ? 44 : 12)
    for row in 0..<height {
      for (style, columns) in styleRuns(row: row) {
        drawing.draw(row: row, columns: columns, style: style)
      }
    }
    return drawing.document(title: title.sanitized(), hasWindow: hasWindow)
  }
}

/// The parts of an SVG document while they are collected. Lengths are in tenths of a pixel, so that
/// they are printed without rounding.
struct SVGDrawing {
  static let cellWidth = 84
  static let cellHeight = 160
  static let baseline = 124
  static let margin = 140

  private(set) var frame: Frame
  let theme: SVGTheme
  private(set) var top: Int
  private var classes: [Style: String] = [:]
  private var rules = ""
  private var backgrounds = ""
  private var texts = ""

  init(frame: Frame, theme: SVGTheme, top: Int) {
    self.frame = frame
    self.theme = theme
    self.top = top * 10
  }

  /// One row of a frame as elements that stand at the height 0, for use at any height.
  mutating func elements(ofRow row: Int, in frame: Frame) -> String {
    let outside = (self.frame, top, backgrounds, texts)
    (self.frame, top, backgrounds, texts) = (frame, -row * Self.cellHeight, "", "")
    defer { (self.frame, top, backgrounds, texts) = outside }
    for (style, columns) in frame.styleRuns(row: row) {
      draw(row: row, columns: columns, style: style)
    }
    return backgrounds + texts
  }

  mutating func draw(row: Int, columns: Range<Int>, style: Style) {
    let (_, background) = colors(of: style)
    if background != theme.background {
      backgrounds +=
        "<rect x=\"\(x(columns.lowerBound))\" y=\"\(Self.pixels(top + row * Self.cellHeight))\" "
        + "width=\"\(Self.pixels(columns.count * Self.cellWidth))\" "
        + "height=\"\(Self.pixels(Self.cellHeight))\" fill=\"\(Self.hex(background))\"/>\n"
    }
    var first: Int?
    var end = columns.lowerBound
    var blanks = 0
    for column in columns {
      let glyph = frame[column, row].glyph
      guard glyph.columns > 0 else { continue }
      if glyph == .blank {
        blanks += 1
        continue
      }
      let isAlone = !Self.isCommon(glyph)
      // A few blanks cost less than another element.
      if let start = first, isAlone || blanks > 3 {
        write(row: row, columns: start..<end, style: style)
        first = nil
      }
      blanks = 0
      end = column + glyph.columns
      if isAlone {
        write(row: row, columns: column..<end, style: style)
      } else if first == nil {
        first = column
      }
    }
    if let first { write(row: row, columns: first..<end, style: style) }
  }

  /// - Parameters:
  ///   - rules: rules of the style sheet besides those of the styles.
  ///   - content: elements behind those of the frame.
  func document(
    title: String, hasWindow: Bool, rules more: String = "", content: String = ""
  ) -> String {
    let width = Self.pixels(frame.width * Self.cellWidth + 2 * Self.margin)
    let height = Self.pixels(frame.height * Self.cellHeight + top + 120)
    let name = Self.escaped(title)
    var text = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
    text += "viewBox=\"0 0 \(width) \(height)\" role=\"img\" xml:space=\"preserve\">\n"
    if !title.isEmpty { text += "<title>\(name)</title>\n" }
    text += "<style>\n"
    text += "text{font:14px ui-monospace,'DejaVu Sans Mono','Cascadia Mono','SF Mono',Menlo,"
    text +=
      "Consolas,'Liberation Mono',monospace;white-space:pre;fill:\(Self.hex(theme.foreground))}\n"
    text += rules + more + "</style>\n"
    text += "<rect width=\"\(width)\" height=\"\(height)\" rx=\"\(hasWindow ? 10 : 0)\" "
    text += "fill=\"\(Self.hex(theme.background))\"/>\n"
    if hasWindow {
      text += "<rect width=\"\(width)\" height=\"\(height)\" rx=\"10\" "
      text += "fill=\"none\" stroke=\"#808080\" stroke-opacity=\".4\"/>\n"
      for (index, color) in ["#ff5f57", "#febc2e", "#28c840"].enumerated() {
        text += "<circle cx=\"\(22 + 20 * index)\" cy=\"20\" r=\"6\" fill=\"\(color)\"/>\n"
      }
      text += "<text x=\"50%\" y=\"25\" text-anchor=\"middle\" opacity=\".7\">\(name)</text>\n"
    }
    return text + backgrounds + texts + content + "</svg>\n"
  }

  private mutating func write(row: Int, columns: Range<Int>, style: Style) {
    let letters = Self.escaped(frame.text(of: Run(row: row, columns: columns)))
    let y = Self.pixels(top + row * Self.cellHeight + Self.baseline)
    let length = Self.pixels(columns.count * Self.cellWidth)
    texts += "<text\(className(of: style)) x=\"\(x(columns.lowerBound))\" y=\"\(y)\" "
    texts += "textLength=\"\(length)\" lengthAdjust=\"spacingAndGlyphs\">\(letters)</text>\n"
  }

  private mutating func className(of style: Style) -> String {
    let rule = rule(of: style)
    guard !rule.isEmpty else { return "" }
    if let name = classes[style] { return " class=\"\(name)\"" }
    let name = "s\(classes.count)"
    classes[style] = name
    rules += ".\(name){\(rule)}\n"
    return " class=\"\(name)\""
  }

  private func rule(of style: Style) -> String {
    var rule = ""
    let (foreground, _) = colors(of: style)
    if foreground != theme.foreground { rule += "fill:\(Self.hex(foreground));" }
    if style.attributes.contains(.bold) { rule += "font-weight:bold;" }
    if style.attributes.contains(.dim) { rule += "opacity:.6;" }
    if style.attributes.contains(.italic) { rule += "font-style:italic;" }
    if style.attributes.contains(.underline) { rule += "text-decoration:underline;" }
    return rule
  }

  private func colors(of style: Style) -> (foreground: UInt32, background: UInt32) {
    let foreground = ColorDepth.palette.index(of: style.foreground).map(theme.rgb)
    let background = ColorDepth.palette.index(of: style.background).map(theme.rgb)
    let colors = (foreground ?? theme.foreground, background ?? theme.background)
    return style.attributes.contains(.reverse) ? (colors.1, colors.0) : colors
  }

  private func x(_ column: Int) -> String { Self.pixels(Self.margin + column * Self.cellWidth) }

  /// Whether every monospaced font has the glyph in the width of a cell.
  private static func isCommon(_ glyph: Glyph) -> Bool {
    let value = glyph.base.value
    guard glyph.columns == 1, glyph.combiningMark == nil else { return false }
    return value < 0x180 || value == 0x2026 || (0x2500...0x259F).contains(value)
  }

  static func pixels(_ tenths: Int) -> String {
    tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  private static func hex(_ rgb: UInt32) -> String {
    let digits = String(rgb, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
