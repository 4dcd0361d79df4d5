import CContenders
import Glibc

/// Full-screen programs in a real terminal of 200x60: from the start to the last byte of the first
/// frame, and from a key to the last byte of the answer. The clock on the wall counts here.
struct TerminalBenchmark {
  struct Program {
    var name: String
    var arguments: [String]
    var keys: [String]
  }

  private struct Times {
    var starts: [Double] = []
    var keys: [Double] = []
    var peakMemory: UInt64 = 0
    var firstBytes: UInt64 = 0
    var keyBytes: UInt64 = 0
    var processor: [Double] = []
  }

  /// weakviz is `.build/release/weakviz` unless the environment names another file.
  static func programs(_ file: String) -> [Program] {
    let binary = getenv("WEAKVIZ_BINARY").map { String(cString: $0) } ?? ".build/release/weakviz"
    let steps = (0..<20).map { $0 % 4 == 3 ? "p" : "n" }
    let lines = (0..<20).map { $0 % 4 == 3 ? "k" : "j" }
    return [
      Program(name: "weakviz", arguments: [binary, file], keys: steps),
      Program(name: "less", arguments: ["less", file], keys: lines),
      Program(name: "tig", arguments: ["tig"], keys: lines),
      Program(
        name: "htop", arguments: ["htop"], keys: lines.map { $0 == "j" ? "\u{1B}[B" : "\u{1B}[A" }),
    ]
  }

  static func report(rounds: Int) -> String {
    let path = "/tmp/weakviz-benchmark-\(getpid()).json"
    let document = DashboardBenchmark(objectCount: 50).document()
    let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
    _ = write(descriptor, document, document.count)
    close(descriptor)
    defer { unlink(path) }
    let programs = programs(path).filter { isInstalled($0.arguments[0]) }
    var times = [Times](repeating: Times(), count: programs.count)
    for round in -1..<rounds {
      for (index, program) in programs.enumerated() {
        run(program, into: &times[index], isWarmUp: round < 0)
      }
    }
    var report = "Terminal of 200x60, a scenario of 50 objects\n"
    for (program, times) in zip(programs, times) where !times.starts.isEmpty {
      let keys = times.keys.sorted()
      report += "  \(program.name)\(String(repeating: " ", count: max(0, 8 - program.name.count)))"
      report += "  start \(decimal(median(times.starts) / 1e6)) ms"
      report += "  key \(decimal(median(keys) / 1e6)) ms"
      report += "  (95 %: \(decimal((keys.isEmpty ? 0 : keys[keys.count * 95 / 100]) / 1e6)) ms)"
      report += "  memory \(decimal(Double(times.peakMemory) / 1e6)) MB"
      report += "  processor \(decimal(median(times.processor) / 1e6)) ms"
      report +=
        "  \(times.firstBytes) bytes, then \(times.keyBytes / UInt64(program.keys.count)) a key\n"
    }
    return report
  }

  private static func median(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.sorted()[values.count / 2]
  }

  private static func isInstalled(_ name: String) -> Bool {
    if name.contains("/") { return access(name, X_OK) == 0 }
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
  }

  private static func run(_ program: Program, into times: inout Times, isWarmUp: Bool) {
    var arguments: [UnsafeMutablePointer<CChar>?] = program.arguments.map { strdup($0) }
    var keys: [UnsafePointer<CChar>?] = program.keys.map { UnsafePointer(strdup($0)) }
    arguments.append(nil)
    var keyTimes = [UInt64](repeating: 0, count: keys.count)
    var session = terminal_times()
    let isStarted = keyTimes.withUnsafeMutableBufferPointer { keyTimes in
      session.keys = keyTimes.baseAddress
      return time_in_terminal(arguments, &keys, program.keys.count, &session) != 0
    }
    arguments.forEach { free($0) }
    keys.forEach { free(UnsafeMutablePointer(mutating: $0)) }
    guard isStarted, !isWarmUp else { return }
    times.starts.append(Double(session.start))
    times.keys += keyTimes.filter { $0 > 0 }.map { Double($0) }
    times.processor.append(Double(session.cpu))
    times.peakMemory = max(times.peakMemory, session.peak_memory)
    (times.firstBytes, times.keyBytes) = (session.first_bytes, session.key_bytes)
  }
}
