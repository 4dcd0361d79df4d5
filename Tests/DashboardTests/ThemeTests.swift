import TerminalFrame
import Testing

@testable import Dashboard

@Suite struct `Every theme` {
  private struct Color {
    var red: Double
    var green: Double
    var blue: Double

    /// Light as it is, not as a screen's numbers have it.
    init(_ rgb: UInt32) {
      func light(_ value: UInt32) -> Double {
        // The square is near enough to the curve of screens, and needs no library.
        let share = Double(value & 0xFF) / 255
        return share * share
      }
      (red, green, blue) = (light(rgb >> 16), light(rgb >> 8), light(rgb))
    }

    var luminance: Double { 0.2126 * red + 0.7152 * green + 0.0722 * blue }

    func contrast(with other: Color) -> Double {
      let (a, b) = (luminance, other.luminance)
      return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    /// As people without one kind of cones see it (Viénot, Brettel and Mollon 1999).
    func seen(by kind: Int) -> (Double, Double) {
      switch kind {
      case 0: (0.11 * red + 0.89 * green, blue)
      case 1: (0.29 * red + 0.71 * green, blue)
      default: (red + green, 0)
      }
    }
  }

  private func color(_ style: Style, _ drawing: SVGTheme) -> Color {
    Color(ColorDepth.palette.index(of: style.foreground).map(drawing.rgb) ?? drawing.foreground)
  }

  private static let grounds: [(Theme, SVGTheme)] = [
    (.dark, .dark), (.light, .light), (.highContrast, .highContrast),
  ]

  @Test func `can be read on its ground`() {
    for (theme, drawing) in Self.grounds {
      for role in Role.allCases where role != .rule && role != .selection {
        let style = theme[role]
        let ground =
          ColorDepth.palette.index(of: style.background).map(drawing.rgb) ?? drawing.background
        let contrast = color(style, drawing).contrast(with: Color(ground))
        #expect(contrast >= 4, "\(role) of \(theme.name): \(contrast)")
      }
    }
  }

  @Test func `keeps strong and weak, and the states, apart for colour-blind people`() {
    let pairs: [(Role, Role)] = [
      (.strong, .weak), (.dying, .unreachable), (.dying, .resurrected),
      (.unreachable, .resurrected),
      (.leaked, .resurrected), (.live, .dying), (.live, .resurrected),
    ]
    for (theme, drawing) in Self.grounds {
      for (first, second) in pairs {
        // Attributes tell them apart for everybody.
        guard theme[first].attributes == theme[second].attributes else { continue }
        for kind in 0..<3 {
          let a = color(theme[first], drawing)
          let b = color(theme[second], drawing)
          let (one, other) = (a.seen(by: kind), b.seen(by: kind))
          let distance =
            abs(one.0 - other.0) + abs(one.1 - other.1) + abs(a.luminance - b.luminance)
          #expect(distance > 0.08, "\(first) and \(second) of \(theme.name) for kind \(kind)")
        }
      }
    }
  }

  @Test func `says with eight colours and with none what matters most`() {
    for theme in Theme.all {
      for depth in [ColorDepth.basic, .none] {
        func look(_ role: Role) -> String {
          let style = theme[role]
          return "\(depth.index(of: style.foreground) ?? 99) \(style.attributes.rawValue)"
        }
        #expect(look(.dead) != look(.dying), "\(theme.name) \(depth)")
        #expect(look(.now) != look(.faint), "\(theme.name) \(depth)")
        #expect(look(.error) != look(.text), "\(theme.name) \(depth)")
        #expect(look(.selection) != look(.text), "\(theme.name) \(depth)")
        #expect(look(.focusedTitle) != look(.paneTitle), "\(theme.name) \(depth)")
      }
    }
  }

  @Test func `needs no colour of the terminal's own, so that its background does not matter`() {
    for (theme, _) in Self.grounds {
      for role in Role.allCases {
        #expect(theme[role].foreground != .standard, "\(role) of \(theme.name)")
        #expect(theme[role].background != .standard, "\(role) of \(theme.name)")
      }
    }
    for role in Role.allCases {
      #expect(Theme.monochrome[role].background == .standard, "\(role)")
    }
  }

  @Test func `has a name of its own that the command line takes`() {
    #expect(Set(Theme.all.map(\.name)).count == Theme.all.count)
    for theme in Theme.all { #expect(Theme.named(theme.name) == theme) }
  }
}
