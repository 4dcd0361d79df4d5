import HeapModel

/// How the border of an object looks: what has become of it.
enum Appearance: UInt8, Hashable, Sendable, CaseIterable {
  /// Not made yet.
  case absent
  case live, dying, unreachable, dead, resurrected, leaked

  var role: Role {
    switch self {
    case .absent: .text
    case .live: .live
    case .dying: .dying
    case .unreachable: .unreachable
    case .dead: .dead
    case .resurrected: .resurrected
    case .leaked: .leaked
    }
  }

  /// The word for people.
  var word: String {
    switch self {
    case .absent: "not made yet"
    case .live: "live"
    case .dying: "dying"
    case .unreachable: "unreachable"
    case .dead: "freed"
    case .resurrected: "resurrected"
    case .leaked: "leaked"
    }
  }

  /// The letter in the corner of the box; nil for what lives.
  func letter(_ glyphs: GlyphSet) -> String? {
    switch self {
    case .absent, .live: nil
    case .dying: "~"
    case .unreachable: "?"
    case .dead: glyphs.sign(.freed)
    case .resurrected: "^"
    case .leaked: "!"
    }
  }

  /// The appearance of an object. `isReachable` is nil where nobody has looked; a newborn object
  /// has no references yet, and lives.
  init(_ object: ObjectID, in heap: MutableHeap, isReachable: Bool?, isNewborn: Bool = false) {
    guard Int(object.index) <= heap.objectCount else {
      self = .absent
      return
    }
    let state = heap.state(object)
    if state.contains(.freed) {
      self = .dead
    } else if state.contains(.leaked) {
      self = .leaked
    } else if isNewborn {
      self = .live
    } else if state.contains(.dying)
      || heap.referenceCount(object) == 0 && !heap.isHeldOtherwise(object)
    {
      self = .dying
    } else if state.contains(.condemned) || isReachable == false {
      self = .unreachable
    } else {
      self = state.contains(.resurrected) ? .resurrected : .live
    }
  }
}

extension MutableHeap {
  /// Whether an object lives without a reference to it: roots do.
  fileprivate func isHeldOtherwise(_ object: ObjectID) -> Bool {
    let state = state(object)
    return state.contains(.root) || state.kind == .frame || state.kind == .table
  }
}

/// The glyphs of a border.
struct BorderGlyphs {
  var topLeft: String
  var topRight: String
  var bottomLeft: String
  var bottomRight: String
  /// What is repeated along an edge.
  var horizontal: String
  var vertical: String

  /// An edge of so many columns.
  func across(_ columns: Int) -> String {
    let pattern = Array(horizontal)
    return String((0..<max(0, columns)).map { pattern[$0 % pattern.count] })
  }

  init(_ appearance: Appearance, _ glyphs: GlyphSet) {
    let parts: [String]
    switch (appearance, glyphs) {
    case (.dying, .unicode): parts = ["╔", "╗", "╚", "╝", "═", "║"]
    case (.unreachable, .unicode): parts = ["┌", "┐", "└", "┘", "╌", "╎"]
    case (.dead, .unicode), (.absent, .unicode): parts = ["┌", "┐", "└", "┘", " ", " "]
    case (.resurrected, .unicode), (.leaked, .unicode): parts = ["┏", "┓", "┗", "┛", "━", "┃"]
    case (.live, .unicode): parts = ["┌", "┐", "└", "┘", "─", "│"]
    case (.dying, .ascii): parts = ["+", "+", "+", "+", "=", "|"]
    case (.unreachable, .ascii): parts = ["+", "+", "+", "+", "- ", ":"]
    case (.dead, .ascii), (.absent, .ascii): parts = [".", ".", "'", "'", " ", " "]
    case (.resurrected, .ascii): parts = ["+", "+", "+", "+", "^", "|"]
    case (.leaked, .ascii): parts = ["+", "+", "+", "+", "!", "|"]
    case (.live, .ascii): parts = ["+", "+", "+", "+", "-", "|"]
    }
    topLeft = parts[0]
    topRight = parts[1]
    bottomLeft = parts[2]
    bottomRight = parts[3]
    horizontal = parts[4]
    vertical = parts[5]
  }
}
