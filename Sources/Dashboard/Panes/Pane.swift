/// The parts of the screen that can have the focus.
public enum Pane: String, Hashable, Sendable, CaseIterable {
  /// The picture of the heap.
  case heap
  /// The statements.
  case source
  /// What happened, by cause.
  case log
  /// The selected object.
  case selected
  /// Weak collections with their entries.
  case collections
  /// The types with their counts.
  case types
  /// All events of the selected object.
  case history
  /// The steps from the first to the last.
  case timeline

  /// The title on the screen.
  var title: String {
    self == .collections ? "weak collections" : rawValue
  }
}
