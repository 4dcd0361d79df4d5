import CSystem
import Glibc

/// A parent process that gives the terminal back when this program is killed.
public enum ProcessGuard {
  /// Splits the program in two: the child goes on, and the parent waits for it, passes signals on,
  /// and gives the terminal back if the child is killed. To be called first of all, before a
  /// ``TerminalSession`` and before any thread is started.
  ///
  /// - Returns: in the parent the exit status with which to end; nil in the child, or if there can
  ///   be none, where the program goes on.
  public static func supervise(programName: String = "weakviz") -> Int32? {
    let status = TerminalModes.allOff.withCString {
      csys_run_under_guard(programName, STDOUT_FILENO, $0, strlen($0))
    }
    return status < 0 ? nil : status
  }
}
