/// The sides of a cell that a line touches.
struct LineDirections: OptionSet, Hashable, Sendable {
  var rawValue: UInt8

  static let up = LineDirections(rawValue: 1)
  static let down = LineDirections(rawValue: 2)
  static let left = LineDirections(rawValue: 4)
  static let right = LineDirections(rawValue: 8)
  static let horizontal: LineDirections = [.left, .right]
  static let vertical: LineDirections = [.up, .down]
}

/// What a line is at one moment of the scenario.
enum LineState: Hashable, Sendable {
  /// It does not exist.
  case absent
  /// It exists, and so does its target.
  case living
  /// A weak reference that outlived its target.
  case cleared
}

/// What a cell of a line means; a `LineGlyphs` says which character that is.
struct LineCell: Hashable, Sendable {
  /// The meaning of an arrow head.
  struct Head: Hashable, Sendable {
    /// Where it points: one direction.
    var direction: LineDirections
    var kind: LineKind
    var isCleared: Bool
  }

  var point: CanvasPoint
  var net: Int
  var kind: LineKind
  /// The sides that the net's lines touch; three or four are a join.
  var directions: LineDirections
  var head: Head?
  /// The net that passes under this one from left to right. Then this one is vertical here.
  var crossed: Crossed?

  /// The horizontal line of a crossing.
  struct Crossed: Hashable, Sendable {
    var net: Int
    var kind: LineKind
  }
}
