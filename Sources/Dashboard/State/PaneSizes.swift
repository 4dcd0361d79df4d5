/// The sizes of panes that a user has chosen; nil for what the screen's size suggests.
public struct PaneSizes: Hashable, Sendable {
  /// Columns of the panes at the right.
  public var right: Int?
  /// Rows of source and log.
  public var lower: Int?

  /// Sizes.
  public init(right: Int? = nil, lower: Int? = nil) {
    self.right = right
    self.lower = lower
  }
}
