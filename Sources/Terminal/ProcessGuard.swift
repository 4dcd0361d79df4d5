import CSystem
import Glibc

/// A parent process that gives the terminal back when this program is killed.
public enum ProcessGuard {
  private static let variable = "WEAKVIZ_UNDER_GUARD"

  /// Runs the program once more as a child and waits for it; to be called first of all, before a
  /// ``TerminalSession``. Also tells the Swift runtime of the child not to ask questions after a
  /// crash, which it takes notice of only at its start.
  ///
  /// - Returns: the exit status with which to end, or nil in the child, or if there can be none,
  ///   where the program goes on.
  public static func supervise(programName: String = "weakviz") -> Int32? {
    if getenv(variable) != nil {
      unsetenv(variable)
      csys_end_with_parent()
      return nil
    }
    let status = TerminalModes.allOff.withCString {
      csys_run_under_guard(
        CommandLine.unsafeArgv, variable, programName, STDOUT_FILENO, $0, strlen($0))
    }
    return status < 0 ? nil : status
  }
}
