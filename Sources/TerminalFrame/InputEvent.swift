/// What a person did at the terminal.
public enum InputEvent: Equatable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// The mouse did something.
  case mouse(MouseEvent)
  /// A text was pasted. It is as hostile as any other text.
  case paste(String)
  /// The terminal has a new size.
  case resize(Size)
  /// The terminal's window came to the front (true) or went away (false).
  case focus(Bool)
}

/// What the mouse did, and over which cell.
public struct MouseEvent: Equatable, Sendable {
  /// The buttons.
  public enum Button: Equatable, Sendable {
    /// The one under the index finger, the wheel pressed, the other one.
    case left, middle, right
  }

  /// What happened.
  public enum Action: Equatable, Sendable {
    /// A button went down.
    case press(Button)
    /// A button went down a second time at the same cell and soon; a press came before it.
    case doubleClick(Button)
    /// The mouse moved to another cell while a button was down.
    case drag(Button)
    /// A button went up.
    case release(Button)
    /// The wheel was turned away from the hand.
    case wheelUp
    /// The wheel was turned towards the hand.
    case wheelDown
  }

  /// What happened.
  public var action: Action
  /// The cell under the mouse.
  public var point: Point
  /// The keys held meanwhile.
  public var modifiers: Key.Modifiers

  /// An action of the mouse over a cell.
  public init(_ action: Action, at point: Point, _ modifiers: Key.Modifiers = []) {
    self.action = action
    self.point = point
    self.modifiers = modifiers
  }
}
