import Glibc
import Terminal
import TerminalFrame
import Testing

/// The way to a program in a pseudo-terminal that needs no program: the tests start their own
/// executable with this test alone, which becomes the probe and never returns.
@Suite struct ProbeRun {
  private static let variable = "WEAKVIZ_PROBE"

  @Test(.enabled(if: getenv(ProbeRun.variable) != nil))
  func becomesTheProbe() {
    let kind = getenv(Self.variable).map { String(cString: $0) }
    if kind == "guarded", let status = ProcessGuard.supervise(programName: "probe") {
      exit(status)
    }
    exit(ProbeProgram.run(TerminalOptions(programName: "probe")))
  }

  /// A pseudo-terminal in which the probe runs.
  ///
  /// - Parameter waits: whether to wait for its first frame.
  static func start(
    size: Size = Size(width: 60, height: 12), isGuarded: Bool = false,
    environment: [String: String] = [:], waits: Bool = true
  ) throws -> PseudoTerminal {
    var environment = environment
    environment[variable] = isGuarded ? "guarded" : "bare"
    if environment["SWIFT_BACKTRACE"] == nil { environment["SWIFT_BACKTRACE"] = "enable=no" }
    let terminal = try PseudoTerminal(
      PseudoTerminal.ownPath, arguments, size: size, environment: environment)
    if waits { try terminal.wait(for: "probe \(size.width)x\(size.height)") }
    return terminal
  }

  /// What makes the tests' executable run the probe alone.
  static let arguments = ["--testing-library", "swift-testing", "--filter", "ProbeRun"]
}
