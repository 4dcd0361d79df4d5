import TerminalFrame

// The colours are near the set of Okabe and Ito, which stays apart for the common forms of colour
// blindness.
extension Theme {
  /// Light letters on a dark background, which it brings along: on a light terminal they could not be
  /// read.
  public static var dark: Theme {
    Theme(name: "dark", on: .palette(234, basic: .black)) { role in
      switch role {
      // The colours that cost the fewest bytes, for what there is most of.
      case .text, .live, .note: Style(.basic(.white), [])
      case .faint: Style(.palette(246, basic: .white))
      case .dead: Style(.palette(248, basic: .white), .dim)
      case .cleared: Style(.palette(247, basic: .white), .dim)
      case .rule: Style(.palette(241, basic: .white))
      case .title: Style(.palette(255, basic: .white), .bold)
      case .paneTitle: Style(.palette(250, basic: .white))
      case .focusedTitle: Style(.palette(75, basic: .cyan), .bold)
      case .chapter: Style(.palette(227, basic: .yellow), .bold)
      case .key: Style(.palette(75, basic: .cyan), .bold)
      case .done: Style(.palette(36, basic: .green))
      case .next: Style(.palette(255, basic: .white), .bold)
      case .dying: Style(.palette(214, basic: .yellow), .bold)
      case .unreachable: Style(.palette(175, basic: .magenta))
      case .resurrected: Style(.palette(75, basic: .cyan), .bold)
      case .leaked: Style(.palette(166, basic: .red), .reverse)
      case .changed: Style(.palette(227, basic: .yellow), .bold)
      case .strong: Style(.palette(32, basic: .blue))
      case .weak: Style(.palette(36, basic: .cyan))
      case .name: Style(.palette(117, basic: .white))
      case .count: Style(.palette(250, basic: .white))
      case .output: Style(.palette(150, basic: .green))
      case .error: Style(.palette(166, basic: .red), .bold)
      case .notice: Style(.palette(227, basic: .yellow))
      case .now: Style(.palette(214, basic: .yellow), .bold)
      case .spark: Style(.palette(32, basic: .blue))
      case .selection: Style(.basic(.white), .reverse)
      case .path: Style(.palette(214, basic: .yellow), .bold)
      }
    }
  }

  /// Dark letters on a light background, which it brings along: on a dark terminal they could not be
  /// read.
  public static var light: Theme {
    Theme(name: "light", on: .palette(231, basic: .white)) { role in
      var style = lightStyle(role)
      if style.foreground == .standard { style.foreground = .basic(.black) }
      return style
    }
  }

  private static func lightStyle(_ role: Role) -> Style {
    switch role {
    case .text, .live, .note: .plain
    case .faint: Style(.palette(242, basic: .black))
    case .dead, .cleared: Style(.palette(240, basic: .black), .dim)
    case .rule: Style(.palette(249, basic: .black))
    case .title, .next: Style(.palette(232, basic: .black), .bold)
    case .paneTitle: Style(.palette(239, basic: .black))
    case .focusedTitle, .key: Style(.palette(25, basic: .blue), .bold)
    case .chapter: Style(.palette(94, basic: .red), .bold)
    case .done: Style(.palette(29, basic: .green))
    case .dying: Style(.palette(130, basic: .red), .bold)
    case .unreachable: Style(.palette(126, basic: .magenta))
    case .resurrected: Style(.palette(25, basic: .blue), .bold)
    case .leaked: Style(.palette(160, basic: .red), .reverse)
    case .changed: Style(.palette(94, basic: .red), .bold)
    case .strong, .spark: Style(.palette(25, basic: .blue))
    case .weak: Style(.palette(29, basic: .green))
    case .name: Style(.palette(24, basic: .blue))
    case .count: Style(.palette(239, basic: .black))
    case .output: Style(.palette(22, basic: .green))
    case .error: Style(.palette(160, basic: .red), .bold)
    case .notice: Style(.palette(94, basic: .magenta))
    case .now, .path: Style(.palette(130, basic: .red), .bold)
    case .selection: Style(.reverse)
    }
  }

  /// Only the brightest colours on black, and no faint text.
  public static var highContrast: Theme {
    Theme(name: "high-contrast", on: .palette(16, basic: .black)) { role in
      switch role {
      case .text, .live, .note, .faint, .rule, .count: Style(.palette(231, basic: .white))
      case .dead, .cleared: Style(.palette(252, basic: .white))
      case .title, .next, .paneTitle, .name: Style(.palette(231, basic: .white), .bold)
      case .focusedTitle, .key: Style(.palette(231, basic: .white), [.bold, .reverse])
      case .chapter, .changed, .notice: Style(.palette(226, basic: .yellow), .bold)
      case .done, .output: Style(.palette(120, basic: .green), .bold)
      case .dying, .now, .path: Style(.palette(220, basic: .yellow), .bold)
      case .unreachable: Style(.palette(219, basic: .magenta), .bold)
      case .resurrected: Style(.palette(123, basic: .cyan), .bold)
      case .leaked: Style(.palette(231, basic: .white), on: .palette(160, basic: .red), .bold)
      case .strong, .spark: Style(.palette(117, basic: .cyan), .bold)
      case .weak: Style(.palette(120, basic: .green))
      case .error: Style(.palette(231, basic: .white), on: .palette(160, basic: .red), .bold)
      case .selection: Style(.palette(231, basic: .white), .reverse)
      }
    }
  }

  /// No colours, only what every terminal can do, on the terminal's own background.
  public static var monochrome: Theme {
    Theme(name: "monochrome") { role in
      switch role {
      case .text, .live, .note, .done, .unreachable, .strong, .weak, .name, .count, .output,
        .spark, .paneTitle, .notice:
        .plain
      case .faint, .dead, .cleared, .rule: Style(.dim)
      case .title, .next, .chapter, .key, .dying, .resurrected, .changed, .error, .now:
        Style(.bold)
      // A line under arrows would look like one more of them.
      case .path: Style([.bold, .reverse])
      case .focusedTitle: Style([.bold, .underline])
      case .leaked, .selection: Style(.reverse)
      }
    }
  }
}

extension Theme {
  /// A theme whose styles stand on a background, but for those that have one of their own.
  fileprivate init(name: String, on background: Color, style: (Role) -> Style) {
    self.init(name: name) { role in
      var style = style(role)
      if style.background == .standard { style.background = background }
      return style
    }
  }
}

extension Style {
  fileprivate init(_ foreground: Color, _ attributes: Attributes) {
    self.init(foreground, on: .standard, attributes)
  }

  fileprivate init(_ attributes: Attributes) {
    self.init(.standard, on: .standard, attributes)
  }
}
