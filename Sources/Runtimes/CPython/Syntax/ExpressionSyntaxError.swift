/// Why a text is no expression of the scenario language.
public struct ExpressionSyntaxError: Error, Hashable, Sendable {
  /// The offset in UTF-8 bytes of the character where the complaint belongs.
  public var offset: Int
  /// What was found and what was expected; quoted pieces are harmless on a terminal.
  public var message: String
  /// A complaint at an offset.
  public init(offset: Int, _ message: String) {
    self.offset = offset
    self.message = message
  }
}
