@testable import Dashboard

/// Reads a picture as a person does: follows each line from a box along the drawn characters,
/// turns only where a join says so, and reports which boxes the line joins.
struct LineTracer {
  /// A reference as read from the picture.
  struct Reading: Hashable, CustomStringConvertible {
    var source: Int
    var target: Int
    var kind: LineKind

    var description: String { "\(source)\(kind == .strong ? "─▶" : "╌▷")\(target)" }
  }

  /// Why a picture cannot be read.
  struct Unreadable: Error, CustomStringConvertible {
    var description: String
  }

  private struct End: Hashable {
    var box: Int
    var cell: CanvasPoint
    /// The arrow head at the box, if there is one.
    var head: Character?
  }

  private struct Walker: Hashable {
    var cell: CanvasPoint
    var direction: LineDirections
  }

  private let boxes: [[CanvasRect]]
  private let width: Int
  private let height: Int
  /// The sides that each cell's character touches, and the box that owns the cell.
  private let touched: [LineDirections]
  private let boxOf: [Int]
  private let characters: [Character]

  init(grid: [[Character]], frames: [CanvasRect]) {
    self.init(grid: grid, boxes: frames.map { [$0] })
  }

  /// - Parameter boxes: the rectangles of each box; a row of an outline has several.
  init(grid: [[Character]], boxes: [[CanvasRect]]) {
    self.boxes = boxes
    height = grid.count
    width = grid.map(\.count).max() ?? 0
    var characters: [Character] = []
    for row in grid {
      characters += row
      characters += repeatElement(" ", count: width - row.count)
    }
    var owners = [Int](repeating: -1, count: characters.count)
    for (box, frames) in boxes.enumerated() {
      for frame in frames {
        for row in frame.rows {
          for column in frame.columns where column < width { owners[row * width + column] = box }
        }
      }
    }
    boxOf = owners
    touched = characters.map { Self.connections($0) }
    self.characters = characters
  }

  /// All references that the picture shows.
  func readings() throws -> Set<Reading> {
    var readings: Set<Reading> = []
    var seen: Set<CanvasPoint> = []
    for (box, frame) in boxes.enumerated().flatMap({ box, all in all.map { (box, $0) } }) {
      for row in frame.rows {
        for (column, direction) in [
          (frame.column - 1, LineDirections.left), (frame.columns.upperBound, .right),
        ] {
          let cell = CanvasPoint(column: column, row: row)
          guard connections(at: cell).contains(direction.opposite), !seen.contains(cell) else {
            continue
          }
          let ends = try follow(from: cell, direction, box)
          seen.formUnion(ends.map(\.cell))
          readings.formUnion(try read(ends))
        }
      }
    }
    return readings
  }

  private func index(_ cell: CanvasPoint) -> Int? {
    cell.column >= 0 && cell.column < width && cell.row >= 0 && cell.row < height
      ? cell.row * width + cell.column : nil
  }

  private func character(at cell: CanvasPoint) -> Character {
    index(cell).map { characters[$0] } ?? " "
  }

  private func connections(at cell: CanvasPoint) -> LineDirections {
    index(cell).map { touched[$0] } ?? []
  }

  private static func connections(_ character: Character) -> LineDirections {
    switch character {
    case "─", "╌", "▶", "▷", "◀", "◁", "✗": .horizontal
    case "│", "┊": .vertical
    case "╭": [.right, .down]
    case "╮": [.left, .down]
    case "╯": [.left, .up]
    case "╰": [.right, .up]
    case "├": [.up, .down, .right]
    case "┤": [.up, .down, .left]
    case "┬": [.left, .right, .down]
    case "┴": [.left, .right, .up]
    case "•", "┼": [.up, .down, .left, .right]
    default: []
    }
  }

  private func follow(
    from start: CanvasPoint, _ direction: LineDirections, _ box: Int
  ) throws -> Set<End> {
    var ends: Set<End> = [end(box, start)]
    var pending = [Walker(cell: start, direction: direction)]
    var seen: Set<Walker> = []
    while let walker = pending.popLast() {
      guard seen.insert(walker).inserted else { continue }
      let here = connections(at: walker.cell)
      guard here.contains(walker.direction.opposite) else {
        // A docked name is the only line that begins at a text.
        if character(at: walker.cell) == " ", walker.direction == .left { return [] }
        throw Unreadable(description: "the line breaks off at \(walker.cell)")
      }
      let exits =
        character(at: walker.cell) == "┼"
        ? walker.direction : here.subtracting(walker.direction.opposite)
      for exit in [LineDirections.up, .down, .left, .right] where exits.contains(exit) {
        let next = walker.cell.stepped(exit)
        if let box = index(next).map({ boxOf[$0] }), box >= 0 {
          if exit == .up || exit == .down {
            throw Unreadable(description: "a line runs into a box at \(next)")
          }
          ends.insert(end(box, walker.cell))
        } else {
          pending.append(Walker(cell: next, direction: exit))
        }
      }
    }
    return ends
  }

  private func end(_ box: Int, _ cell: CanvasPoint) -> End {
    let head = character(at: cell)
    return End(box: box, cell: cell, head: "▶▷◀◁✗".contains(head) ? head : nil)
  }

  private func kind(_ head: Character?) -> LineKind { head == "▶" || head == "◀" ? .strong : .weak }

  /// The references of one net. Only stars can be read: one tail, one head, or a hub whose head
  /// has another strength than all others.
  private func read(_ ends: Set<End>) throws -> Set<Reading> {
    let heads = ends.filter { $0.head != nil }
    let tails = ends.subtracting(heads)
    func reading(_ tail: End, _ head: End) -> Reading {
      Reading(source: tail.box, target: head.box, kind: kind(head.head))
    }
    if ends.isEmpty { return [] }
    if tails.count == 1, let tail = tails.first { return Set(heads.map { reading(tail, $0) }) }
    if heads.count == 1, let head = heads.first { return Set(tails.map { reading($0, head) }) }
    guard tails.isEmpty else { throw Unreadable(description: "ambiguous net \(ends)") }
    let hub = heads.first { end in
      heads.count == 2 || heads.allSatisfy { $0 == end || kind($0.head) != kind(end.head) }
    }
    guard let hub else { throw Unreadable(description: "no hub in \(ends)") }
    return Set(heads.subtracting([hub]).flatMap { [reading(hub, $0), reading($0, hub)] })
  }
}

extension LineDirections {
  var opposite: LineDirections {
    switch self {
    case .up: .down
    case .down: .up
    case .left: .right
    default: .left
    }
  }
}

extension CanvasPoint {
  func stepped(_ direction: LineDirections) -> CanvasPoint {
    switch direction {
    case .up: CanvasPoint(column: column, row: row - 1)
    case .down: CanvasPoint(column: column, row: row + 1)
    case .left: CanvasPoint(column: column - 1, row: row)
    default: CanvasPoint(column: column + 1, row: row)
    }
  }
}
