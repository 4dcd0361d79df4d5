/// The versions of CPython that can be simulated: what a scenario's key `runtime` names.
public enum RuntimeVersion: String, CaseIterable, Hashable, Sendable {
  /// CPython 3.11, which `cpython` means too.
  case cpython311 = "cpython-3.11"
  /// CPython 3.12.
  case cpython312 = "cpython-3.12"
  /// CPython 3.13, the build with the global interpreter lock.
  case cpython313 = "cpython-3.13"

  /// The version that a scenario names; nil for a name that is not known. O(1).
  public init?(name: String) {
    guard let version = name == "cpython" ? .cpython311 : RuntimeVersion(rawValue: name) else {
      return nil
    }
    self = version
  }

  /// The names that a scenario can use, the short one first.
  public static var names: [String] { ["cpython"] + allCases.map(\.rawValue) }

  /// The version as people read it: `CPython 3.11`.
  public var title: String { "CPython \(number)" }

  /// The number alone, as in the name of an interpreter: `3.11`.
  public var number: String { String(rawValue.dropFirst("cpython-".count)) }
}
