import TerminalFrame

/// The signs of the dashboard: one meaning, one glyph, in Unicode and in ASCII.
public enum GlyphSet: String, Hashable, Sendable, CaseIterable {
  /// Line drawing and arrows.
  case unicode
  /// Nothing but ASCII, for locales that can't show more.
  case ascii

  /// What text from outside may contain with this set.
  public var repertoire: Repertoire { self == .unicode ? .unicode : .ascii }

  var lines: LineGlyphs { self == .unicode ? .unicode : .ascii }

  func pick(_ unicode: String, _ ascii: String) -> String { self == .unicode ? unicode : ascii }

  var strongCount: String { pick("●", "s") }
  var weakCount: String { pick("○", "w") }
  var strongArrow: String { pick("─▶", "->") }
  var weakArrow: String { pick("╌▷", "~>") }
  var selected: String { pick("»", ">") }
  var done: String { pick("✓", "v") }
  var next: String { pick("▶", ">") }
  var nextEvent: String { pick("▸", ">") }
  var separator: String { pick("·", "-") }
  var ellipsis: String { pick("…", "~") }
  /// What stands for words that are left out, or are to come.
  var dots: String { pick("…", "...") }
  var now: String { pick("◉", "@") }
  var became: String { pick("→", "->") }
  var times: String { pick("×", "x") }
  var chipLeft: String { pick("▐", "[") }
  var chipRight: String { pick("▌", "]") }
  /// A weak reference where there is no room for its name.
  var weakReference: String { pick("◇", "w") }
  /// Something alive on the bar that shows the whole picture.
  var speck: String { pick("▪", "o") }
  /// A running call as the name of what it uses.
  var call: String { pick("ƒ()", "f()") }
  /// A statement before which a run stops.
  var breakpoint: String { pick("◆", "*") }
  var open: String { pick("▾", "v") }

  /// Heights from empty to full.
  var bars: [String] {
    self == .unicode
      ? ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] : ["_", ".", ":", "-", "=", "+", "%", "#"]
  }

  /// The sign of a kind of event in the log and on the timeline.
  func sign(_ sign: EventSign) -> String {
    switch sign {
    case .created: "+"
    case .removed: "-"
    case .dying: "~"
    case .cleared: pick("✗", "x")
    case .callback: pick("ƒ", "f")
    case .finalizer: pick("δ", "d")
    case .resurrected: "^"
    case .collection: pick("○", "o")
    case .unreachable: "?"
    case .freed: pick("†", "X")
    case .output: pick("»", "\"")
    case .error: "!"
    case .passed: pick("✓", "v")
    case .failed: pick("≠", "#")
    case .edited: pick("✎", "e")
    case .differs: pick("Δ", "D")
    }
  }
}

/// The kinds of events as the log tells them apart.
enum EventSign: CaseIterable, Sendable {
  case created, removed, dying, cleared, callback, finalizer, resurrected, collection, unreachable
  case freed, output, error, passed, failed, edited, differs

  var role: Role {
    switch self {
    case .created: .strong
    case .removed: .text
    case .dying: .dying
    case .cleared: .weak
    case .callback, .finalizer: .changed
    case .resurrected: .resurrected
    case .collection, .unreachable: .unreachable
    case .freed: .dead
    case .output: .output
    case .error, .failed: .error
    case .passed: .done
    case .edited, .differs: .notice
    }
  }

  /// Whether its words are worth a second row where one is too short: what the program says, and
  /// what went wrong.
  var isReadToTheEnd: Bool {
    switch self {
    case .output, .error, .passed, .failed, .unreachable: true
    default: false
    }
  }

  /// What the legend says about it.
  var meaning: String {
    switch self {
    case .created: "an object, a name or a reference was made"
    case .removed: "a name or a reference was removed"
    case .dying: "an object begins to die: nothing holds it"
    case .cleared: "a weak reference was cleared; an entry left its collection"
    case .callback: "a callback runs"
    case .finalizer: "a finalizer runs"
    case .resurrected: "an object lives on after all: resurrection"
    case .collection: "a cyclic collection, and its phases"
    case .unreachable: "what the collection found unreachable"
    case .freed: "the memory of an object was freed"
    case .output: "the program printed a line"
    case .error: "an error, or an exception that nobody could catch"
    case .passed: "an expectation holds"
    case .failed: "an expectation failed"
    case .edited: "an edit of yours"
    case .differs: "the first step that your edits let do something else"
    }
  }
}
