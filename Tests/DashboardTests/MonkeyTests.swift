import HeapModel
import TerminalFrame
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@testable import Dashboard

/// Somebody without a plan at the keyboard and at the mouse, the same each time.
struct Monkey {
  private var random: SmallRandom
  private let keys: [Key]
  private var now = 0

  static let sizes = [
    (80, 24), (120, 36), (1, 1), (50, 12), (200, 60), (30, 8), (61, 17), (110, 30), (0, 0),
  ]

  init(seed: UInt64) {
    random = SmallRandom(seed: seed)
    let bound = CommandTable().commands.flatMap { $0.bindings.flatMap(\.keys) }
    let stepping = Array("nnnnssSSpNP.,").map { Key.character($0) }
    let letters = Array("0123456789nodeitem.:/?q whend ").map { Key.character($0) }
    keys = bound + stepping + letters + [.named(.enter), .named(.escape), .named(.backspace)]
  }

  mutating func choose(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

  /// What it does next.
  mutating func message() -> Message {
    now += 50
    switch choose(100) {
    case ..<80: return .input(.key(keys[choose(keys.count)]))
    case ..<84: return .tick(milliseconds: now)
    case ..<86:
      let (width, height) = Self.sizes[choose(Self.sizes.count)]
      return .input(.resize(Size(width: width, height: height)))
    case 86: return .frameWasSlow
    case 87: return .input(.paste("n\u{1B}[2J\u{0}日本 e\u{301}\n"))
    case 88: return .input(.focus(choose(2) == 0))
    default:
      let actions: [MouseEvent.Action] = [
        .press(.left), .doubleClick(.left), .drag(.left), .release(.left), .wheelUp, .wheelDown,
        .press(.right), .press(.middle),
      ]
      let point = Point(column: choose(210) - 2, row: choose(64) - 2)
      return .input(.mouse(MouseEvent(actions[choose(actions.count)], at: point)))
    }
  }
}

@Suite struct `Random keys and clicks` {
  /// Messages for each scenario: a share of the 10,000 that `WEAKVIZ_MONKEY=10000` asks for.
  private static let messages =
    getenv("WEAKVIZ_MONKEY").flatMap { Int(String(cString: $0)) } ?? 150

  private func play(_ timeline: Timeline, seed: UInt64, _ name: String) {
    var monkey = Monkey(seed: seed)
    var dashboard = Dashboard(
      timeline: timeline, options: .init(fileName: name, isAnimated: seed % 2 == 0))
    for index in 0..<Self.messages {
      let effects = dashboard.update(monkey.message())
      #expect(effects.count < 8)
      let position = dashboard.position
      let isInside = (0...dashboard.timeline.stepCount).contains(position.step)
      #expect(isInside, "\(name): \(position) after message \(index)")
      if index % 5 == 0 {
        let frame = dashboard.render()
        let size = dashboard.options.size
        let isWhole = frame.width == max(0, size.width) && frame.height == max(0, size.height)
        #expect(isWhole, "\(name): a frame of \(frame.width)x\(frame.height) after \(index)")
      }
    }
    // Whatever was pressed, a place still looks as it did before.
    let place = dashboard.timeline.position
    let size = Size(width: 80, height: 24)
    let isSame =
      Dashboard.frame(dashboard.timeline, at: place, size: size)
      == Dashboard.frame(timeline, at: place, size: size)
    #expect(isSame, "\(name): the picture at \(place)")
  }

  @Test(arguments: Scenarios.course + Scenarios.library) func `never end a scenario`(name: String)
    throws
  {
    let seed = name.utf8.reduce(UInt64(7)) { $0 &* 31 &+ UInt64($1) }
    play(try Scenarios.timeline(name), seed: seed, name)
  }

  @Test(arguments: 0..<6) func `never end a story`(seed: UInt64) {
    let stories = Stories.all.map(\.timeline) + [Stories.long(steps: 120)]
    play(stories[Int(seed) % stories.count], seed: seed, "story")
  }

  @Test func `never end one whose labels are hostile`() {
    play(Stories.hostile(), seed: 11, "a\u{1B}b\u{202E}.json")
  }
}

@Suite struct `Wide, combining and hostile characters in every label` {
  @Test(arguments: [(80, 24), (120, 36), (200, 60), (45, 12), (20, 5)])
  func `A frame has exactly the width of the screen, and nothing raw`(width: Int, height: Int) {
    var moments = width
    for glyphs in GlyphSet.allCases {
      var dashboard = Dashboard(
        timeline: Stories.hostile(),
        options: .init(
          fileName: "日\u{1B}]0;evil\u{7}本.json", glyphs: glyphs,
          size: Size(width: width, height: height)))
      while true {
        // At each moment the screen itself and one of the boxes over it.
        moments += 1
        for keys in ["", ["y", "?", "v", "B"][moments % 4], "Esc"] {
          dashboard.press(keys)
          let frame = dashboard.render()
          for row in 0..<frame.height {
            let columns = frame.row(row).reduce(0) { $0 + $1.glyph.columns }
            #expect(columns == width, "row \(row) at \(dashboard.position)")
          }
          let isHarmless = frame.plainText.unicodeScalars.allSatisfy {
            $0 == "\n"
              || $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
                && !(0x202A...0x202E).contains($0.value) && !(0x2066...0x2069).contains($0.value)
          }
          #expect(isHarmless, "at \(dashboard.position)")
          if glyphs == .ascii {
            let isASCII = frame.plainText.utf8.allSatisfy { $0 < 0x80 }
            #expect(isASCII)
          }
        }
        let before = dashboard.position
        dashboard.press("s")
        if dashboard.position == before { break }
      }
    }
  }
}

extension Stories {
  /// Labels that would do harm to a terminal, or to its columns.
  static func hostile() -> Timeline {
    let names = [
      "日本語のとても長い名前です", "e\u{301}\u{302}\u{303}\u{304}", "👩‍👩‍👧‍👦🇩🇪", "\u{1B}[2J\u{1B}]0;evil\u{7}",
      "\u{202E}txt.exe", "a\u{0}b\r\nc\td", "\u{9B}31m", "\u{200B}\u{FEFF}\u{2066}", "ﷺﷺﷺ", "",
    ]
    var story = StoryWriter(
      title: "日本 \u{1B}[31mtitle\u{202E}", summary: names.joined(separator: " "),
      types: names.map { HeapType(name: "T\($0)", kind: .instance) } + [
        HeapType(name: "weakref", kind: .weakReference)
      ])
    var objects: [ObjectID] = []
    for name in names {
      story.step("\(name) = \(name)()", note: "note \(name)", chapter: name) {
        let object = $0.make("T\(name)")
        $0.bind("v\(name)", object)
        if let last = objects.last { $0.set(object, ".\(name)", last) }
        $0.print(name)
        objects.append(object)
      }
    }
    story.step("watch", note: "\u{7}") {
      _ = $0.weakref(to: objects[0], callback: "ƒ\u{1B}[1m日")
    }
    for (name, object) in zip(names, objects) {
      story.step("del \(name)") {
        $0.unbind("v\(name)")
        if object == objects.last { $0.print("\u{1B}[?1049l") }
      }
    }
    return story.finished()
  }
}
