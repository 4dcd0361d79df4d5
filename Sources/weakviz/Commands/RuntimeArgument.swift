import ArgumentParser
import Runtimes

/// A version as an argument: `cpython-3.13`.
extension RuntimeVersion: ExpressibleByArgument {
  /// The version of a name, as in a scenario.
  public init?(argument: String) { self.init(name: argument) }
}

/// Two versions as an argument: `cpython-3.11,cpython-3.13`.
struct RuntimePairArgument: ExpressibleByArgument, Sendable {
  /// The version on the left.
  var first: RuntimeVersion
  /// The version on the right, another one.
  var second: RuntimeVersion

  init?(argument: String) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false)
    guard names.count == 2, let first = RuntimeVersion(name: String(names[0])),
      let second = RuntimeVersion(name: String(names[1])), first != second
    else { return nil }
    (self.first, self.second) = (first, second)
  }
}
