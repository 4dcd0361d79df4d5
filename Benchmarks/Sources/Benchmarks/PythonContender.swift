import CContenders
import Glibc

/// A Python program that does its work once for every line it reads and answers with the
/// nanoseconds of processor time that it took and a check value.
final class PythonContender {
  private let companion: companion

  /// Starts `python3` with a program and its arguments.
  init(_ program: String, _ arguments: [String] = []) {
    let words = ["python3", "-c", program] + arguments
    var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    pointers.append(nil)
    companion = start_companion(pointers)
    pointers.forEach { free($0) }
  }

  deinit { end_companion(companion) }

  /// Does the work once; nil where there is no Python.
  func run() -> Benchmark.Sample? {
    var nanoseconds: UInt64 = 0
    var check: UInt64 = 0
    guard ask_companion(companion, &nanoseconds, &check) != 0 else { return nil }
    return Benchmark.Sample(check: check, nanoseconds: Double(nanoseconds))
  }
}
