import HeapModel
import TerminalFrame
import Testing

@testable import Dashboard

@Suite struct `What holds for every frame` {
  @Test func `A frame reached forward equals the frame reached backward and by goto`() {
    for (name, timeline) in Stories.all {
      for (width, height) in [(80, 24)] {
        var dashboard = Dashboard(timeline, width, height)
        var forward: [Position: Frame] = [:]
        var positions: [Position] = []
        while true {
          let frame = dashboard.render()
          forward[dashboard.position] = frame
          positions.append(dashboard.position)
          dashboard.press("s")
          dashboard.press("Esc")
          if dashboard.position == positions.last { break }
        }
        for position in positions.reversed() {
          #expect(dashboard.render() == forward[position], "\(name) at \(position)")
          dashboard.press("S")
          dashboard.press("Esc")
        }
        for position in positions {
          let frame = Dashboard.frame(
            timeline, at: position, fileName: "story.json", size: Size(width: width, height: height)
          )
          #expect(frame == forward[position], "\(name) at \(position)")
        }
      }
    }
  }

  @Test func `Boxes stay where they are from the first step to the last`() {
    for (_, timeline) in Stories.all {
      var dashboard = Dashboard(timeline, 120, 36)
      let plan = dashboard.picture?.plan
      while dashboard.timeline.successor(of: dashboard.position) != dashboard.position {
        dashboard.press("s")
        #expect(dashboard.picture?.plan == plan)
      }
    }
  }

  @Test func `Counters of types are right after every move`() {
    var dashboard = Dashboard(Stories.long(steps: 200))
    var generator = SmallRandom(seed: 7)
    for _ in 0..<300 {
      let target = Position(step: Int(generator.next() % 201))
      dashboard.go(to: target)
      #expect(dashboard.census == TypeCensus(dashboard.timeline.heap))
    }
  }

  @Test func `Every size gives a frame of that size`() {
    var dashboard = Dashboard(Stories.cache())
    dashboard.press("8 n")
    for width in [0, 1, 40, 79, 110, 180] {
      for height in [0, 1, 10, 16, 30] {
        let frame = dashboard.render(Size(width: width, height: height))
        #expect(frame.width == width && frame.height == height)
      }
    }
  }

  @Test func `Text from outside can't reach the terminal raw`() {
    var story = StoryWriter(
      title: "\u{1B}[2Jevil\u{7}", types: [HeapType(name: "No\u{9B}de", kind: .instance)])
    story.step("x = \u{1B}]0;evil\u{7}", note: "\u{202E}note\r\n") {
      let node = $0.make("No\u{9B}de")
      $0.bind("x\u{1B}", node)
      $0.print("\u{1B}[31mred\u{0}")
    }
    var dashboard = Dashboard(story.finished(), 120, 36, file: "a\u{1B}b.json")
    for _ in 0..<3 {
      let text = dashboard.render().plainText
      #expect(
        text.unicodeScalars.allSatisfy {
          $0 == "\n"
            || $0.value >= 0x20 && $0.value != 0x7F && !(0x80...0x9F).contains($0.value)
              && $0.value != 0x202E
        })
      dashboard.press("s")
    }
  }

  @Test func `Themes tell states apart without colour, by border and letter`() {
    for glyphs in GlyphSet.allCases {
      var looks: Set<String> = []
      for state in Appearance.allCases where state != .absent {
        let border = BorderGlyphs(state, glyphs)
        looks.insert(
          border.topLeft + border.horizontal + border.vertical + (state.letter(glyphs) ?? ""))
      }
      #expect(looks.count == Appearance.allCases.count - 1)
    }
    #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
  }
}

/// A generator of pseudo-random numbers that gives the same ones everywhere.
struct SmallRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state >> 8
  }
}
