import HeapModel
import TerminalFrame

extension Dashboard {
  private static let hint = "arrow keys move the box, Enter keeps it there, Esc puts it back"

  /// Lets the arrow keys move the selected box.
  mutating func beginMoving() {
    guard edits.current == 0 else {
      notice = "boxes are moved in the original only: u undoes the edits"
      return
    }
    guard union != nil, let picture, selectedNode != nil, picture.plan.detail != .outline else {
      notice = "there is no box to move"
      return
    }
    shiftsBefore = shifts
    overlay = .moving
    notice = Self.hint
  }

  mutating func pressWhileMoving(_ key: Key) -> [Effect] {
    notice = Self.hint
    switch key.description {
    case "Left", "h": moveBox(columns: -1, rows: 0)
    case "Right", "l": moveBox(columns: 1, rows: 0)
    case "Up", "k": moveBox(columns: 0, rows: -1)
    case "Down", "j": moveBox(columns: 0, rows: 1)
    case "Enter", "m":
      overlay = nil
      notice = "the box stays there; = puts all boxes back"
    case "Esc", "q":
      overlay = nil
      notice = ""
      shifts = shiftsBefore
      layOut()
      look()
    default: break
    }
    return []
  }

  /// Moves the selected box by one place where that brings it further in a direction.
  private mutating func moveBox(columns: Int, rows: Int) {
    guard let node = selectedNode, let union, let before = picture?.plan.nodes[node].frame else {
      return
    }
    let object = union.nodes[node].object
    let old = shifts[object] ?? LayoutGraph.Shift()
    // In a folded picture every second band runs to the left.
    for sign in [1, -1] {
      shifts[object] = LayoutGraph.Shift(
        columns: old.columns + sign * columns, places: old.places + sign * rows)
      layOut()
      guard let now = picture?.plan.nodes[node].frame else { continue }
      if (now.column - before.column) * columns + (now.row - before.row) * rows > 0 {
        look()
        return
      }
    }
    shifts[object] = old
    layOut()
    look()
    notice = "it can go no further"
  }
}
