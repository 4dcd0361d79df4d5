import CBuiltIns
import Glibc

/// What a bug report ought to say about the program.
enum Version {
  /// The version of the program.
  static let number = "0.1.0"

  /// The version and the facts of the build, on two lines.
  static var text: String {
    return """
      weakviz \(number)
      Swift \(compiler), \(configuration) build, Linux \(architecture), \(library), \
      \(cbuiltins_scenario_count()) built-in scenarios
      """
  }

  /// The C library, as it names itself: `glibc 2.36`.
  private static var library: String {
    var name = [UInt8](repeating: 0, count: 64)
    let count = name.withUnsafeMutableBytes {
      confstr(Int32(_CS_GNU_LIBC_VERSION), $0.baseAddress, $0.count)
    }
    return count > 1 ? String(decoding: name.prefix(count - 1), as: UTF8.self) : "unknown C library"
  }

  private static var compiler: String {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3)
      "6.3"
    #elseif compiler(>=6.2)
      "6.2"
    #else
      "6.1"
    #endif
  }

  private static var configuration: String {
    #if DEBUG
      "debug"
    #else
      "release"
    #endif
  }

  private static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "arm64"
    #else
      "of another architecture"
    #endif
  }
}
