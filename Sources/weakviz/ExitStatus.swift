/// The exit statuses of every verb.
enum ExitStatus {
  /// All is well.
  static let fine: Int32 = 0
  /// An expectation failed, or two sides differ.
  static let expectationFailed: Int32 = 1
  /// A file cannot be used, or something outside the program failed.
  static let badInput: Int32 = 2
  /// There is no interpreter to ask, it gives no answer, or none that could be compared.
  static let noInterpreter: Int32 = 3
  /// The arguments make no sense.
  static let badUsage: Int32 = 64

  /// The status of a process that a signal ended.
  static func signal(_ number: Int32) -> Int32 { 128 + number }
}
